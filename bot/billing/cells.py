"""Text in the cell of a table that a spreadsheet will open: shown as it reads, never calculated."""

import unicodedata

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""What spreadsheets take for the beginning of a formula or of a command (OWASP, CSV injection)."""
INERT = "'"


def inert_cell(text: str) -> str:
    """Full-width forms too: some spreadsheets read them as the plain ones. What only looks dangerous stays readable."""
    plain = unicodedata.normalize("NFKC", text).lstrip(" \u00a0\ufeff\u200b")
    return INERT + text if plain.startswith(BEGINS_A_FORMULA) else text
