"""The first admin of a company that has none: whoever types in Slack a code that the terminal has printed.

Who can print one may read and write the store anyway, so the code gives nobody more than they had. While anybody
administers it is worth nothing: then admins name each other.
"""

from dataclasses import dataclass

from bot.actions.role_book import PREFERENCE, RoleBook, packed
from bot.actions.role_changes import CHANGED, RolesKept
from bot.billing.appointments import Appointments, changes
from bot.billing.eligibility import Role
from bot.store.admin_codes import AdminCodes
from bot.store.connection import Clock
from bot.store.people import People, Person
from bot.store.preferences import PreferencesChanged
from bot.store.records import Act


@dataclass(frozen=True)
class Administered:
    """Somebody administers: they name the others."""

    admins: frozenset[str]


@dataclass(frozen=True)
class CodeRefused:
    """It was never printed, is spent, or is too old."""


@dataclass(frozen=True)
class FirstAdmin:
    book: RoleBook
    people: People
    codes: AdminCodes
    clock: Clock

    async def become(self, person: Person, code: str) -> RolesKept | Administered | CodeRefused | PreferencesChanged:
        """`person` is a member: guests are refused before."""
        if admins := await self._admins():
            return Administered(admins)
        if person.is_guest or not await self.codes.is_good(code):
            return CodeRefused()
        chosen = await self.book.preferences.get()
        before = self.book.chosen(chosen)
        after = Appointments({**before.named, Role.ADMIN: (person.id,)})
        act = Act(await self.clock(), person.id, CHANGED, dict(changes(before, after)) | {"by_code": True})
        kept = await self.book.preferences.put({PREFERENCE: packed(after)}, on=chosen.revision, act=act)
        if isinstance(kept, PreferencesChanged):
            return kept
        await self.codes.spend()
        return RolesKept()

    async def _admins(self) -> frozenset[str]:
        """Without those who have left the workspace; who is not known counts, so that silence opens nothing."""
        named = (await self.book.current()).admins
        gone = {each for each in named if (person := await self.people.get(each)) and person.is_deleted}
        return named - gone
