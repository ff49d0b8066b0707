"""What admins must hear of: nothing goes out to Alegra until they mend it (design 4.3); a group with a role is gone."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.actions.accepting import NewOperations
from bot.actions.channel_voice import WordsNow
from bot.actions.marks import Mark
from bot.actions.role_book import RolesNow
from bot.operations.answers import Guard, Lane
from bot.operations.journal import Journal
from bot.operations.operation import Operation
from bot.slack.board import Board, Placed
from bot.slack.messages import permission_notes, private_notes
from bot.store.connection import Clock
from bot.store.records import Document, Phase


@dataclass(frozen=True)
class AdminNotices:
    journal: Journal
    new_operation: NewOperations
    clock: Clock

    async def lane_paused(self, lane: Lane) -> None:
        """One message to each admin for one pause, named after its beginning."""
        name = f"pause-{lane.since}"
        operation = self.new_operation(
            f"{name}/warn/1", actor="cobro", request={"since": lane.since}, accepted_at=await self.clock()
        )
        notice = Document(id=name, company=operation.company, phase=Phase.NOTICE, facts={"error": lane.error})
        await self.journal.accept(operation, guard=Guard(create=notice))

    async def groups_gone(self, groups: Mapping[str, str]) -> None:
        """One message to each admin for these groups, by id with what they were called; told again, nothing happens."""
        name = "-".join(("groups", *sorted(groups)))
        operation = self.new_operation(
            f"{name}/warn/1", actor="cobro", request={"groups": dict(groups)}, accepted_at=await self.clock()
        )
        notice = Document(id=name, company=operation.company, phase=Phase.NOTICE, facts={"groups": dict(groups)})
        await self.journal.accept(operation, guard=Guard(create=notice))


class WarnAdmins(Mark):
    name = "warn"
    keeps_document = False

    def __init__(self, *, board: Board, roles: RolesNow, words: WordsNow) -> None:
        self._board, self._roles, self._words = board, roles, words

    async def show(self, operation: Operation) -> float:
        return await self._board.show(operation.document, self._faces)

    async def _faces(self, notice: Document) -> Mapping[str, Placed]:
        words, groups = await self._words(), notice.facts.get("groups")
        message = permission_notes.groups_gone(groups.values(), words) if groups else private_notes.alegra_paused(words)
        admins = sorted((await self._roles()).admins)
        return {f"direct:{admin}": Placed(message, admin) for admin in admins}
