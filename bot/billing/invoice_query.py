"""What somebody searches invoices for: words like `vencidas`, days, amounts and numbers, and a client's name in the rest."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from bot.billing.ageing import is_overdue
from bot.billing.invoice import Invoice, Status
from bot.billing.numbers import AmbiguousNumber, NotANumber, read_number
from bot.billing.search import folded

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
DAY = re.compile(r"20\d\d-\d\d-\d\d")
YEAR = re.compile(r"20\d\d")
MONEY = re.compile(r"([<>]=?)?\$?(\d[\d.,]*)")
NUMBER = re.compile(r"[A-Za-z]{1,6}-?\d{1,12}")


class Standing(StrEnum):
    """How an invoice stands, as people ask for it."""

    DRAFT = "draft"
    OPEN = "open"
    OVERDUE = "overdue"
    PAID = "paid"
    VOID = "void"


WORDS = {
    **dict.fromkeys(("borrador", "borradores", "draft", "drafts"), Standing.DRAFT),
    **dict.fromkeys(("abierta", "abiertas", "pendiente", "pendientes", "open", "unpaid"), Standing.OPEN),
    **dict.fromkeys(("vencida", "vencidas", "overdue", "late"), Standing.OVERDUE),
    **dict.fromkeys(("pagada", "pagadas", "saldada", "saldadas", "paid", "closed"), Standing.PAID),
    **dict.fromkeys(("anulada", "anuladas", "cancelada", "canceladas", "void", "voided"), Standing.VOID),
}
STATUSES = {
    Standing.DRAFT: Status.DRAFT,
    Standing.OPEN: Status.OPEN,
    Standing.OVERDUE: Status.OPEN,
    Standing.PAID: Status.CLOSED,
    Standing.VOID: Status.VOID,
}


@dataclass(frozen=True)
class InvoiceQuery:
    client: str = ""
    """What is left when everything else is understood."""
    standing: Standing | None = None
    from_day: dt.date | None = None
    until_day: dt.date | None = None
    """Of issue, both included."""
    number: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    """Of the total, both included."""
    figure: str = ""
    """Bare digits: the end of a number, a total, or a part of the client's name or identification."""

    @property
    def status(self) -> Status | None:
        """The one of Alegra's that it can be among; None: any."""
        return STATUSES[self.standing] if self.standing else None

    @property
    def is_empty(self) -> bool:
        return self == InvoiceQuery()

    def fits(self, invoice: Invoice, *, today: dt.date) -> bool:
        """Everything but the client, which only the directory knows to find."""
        return (
            (self.status is None or invoice.status is self.status)
            and (self.standing is not Standing.OVERDUE or is_overdue(invoice, today))
            and (self.from_day is None or invoice.issue_date >= self.from_day)
            and (self.until_day is None or invoice.issue_date <= self.until_day)
            and (not self.number or _bare(self.number) in _bare(invoice.number))
            and (self.least is None or invoice.total >= self.least)
            and (self.most is None or invoice.total <= self.most)
            and (not self.figure or _is_figure(invoice, self.figure))
        )


def read_query(text: str, *, today: dt.date, currency: str) -> InvoiceQuery:
    """Nothing is refused: what is no filter is part of the client's name."""
    query, rest = InvoiceQuery(), []
    for word in text.split():
        understood = _read_word(query, word, today=today, currency=currency)
        if understood is None:
            rest.append(word)
        else:
            query = understood
    return replace(query, client=" ".join(rest))


def _read_word(query: InvoiceQuery, word: str, *, today: dt.date, currency: str) -> InvoiceQuery | None:
    bare = folded(word)
    if bare in WORDS:
        return replace(query, standing=WORDS[bare])
    if bare in {"hoy", "today", "ayer", "yesterday"}:
        day = today if bare in {"hoy", "today"} else today - dt.timedelta(days=1)
        return replace(query, from_day=day, until_day=day)
    if span := _span(word):
        return replace(query, from_day=span[0], until_day=span[1])
    if NUMBER.fullmatch(word):
        return replace(query, number=word.upper())
    return _read_money(query, word, currency=currency)


def _span(word: str) -> tuple[dt.date, dt.date] | None:
    """Of a day, a month, a year."""
    if DAY.fullmatch(word):
        try:
            day = dt.date.fromisoformat(word)
        except ValueError:
            return None
        return day, day
    if found := MONTH.fullmatch(word):
        year, month = int(found[1]), int(found[2])
        return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
    return (dt.date(int(word), 1, 1), dt.date(int(word), 12, 31)) if YEAR.fullmatch(word) else None


def _read_money(query: InvoiceQuery, word: str, *, currency: str) -> InvoiceQuery | None:
    """`$1.011.500`, `>500000`, `<2.000.000`; digits alone may be a number as well."""
    found = MONEY.fullmatch(word)
    if found is None:
        return None
    try:
        amount = read_number(found[2], currency=currency)
    except AmbiguousNumber as unclear:
        amount = max(unclear.readings)
    except NotANumber:
        return None
    if found[1]:
        return replace(query, least=amount) if found[1].startswith(">") else replace(query, most=amount)
    if word.isdigit():
        return replace(query, figure=word)
    return replace(query, least=amount, most=amount)


def _is_figure(invoice: Invoice, figure: str) -> bool:
    return invoice.number.endswith(figure) or invoice.total == Decimal(figure)


def _bare(number: str) -> str:
    return number.upper().replace("-", "")
