"""Whom a document waits for: its poll, from what is stored of it and who has which role."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.actions.risk_reading import counted
from bot.billing.dates import local_date
from bot.billing.eligibility import Roles
from bot.billing.invoice import Invoice
from bot.billing.panels import reserve_of
from bot.billing.policy import DEFAULT_POLICY, Case, Matter, Policy
from bot.billing.tally import Poll, poll_of
from bot.store.records import Document

ESCALATED = "escalated"
"""The fact of what waited for too long: `{round, levels}`, with places of levels of the policy."""


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
        voter: str = "",
    ) -> Poll:
        """`amount`, in its own currency, of what Alegra does not have yet as it was handed in; `voter` is about to vote."""
        policy, today = document.policy or DEFAULT_POLICY, local_date(now, self.timezone)
        risks = frozenset[str]()
        if _looks_at_risks(policy):
            risks = counted(document, today=today, currency=self.currency(), voter=voter)
        case = self.case_of(document, matter, risks=risks)
        return poll_of(
            policy,
            case if amount is None else replace(case, amount=amount),
            roles=roles,
            requester=document.requester,
            editors=document.editors,
            today=today,
            votes=document.votes,
            escalated=escalated_levels(document, round_key(document, matter)),
        )

    def deciders(self, document: Document, *, roles: Roles) -> frozenset[str]:
        """Who may vote about it as far as roles go: approvers, and to whom it was escalated."""
        is_escalated = bool(escalated_levels(document, round_key(document)))
        return roles.approvers | (reserve_of(document.policy or DEFAULT_POLICY, roles) if is_escalated else frozenset())

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


def round_key(document: Document, matter: Matter = Matter.INVOICE) -> str:
    """What is voted about: this revision of it, or what somebody asks for on it. Another round begins with no level escalated."""
    if matter is Matter.INVOICE:
        return str(document.revision)
    return document.petition.id if document.petition else ""


def escalated_levels(document: Document, key: str) -> tuple[int, ...]:
    told = document.facts.get(ESCALATED) or {}
    return tuple(told["levels"]) if told and told["round"] == key else ()
