"""Objects of a replica with something altered or left out, for the faults that are planted in it."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar, cast

from bot.operations.answers import Acceptance, Guard
from bot.operations.journal import Journal
from bot.operations.operation import Operation

T = TypeVar("T")


class ThroughJournal:
    """A journal whose guards, or what it withdraws with, are changed on the way."""

    def __init__(self, journal: Any, without: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> None:
        self._journal, self._without = journal, without

    def __getattr__(self, name: str) -> Any:
        return getattr(self._journal, name)

    async def accept(self, operation: Operation, *, guard: Guard, **more: Any) -> Acceptance:
        accepted: Acceptance = await self._journal.accept(
            operation, guard=replace(guard, sets=self._without(guard.sets)), **more
        )
        return accepted

    async def withdraw(self, operation: str, **more: Any) -> Any:
        return await self._journal.withdraw(operation, **{**more, "sets": self._without(more["sets"])})


def through(journal: Journal, without: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> Journal:
    return cast(Journal, ThroughJournal(journal, without))


def as_kind(kind: Callable[..., T], real: Any) -> T:
    """The same parts in an altered object."""
    return kind(**{field.name: getattr(real, field.name) for field in fields(real)})


def put(frozen: object, **parts: object) -> None:
    """Where others hold the object already."""
    for name, part in parts.items():
        object.__setattr__(frozen, name, part)


def dropping(*names: str) -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    return lambda sets: {name: value for name, value in sets.items() if name not in names}
