"""Invoices that were searched for: what was understood, a row each, and the next page one click away."""

import datetime as dt
from dataclasses import dataclass, replace

from bot.billing.invoice_query import InvoiceQuery, Standing
from bot.locale import Words, phrase
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import actions, button, context, paragraphs, section
from bot.slack.drawing import Block, Message
from bot.slack.escape import inert
from bot.slack.messages.invoice_list import ListedInvoice, row_of

PAGE = "search.page"
"""Its value is a `PageOf`."""
LONGEST_TYPED = 200
STANDINGS = {
    Standing.DRAFT: phrase("borradores"),
    Standing.OPEN: phrase("por cobrar"),
    Standing.OVERDUE: phrase("vencidas"),
    Standing.PAID: phrase("pagadas o saldadas"),
    Standing.VOID: phrase("anuladas"),
}
TIPS = (
    phrase("• un cliente: `/invoice find clinica andes`, sin tildes también, o su NIT"),
    phrase("• un número o un valor: `/invoice find FE341`, `/invoice find 1011500`, `/invoice find &gt;500000`"),
    phrase("• en qué va: `vencidas`, `abiertas`, `pagadas`, `anuladas`, `borradores`"),
    phrase("• cuándo: `2026-10`, `2026-10-28`, `hoy`, `ayer`"),
    phrase("• y todo junto: `/invoice find hotel vencidas 2026-10`"),
)


@dataclass(frozen=True)
class PageOf:
    typed: str
    start: int = 0
    skip: int = 0

    def pack(self) -> str:
        return f"{self.start}:{self.skip}:{self.typed[:LONGEST_TYPED]}"

    @classmethod
    def unpack(cls, text: str) -> "PageOf":
        """It came back from outside: whatever cannot be read is the first page of everything."""
        start, _, rest = text.partition(":")
        skip, _, typed = rest.partition(":")
        return cls(typed, int(start), int(skip)) if start.isdecimal() and skip.isdecimal() else cls("")


@dataclass(frozen=True)
class InvoiceSearchShown:
    typed: str
    query: InvoiceQuery
    rows: tuple[ListedInvoice, ...]
    today: dt.date
    following: PageOf | None = None
    knows_client: bool = True


def draw(shown: InvoiceSearchShown, words: Words) -> Message:
    typed = inert(shown.typed, 80)
    if shown.query.is_empty:
        return _tips(words.t("Escribe qué buscas:"), words)
    if not shown.knows_client:
        client = inert(shown.query.client, 80)
        return _tips(words.t("No hay clientes que se llamen «{client}». Puedes buscar:", client=client), words)
    if not shown.rows and shown.following is None:
        return _tips(words.t("No encontré facturas con «{searched}». Prueba:", searched=typed), words)
    title = words.t("Facturas con «{searched}»", searched=typed)
    rows = [row_of(row, shown.today, words) for row in shown.rows]
    none_yet = [section(words.t("Entre las más recientes no hay ninguna."))] if not rows else []
    return Message(
        title, (section(f"*{title}*"), _understood(shown.query, words), *none_yet, *rows, *_turn(shown, words))
    )


def _tips(title: str, words: Words) -> Message:
    return Message(title, tuple(paragraphs([f"*{title}*", *(words.t(tip) for tip in TIPS)])))


def _understood(query: InvoiceQuery, words: Words) -> Block:
    """So that nobody takes a month for a name, or the other way round."""
    span = _span(query, words)
    amounts = [
        words.t("desde {amount}", amount=words.number(query.least))
        if query.least and query.least != query.most
        else "",
        words.t("hasta {amount}", amount=words.number(query.most)) if query.most and query.least != query.most else "",
        words.t("de {amount}", amount=words.number(query.most)) if query.most and query.least == query.most else "",
    ]
    said = phrases.dotted(
        words.t("cliente «{client}»", client=inert(query.client, 80)) if query.client else "",
        words.t(STANDINGS[query.standing]) if query.standing else "",
        span,
        words.t("número {number}", number=inert(query.number or query.figure, 40)) if query.number else "",
        words.t("número o valor {figure}", figure=inert(query.figure, 40)) if query.figure else "",
        *amounts,
    )
    return context(words.t("Busqué: {said}", said=said))


def _span(query: InvoiceQuery, words: Words) -> str:
    if query.from_day is None or query.until_day is None:
        return ""
    first, last = (words.day(day, weekday=False) for day in (query.from_day, query.until_day))
    return first if first == last else words.t("del {first} al {last}", first=first, last=last)


def _turn(shown: InvoiceSearchShown, words: Words) -> list[Block]:
    if shown.following is None:
        return []
    label = words.t("Ver más") if shown.rows else words.t("Seguir buscando")
    return [actions(button(label, action=PAGE, value=shown.following.pack()), block_id="page")]


_ROWS = (ListedInvoice(samples.PAID, "D-7K3R"), ListedInvoice(samples.STAMPED))
_OCTOBER = InvoiceQuery("hotel", Standing.OVERDUE, dt.date(2025, 10, 1), dt.date(2025, 10, 31))
_FOUND = InvoiceSearchShown("hotel vencidas 2025-10", _OCTOBER, _ROWS, dt.date(2025, 11, 26))
SAMPLES = {
    "found": _FOUND,
    "more": replace(_FOUND, rows=_ROWS * 5, following=PageOf("hotel", 30, 4)),
    "none yet": replace(_FOUND, rows=(), following=PageOf("hotel", 150)),
    "nothing": replace(_FOUND, rows=()),
    "no such client": replace(_FOUND, rows=(), knows_client=False),
    "nothing typed": replace(_FOUND, typed="", query=InvoiceQuery(), rows=()),
    "hostile": InvoiceSearchShown(
        samples.HOSTILE,
        InvoiceQuery(samples.HOSTILE, number=samples.HOSTILE, figure=samples.HOSTILE),
        (ListedInvoice(samples.HOSTILE_INVOICE, samples.HOSTILE),),
        dt.date(2025, 11, 26),
    ),
}
