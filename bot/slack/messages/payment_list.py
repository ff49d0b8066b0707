"""Payments that were asked for, a row each: what entered, for which invoices, and what can be done with it."""

from dataclasses import dataclass, replace

from bot.billing.invoice import Payment
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import payment_samples, samples
from bot.slack.blocks import actions, button, section
from bot.slack.drawing import Block, Message
from bot.slack.escape import inert
from bot.slack.payment_phrases import payment_line
from bot.slack.payment_reversal_lines import REOPEN_PAYMENT, VOID_PAYMENT

REVERSE = "payment.reverse"
"""Of a row; its value is `<kind of operation>:<id of the payment>`."""
PAGE = "payment.page"
"""Its value is a `PageOf`."""
LONGEST_TYPED = 200
MOST_ROWS = 20
MOST_INVOICES = 5
VOID = "void"


@dataclass(frozen=True)
class PageOf:
    searched: str
    start: int

    def pack(self) -> str:
        return f"{self.start}:{self.searched[:LONGEST_TYPED]}"

    @classmethod
    def unpack(cls, text: str) -> "PageOf":
        """It came back from outside: whatever cannot be read is the first page."""
        start, _, searched = text.partition(":")
        return cls(searched, int(start)) if start.isdecimal() else cls("", 0)


@dataclass(frozen=True)
class PaymentList:
    payments: tuple[Payment, ...]
    searched: str = ""
    """A client, or the number of an invoice; empty: the newest."""
    next_page: PageOf | None = None


def draw(listed: PaymentList, words: Words) -> Message:
    searched = inert(listed.searched, 80)
    title = words.t("Pagos de «{searched}»", searched=searched) if searched else words.t("Últimos pagos")
    more = button(words.t("Ver más"), action=PAGE, value=listed.next_page.pack()) if listed.next_page else None
    turn = [actions(more, block_id="page")] if more else []
    if not listed.payments:
        return Message(title, (section(_nothing(listed, words)), *turn))
    rows = [_row(payment, words) for payment in listed.payments[:MOST_ROWS]]
    return Message(title, (section(f"*{title}*"), *rows, *turn))


def _nothing(listed: PaymentList, words: Words) -> str:
    searched = inert(listed.searched, 80)
    if listed.next_page:
        return words.t("Entre estos no hay pagos de «{searched}»; sigue buscando.", searched=searched)
    if searched:
        return words.t(
            "No hay pagos de «{searched}». Prueba con otra parte del nombre, el NIT o el número de la factura.",
            searched=searched,
        )
    return words.t("Todavía no hay pagos. Registra uno con `/payment record FE341`.")


def _row(payment: Payment, words: Words) -> Block:
    is_void = payment.status == VOID
    line = payment_line(payment, words)
    applied = [
        words.t(
            "{number} por {amount}",
            number=inert(paid.number, 40),
            amount=words.money(paid.amount + paid.withheld, payment.currency),
        )
        for paid in payment.invoices[:MOST_INVOICES]
    ]
    hidden = len(payment.invoices) - MOST_INVOICES
    if hidden > 0:
        applied.append(words.n("y {count} factura más", "y {count} facturas más", hidden))
    state = words.t("🚫 Anulado") if is_void else ""
    kind, label = (REOPEN_PAYMENT, words.t("Reabrir")) if is_void else (VOID_PAYMENT, words.t("Anular"))
    reverse = button(label, action=REVERSE, value=f"{kind}:{payment.id}")
    return section(f"{f'~{line}~' if is_void else line}\n{phrases.dotted(state, *applied)}".strip(), accessory=reverse)


_LIST = PaymentList((payment_samples.FULL, payment_samples.PART, replace(payment_samples.NET, status=VOID)))
SAMPLES = {
    "newest": replace(_LIST, next_page=PageOf("", 10)),
    "of an invoice": replace(_LIST, searched="FE342"),
    "many invoices": PaymentList((replace(payment_samples.FULL, invoices=payment_samples.FULL.invoices * 30),) * 30),
    "none of them here": PaymentList((), "andes", PageOf("andes", 10)),
    "nothing found": PaymentList((), samples.HOSTILE),
    "nothing at all": PaymentList(()),
    "hostile": PaymentList((payment_samples.HOSTILE,), samples.HOSTILE),
}
