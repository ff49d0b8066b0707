"""The face of a card whose invoice is issued."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.actions.directory import Directory
from bot.actions.facts import approvers_of, email_of, left_owed, refusal_of
from bot.billing.countries import rules_of
from bot.billing.eligibility import Roles
from bot.billing.invoice import Invoice
from bot.billing.money import ZERO
from bot.billing.payments import Residue
from bot.locale import Words
from bot.operations.operation import Operation
from bot.slack.escape import inert
from bot.slack.messages.issued_card import IssuedCard
from bot.slack.references import Reference
from bot.store.records import Document

SHOWN_IN_PROGRESS = frozenset({"payment", "email", "void"})


@dataclass(frozen=True)
class IssuedFace:
    directory: Directory
    timezone: str

    def __call__(
        self, document: Document, invoice: Invoice, operation: Operation | None, *, roles: Roles, now: int, words: Words
    ) -> IssuedCard:
        rules = rules_of(self.directory.company.country)
        under_way = operation.kind if operation and document.open_operation == operation.id else ""
        request = operation.request if operation else {}
        alarm = words.t("Lo emitido no es igual a lo aprobado: revísala ya en Alegra.")
        return IssuedCard(
            reference=Reference(document.id, document.revision),
            authority=rules.authority,
            code_name=rules.code_name,
            invoice=invoice,
            requester=document.requester,
            approvers=approvers_of(document),
            issued_at=document.facts.get("issued_at") or self._stamped_at(invoice),
            now=now,
            email=email_of(document, under_way=under_way == "email", request=request),
            has_files=any(name.startswith("file:") for name in document.outbox),
            in_progress=under_way if under_way in SHOWN_IN_PROGRESS else "",
            refusal=refusal_of(document.facts.get("refusal")),
            withheld=sum(map(Decimal, document.facts.get("withheld", {}).values()), ZERO),
            still_owed=_still_owed(document, invoice, words),
            warning=alarm if document.facts.get("alarm") else "",
            by_others=bool(document.facts.get("issued_outside")),
            for_admins=bool(roles.admins),
        )

    def _stamped_at(self, invoice: Invoice) -> int:
        """Of an invoice that Cobro did not issue: when the authority accepted it, in milliseconds; 0 where none did."""
        try:
            moment = dt.datetime.fromisoformat(invoice.stamp.stamped_at)
        except ValueError:
            return 0
        return int(moment.replace(tzinfo=moment.tzinfo or ZoneInfo(self.timezone)).timestamp() * 1000)


def _still_owed(document: Document, invoice: Invoice, words: Words) -> str:
    """What whoever recorded the last payment said of what it left."""
    left = left_owed(document)
    if left is None:
        return ""
    amount = words.money(left.amount, invoice.currency)
    if left.kind is Residue.UNDOCUMENTED:
        return words.t("Quedan {amount} como retención por documentar: falta el certificado.", amount=amount)
    return words.t("Quedan {amount}: «{reason}».", amount=amount, reason=inert(left.reason, 200))


def last_act(document: Document, *what: str) -> tuple[str, int, str]:
    """Who did it last, when, and what they said; empty where nobody did."""
    act = next((act for act in reversed(document.history) if act.what in what), None)
    return (act.by, act.at, str(act.detail.get("reason", ""))) if act else ("", 0, "")
