"""The face of a card that waits for an approver: everything a careful one checks, from what Cobro knows."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.actions.directory import Directory
from bot.actions.facts import refusal_of
from bot.actions.invoice_kind import INVOICES, date_mode, term_days
from bot.actions.polling import Polling
from bot.actions.risk_reading import risks_found, set_aside, voters_of
from bot.actions.suggestions import suggested_of
from bot.adapters import TypeAdapter
from bot.billing.approval import approved_content
from bot.billing.client_standing import Standing
from bot.billing.countries import rules_of
from bot.billing.dates import local_date
from bot.billing.differences import Difference, differences, differences_beside
from bot.billing.draft import DateMode
from bot.billing.eligibility import Roles
from bot.billing.invoice import Invoice
from bot.billing.numbering import numbers_left
from bot.billing.policy import DEFAULT_POLICY
from bot.billing.risks import RiskKind
from bot.billing.tally import Ballot, Counted, Poll
from bot.slack.approval_levels import Approved, LevelRow, SpentVote
from bot.slack.chips import ChangedInAlegra, Chip, FixedDate, PaysLikeThis
from bot.slack.messages.approval_card import ApprovalCard
from bot.slack.next_number import NextNumber
from bot.slack.references import Reference
from bot.slack.risk_chips import RiskChip
from bot.store.records import Document, Vote

STANDINGS: TypeAdapter[Standing] = TypeAdapter(Standing)


@dataclass(frozen=True)
class ApprovalFace:
    directory: Directory
    timezone: str
    polling: Polling

    def __call__(self, document: Document, invoice: Invoice, *, roles: Roles, emails: str, now: int) -> ApprovalCard:
        return ApprovalCard(
            reference=Reference(document.id, document.revision, document.next_operation(issuing_kind(invoice))),
            company=self.directory.company.name,
            authority=rules_of(self.directory.company.country).authority,
            invoice=invoice,
            date_mode=date_mode(document),
            term_days=term_days(document, invoice),
            requester=document.requester,
            requested_at=document.asked_at,
            now=now,
            levels=level_rows(self.polling(document, roles=roles, now=now), document.votes),
            barred=tuple(dict.fromkeys((document.requester, *document.editors))),
            recipients=_recipients(invoice, emails),
            numbering=self._next_number(invoice),
            note=document.draft.note if document.draft else "",
            chips=tuple(self._chips(document, invoice, now=now)),
            changes=_changes(document, invoice, self.prefix),
            suggested=suggested_of(document),
            refusal=refusal_of(document.facts.get("refusal")),
            may_break_glass=document.policy is not None and document.policy.break_glass,
            for_admins=bool(roles.admins),
        )

    def _next_number(self, invoice: Invoice) -> NextNumber | None:
        numbering = self.directory.numbering(invoice.numbering_id)
        if numbering is None:
            return None
        return NextNumber(numbering.prefix, numbering.next_number, left=numbers_left(numbering), ends=numbering.ends)

    def prefix(self, numbering_id: object) -> str:
        """Of a numbering's id: people know the one, not the other."""
        numbering = self.directory.numbering(str(numbering_id))
        return (numbering.prefix or numbering.name) if numbering else str(numbering_id)

    def _chips(self, document: Document, invoice: Invoice, *, now: int) -> list[Chip]:
        today, facts = local_date(now, self.timezone), document.facts
        chips: list[Chip] = []
        if facts.get("changed_by") == "alegra":
            chips.append(ChangedInAlegra(votes_lost=bool(facts.get("votes_lost", True))))
        risks = risk_chips(document, today=today, currency=self.directory.company.currency)
        if facts.get("standing") and RiskKind.CLIENT_OVERDUE not in {chip.risk.kind for chip in risks}:
            chips.append(PaysLikeThis(STANDINGS.validate_python(facts["standing"]), self.directory.company.currency))
        if date_mode(document) is DateMode.FIXED and invoice.issue_date > today:
            chips.append(FixedDate(invoice.issue_date, today))
        return [*chips, *risks]


def risk_chips(document: Document, *, today: dt.date, currency: str) -> list[RiskChip]:
    """Also those that an admin set aside: whoever approves sees both."""
    aside, policy = set_aside(document), document.policy or DEFAULT_POLICY
    raising = frozenset().union(*(level.risks for level in policy.levels))
    return [
        RiskChip(
            risk,
            risk.kind in raising,
            aside[risk.kind].by,
            aside[risk.kind].reason,
            has_voted=aside[risk.kind].by in voters_of(document),
        )
        if risk.kind in aside
        else RiskChip(risk, risk.kind in raising)
        for risk in risks_found(document, today=today, currency=currency)
    ]


def issuing_kind(invoice: Invoice) -> str:
    """What approving sets off: the stamp, or the opening under a plain numbering."""
    return "stamp" if invoice.is_electronic else "open"


def _recipients(invoice: Invoice, emails: str) -> tuple[str, ...]:
    """`emails`: who sends what was issued, by itself: alegra (what is stamped), cobro, or nobody."""
    is_sent = emails == "cobro" or (emails == "alegra" and invoice.is_electronic)
    return (invoice.client.email,) if is_sent and invoice.client.email else ()


def level_rows(poll: Poll, votes: tuple[Vote, ...]) -> tuple[LevelRow, ...]:
    at = {vote.by: vote.at for vote in votes}
    return tuple(
        LevelRow(
            counted.panel.needed,
            tuple(Approved(vote.by, at[vote.by], vote.instead_of) for vote in counted.approved),
            waits_for=tuple(sorted(counted.waits_for)),
            people=tuple(sorted(_left(counted, poll))),
            is_open=counted.panel.place == poll.open_level,
            is_named=bool(counted.panel.level.people),
            spends=spent_votes(poll, poll.tally.waits_for) if counted.panel.place == poll.open_level else (),
        )
        for counted in poll.tally.levels
    )


def spent_votes(poll: Poll, people: Iterable[str]) -> tuple[SpentVote, ...]:
    """Votes of substitutes among them that would take somebody from a level which has nobody else."""
    ballots = [poll.ballot_of(person) for person in sorted(people)]
    return tuple(
        SpentVote(ballot.by, ballot.instead_of, number)
        for ballot in ballots
        if isinstance(ballot, Ballot) and ballot.instead_of
        for number in sorted(_lacking(replace(poll, votes=(*poll.votes, ballot))) - _lacking(poll))
    )


def _lacking(poll: Poll) -> set[int]:
    """Levels, counted from 1, in which more are needed than there are."""
    return {
        number
        for number, counted in enumerate(poll.tally.levels, 1)
        if len(counted.waits_for if counted.panel.place == poll.open_level else _left(counted, poll)) < counted.missing
    }


def _left(counted: Counted, poll: Poll) -> frozenset[str]:
    return counted.panel.people - _spent_elsewhere(poll, counted.panel.place)


def _spent_elsewhere(poll: Poll, level: int) -> frozenset[str]:
    """Who has voted, or was voted for, where it cannot count for this level: a substitute whom it names themselves, say."""
    votes = [vote for vote in poll.votes if level not in vote.levels]
    return frozenset(person for vote in votes for person in (vote.by, vote.instead_of))


def _changes(document: Document, invoice: Invoice, prefix: Callable[[object], str]) -> tuple[Difference, ...]:
    before: Mapping[str, Any] | None = document.facts.get("before")
    if not before:
        return ()
    then = INVOICES.validate_python(before["invoice"])
    bound = differences(
        approved_content(then, date_mode=DateMode(before["date_mode"]), term_days=before["term_days"]),
        approved_content(invoice, date_mode=date_mode(document), term_days=term_days(document, invoice)),
    )
    return named((*bound, *differences_beside(then, invoice), *_note(before, document)), prefix)


def _note(before: Mapping[str, Any], document: Document) -> Iterator[Difference]:
    """The internal one, which the card shows as it was typed."""
    now = document.draft.note if document.draft else ""
    if before.get("note", now) != now:
        yield Difference("note", before["note"], now)


def named(found: Iterable[Difference], prefix: Callable[[object], str]) -> tuple[Difference, ...]:
    """Numberings by their prefixes instead of their ids."""
    return tuple(
        replace(change, before=prefix(change.before), after=prefix(change.after))
        if change.field == "numbering_id"
        else change
        for change in found
    )
