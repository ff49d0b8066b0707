"""Alegra as Cobro sees it: HTTP and JSON below, the types of `bot.billing` above. `transport.py` alone imports httpx."""
