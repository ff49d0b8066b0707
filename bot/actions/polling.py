"""Whom a document waits for: its poll, from what is stored of it and who has which role."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.actions.risk_reading import counted
from bot.billing.dates import local_date
from bot.billing.eligibility import Roles
from bot.billing.invoice import Invoice
from bot.billing.policy import DEFAULT_POLICY, Case, Matter, Policy
from bot.billing.tally import Poll, poll_of
from bot.store.records import Document


@dataclass(frozen=True)
class Polling:
    currency: Callable[[], str]
    """The company's own."""
    timezone: str

    def __call__(
        self,
        document: Document,
        *,
        roles: Roles,
        now: int,
        amount: Decimal | None = None,
        matter: Matter = Matter.INVOICE,
    ) -> Poll:
        """`amount`, in its own currency, of what Alegra does not have yet as it was handed in."""
        policy, today = document.policy or DEFAULT_POLICY, local_date(now, self.timezone)
        risks = counted(document, today=today, currency=self.currency()) if _looks_at_risks(policy) else frozenset()
        case = self.case_of(document, matter, risks=risks)
        return poll_of(
            policy,
            case if amount is None else replace(case, amount=amount),
            roles=roles,
            requester=document.requester,
            editors=document.editors,
            today=today,
            votes=document.votes,
        )

    def case_of(
        self, document: Document, matter: Matter = Matter.INVOICE, *, risks: frozenset[str] = frozenset()
    ) -> Case:
        """Of a document that Alegra has not yet, the least that can be asked of it."""
        invoice, payment = document.content, document.facts.get("payment")
        if matter is Matter.PAYMENT_VOID and payment:
            currency = str(payment.get("currency") or self.currency())
            rate = Decimal(1) if currency == self.currency() else None
            return Case(matter, Decimal(str(payment["amount"])), currency, rate, risks)
        if invoice is None:
            return Case(matter, Decimal(0), self.currency(), risks=risks)
        return Case(matter, invoice.total, invoice.currency or self.currency(), self._rate(invoice), risks)

    def _rate(self, invoice: Invoice) -> Decimal | None:
        """None where Alegra gave none: one to one is the rate of no foreign currency. Documents leave the company's own out."""
        if invoice.currency in {"", self.currency()}:
            return Decimal(1)
        return invoice.rate if invoice.rate != 1 else None


def _looks_at_risks(policy: Policy) -> bool:
    return any(level.risks for level in policy.levels)
