"""The commands of the terminal, one module each; `bot/__main__.py` has the table."""
