"""The table of everything that an operation can be, and what each kind has at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.actions.admin_notices import WarnAdmins
from bot.actions.attribution import Attribution
from bot.actions.bulk_kind import ApproveMany
from bot.actions.creations import CreateInvoice, EditInvoice
from bot.actions.direct_faces import DirectFaces
from bot.actions.emails import EmailInvoice
from bot.actions.invoice_kind import Desk
from bot.actions.marks import AskFor, ReadAgain, ReturnInvoice, SuggestChange
from bot.actions.new_entries import CreateClient, CreateItem, EntryFaces
from bot.actions.notice_face import AnnouncePayment, AnnounceVoid, NoticeFace
from bot.actions.nudging import CALLS, NudgeVoice
from bot.actions.number_taken import NumberTaken
from bot.actions.outside import Noticing, Outside
from bot.actions.overdue import OverdueDigestKind
from bot.actions.papers import Papers
from bot.actions.payment_kind import RecordPayment
from bot.actions.payment_reversals import ReopenPayment, VoidPayment
from bot.actions.reopening import ReopenInvoice
from bot.actions.reversals import DeleteDraft, VoidInvoice
from bot.actions.risk_override import SetRiskAside
from bot.actions.routine import RoutineApproval
from bot.actions.showing import Showing
from bot.actions.stamps import AfterIssue, OpenInvoice, StampInvoice
from bot.actions.surplus import WarnOfSurplus
from bot.operations.kind import Kind
from bot.store.audit import Audit
from bot.store.outages import Outages
from bot.store.withheld import Withheld

if TYPE_CHECKING:
    from bot.assembly import Assembly


MARKS = (ReturnInvoice, SuggestChange, SetRiskAside)


def kinds_of(parts: Assembly) -> tuple[Kind, ...]:
    ground, clock = parts.ground, parts.ground.store.clock
    desk, after_issue, face = _desk(parts), _after_issue(parts), _notice_face(parts)
    entry_faces = EntryFaces(parts.board, parts.keeper.words_of, parts.people.get, parts.role_book.drawn)
    return (
        CreateInvoice(desk, _routine(parts).let_out),
        EditInvoice(desk),
        StampInvoice(desk, *after_issue),
        OpenInvoice(desk, *after_issue),
        EmailInvoice(desk),
        RecordPayment(desk, parts.announcements, parts.journal, Withheld(parts.ground.store)),
        VoidInvoice(desk),
        ReopenInvoice(desk),
        VoidPayment(desk, parts.announcements, face.show),
        ReopenPayment(desk, parts.announcements, face.show),
        DeleteDraft(desk),
        *(mark(desk) for mark in MARKS),
        AskFor(desk, face.show),
        *_calls(parts, desk, face),
        _bulk(parts),
        ReadAgain(desk, Noticing(parts.journal, parts.documents, parts.new_operation, clock)),
        Outside(desk, parts.journal),
        *(kind(desk, ground.directory, entry_faces) for kind in (CreateClient, CreateItem)),
        AnnouncePayment(face),
        AnnounceVoid(face),
        *_warnings(parts),
        OverdueDigestKind(
            alegra=ground.alegra.unhurried,
            documents=parts.documents,
            board=parts.board,
            directory=ground.directory,
            clock=clock,
            timezone=ground.timezone,
            channel=ground.settings.channel,
            words=parts.voice,
            audit=Audit(ground.store),
            changed=parts.home_tabs.changed,
        ),
    )


def _calls(parts: Assembly, desk: Desk, face: NoticeFace) -> tuple[Kind, ...]:
    ground = parts.ground
    voice = NudgeVoice(
        documents=parts.documents,
        board=parts.board,
        permalink=parts.permalinks,
        polling=parts.polling,
        roles=parts.role_book.drawn,
        hours=parts.governance.hours,
        clock=ground.store.clock,
        channel=ground.settings.channel,
        words=parts.voice,
        words_of=parts.keeper.words_of,
        find_person=parts.people.get,
    )
    return tuple(kind(desk, face.show, voice) for kind in CALLS)


def _bulk(parts: Assembly) -> ApproveMany:
    words_of, find_person = parts.keeper.words_of, parts.people.get
    return ApproveMany(parts.approvals, parts.documents, parts.board, find_person=find_person, words_of=words_of)


def _routine(parts: Assembly) -> RoutineApproval:
    desk = (parts.journal, parts.documents, parts.new_operation, parts.ground.store.clock)
    return RoutineApproval(*desk, parts.governance.settings_book.undo_seconds, parts.polling)


def _warnings(parts: Assembly) -> tuple[Kind, ...]:
    board, roles, words = parts.board, parts.role_book.drawn, parts.voice.aside
    return (
        WarnOfSurplus(documents=parts.documents, board=board, roles=roles, words=words),
        WarnAdmins(board=board, roles=roles, words=words, outages=Outages(parts.ground.store)),
    )


def _notice_face(parts: Assembly) -> NoticeFace:
    ground = parts.ground
    return NoticeFace(
        documents=parts.documents,
        journal=parts.journal,
        board=parts.board,
        clock=ground.store.clock,
        timezone=ground.timezone,
        channel=ground.settings.channel,
        words=parts.voice,
        find_person=parts.people.get,
        roles=parts.role_book.drawn,
        polling=parts.polling,
        hours=parts.governance.hours,
        changed=parts.home_tabs.changed,
    )


def _desk(parts: Assembly) -> Desk:
    ground, showing = parts.ground, _showing(parts)
    return Desk(
        alegra=ground.alegra,
        documents=parts.documents,
        clock=ground.store.clock,
        shows=showing,
        timezone=ground.timezone,
        country=ground.directory.company.country,
        papers=showing.papers,
        attribution=Attribution(parts.people.get, parts.voice.aside),
    )


def _after_issue(parts: Assembly) -> tuple[AfterIssue, ...]:
    taken = NumberTaken(parts.documents, parts.ground.directory)
    settings = parts.governance.settings_book.current

    async def send_if_ours(document: str) -> bool:
        return (await settings()).email_on_stamp != "cobro" or await parts.emails.send_on_issue(document)

    return (taken, send_if_ours)


def _showing(parts: Assembly) -> Showing:
    return Showing(
        board=parts.board,
        permalink=parts.permalinks,
        cards=parts.cards,
        direct=DirectFaces(parts.polling),
        papers=Papers(
            parts.ground.alegra, real_seconds=parts.ground.real_seconds, paused_seconds=parts.journal.paused_seconds
        ),
        journal=parts.journal,
        clock=parts.ground.store.clock,
        channel=parts.ground.settings.channel,
        words=parts.voice,
        words_of=parts.keeper.words_of,
        find_person=parts.people.get,
        settings=parts.governance.settings_book.current,
        hours=parts.governance.hours,
        roles=parts.role_book.drawn,
        changed=parts.home_tabs.changed,
    )
