"""Slack as Cobro draws and calls it: pure functions from stored facts to blocks. `wire.py` is the only sender.

Reads no store and decides nothing: whoever draws has asked before.
"""
