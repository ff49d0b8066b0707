"""`/cobro doctor` and `/cobro setup`: how the installation is, and what is still open."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from bot.actions.first_admin import Administered, CodeRefused, FirstAdmin
from bot.actions.role_changes import RolesKept
from bot.billing.eligibility import NotPermitted
from bot.doctor.examination import Probe, examine
from bot.doctor.findings import Finding, Level
from bot.locale import Words
from bot.slack.checks import AMBER, GREEN, RED, Check
from bot.slack.drawing import Message, View
from bot.slack.messages import admin_notes, checkup, permission_notes
from bot.slack.modals import setup
from bot.store.preferences import PreferencesChanged
from handlers.answers import Answer, Modal, Note, Quiet
from handlers.door import Door
from handlers.objections import Objections
from handlers.payloads import Click, Typed, view_of

MARKS = {Level.OK: GREEN, Level.WARNING: AMBER, Level.ERROR: RED}
OF_SETUP = (
    "slack.scopes",
    "slack.channel",
    "roles.",
    "alegra.account",
    "alegra.permissions",
    "alegra.numbering",
    "alegra.email",
)
"""What an installer has to have seen to; the rest is the doctor's."""

Forbidden = Callable[[str], Awaitable[NotPermitted | None]]


@dataclass(frozen=True)
class Examining:
    probes: Callable[[Words], Awaitable[tuple[Probe, ...]]]
    forbidden: Forbidden
    """Whether a person may not administer, and who may instead."""
    respond: Callable[..., Awaitable[None]]
    update_view: Callable[[str, View], Awaitable[None]]
    open_settings: Callable[[Click], Awaitable[Answer]]
    first_admin: FirstAdmin
    objections: Objections

    def register(self, door: Door) -> None:
        door.action(setup.LOOK_AGAIN, self.look_again)
        door.action(setup.SETTINGS, self.open_settings)

    async def examine(self, typed: Typed, rest: str) -> Answer:  # noqa: ARG002 there is nothing to ask for
        words = self.objections.words_of(typed.person)
        if forbidden := await self.forbidden(typed.person.id):
            return Answer(Note(await self.objections.note(forbidden, words)))
        waiting = checkup.draw(checkup.Checkup(), words)
        return Answer(Note(waiting), partial(self._tell, typed.response_url, words))

    async def _tell(self, response_url: str, words: Words) -> None:
        found = await examine(await self.probes(words), words)
        message: Message = checkup.draw(checkup.Checkup(_checks(found)), words)
        await self.respond(response_url, message, replace=True)

    async def set_up(self, typed: Typed, rest: str) -> Answer:
        """Everybody sees what is open; only admins are shown the ways to it. A code makes the first of them."""
        words = self.objections.words_of(typed.person)
        if rest:
            return Answer(Note(_told(await self.first_admin.become(typed.person, rest), words)))
        return Answer(Modal(setup.draw(setup.SetupList(), words), then=partial(self._fill, typed.person.id, words)))

    async def look_again(self, click: Click) -> Answer:
        words = self.objections.words_of(click.person)
        return Answer(Quiet(), partial(self._fill, click.person.id, words, view_of(click).id))

    async def _fill(self, person: str, words: Words, view_id: str) -> None:
        found = await examine(await self.probes(words), words)
        shown = [finding for finding in found if finding.check.startswith(OF_SETUP)]
        may_change = await self.forbidden(person) is None
        await self.update_view(view_id, setup.draw(setup.SetupList(_checks(shown), may_change=may_change), words))


def _told(became: RolesKept | Administered | CodeRefused | PreferencesChanged, words: Words) -> Message:
    match became:
        case RolesKept():
            return admin_notes.you_administer(words)
        case Administered(admins):
            return admin_notes.already_administered(admins, words)
        case CodeRefused():
            return admin_notes.code_refused(words)
    return permission_notes.preferences_changed(words)


def _checks(findings: list[Finding] | tuple[Finding, ...]) -> tuple[Check, ...]:
    return tuple(Check(MARKS[finding.level], finding.said, finding.cure) for finding in findings)
