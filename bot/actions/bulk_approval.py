"""Approving from a list: what waits for a person, page by page, and what they ticked accepted as one operation.

Carried out, each document is a vote of its own under its own guard, bound to the content that the list showed. A vote that
was counted is not counted again, so after a crash in the middle the whole list is simply gone through once more.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from bot.actions.accepting import NewOperations
from bot.actions.approval_face import issuing_kind, risk_chips, spent_votes
from bot.actions.polling import Polling
from bot.actions.role_book import RolesNow
from bot.actions.rounds import rounds_for
from bot.adapters import TypeAdapter
from bot.billing.crockford import encoded
from bot.billing.dates import local_date
from bot.billing.eligibility import NobodyApproves, NotApprover, Roles, may_approve
from bot.operations.answers import Acceptance, Guard
from bot.operations.journal import Journal
from bot.slack.modals.bulk_approval import PAGE_ROWS, BulkForm, BulkRow
from bot.slack.risk_chips import RiskChip
from bot.store.compositions import Compositions
from bot.store.connection import Clock
from bot.store.documents import Documents
from bot.store.records import Document, Phase

BULK = "bulk"
NOTICES = "B-"
NAME_LENGTH = 8
MOST_WAITING = 300
"""Ten pages of what waits for a person; the oldest. Whoever has more comes back when these are done."""
MOST_READ = 1000
"""Of what waits for anybody: in half a second."""


@dataclass(frozen=True)
class Ticked:
    """One document of the list, as it was shown."""

    document: str
    revision: int
    content_hash: str
    operation: str
    """Reserved when the list was drawn."""


@dataclass(frozen=True)
class BulkState:
    """A list that somebody has before their eyes."""

    person: str
    safe: tuple[str, ...]
    risky: tuple[str, ...]
    totals: tuple[tuple[str, Decimal], ...]
    shown: tuple[Ticked, ...] = ()
    """Of the pages that were drawn, each as it was drawn last."""
    picked: tuple[str, ...] = ()
    page: int = 0
    emptied: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """Documents for which their vote, as a substitute, would leave nobody in another level; and which levels."""

    @property
    def names(self) -> tuple[str, ...]:
        return self.safe + self.risky


STATES: TypeAdapter[BulkState] = TypeAdapter(BulkState)
TICKED: TypeAdapter[tuple[Ticked, ...]] = TypeAdapter(tuple[Ticked, ...])


class ListGone(Exception):
    """The list is older than seven days, or somebody else's."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no list {name}")


@dataclass(frozen=True)
class BulkApprovals:
    journal: Journal
    documents: Documents
    new_operation: NewOperations
    roles: RolesNow
    clock: Clock
    polling: Polling
    compositions: Compositions
    random_bits: Callable[[], int]

    async def begin(self, *, by: str) -> BulkForm | NobodyApproves | NotApprover | None:
        """Asks only the store. None: nothing waits for them."""
        roles, now = await self.roles(), await self.clock()
        pending = await self.documents.listed(phases=(Phase.PENDING,), limit=MOST_READ)
        asking = rounds_for(by, reversed(pending), self.polling, roles=roles, now=now)
        waiting = [waits.document for waits in asking[:MOST_WAITING]]
        if not waiting:
            allowed = may_approve(by, approvers=roles.approvers, requester="", editors=())
            return allowed if isinstance(allowed, NobodyApproves | NotApprover) else None
        emptied = {document.id: self._emptied(document, roles, by=by, now=now) for document in waiting}
        risky = {document.id for document in waiting if emptied[document.id] or self._chips(document, now)}
        safe = tuple(document.id for document in waiting if document.id not in risky)
        apart = tuple(document.id for document in waiting if document.id in risky)
        warned = tuple((name, levels) for name, levels in emptied.items() if levels)
        totals = _totals(waiting, self.polling.currency())
        state = BulkState(by, safe, apart, totals, picked=safe, emptied=warned)
        return await self._drawn(f"{NOTICES}{encoded(self.random_bits(), length=NAME_LENGTH)}", state, 0)

    async def turn(self, name: str, *, by: str, ticked: Collection[str], forward: bool) -> BulkForm:
        """Another page; what was ticked on this one is kept. Raise ListGone."""
        state, revision = await self._find(name, by=by)
        last = (len(state.names) - 1) // PAGE_ROWS
        page = min(max(state.page + (1 if forward else -1), 0), last)
        return await self._drawn(name, replace(state, picked=_picked(state, ticked), page=page), revision)

    async def submit(self, name: str, *, by: str, ticked: Collection[str]) -> Acceptance | None:
        """Accept the list durably; None when nothing is ticked. What stands on a page that was not drawn does not count.

        Raise ListGone.
        """
        state, _ = await self._find(name, by=by)
        picked = set(_picked(state, ticked))
        items = tuple(each for each in state.shown if each.document in picked)
        if not items:
            return None
        left = len(state.names) - len(items)
        request: dict[str, Any] = {"items": TICKED.dump_python(items, mode="json"), "left": left}
        operation = self.new_operation(f"{name}/{BULK}/1", actor=by, request=request, accepted_at=await self.clock())
        notice = Document(id=name, company=operation.company, phase=Phase.NOTICE, facts={"by": by})
        return await self.journal.accept(operation, guard=Guard(create=notice, alone=False))

    async def _find(self, name: str, *, by: str) -> tuple[BulkState, int]:
        stored = await self.compositions.get(name)
        state = STATES.validate_python(stored.state) if stored else None
        if stored is None or state is None or state.person != by:
            raise ListGone(name)
        return state, stored.revision

    async def _drawn(self, name: str, state: BulkState, revision: int) -> BulkForm:
        """The page as it is now; what is drawn is what a tick stands for."""
        now, start = await self.clock(), state.page * PAGE_ROWS
        found = await self.documents.find_all(state.names[start : start + PAGE_ROWS])
        here = [document for document in found if document.content]
        drawn = tuple(_as_shown(document) for document in here)
        before = tuple(each for each in state.shown if each.document not in {one.document for one in drawn})
        kept = replace(state, shown=before + drawn)
        await self.compositions.put(name, revision=revision, state=STATES.dump_python(kept, mode="json"))
        rows = [self._row(document, state, now) for document in here]
        return BulkForm(
            name=name,
            safe=tuple(row for row in rows if row.document in state.safe),
            risky=tuple(row for row in rows if row.document in state.risky),
            waiting=len(state.names),
            exceptions=len(state.risky),
            totals=state.totals,
            page=state.page,
            pages=(len(state.names) - 1) // PAGE_ROWS + 1,
            now=now,
        )

    def _row(self, document: Document, state: BulkState, now: int) -> BulkRow:
        assert document.content is not None  # noqa: S101  those without were left out
        return BulkRow(
            document.id,
            document.content,
            document.requester,
            document.asked_at,
            tuple(self._chips(document, now)),
            is_ticked=document.id in state.picked,
            emptied=dict(state.emptied).get(document.id, ()),
        )

    def _emptied(self, document: Document, roles: Roles, *, by: str, now: int) -> tuple[int, ...]:
        if not any(substitute == by for substitute, _ in roles.stand_ins(local_date(now, self.polling.timezone))):
            return ()
        return tuple(spent.level for spent in spent_votes(self.polling(document, roles=roles, now=now), (by,)))

    def _chips(self, document: Document, now: int) -> list[RiskChip]:
        """Those that nobody has set aside."""
        today = local_date(now, self.polling.timezone)
        return [
            chip for chip in risk_chips(document, today=today, currency=self.polling.currency()) if not chip.aside_by
        ]


def _as_shown(document: Document) -> Ticked:
    kind = issuing_kind(document.content) if document.content else ""
    return Ticked(document.id, document.revision, document.content_hash, document.next_operation(kind))


def _picked(state: BulkState, ticked: Collection[str]) -> tuple[str, ...]:
    """What was ticked on other pages, and what is ticked on this one."""
    start = state.page * PAGE_ROWS
    here = state.names[start : start + PAGE_ROWS]
    kept = [name for name in state.picked if name not in here]
    return tuple(name for name in state.names if name in kept or (name in here and name in ticked))


def _totals(waiting: Sequence[Document], currency: str) -> tuple[tuple[str, Decimal], ...]:
    sums: dict[str, Decimal] = {}
    for document in waiting:
        if document.content:
            name = document.content.currency or currency
            sums[name] = sums.get(name, Decimal(0)) + document.content.total
    return tuple(sorted(sums.items()))
