"""Evidence on paper: a PDF of text alone, in the fonts that every reader has. What they cannot print is written as its code."""

import datetime as dt

from bot.locale import Words
from bot.slack.audit_phrases import Who
from bot.slack.evidence import Evidence, Section, sections, title

WIDTH, LINE = 0, 4.6
"""Of the page, and the height of a line in millimetres."""
PRINTED = str.maketrans("–—‘’“”•\u00a0\u202f", "--''\"\"·  ") | str.maketrans(
    {"…": "...", "→": "->", "€": "EUR", "⚠": "!", "✅": "", "\ufe0f": ""}
)


def paper(evidence: Evidence, words: Words, who: Who) -> bytes:
    from fpdf import FPDF  # noqa: PLC0415  half a second and 20 MB that most processes never need

    pdf = FPDF(format="letter")
    pdf.set_margins(18, 16)
    pdf.set_auto_page_break(auto=True, margin=16)
    pdf.set_title(printed(title(evidence, words)))
    pdf.set_creation_date(dt.datetime.fromtimestamp(evidence.story.now / 1000, dt.UTC))
    pdf.add_page()
    _write(pdf, title(evidence, words), size=16, style="B")
    for section in sections(evidence, words, who):
        _section(pdf, section)
    return bytes(pdf.output())


def printed(text: str) -> str:
    """In the characters of the standard fonts; others by their codes, so that nothing is dropped or passed off as another."""
    return text.translate(PRINTED).strip().encode("latin-1", "backslashreplace").decode("latin-1")


def _section(pdf: object, section: Section) -> None:
    _write(pdf, section.title, size=11, style="B", above=3)
    for line in section.lines:
        _write(pdf, line, size=8.5)


def _write(pdf: object, text: str, *, size: float, style: str = "", above: float = 0) -> None:
    from fpdf import FPDF  # noqa: PLC0415  as above
    from fpdf.enums import Align, XPos, YPos  # noqa: PLC0415  as above

    assert isinstance(pdf, FPDF)  # noqa: S101  its type is known only here
    pdf.ln(above)
    pdf.set_font("Helvetica", style, size)
    height = LINE * size / 8.5
    pdf.multi_cell(WIDTH, height, printed(text), new_x=XPos.LMARGIN, new_y=YPos.NEXT, align=Align.L)
