"""People whom Slack calls deactivated lose their roles, and their votes on what still waits, until they are back."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.actions.role_book import RoleBook
from bot.store.documents import Documents
from bot.store.people import Person
from bot.store.waiting import Waiting


@dataclass(frozen=True)
class Deactivated:
    """Kept of those alone whom it matters of: a workspace may have thousands who left."""

    role_book: RoleBook
    documents: Documents
    waiting: Waiting

    async def note(self, people: Iterable[Person]) -> None:
        """Of everybody in the workspace, as Slack has just described them."""
        preferences = self.role_book.preferences
        before = (await preferences.get()).gone
        deleted = {person.id for person in people if person.is_deleted}
        gone = deleted & (before | await self._with_roles() | await self._voters()) if deleted else set()
        if gone != before:
            await preferences.note_gone(gone)

    async def _with_roles(self) -> frozenset[str]:
        roles = await self.role_book.drawn()
        named = await self.role_book.appointments()
        entries = frozenset(entry for given in named.named.values() for entry in given)
        return roles.opened(entries) | {each.substitute for each in roles.substitutions}

    async def _voters(self) -> frozenset[str]:
        """A group that they approved through may have lost them before."""
        waiting = await self.documents.find_all(await self.waiting.documents())
        votes = [vote for each in waiting for vote in (*each.votes, *each.petition_votes)]
        return frozenset(vote.by for vote in votes)
