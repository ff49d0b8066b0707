"""Slack's user groups with their members, as they were when Slack was last asked: all of them, in one text."""

from dataclasses import dataclass

from bot.adapters import TypeAdapter
from bot.store.keys import GROUPS_SECONDS
from bot.store.scripts import Store


@dataclass(frozen=True)
class Group:
    id: str
    handle: str
    name: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class GroupsRead:
    """What Slack answered; groups that it no longer knows, or that were switched off, are not among them."""

    at: int
    """In milliseconds."""
    groups: tuple[Group, ...] = ()


GROUPS_READ: TypeAdapter[GroupsRead] = TypeAdapter(GroupsRead)


class Groups:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self) -> GroupsRead | None:
        """None: ask Slack, then put."""
        text = await self._store.client.get(self._store.keys("groups"))
        return GROUPS_READ.validate_json(text) if text else None

    async def put(self, read: GroupsRead) -> None:
        text = GROUPS_READ.dump_json(read).decode()
        await self._store.client.set(self._store.keys("groups"), text, ex=GROUPS_SECONDS)
