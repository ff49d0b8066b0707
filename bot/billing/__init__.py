"""The rules of billing: pure functions over frozen types. No HTTP, Redis, Slack or clock in here."""
