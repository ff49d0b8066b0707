"""The papers of an invoice: its PDF, its XML, and what their files are called."""

import re
import unicodedata
from typing import Any

from sandbox.alegra.paper_amounts import full_number
from sandbox.alegra.paper_pdf import render_pdf
from sandbox.alegra.paper_xml import render_xml

__all__ = ["file_name", "render_pdf", "render_xml"]

COMPANY_FORMS = re.compile(
    r"\b(s\.?\s?a\.?\s?s\.?|s\.?\s?a\.?|ltda\.?|y c[ií]a\.?|s\. en c\.?|e\.s\.e\.?|p\.h\.?|c\.i\.?)(?=\s|$)",
    re.IGNORECASE,
)


def file_name(invoice: dict[str, Any], extension: str) -> str:
    """`FE342_ClinicaLosAndes.pdf`, or `Borrador_ClinicaLosAndes.pdf` before there is a number; letters and digits only."""
    client = COMPANY_FORMS.sub(" ", str(invoice["client"]["name"]))
    words = re.findall(r"[A-Za-z0-9]+", _without_accents(client.replace("'", "")))
    name = "".join(word[0].upper() + word[1:] for word in words)[:60] or "Cliente"
    return f"{full_number(invoice) or 'Borrador'}_{name}.{extension}"


def _without_accents(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
