"""What the requester sees in direct messages: one small living card, and one message per outcome."""

from dataclasses import dataclass

from bot.actions.asking_again import has_expired
from bot.actions.facts import approvers_of, email_of, late_of, refusal_of
from bot.actions.issued_face import last_act
from bot.actions.polling import Polling
from bot.actions.suggestions import suggested_of
from bot.actions.voided_face import voided_by
from bot.billing.eligibility import Roles
from bot.locale import Words
from bot.operations.operation import Operation, State
from bot.slack.drawing import Message
from bot.slack.lateness import with_lateness
from bot.slack.messages import direct_card, direct_outcome
from bot.slack.messages.direct_card import Standing
from bot.slack.messages.direct_outcome import Result
from bot.slack.references import Reference
from bot.slack.refusals import sentence
from bot.store.records import Document, Phase

STANDINGS = {
    Phase.CREATING: Standing.CREATING,
    Phase.PENDING: Standing.PENDING,
    Phase.APPROVED: Standing.APPROVED,
    Phase.ISSUED: Standing.ISSUED,
    Phase.RETURNED: Standing.RETURNED,
    Phase.DISCARDED: Standing.DISCARDED,
    Phase.VOIDED: Standing.VOIDED,
    Phase.DELETED: Standing.DELETED,
    Phase.FAILED: Standing.FAILED,
}
DONE_RESULTS = {"stamp": Result.ISSUED, "open": Result.ISSUED, "void": Result.VOIDED, "reopen": Result.REOPENED}
MAKING = frozenset({"create", "stamp", "open"})
"""Kinds that the requester waits for."""
RETURNED_RESULTS = {Phase.RETURNED: Result.RETURNED, Phase.DISCARDED: Result.DISCARDED}


@dataclass(frozen=True)
class Around:
    """What a small card shows besides its document."""

    client: str
    link: str
    now: int
    roles: Roles
    words: Words


@dataclass(frozen=True)
class DirectFaces:
    polling: Polling

    def card(self, document: Document, operation: Operation | None, around: Around) -> Message:
        words, now = around.words, around.now
        refusal = refusal_of(document.facts.get("refusal"))
        kind = "create" if document.phase is Phase.FAILED else "edit"
        doers = _doers(document)
        people, missing = self._asked(document, around) if doers is None else (doers, 0)
        card = direct_card.DirectCard(
            reference=Reference(document.id, document.revision, document.next_operation(kind)),
            standing=_unsure(operation) or _standing(document),
            client=around.client,
            invoice=document.content,
            people=people,
            missing=missing,
            is_own=document.decision is not None and document.decision.by == document.requester,
            reason=_reason(document) or (sentence(refusal, words) if refusal else ""),
            permalink=around.link,
            sent_at=document.asked_at,
            now=now,
        )
        return with_lateness(direct_card.draw(card, words), late_of(operation), words)

    def _asked(self, document: Document, around: Around) -> tuple[tuple[str, ...], int]:
        """Who may do what comes next, and how many of them must."""
        tally = self.polling(document, roles=around.roles, now=around.now).tally
        return tuple(sorted(tally.waits_for)), tally.missing_now

    def outcome(self, document: Document, operation: Operation, *, link: str, words: Words) -> Message | None:
        """None: nothing that the requester has to be told apart, or it was their own doing."""
        result = _result(document, operation)
        if result is None or document.content is None:
            return None
        if (operation.actor == document.requester) is not (result is Result.NOT_EDITED):
            return None
        outcome = direct_outcome.DirectOutcome(
            reference=Reference(document.id, document.revision, document.next_operation("edit")),
            result=result,
            invoice=document.content,
            person="" if result is Result.ISSUED and document.decision is None else operation.actor,
            approvers=approvers_of(document) if result is Result.ISSUED else (),
            reason=_reason_of(result, document),
            refusal=refusal_of(operation.error),
            email=email_of(document, under_way=False, request={}),
            permalink=link,
            suggested=suggested_of(document) if result is Result.SUGGESTED else None,
        )
        return direct_outcome.draw(outcome, words)


def _doers(document: Document) -> tuple[str, ...] | None:
    """Who did what it stands at; None: that is still to be done."""
    if document.phase is Phase.VOIDED:
        by, _, _ = voided_by(document)
        return (by,) if by else ()
    if document.decision:
        is_approved = document.decision.kind == "approve"
        return approvers_of(document) if is_approved else (document.decision.by,)
    return () if document.phase is Phase.ISSUED else None


def _reason(document: Document) -> str:
    if document.phase is Phase.VOIDED:
        return voided_by(document)[2]
    return document.decision.reason if document.decision else ""


def _reason_of(result: Result, document: Document) -> str:
    if result is Result.NOT_EDITED:
        return ""
    return last_act(document, "reopened")[2] if result is Result.REOPENED else _reason(document)


def _unsure(operation: Operation | None) -> Standing | None:
    """While nobody knows whether it is there, or issued, it is neither on its way nor waiting."""
    if operation is None or operation.kind not in MAKING:
        return None
    return {State.UNKNOWN: Standing.UNKNOWN, State.NEEDS_PERSON: Standing.NEEDS_PERSON}.get(operation.state)


def _standing(document: Document) -> Standing:
    return Standing.EXPIRED if has_expired(document) else STANDINGS[document.phase]


def _given_back(document: Document, operation: Operation) -> Result | None:
    """By a person, or because nobody decided; nothing of one that something else has become of since."""
    result = Result.EXPIRED if has_expired(document) else RETURNED_RESULTS.get(document.phase)
    return result if (result is Result.EXPIRED) is (operation.kind == "expire") else None


def _result(document: Document, operation: Operation) -> Result | None:
    if operation.kind == "suggest":
        return Result.SUGGESTED if suggested_of(document) else None
    if operation.kind in {"return", "expire"}:
        return _given_back(document, operation)
    if operation.state is State.DONE:
        return DONE_RESULTS.get(operation.kind)
    if operation.state is State.REFUSED and operation.kind == "edit":
        return Result.NOT_EDITED
    if operation.state is State.REFUSED and operation.kind in {"stamp", "open"}:
        changed = operation.error.get("situation") == "changed_in_alegra"
        return Result.CHANGED if changed else Result.REFUSED
    return None
