"""The living card of a document: which of its faces it shows, and with what on it."""

import datetime as dt
from dataclasses import dataclass, replace

from bot.actions.approval_face import ApprovalFace
from bot.actions.asking_again import has_expired
from bot.actions.facts import approvers_of, client_meant, late_of, refusal_of, rule_of, without_second_of
from bot.actions.invoice_kind import date_mode
from bot.actions.issued_face import IssuedFace, last_act
from bot.actions.permalinks import CARD
from bot.actions.petition_face import petition_face
from bot.actions.rounds import waits_of
from bot.actions.unsure_faces import person_face, unknown_face
from bot.actions.voided_face import voided_face
from bot.billing.business_hours import BusinessHours
from bot.billing.countries import rules_of
from bot.billing.dates import local_date
from bot.billing.draft import DateMode
from bot.billing.eligibility import Roles
from bot.billing.invoice import Invoice
from bot.locale import Words
from bot.operations.operation import Operation, State
from bot.slack.drawing import Message
from bot.slack.messages import (
    approval_card,
    approved_card,
    authority_down_card,
    deleted_card,
    discarded_card,
    expired_card,
    failed_card,
    issued_card,
    needs_person_card,
    returned_card,
    unknown_card,
    voided_card,
    whole_card,
)
from bot.slack.references import Reference
from bot.slack.refusals import Refusal
from bot.slack.without_second import ByRule
from bot.store.records import UNASKED, Decision, Document, Phase


@dataclass(frozen=True)
class Moment:
    """What a face is drawn with: the operation that is open on the document or was the last, and the time."""

    operation: Operation | None
    now: int
    words: Words
    roles: Roles
    hours: BusinessHours
    """Of the company, by which it is said when something ends."""
    emails: str = "alegra"
    """Who sends what was issued, by itself: alegra, cobro, or nobody."""


@dataclass(frozen=True)
class Cards:
    approval: ApprovalFace
    issued: IssuedFace

    def draw(self, document: Document, moment: Moment) -> Message | None:
        """None: there is nothing to show in the channel yet."""
        if uncertain := self._uncertain(document, moment):
            return uncertain
        if document.phase is Phase.FAILED and document.posted(CARD):
            return self.failed(document, may_edit=False, words=moment.words)
        if document.content is None:
            return None
        face = self._face(document, document.content, moment)
        if face is None:
            return None
        asked = petition_face(document, self.approval.polling, roles=moment.roles, now=moment.now, hours=moment.hours)
        mark = without_second_of(document) or self._rule(document)
        card = whole_card.WholeCard(lambda _: face, mark, late_of(moment.operation), asked)
        return whole_card.draw(card, moment.words)

    def _rule(self, document: Document) -> ByRule | None:
        return rule_of(document, currency=self.approval.directory.company.currency)

    def failed(self, document: Document, *, may_edit: bool, words: Words) -> Message:
        """Of one that Alegra refused to create: for whoever asks to see it, and where the channel read that nobody knew."""
        card = failed_card.FailedCard(
            Reference(document.id, document.revision, document.next_operation("create")),
            self.client_name(document),
            refusal_of(document.facts.get("refusal")) or Refusal("", ""),
            can_correct=may_edit,
        )
        return failed_card.draw(card, words)

    def client_name(self, document: Document) -> str:
        return client_meant(document, self.approval.directory)

    def _uncertain(self, document: Document, moment: Moment) -> Message | None:
        """While nobody knows whether it happened, this is what the card says above all."""
        operation = moment.operation
        if operation is None or operation.kind == "email":
            return None
        if operation.state is State.UNKNOWN and operation.error.get("reason") != "waiting":
            card = unknown_face(operation, document, client=self.client_name(document))
            return unknown_card.draw(card, moment.words)
        if operation.state is State.NEEDS_PERSON:
            return needs_person_card.draw(
                person_face(operation, document, client=self.client_name(document), roles=moment.roles, now=moment.now),
                moment.words,
            )
        return None

    def _face(  # noqa: PLR0911 a table of faces reads best whole
        self, document: Document, invoice: Invoice, moment: Moment
    ) -> Message | None:
        """A table: one face for each phase; a document without an invoice has none."""
        decision, words = document.decision, moment.words
        match document.phase:
            case Phase.PENDING:
                shown = self.approval(document, invoice, roles=moment.roles, emails=moment.emails, now=moment.now)
                return approval_card.draw(replace(shown, waits=waits_of(document, moment.hours)), words)
            case Phase.APPROVED if decision:
                return self._on_its_way(document, invoice, decision, moment)
            case Phase.ISSUED:
                return issued_card.draw(
                    self.issued(document, invoice, moment.operation, roles=moment.roles, now=moment.now, words=words),
                    words,
                )
            case Phase.RETURNED if decision and has_expired(document):
                return expired_card.draw(_expired(document, invoice, decision, now=moment.now), words)
            case Phase.RETURNED if decision:
                returned = (invoice, document.requester, decision.by, decision.at, moment.now, decision.reason)
                return returned_card.draw(returned_card.ReturnedCard(*returned), words)
            case Phase.DISCARDED if decision:
                return discarded_card.draw(self._discarded(document, invoice, decision, moment), words)
            case Phase.VOIDED:
                voided = voided_face(document, invoice, moment.operation, roles=moment.roles, now=moment.now)
                return voided_card.draw(voided, words)
            case Phase.DELETED:
                by, at, _ = last_act(document, "deleted", "outside_deleted")
                by = "" if by == UNASKED else by
                deleted = (document.id, invoice.client.name, by, at or moment.now, moment.now)
                return deleted_card.draw(deleted_card.DeletedCard(*deleted), words)
        return None

    def _on_its_way(self, document: Document, invoice: Invoice, decision: Decision, moment: Moment) -> Message:
        operation, now = moment.operation, moment.now
        authority = rules_of(self.approval.directory.company.country).authority
        why = operation.error.get("text") if operation else None
        if operation and why == "AuthorityDown":
            down = self._down(document, invoice, decision, now=now)
            return authority_down_card.draw(down, moment.words)
        may_undo = operation is not None and operation.state is State.ACCEPTED and now < decision.effective_at
        card = approved_card.ApprovedCard(
            reference=Reference(document.id, document.revision, operation.id if operation else ""),
            authority=authority,
            invoice=invoice,
            requester=document.requester,
            approver=decision.by,
            others=tuple(person for person in approvers_of(document) if person != decision.by),
            approved_at=decision.at,
            now=now,
            undo_seconds=(decision.effective_at - decision.at) // 1000 if may_undo else 0,
            is_waiting=why == "authority",
        )
        return approved_card.draw(card, moment.words)

    def _down(
        self, document: Document, invoice: Invoice, decision: Decision, *, now: int
    ) -> authority_down_card.AuthorityDownCard:
        today = local_date(now, self.approval.timezone)
        return authority_down_card.AuthorityDownCard(
            rules_of(self.approval.directory.company.country).authority,
            invoice,
            approvers_of(document),
            since=decision.effective_at,
            next_try=now + 5 * 60_000,
            now=now,
            crosses_month=(today + dt.timedelta(days=1)).month != today.month,
            keeps_date=date_mode(document) is DateMode.FIXED,
        )

    def _discarded(
        self, document: Document, invoice: Invoice, decision: Decision, moment: Moment
    ) -> discarded_card.DiscardedCard:
        open_kind = moment.operation.kind if moment.operation and document.open_operation == moment.operation.id else ""
        return discarded_card.DiscardedCard(
            reference=Reference(document.id, document.revision, document.next_operation("delete")),
            invoice=invoice,
            discarded_by=decision.by,
            discarded_at=decision.at,
            now=moment.now,
            reason=decision.reason,
            is_deleting=open_kind == "delete",
            refusal=refusal_of(document.facts.get("refusal")),
        )


def _expired(document: Document, invoice: Invoice, decision: Decision, *, now: int) -> expired_card.ExpiredCard:
    told = next((act.detail for act in reversed(document.history) if act.what == "expired"), {})
    waited_for, missing = tuple(map(str, told.get("people", ()))), int(told.get("missing", 1))
    return expired_card.ExpiredCard(
        invoice, document.requester, document.asked_at, decision.at, now, waited_for, missing
    )
