"""To the finance channel, once per payment: what entered, where, what is still owed. Corrected in place when it is voided."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.billing.invoice import Payment
from bot.billing.payments import Residue
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import payment_samples, samples
from bot.slack.blocks import actions, button, option, overflow, paragraphs
from bot.slack.drawing import Block, Message
from bot.slack.escape import inert
from bot.slack.messages.issued_card import HISTORY, PAY, TECHNICAL
from bot.slack.payment_received_lines import Due, Received, received_lines
from bot.slack.payment_reversal_lines import (
    MOST_SHOWN,
    REOPEN_PAYMENT,
    VOID_PAYMENT,
    Progress,
    Reversal,
    owed_again,
    progress_line,
    refused_line,
    said_of,
)
from bot.slack.references import Reference
from bot.slack.refusals import Refusal

MORE = "payment.more"


@dataclass(frozen=True)
class PaymentNotice(Received):
    reversal: Reversal | None = None
    reference: Reference | None = None
    """Of the payment's own document: offers what can be done with it."""
    progress: Progress | None = None
    refusal: Refusal | None = None
    """Of the last void or reopening."""
    refused_kind: str = VOID_PAYMENT
    for_admins: bool = False

    @property
    def is_void(self) -> bool:
        return self.reversal is not None and self.reversal.is_void


def draw(notice: PaymentNotice, words: Words) -> Message:
    lines = _voided(notice, words) if notice.is_void else [*received_lines(notice, words), *_reopened(notice, words)]
    blocks = paragraphs([*lines, *_trouble(notice, words)])
    return Message(_text(notice, words), (*blocks, *_buttons(notice, words)))


def _text(notice: PaymentNotice, words: Words) -> str:
    client, numbers = inert(notice.payment.client_name, phrases.LONGEST_NAME), _numbers(notice, words)
    if notice.is_void:
        return words.t("Se anuló un pago de {client} ({numbers})", client=client, numbers=numbers)
    if _is_part(notice):
        return words.t("{client} abonó a {numbers}", client=client, numbers=numbers)
    return words.t("{client} pagó {numbers}", client=client, numbers=numbers)


def _voided(notice: PaymentNotice, words: Words) -> list[str]:
    client = inert(notice.payment.client_name, 150)
    struck = f"~{words.t('💰 {client} pagó {numbers}', client=client, numbers=_numbers(notice, words))}~"
    owes = owed_again([due.invoice for due in notice.applied], words, currency=notice.payment.currency)
    return [f"{struck} {_reversed(notice, words)}", *owes]


def _reopened(notice: PaymentNotice, words: Words) -> list[str]:
    return [f"↩️ {_reversed(notice, words)}"] if notice.reversal else []


def _reversed(notice: PaymentNotice, words: Words) -> str:
    return said_of(notice.reversal, words, today=notice.today) if notice.reversal else ""


def _trouble(notice: PaymentNotice, words: Words) -> list[str]:
    if notice.progress:
        return [progress_line(notice.progress, words)]
    return [refused_line(notice.refused_kind, notice.refusal, words)] if notice.refusal else []


def _buttons(notice: PaymentNotice, words: Words) -> list[Block]:
    """Another payment, where one invoice of ours is still owed; and what can be done with this one."""
    owed = [due for due in notice.applied if due.reference and due.invoice.balance > 0]
    label = words.t("Registrar pago") if notice.is_void else words.t("Registrar otro pago")
    reference = owed[0].reference if len(owed) == 1 else None
    pay = button(label, action=PAY, value=reference.pack()) if reference else None
    menu = overflow(_options(notice, words), action=MORE)
    return [actions(pay, menu, block_id="paid")] if pay or menu else []


def _options(notice: PaymentNotice, words: Words) -> list[Block]:
    if notice.reference is None:
        return []
    reverse = (REOPEN_PAYMENT, words.t("Reabrir pago")) if notice.is_void else (VOID_PAYMENT, words.t("Anular pago"))
    is_gone = notice.reversal is not None and notice.reversal.is_deleted
    verbs = [*([] if is_gone else [reverse]), (HISTORY, words.t("Historial"))]
    if notice.for_admins:
        verbs.append((TECHNICAL, words.t("Solicitud técnica")))
    return [option(label, replace(notice.reference, verb=verb).pack()) for verb, label in verbs]


def _numbers(notice: PaymentNotice, words: Words) -> str:
    shown = [inert(due.invoice.number, 40) for due in notice.applied[:MOST_SHOWN]]
    return words.listed(shown) or words.t("un anticipo")


def _is_part(notice: PaymentNotice) -> bool:
    return any(due.invoice.balance > 0 for due in notice.applied)


def _sample(payment: Payment, due: dt.date) -> PaymentNotice:
    applied = tuple(Due(paid, due, samples.REFERENCE) for paid in payment.invoices)
    return PaymentNotice(payment, applied, payment_samples.TODAY)


_FULL = _sample(payment_samples.FULL, dt.date(2025, 12, 26))
_PART = _sample(payment_samples.PART, dt.date(2025, 11, 18))


def _expected(balance: int) -> Due:
    return replace(_PART.applied[0], expected=Decimal(balance))


_OURS = replace(_PART, reference=Reference("P-58"), for_admins=True)
_VOID = Reversal(payment_samples.TODAY, by=samples.CARLA, reason="se aplicó al cliente equivocado")
SAMPLES = {
    "full": _FULL,
    "full, by a person, with withholdings": replace(
        _sample(payment_samples.NET, dt.date(2025, 12, 26)), recorded_by="Carla Mejía"
    ),
    "part": _PART,
    "part, the certificate is missing": replace(
        _PART, applied=(_expected(1585070),), residue=Residue.UNDOCUMENTED, recorded_by="Carla Mejía"
    ),
    "part, for another reason": replace(
        _PART, applied=(_expected(1585070),), residue=Residue.OTHER, reason="Descuento por pronto pago"
    ),
    "what was withheld did not count": replace(_PART, applied=(_expected(1283919),)),
    "before the invoice": replace(_FULL, applied=(replace(_FULL.applied[0], issued_on=dt.date(2026, 1, 2)),)),
    "several invoices, net": _sample(payment_samples.NET_OF_TWO, dt.date(2025, 12, 26)),
    "several invoices": replace(_FULL, applied=_FULL.applied * 2 + _PART.applied * 20),
    "an advance": replace(_FULL, applied=()),
    "voided": replace(_OURS, reversal=_VOID),
    "deleted in Alegra": replace(_OURS, reversal=Reversal(payment_samples.TODAY, is_deleted=True)),
    "voided in Alegra": replace(_PART, reversal=Reversal(payment_samples.TODAY)),
    "reopened": replace(_OURS, reversal=replace(_VOID, is_void=False)),
    "being voided": replace(_OURS, progress=Progress(VOID_PAYMENT)),
    "perhaps voided": replace(_OURS, progress=Progress(VOID_PAYMENT, known_by=samples.NOW)),
    "not voided": replace(_OURS, refusal=Refusal("El pago está conciliado", "400")),
    "hostile": replace(_sample(payment_samples.HOSTILE, dt.date(2025, 11, 18)), recorded_by=samples.HOSTILE),
    "hostile void": replace(_PART, reversal=replace(_VOID, by=samples.HOSTILE, reason=samples.HOSTILE * 30)),
}
