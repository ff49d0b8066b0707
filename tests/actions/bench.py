"""The kinds of operation at work: a local Alegra over HTTP, a real store, and nobody in Slack."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from typing import Any

from bot.actions.accepting import NewOperations
from bot.actions.acting import Acting
from bot.actions.approvals import Approvals
from bot.actions.attribution import Attribution
from bot.actions.invoice_kind import DRAFTS, Desk
from bot.actions.papers import Papers
from bot.actions.polling import Polling
from bot.billing.draft import DateMode, Draft, DraftLine
from bot.billing.eligibility import Roles
from bot.locale import Words
from bot.operations.answers import Accepted, Guard
from bot.operations.journal import Journal
from bot.operations.kind import Kind
from bot.operations.operation import Operation
from bot.operations.outcomes import Done, Found
from bot.store.documents import Documents
from bot.store.people import People
from bot.store.records import Document, Phase
from bot.store.scripts import Store
from sandbox.clock import Clock
from tests.alegra.serving import Served

ELECTRONIC, PLAIN = "19", "20"
ANA, BRUNO, OLGA, CARLA, DIEGO = "U0ANA", "U0BRUNO", "U0OLGA", "U0CARLA", "U0DIEGO"
ROLES = Roles(frozenset({BRUNO, OLGA}), frozenset({CARLA}), frozenset({DIEGO}))


POLLING = Polling(lambda: "COP", "America/Bogota")


async def roles() -> Roles:
    return ROLES


async def undo_seconds() -> int:
    return 15


async def spoken() -> Words:
    return Words("es_CO", "America/Bogota", "COP")


LINE = DraftLine("101", "Mantenimiento preventivo", Decimal(250000), Decimal(2), tax_ids=("3",), unit="service")


def a_draft(numbering: str = ELECTRONIC, *, date_mode: DateMode = DateMode.FLOATING) -> Draft:
    return Draft(client_id="12", lines=(LINE,), term_days=30, numbering_id=numbering, date_mode=date_mode)


@dataclass
class Bench:
    local: Served
    store: Store
    clock: Clock
    shown: list[Operation] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.journal, self.documents = Journal(self.store), Documents(self.store)
        bits = count(1)
        self.new_operation = NewOperations(company="main", random_bits=lambda: next(bits))
        self.acting = Acting(self.journal, self.documents, self.new_operation, roles, self.store.clock)
        self.approvals = Approvals(
            self.journal, self.documents, self.new_operation, roles, self.store.clock, undo_seconds, POLLING
        )
        self.papers = Papers(self.local.alegra)
        self.people = People(self.store)
        self.desk = Desk(
            self.local.alegra,
            self.documents,
            self.store.clock,
            self._shows,
            "America/Bogota",
            "colombia",
            self.papers,
            Attribution(self.people.get, spoken),
        )

    async def _shows(self, operation: Operation) -> float:
        self.shown.append(operation)
        return 0.0

    @property
    def faults(self) -> Any:
        return self.local.state.faults

    def kept(self, document: Document) -> dict[str, Any]:
        """Alegra's own record of the invoice."""
        record: dict[str, Any] = self.local.state.books.invoices[document.alegra_id]
        return record

    async def operation(
        self, kind: str, request: Mapping[str, Any], *, document: str = "D-7K3Q", by: str = ANA, create: bool = False
    ) -> Operation:
        """Accepted, and about to be sent for the first time."""
        now = await self.store.clock()
        operation = self.new_operation(
            f"{document}/{kind}/{next(self.numbers)}", actor=by, request=dict(request), accepted_at=now
        )
        fresh = Document(id=document, company="main", phase=Phase.CREATING, requester=by, draft=a_draft())
        accepted = await self.journal.accept(operation, guard=Guard(create=fresh if create else None, alone=False))
        assert isinstance(accepted, Accepted)
        return accepted.operation

    async def creation(self, draft: Draft, *, document: str = "D-7K3Q") -> Operation:
        request = {"draft": DRAFTS.dump_python(draft, mode="json")}
        operation = await self.operation("create", request, document=document, create=True)
        await self.set(document, {"draft": draft})
        return operation

    async def set(self, document: str, fields: Mapping[str, Any]) -> Document:
        """What the worker does with the fields of an outcome."""
        await self.journal.decide(document, by="test", guard=Guard(alone=False, sets=fields))
        return await self.documents.get(document)

    async def take_up(self, outcome: object, operation: Operation) -> Document:
        assert isinstance(outcome, Done | Found), outcome
        return await self.set(operation.document, outcome.document)

    async def done(self, kind: Kind, operation: Operation) -> Document:
        """Sent, and what came of it stored."""
        return await self.take_up(await kind.send(operation), operation)

    def today(self) -> dt.date:
        return dt.date.fromisoformat(self.local.state.account.moment().date)
