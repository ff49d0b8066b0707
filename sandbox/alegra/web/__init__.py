"""How Alegra is reached: HTTP, its limits, its faults, its links."""
