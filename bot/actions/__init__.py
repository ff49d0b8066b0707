"""What the bot does, one module per noun: joins rules, Alegra, store and operations."""
