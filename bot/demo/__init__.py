"""`cobro demo`: a local Slack, a local Alegra and the bot, each a process of its own, all ending together."""
