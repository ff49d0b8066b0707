"""A workspace that installed Cobro."""

from bot.store.installations import Installation

NORTE = Installation(
    team="T0NORTE001",
    team_name="Norte Logística",
    bot_token="xoxb-canary-7f3a",
    bot_user="U0COBRO002",
    scopes=("chat:write", "commands"),
    installed_by="U0NADIA001",
    at=1_795_330_162_000,
)
