"""The sheet on which a paper is written: letterhead, watermark, page number, and text that the standard fonts can print."""

import unicodedata
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from sandbox.alegra.paper_amounts import full_number, identification, place

INK = (33, 43, 54)
GREY = (110, 120, 130)
FAINT = (228, 233, 237)
BRAND = (0, 121, 140)
WATERMARKS = {"draft": ("BORRADOR", (226, 230, 234)), "void": ("ANULADA", (247, 215, 215))}
TYPOGRAPHY = str.maketrans("–—‘’“”•\u00a0\u202f", "--''\"\"·  ") | {ord("…"): "...", ord("€"): "EUR "}


class Paper(FPDF):
    """Letter size; every new page comes with its letterhead, watermark and number."""

    def __init__(self, invoice: dict[str, Any], company: dict[str, Any]) -> None:
        super().__init__(format="letter")
        self.invoice, self.company = invoice, company
        self.set_margins(20, 16)
        self.set_auto_page_break(auto=True, margin=20)
        self.set_title(latin(f"{_title(invoice)} {full_number(invoice)}"))
        self.set_author(latin(company["name"]))
        zone = ZoneInfo(company.get("timezone") or "UTC")
        self.set_creation_date(
            datetime.fromisoformat(str(invoice.get("datetime") or invoice["date"])).replace(tzinfo=zone)
        )
        self.alias_nb_pages()

    def header(self) -> None:
        self._watermark()
        self._mark(20, 16)
        self._letterhead()
        self._number_box()
        self.set_xy(20, 48)

    def footer(self) -> None:
        self.set_y(-14)
        self.style(7.5, GREY)
        sentence = "Documento de prueba del Alegra local, sin validez ante la DIAN"
        self.cell(120, 4, sentence)
        self.cell(0, 4, latin(f"Página {self.page_no()} de {{nb}}"), align="RIGHT")

    def style(self, size: float, colour: tuple[int, int, int] = INK, *, bold: bool = False) -> None:
        self.set_font("Helvetica", "B" if bold else "", size)
        self.set_text_color(*colour)

    def put(self, text: str, *, width: float = 0, height: float = 4.4, align: str = "LEFT") -> None:
        """Text wrapped to a width, after which the next one stands below it at the same left edge."""
        self.multi_cell(width, height, latin(text), align=align, new_x=XPos.LEFT, new_y=YPos.NEXT)

    def _watermark(self) -> None:
        word, colour = WATERMARKS.get(str(self.invoice["status"]), ("", FAINT))
        if not word:
            return
        self.style(92, colour, bold=True)
        with self.rotation(50, x=self.w / 2, y=self.h / 2):
            self.text(self.w / 2 - self.get_string_width(word) / 2, self.h / 2 + 14, word)

    def _mark(self, left: float, top: float) -> None:
        """A snowflake in a rounded square."""
        self.set_fill_color(*BRAND)
        self.rect(left, top, 18, 18, style="F", round_corners=True, corner_radius=3)
        self.set_draw_color(255, 255, 255)
        self.set_line_width(0.9)
        for angle in (0, 60, 120):
            with self.rotation(angle, x=left + 9, y=top + 9):
                self.line(left + 9, top + 3, left + 9, top + 15)
                for tip, inner in ((3.6, 6), (14.4, 12)):
                    self.line(left + 7, top + tip, left + 9, top + inner)
                    self.line(left + 11, top + tip, left + 9, top + inner)
        self.set_line_width(0.2)

    def _letterhead(self) -> None:
        self.set_xy(42, 15.5)
        self.style(13, bold=True)
        self.put(self.company["name"], width=92, height=6)
        self.style(8.5, GREY)
        address = self.company.get("address") or {}
        for text in (
            identification(self.company),
            f"{address.get('address') or ''} · {place(address)}",
            f"{self.company.get('phone') or ''} · {self.company.get('email') or ''}",
        ):
            self.put(text.strip(" ·"), width=92, height=4.2)

    def _number_box(self) -> None:
        self.set_fill_color(*FAINT)
        self.rect(140, 15, 56, 20, style="F", round_corners=True, corner_radius=2)
        self.set_xy(140, 17)
        self.style(8.5, GREY)
        self.put(_title(self.invoice), width=56, height=6, align="CENTER")
        self.style(15, BRAND, bold=True)
        self.put(full_number(self.invoice) or "Sin número", width=56, height=8, align="CENTER")


def _title(invoice: dict[str, Any]) -> str:
    electronic = (invoice.get("numberTemplate") or {}).get("isElectronic")
    return "Factura electrónica de venta" if electronic else "Documento de venta"


def latin(text: Any) -> str:
    """What the standard fonts can print of a text."""
    plain = unicodedata.normalize("NFC", str(text)).translate(TYPOGRAPHY)
    return plain.encode("latin-1", "replace").decode("latin-1")
