"""`/cobro operations`: what waits, what nobody knows and what needs a person, for admins; and what they do about it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.actions.operations_list import UNENDED, ListedOperation, OperationsList
from bot.actions.resolutions import Resolutions
from bot.actions.role_book import RolesNow
from bot.actions.unsure_faces import person_face
from bot.billing.eligibility import NotPermitted, may_administer
from bot.locale import Words
from bot.operations.answers import Resolved
from bot.operations.operation import State
from bot.slack.drawing import Message
from bot.slack.messages import operation_shown, operations_list, private_notes, resolution_notes
from bot.slack.messages.operations_list import OperationRow, OperationsShown, PageOf
from bot.slack.messages.resolution_notes import ResolutionNote
from bot.store.connection import Clock
from bot.store.documents import Documents
from handlers.answers import Answer, Note
from handlers.door import Door
from handlers.objections import Objections
from handlers.payloads import Asking, Click, Typed

LIST, SHOW, RETRY, RESOLVE = "list", "show", "retry", "resolve"
WORDS: Mapping[str, str] = {
    **dict.fromkeys(("", LIST, "lista", "listar"), LIST),
    **dict.fromkeys((SHOW, "ver"), SHOW),
    **dict.fromkeys((RETRY, "reintentar"), RETRY),
    **dict.fromkeys((RESOLVE, "resolver"), RESOLVE),
}
STATES: Mapping[str, State] = {
    **{state.value.replace("_", "-"): state for state in State},
    "person": State.NEEDS_PERSON,
    "persona": State.NEEDS_PERSON,
    "desconocidas": State.UNKNOWN,
    "esperan": State.ACCEPTED,
    "hechas": State.DONE,
    "rechazadas": State.REFUSED,
}
"""What can stand behind `list`."""
Say = Callable[[Words], Awaitable[Message]]


@dataclass(frozen=True)
class OperationsTalk:
    listing: OperationsList
    resolutions: Resolutions
    documents: Documents
    roles: RolesNow
    clock: Clock
    objections: Objections

    def register(self, door: Door) -> None:
        door.action(operations_list.SHOW, self.show_listed)
        door.action(operations_list.PAGE, self.turn_page)

    async def typed(self, typed: Typed, rest: str) -> Answer:
        words = self.objections.words_of(typed.person)
        if forbidden := await self._forbidden(typed):
            return Answer(Note(await self.objections.note(forbidden, words)))
        first, _, about = rest.partition(" ")
        verb = WORDS.get(first.lower())
        if verb is None:  # `/cobro operations D-7K3Q`
            verb, about = SHOW, rest
        return Answer(Note(await self._answered(verb, about.strip(), typed.person.id, words)))

    async def show_listed(self, click: Click) -> Answer:
        return await self._clicked(click, lambda words: self._shown(click.value, words))

    async def turn_page(self, click: Click) -> Answer:
        page = PageOf.unpack(click.value)
        return await self._clicked(click, lambda words: self._listed(page, words))

    async def _clicked(self, click: Click, say: Say) -> Answer:
        words = self.objections.words_of(click.person)
        if forbidden := await self._forbidden(click):
            return Answer(Note(await self.objections.note(forbidden, words)))
        return Answer(Note(await say(words)))

    async def _forbidden(self, asking: Asking) -> NotPermitted | None:
        allowed = may_administer(asking.person.id, roles=await self.roles())
        return allowed if isinstance(allowed, NotPermitted) else None

    async def _answered(self, verb: str, about: str, by: str, words: Words) -> Message:
        if verb == LIST:
            if about and about.lower() not in STATES:
                return private_notes.said(words.t("Se puede filtrar por: {states}.", states=", ".join(STATES)))
            return await self._listed(PageOf(STATES[about.lower()].value if about else "", 0), words)
        if not about:
            example = f"`/cobro operations {verb} D-7K3Q/create/1`"
            return private_notes.said(
                words.t("Falta cuál: {example}. La lista dice cómo se llama cada una.", example=example)
            )
        return await self._retried(about, by, words) if verb == RETRY else await self._shown(about, words)

    async def _retried(self, typed: str, by: str, words: Words) -> Message:
        found = await self.listing.named(typed)
        if found is None:
            return _none(words)
        done = await self.resolutions.retry(found.operation.id, by=by)
        if isinstance(done, Resolved):
            return resolution_notes.draw(ResolutionNote(), words)
        return await self.objections.note(done, words)

    async def _listed(self, page: PageOf, words: Words) -> Message:
        states = (State(page.state),) if page.state else UNENDED
        found = await self.listing.page(states, start=page.start)
        following = PageOf(page.state, found.next_start) if found.next_start is not None else None
        rows = tuple(_row(each) for each in found.rows)
        return operations_list.draw(OperationsShown(rows, await self.clock(), page.state, following), words)

    async def _shown(self, typed: str, words: Words) -> Message:
        listed = await self.listing.named(typed)
        if listed is None:
            return _none(words)
        operation, now = listed.operation, await self.clock()
        document = await self.documents.get(operation.document)
        face = person_face(operation, document, client=listed.client, roles=await self.roles(), now=now)
        shown = operation_shown.OperationShown(
            _row(listed), operation.actor, operation.attempts, operation.sent_at, operation.marker, now, face
        )
        return operation_shown.draw(shown, words)


def _row(listed: ListedOperation) -> OperationRow:
    operation = listed.operation
    return OperationRow(
        operation.id, operation.kind, operation.state, listed.name, listed.client, operation.accepted_at
    )


def _none(words: Words) -> Message:
    return private_notes.said(
        words.t("No hay ninguna operación que se llame así. Con `/cobro operations` ves las que no han terminado.")
    )
