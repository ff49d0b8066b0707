"""How our commands are called in this workspace: another app may have taken their names (COBRO_COMMAND_PREFIX)."""

import re

NAMES = (
    *("cobro", "invoice", "factura", "payment", "pago", "client", "cliente", "item", "producto", "overdue", "cartera"),
)
LONGEST = 32
"""Of a command with its slash (Slack fact sheet 5)."""
OURS = re.compile(rf"(?<=`)/(?=(?:{'|'.join(NAMES)})\b)")


def prefixed(command: str, prefix: str) -> str:
    """`/invoice` is `/rivera-invoice` where the prefix is `rivera-`."""
    return f"/{prefix}{command.removeprefix('/')}"


def with_prefixed_commands(sentence: str, prefix: str) -> str:
    """The commands that a sentence quotes between backticks; commands of Slack's own stay as they are."""
    return OURS.sub(lambda _slash: f"/{prefix}", sentence) if prefix else sentence
