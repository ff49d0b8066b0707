"""A local Slack and a local Alegra, to try and test with; no account. Neither they nor the bot import each other."""
