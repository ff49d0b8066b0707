"""What a document remembers beside its invoice, in the shapes that the cards draw."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.actions.directory import Directory
from bot.billing.payments import Residue
from bot.operations.operation import Operation, State
from bot.slack.email_line import Emailing, EmailLine
from bot.slack.lateness import Late
from bot.slack.refusals import Refusal, code_in
from bot.slack.without_second import ByRule, WithoutSecond
from bot.store.records import Document, Phase


def called(document: Document) -> str:
    """As people know it: the number of its invoice or receipt, the name of a new client or item; else what Cobro calls it."""
    number = document.content.number if document.content else _payment(document).get("number")
    return str(number or document.facts.get("name") or document.id)


def client_of(document: Document) -> str:
    """Of its invoice or payment; empty where it has neither."""
    return document.content.client.name if document.content else str(_payment(document).get("client_name") or "")


def client_meant(document: Document, directory: Directory) -> str:
    """As `client_of`; of what Alegra does not have yet, as its draft says."""
    return client_of(document) or (directory.client_name(document.draft.client_id) if document.draft else "")


def refusal_of(error: Mapping[str, Any] | None) -> Refusal | None:
    if not error:
        return None
    text = str(error.get("message") or "")
    code = code_in(text) or next(iter(error.get("authority_codes") or ()), "") or str(error.get("code") or "")
    return Refusal(text, code=code, situation=str(error.get("situation", "")))


def approvers_of(document: Document) -> tuple[str, ...]:
    """Whose votes let it out, in their order."""
    decided = document.decision.by if document.decision else ""
    return tuple(vote.by for vote in document.votes) or ((decided,) if decided else ())


def without_second_of(document: Document) -> WithoutSecond | None:
    """Of an invoice that one person let out alone, as long as it says so."""
    told = document.facts.get("without_second")
    is_out = document.phase in {Phase.APPROVED, Phase.ISSUED, Phase.VOIDED}
    return WithoutSecond(str(told["by"]), str(told["reason"])) if told and is_out else None


def rule_of(document: Document, *, currency: str) -> ByRule | None:
    """By which it went out without a click; `currency` is the company's."""
    rule = document.facts.get("rule")
    is_out = document.phase in {Phase.APPROVED, Phase.ISSUED, Phase.VOIDED}
    return ByRule(Decimal(str(rule["amount"])), currency, bool(rule["repeats_last"])) if rule and is_out else None


def email_of(document: Document, *, under_way: bool, request: Mapping[str, Any]) -> EmailLine:
    """What Cobro sent itself says more than what Alegra sent on stamping, and both are never claimed."""
    if under_way:
        return EmailLine(Emailing.SENDING, tuple(request.get("addresses", ())))
    sent = document.facts.get("email")
    if sent:
        states = {"sent": Emailing.BY_PERSON, "unknown": Emailing.UNKNOWN, "refused": Emailing.REFUSED}
        return EmailLine(states[sent["state"]], tuple(sent["to"]), by=sent["by"])
    by_alegra = document.content.emailed_to if document.content else ()
    return EmailLine(Emailing.BY_ALEGRA, by_alegra) if by_alegra else EmailLine()


def late_of(operation: Operation | None) -> Late:
    """Of one that was accepted and could not leave yet."""
    return Late(operation.error if operation and operation.state is State.ACCEPTED else {})


@dataclass(frozen=True)
class LeftOwed:
    """What whoever recorded the last payment said of what it left."""

    kind: Residue
    amount: Decimal
    reason: str


def left_owed(document: Document | None) -> LeftOwed | None:
    """Only what is still owed of it; nothing of a plain part payment."""
    said = document.facts.get("residue") if document else None
    if not said or document is None or document.content is None or document.content.balance <= 0:
        return None
    amount = min(Decimal(said["amount"]), document.content.balance)
    return LeftOwed(Residue(said["kind"]), amount, str(said["reason"]))


def _payment(document: Document) -> Mapping[str, Any]:
    return document.facts.get("payment") or {}
