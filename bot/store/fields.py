"""Frozen records as Redis hashes: text and numbers as they are, everything else as JSON, a Decimal as text."""

from collections.abc import Callable, Mapping
from dataclasses import fields as dataclass_fields
from functools import lru_cache
from typing import Any, Generic, TypeVar, get_args, get_type_hints

from bot.adapters import TypeAdapter

T = TypeVar("T")
READ_LATELY = 64
"""A click reads the same contents several times; somebody else's rarely."""


class UnknownField(Exception):
    def __init__(self, record: str, name: str) -> None:
        super().__init__(f"{record} has no field {name!r} that may be set here")
        self.name = name


class Fields(Generic[T]):
    """Writes and reads one kind of record.

    A field named in `spread` is a dict whose entries are hash fields of their own (`facts.email`), so that two
    writers of different entries do not overwrite each other. Fields named in `apart` are kept elsewhere.
    Values of those in `frozen`, which nobody can change, are handed out again for the same text.
    """

    def __init__(
        self,
        record: type[T],
        *,
        spread: frozenset[str] = frozenset(),
        apart: frozenset[str] = frozenset(),
        frozen: frozenset[str] = frozenset(),
    ) -> None:
        self._record = record
        self._spread = spread
        self._names = [one.name for one in dataclass_fields(record) if one.name not in apart]  # type: ignore[arg-type]
        hints = get_type_hints(record)
        self._types = {name: get_args(hints[name])[1] if name in spread else hints[name] for name in self._names}
        self._adapters: dict[str, TypeAdapter[Any]] = {name: TypeAdapter(kind) for name, kind in self._types.items()}
        self._plain = frozenset(name for name in self._names if name not in spread and _is_plain(self._types[name]))
        read_lately = lru_cache(READ_LATELY)(self._read)
        self._readers: dict[str, Callable[[str, str], Any]] = {
            name: read_lately if name in frozen else self._read for name in self._names
        }

    def encode(self, record: T) -> dict[str, str]:
        encoded: dict[str, str] = {}
        for name in self._names:
            encoded |= self.encode_field(name, getattr(record, name))[0]
        return encoded

    def encode_field(self, name: str, value: Any) -> tuple[dict[str, str], list[str]]:
        """What to set and what to remove; of a spread field, entries that are None go and others stay."""
        if name not in self._types:
            raise UnknownField(self._record.__name__, name)
        if name not in self._spread:
            return {name: self._text(name, value)}, []
        entries = {f"{name}.{key}": one for key, one in value.items()}
        return (
            {key: self._text(name, one) for key, one in entries.items() if one is not None},
            [key for key, one in entries.items() if one is None],
        )

    def encode_element(self, name: str, element: Any) -> str:
        """One element of a field that is a tuple, as JSON."""
        adapter = self._adapters.get(name)
        if adapter is None or name in self._spread:
            raise UnknownField(self._record.__name__, name)
        return adapter.dump_json(adapter.validate_python((element,))).decode()[1:-1]

    def decode(self, stored: Mapping[str, str], **apart: Any) -> T:
        """Hash fields that the record does not have are passed over: another version may have written them."""
        values: dict[str, Any] = dict(apart)
        for name, text in stored.items():
            field, _, entry = name.partition(".")
            if entry and field in self._spread:
                values.setdefault(field, {})[entry] = self._readers[field](field, text)
            elif not entry and field in self._types and field not in self._spread:
                values[field] = text if self._types[field] is str else self._readers[field](field, text)
        return self._record(**values)

    def _text(self, name: str, value: Any) -> str:
        if type(value) is str and self._types[name] is str:
            return value
        adapter = self._adapters[name]
        checked = adapter.validate_python(value)
        return str(checked) if name in self._plain else adapter.dump_json(checked).decode()

    def _read(self, name: str, text: str) -> Any:
        adapter = self._adapters[name]
        return adapter.validate_strings(text) if name in self._plain else adapter.validate_json(text)


def _is_plain(kind: Any) -> bool:
    """Text or a number; True and False are JSON."""
    return isinstance(kind, type) and issubclass(kind, (str, int)) and kind is not bool
