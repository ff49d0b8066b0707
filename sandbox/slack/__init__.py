"""A stranger that looks and behaves like Slack: its API, its people, and a page to be them in (API.md)."""
