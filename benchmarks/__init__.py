"""How quick Cobro is, how much it asks of Alegra and how much memory it takes: `python -m benchmarks --help`."""
