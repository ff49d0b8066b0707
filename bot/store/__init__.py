"""What is remembered, in Redis or Valkey, one module per subject; `keys.py` has every key.

What must change together changes by one script in `lua/`. Decides nothing about billing.
"""
