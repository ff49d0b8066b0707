"""`--dry-run`, wherever it stands in what was typed."""

import re

DRY_RUN = re.compile(r"(?:^|\s)(?:--|[\u2013\u2014])(?:dry-?run|simular)(?=\s|$)", re.IGNORECASE)
"""Keyboards write two hyphens as a dash."""


def without_dry_run(text: str) -> tuple[str, bool]:
    """What was typed without it, and whether it stood there."""
    bare = DRY_RUN.sub(" ", text)
    return bare.strip(), bare != text
