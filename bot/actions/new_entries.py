"""Adding a client or an item to Alegra: operations like any other, so that a lost answer makes no second client."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.actions.accepting import NewOperations
from bot.actions.directory import Directory
from bot.actions.invoice_kind import Desk, InvoiceKind
from bot.actions.outcomes import error_facts, outcome_of, sighting_of
from bot.actions.rehearsing import DryRun
from bot.actions.role_book import RolesNow
from bot.actions.unsure_faces import answer_by, person_face
from bot.adapters import TypeAdapter
from bot.alegra.errors import AlegraError
from bot.alegra.new_entries import client_body, item_body
from bot.billing.directory import Client, Item
from bot.billing.new_entries import NewClient, NewItem
from bot.locale import Words
from bot.operations import outcomes
from bot.operations.answers import Acceptance, Guard
from bot.operations.journal import Journal
from bot.operations.operation import Operation, State
from bot.slack.board import Board, Placed
from bot.slack.messages import new_entry
from bot.slack.messages.needs_person_card import NeedsPersonCard
from bot.slack.messages.new_entry import Entry, EntryMessage, Standing
from bot.slack.references import Reference
from bot.store.connection import Clock
from bot.store.people import Person
from bot.store.records import Act, Document, Phase

CLIENTS: TypeAdapter[NewClient] = TypeAdapter(NewClient)
ITEMS: TypeAdapter[NewItem] = TypeAdapter(NewItem)


@dataclass(frozen=True)
class NewEntries:
    journal: Journal
    new_operation: NewOperations
    clock: Clock

    async def add_client(self, reference: Reference, client: NewClient, *, by: str) -> Acceptance:
        """Raise DryRun."""
        request = {"entry": CLIENTS.dump_python(client, mode="json")}
        return await self._add(reference, Entry.CLIENT, request, by=by, name=client.name)

    async def add_item(self, reference: Reference, item: NewItem, *, by: str) -> Acceptance:
        """Raise DryRun."""
        request = {"entry": ITEMS.dump_python(item, mode="json")}
        return await self._add(reference, Entry.ITEM, request, by=by, name=item.name)

    async def _add(
        self, reference: Reference, what: Entry, request: dict[str, Any], *, by: str, name: str
    ) -> Acceptance:
        now = await self.clock()
        operation = self.new_operation(reference.reserved(what.value), actor=by, request=request, accepted_at=now)
        document = Document(
            id=reference.document,
            company=operation.company,
            phase=Phase.NOTICE,
            requester=by,
            facts={"name": name},
            history=(Act(now, by, f"asked for {operation.kind}", {"text": name}),),
        )
        if reference.rehearse:
            raise DryRun(operation, document)
        return await self.journal.accept(operation, guard=Guard(create=document))


@dataclass(frozen=True)
class EntryFaces:
    """The direct message to whoever asked: it follows the operation to its end."""

    board: Board
    words_of: Callable[[Person | None], Words]
    find_person: Callable[[str], Awaitable[Person | None]]
    roles: RolesNow

    async def show(self, operation: Operation, what: Entry) -> float:
        return await self.board.show(operation.document, partial(self._faces, operation, what))

    async def _faces(self, operation: Operation, what: Entry, document: Document) -> Mapping[str, Placed]:
        person = document.requester
        words = self.words_of(await self.find_person(person))
        message = EntryMessage(
            what,
            str(document.facts.get("name", "")),
            Standing(operation.state),
            entry_id=str(document.facts.get("entry_id", "")),
            error=operation.error,
            known_by=answer_by(operation),
            undecided=await self._undecided(operation, document),
        )
        return {f"direct:{person}": Placed(new_entry.draw(message, words), person)}

    async def _undecided(self, operation: Operation, document: Document) -> NeedsPersonCard | None:
        if operation.state is not State.NEEDS_PERSON:
            return None
        name, now = str(document.facts.get("name", "")), operation.sent_at
        return person_face(operation, document, client=name, roles=await self.roles(), now=now)


class CreateEntry(InvoiceKind):
    what: Entry

    def __init__(self, desk: Desk, directory: Directory, faces: EntryFaces) -> None:
        super().__init__(desk)
        self._directory, self._faces = directory, faces

    async def show(self, operation: Operation) -> float:
        return await self._faces.show(operation, self.what)


class CreateClient(CreateEntry):
    """Alegra itself refuses a second one with the same identification (Alegra fact sheet 3, code 2006)."""

    name = "client"
    what = Entry.CLIENT

    async def send(self, operation: Operation) -> outcomes.Outcome:
        body = client_body(_client(operation), country=self.desk.country)
        try:
            client = await self.desk.alegra.new_entries.create_client(body)
        except AlegraError as error:
            return outcome_of(error, on_refusal={"facts": {"refusal": error_facts(error)}})
        return outcomes.Done({"id": client.id}, await self._known(client))

    async def look_up(self, operation: Operation) -> outcomes.Sighting:
        try:
            client = await self.desk.alegra.new_entries.find_client(_client(operation))
        except AlegraError as error:
            return sighting_of(error)
        return outcomes.Found({"id": client.id}, await self._known(client)) if client else outcomes.NotThere()

    async def _known(self, client: Client) -> dict[str, Any]:
        await self._directory.learn_client(client)
        return {"facts": {"entry_id": client.id}}


class CreateItem(CreateEntry):
    """Alegra takes two of the same name: it is looked for before it goes out again."""

    name = "item"
    what = Entry.ITEM

    async def send(self, operation: Operation) -> outcomes.Outcome:
        try:
            item = await self.desk.alegra.new_entries.create_item(item_body(_item(operation)))
        except AlegraError as error:
            return outcome_of(error, on_refusal={"facts": {"refusal": error_facts(error)}})
        return outcomes.Done({"id": item.id}, await self._known(item))

    async def look_up(self, operation: Operation) -> outcomes.Sighting:
        try:
            item = await self.desk.alegra.new_entries.find_item(_item(operation))
        except AlegraError as error:
            return sighting_of(error)
        return outcomes.Found({"id": item.id}, await self._known(item)) if item else outcomes.NotThere()

    async def _known(self, item: Item) -> dict[str, Any]:
        await self._directory.learn_item(item)
        return {"facts": {"entry_id": item.id}}


def _client(operation: Operation) -> NewClient:
    return CLIENTS.validate_python(operation.request["entry"])


def _item(operation: Operation) -> NewItem:
    return ITEMS.validate_python(operation.request["entry"])
