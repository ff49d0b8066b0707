"""Clients and items: found, added, and what a client owes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from bot.actions.directory import Directory
from bot.actions.new_entries import NewEntries
from bot.actions.statements import Statements
from bot.billing.directory import Client
from bot.locale import Words
from bot.operations.answers import Acceptance, Accepted, Same
from bot.slack.drawing import Message
from bot.slack.forms import FieldErrors
from bot.slack.messages import directory_list, private_notes
from bot.slack.modals import new_client, new_item
from bot.slack.references import Reference
from handlers.answers import Answer, Close, Mistakes, Modal, Note
from handlers.client_in_form import ClientInForm
from handlers.door import Door
from handlers.new_entry_forms import NewEntryForms
from handlers.objections import Objections
from handlers.payloads import Asking, Click, Submission, Typed

MOST_FOUND = 100

SayLater = Callable[[Asking, Awaitable[Message]], Awaitable[None]]


@dataclass(frozen=True)
class DirectoryTalk:
    directory: Directory
    entries: NewEntries
    statements: Statements
    forms: NewEntryForms
    say_later: SayLater
    in_form: ClientInForm
    objections: Objections

    def register(self, door: Door) -> None:
        door.action(directory_list.NEW_CLIENT, self.create_client_clicked)
        door.action(directory_list.NEW_ITEM, self.create_item_clicked)
        door.submission(new_client.CALLBACK, self.add_client)
        door.submission(new_item.CALLBACK, self.add_item)

    async def find_clients(self, typed: Typed, rest: str) -> Answer:
        words, directory = self.objections.words_of(typed.person), self.directory
        found = directory.search_clients(rest, limit=MOST_FOUND)
        terms = {term.id: term.name for term in directory.terms}
        return Answer(
            Note(directory_list.draw(directory_list.FoundClients(found, rest, terms, self._so_far(0)), words))
        )

    async def find_items(self, typed: Typed, rest: str) -> Answer:
        words, directory = self.objections.words_of(typed.person), self.directory
        found = directory_list.FoundItems(
            directory.search_items(rest, limit=MOST_FOUND), rest, directory.company.currency, self._so_far(1)
        )
        return Answer(Note(directory_list.draw(found, words)))

    def _so_far(self, place: int) -> int | None:
        return self.directory.size[place] if self.directory.is_partial else None

    async def create_client(self, typed: Typed, rest: str) -> Answer:
        words = self.objections.words_of(typed.person)
        return Answer(Modal(self.forms.client(rest, words, channel=typed.channel, rehearse=typed.rehearse)))

    async def create_item(self, typed: Typed, rest: str) -> Answer:
        words = self.objections.words_of(typed.person)
        return Answer(Modal(self.forms.item(rest, words, channel=typed.channel, rehearse=typed.rehearse)))

    async def create_client_clicked(self, click: Click) -> Answer:
        words = self.objections.words_of(click.person)
        return Answer(Modal(self.forms.client(_searched(click), words, channel=_channel(click))))

    async def create_item_clicked(self, click: Click) -> Answer:
        words = self.objections.words_of(click.person)
        return Answer(Modal(self.forms.item(_searched(click), words, channel=_channel(click))))

    async def statement(self, typed: Typed, rest: str) -> Answer:
        """Of the client that is named; of several that are meant, they are shown."""
        found = self.directory.search_clients(rest, limit=MOST_FOUND) if rest else ()
        exact = [client for client in found if client.name.casefold() == rest.casefold()]
        chosen = exact if len(exact) == 1 else found
        if len(chosen) != 1:
            return await self.find_clients(typed, rest)
        return self.statement_of(chosen[0], typed)

    def statement_of(self, client: Client, asking: Asking) -> Answer:
        words = self.objections.words_of(asking.person)
        return Answer(afterwards=lambda: self.say_later(asking, self.statements.shown(client, words)))

    async def add_client(self, submission: Submission) -> Answer:
        words = self.objections.words_of(submission.person)
        read = new_client.read(submission.view.values, words, country=self.directory.company.country)
        if isinstance(read, FieldErrors):
            return Answer(Mistakes(read.errors))
        reference = Reference.unpack(submission.view.private_metadata)
        accepted = await self.entries.add_client(reference, read, by=submission.person.id)
        if isinstance(accepted, Accepted | Same) and reference.verb:
            waiting = partial(
                self.in_form,
                operation=reference.operation,
                form=reference.verb,
                view_id=submission.view.root_view_id,
                name=read.name,
                words=words,
            )
            return Answer(afterwards=waiting)
        return await self._added(accepted, reference, read.name, words)

    async def add_item(self, submission: Submission) -> Answer:
        words = self.objections.words_of(submission.person)
        read = new_item.read(submission.view.values, words, currency=self.directory.company.currency)
        if isinstance(read, FieldErrors):
            return Answer(Mistakes(read.errors))
        reference = Reference.unpack(submission.view.private_metadata)
        accepted = await self.entries.add_item(reference, read, by=submission.person.id)
        return await self._added(accepted, reference, read.name, words)

    async def _added(self, accepted: Acceptance, reference: Reference, name: str, words: Words) -> Answer:
        if isinstance(accepted, Accepted | Same):
            return Answer(Close(private_notes.entry_on_its_way(name, words), reference.channel))
        return Answer(Note(await self.objections.note(accepted, words)))


def _searched(click: Click) -> str:
    return "" if click.value == "-" else click.value


def _channel(click: Click) -> str:
    return click.place.channel if click.place else ""
