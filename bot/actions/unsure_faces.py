"""What is shown of an operation while nobody knows what became of it, and when only a person can find out."""

from bot.actions.announcements import PAYMENTS
from bot.actions.facts import called
from bot.actions.invoice_kind import SETTLE_SECONDS
from bot.actions.payments import PAYMENT, PAYMENTS_ASKED
from bot.actions.resolutions import can_be_linked, can_be_sent_again, can_look_again
from bot.actions.stamps import STAMP_SETTLE_SECONDS, StampInvoice
from bot.billing.eligibility import Act, Roles
from bot.operations.looking import SILENT
from bot.operations.operation import Operation
from bot.operations.timing import Timing, ms
from bot.slack.messages.needs_person_card import NeedsPersonCard, Which
from bot.slack.messages.unknown_card import UnknownCard
from bot.slack.references import Reference
from bot.store.records import Document

SETTLES_WITHIN = 10 * 60_000
"""Milliseconds after which, at the latest, an operation of unknown fate is decided or goes to a person."""


def unknown_face(operation: Operation, document: Document, *, client: str) -> UnknownCard:
    return UnknownCard(
        operation.kind,
        document.id,
        document.content,
        client,
        answer_by(operation),
        late_looks(operation),
        Reference(document.id, document.revision, operation.id),
        also=_invoices(operation),
        is_silent=operation.error == SILENT,
        is_asked_again=bool(operation.ruling.by),
        goes_again=operation.ruling.sends_again,
    )


def person_face(operation: Operation, document: Document, *, client: str, roles: Roles, now: int) -> NeedsPersonCard:
    return NeedsPersonCard(
        reference=Reference(document.id, document.revision, operation.id),
        kind=operation.kind,
        client=client,
        error=operation.error,
        deciders=tuple(sorted(roles.holders(Act.RESOLVE))),
        since=operation.sent_at,
        now=now,
        which=_which(operation, document),
        can_look_again=can_look_again(operation),
        can_be_linked=can_be_linked(operation),
        can_be_sent_again=can_be_sent_again(operation),
    )


def _which(operation: Operation, document: Document) -> Which:
    """What a payment that is recorded comes to stands in the form in which it can be linked."""
    if operation.kind == PAYMENT:
        return Which(_invoices(operation))
    if content := document.content:
        return Which((called(document),), content.total, content.currency)
    if told := document.facts.get("payment"):
        payment = PAYMENTS.validate_python(told)
        return Which(tuple(paid.number for paid in payment.invoices), payment.amount, payment.currency)
    return Which((called(document),))


def answer_by(operation: Operation) -> int:
    return operation.sent_at + SETTLES_WITHIN


def late_looks(operation: Operation) -> tuple[int, int]:
    """When absence begins to count, and when it counts for good."""
    settle = STAMP_SETTLE_SECONDS if operation.kind == StampInvoice.name else SETTLE_SECONDS
    settled = operation.sent_at + ms(settle)
    return settled, settled + ms(Timing().second_look_seconds)


def _invoices(operation: Operation) -> tuple[str, ...]:
    if operation.kind != PAYMENT:
        return ()
    return tuple(share.number for share in PAYMENTS_ASKED.validate_python(operation.request).shares)
