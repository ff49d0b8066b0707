"""Every line of an invoice where an approver sees it: on the card as long as it fits, the rest word for word in the thread."""

from dataclasses import dataclass

from bot.billing.invoice import Invoice, Line
from bot.billing.totals import line_base
from bot.locale import Words, phrase
from bot.slack.blocks import SECTION_CHARACTERS, paragraphs
from bot.slack.drawing import Block, Message
from bot.slack.escape import graphemes, inert
from bot.slack.invoice_phrases import PRECISION, client_name

CARD_CHARACTERS = 6000
"""Two full sections: more makes the buttons of the card hard to reach."""
MESSAGE_CHARACTERS = 9000
"""A message of the thread. Slack documents no sum over blocks; this stays below what was seen refused (`msg_blocks_too_long`)."""
NOTHING_LEFT_OUT = 1_000_000
UNIT_SIGNS = {
    "unit": "",
    "service": "",
    "piece": "",
    "hour": "h",
    "day": phrase("d"),
    "meter": "m",
    "meterSquared": "m²",
    "cubicMeter": "m³",
    "centimeter": "cm",
    "kilogram": "kg",
    "gram": "g",
    "ton": "t",
    "liter": "L",
}
"""Alegra's codes as people write them; what is merely counted has no sign. Another code stands as it is."""


@dataclass(frozen=True)
class ShownLines:
    blocks: tuple[Block, ...]
    left: tuple[str, ...]
    """What did not fit on the card, in pieces that each fit a section."""
    first_left: int
    """The number (from 1) of the first line that is in the thread; 0 when all are on the card."""


def on_card(invoice: Invoice, words: Words) -> ShownLines:
    shown: list[str] = []
    for number, line in enumerate(invoice.lines, start=1):
        pieces = _pieces(line, invoice.currency, words)
        if sum(map(len, shown)) + sum(map(len, pieces)) > CARD_CHARACTERS:
            rest = [piece for each in invoice.lines[number - 1 :] for piece in _pieces(each, invoice.currency, words)]
            return ShownLines(tuple(paragraphs(shown)), tuple(rest), number)
        shown += pieces
    return ShownLines(tuple(paragraphs(shown)), (), 0)


def continuation(invoice: Invoice, words: Words) -> tuple[Message, ...]:
    """The messages of the thread that carry the lines which did not fit on the card; usually none."""
    lines = on_card(invoice, words)
    batches: list[list[str]] = []
    for piece in lines.left:
        if not batches or sum(map(len, batches[-1])) + len(piece) > MESSAGE_CHARACTERS:
            batches.append([])
        batches[-1].append(piece)
    text = words.t(
        "Líneas {first} a {last} de la factura a {client}",
        first=lines.first_left,
        last=len(invoice.lines),
        client=client_name(invoice.client),
    )
    return tuple(Message(text, tuple(paragraphs([f"*{text}*", *batch]))) for batch in batches)


def left_in_thread(invoice: Invoice, words: Words) -> str:
    """The sentence of the card that says which lines are in the thread; empty when none is."""
    first, last = on_card(invoice, words).first_left, len(invoice.lines)
    if not first:
        return ""
    return words.n(
        "_La línea {first} sigue en el hilo: léela antes de decidir._",
        "_Las líneas {first} a {last} siguen en el hilo: léelas antes de decidir._",
        last - first + 1,
        first=first,
        last=last,
    )


def _pieces(line: Line, currency: str, words: Words) -> list[str]:
    """The line in full; more than one piece only when it does not fit a section."""
    discount = words.t("(dcto {percent})", percent=words.percent(line.discount)) if line.discount else ""
    name = f"{words.number(line.quantity)} {_unit(line.unit, words)}".rstrip() + " ×"
    prices = f"{words.money(line.price, currency)} → *{words.money(line_base(line, precision=PRECISION), currency)}*"
    first = f"{name} {inert(line.name, NOTHING_LEFT_OUT)} {discount}".rstrip() + f" · {prices}"
    text = first + (f"\n↳ {inert(line.description, NOTHING_LEFT_OUT)}" if line.description else "")
    return _split(text)


def _unit(code: str, words: Words) -> str:
    sign = UNIT_SIGNS.get(code)
    if sign is None:
        return inert(code, 20)
    return words.t(sign) if sign else ""


def _split(text: str) -> list[str]:
    """Cut between graphemes and never inside `&amp;`."""
    if len(text) < SECTION_CHARACTERS:
        return [text]
    pieces = [""]
    for unit in _units(text):
        if len(pieces[-1]) + len(unit) >= SECTION_CHARACTERS:
            pieces.append("")
        pieces[-1] += unit
    return pieces


def _units(text: str) -> list[str]:
    units: list[str] = []
    for grapheme in graphemes(text):
        if units and units[-1].startswith("&") and not units[-1].endswith(";"):
            units[-1] += grapheme
        else:
            units.append(grapheme)
    return units
