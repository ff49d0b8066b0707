"""What a script finds around it: Lua's tables and the few functions that the store offers."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from tests.simulation.lua_syntax import Translation
from tests.simulation.lua_tokens import NotOurLua

ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
PATTERNS = {"(%d+)$": re.compile(r"([0-9]+)\Z"), "([^/]+)/%d+$": re.compile(r"([^/]+)/[0-9]+\Z")}
Command = Callable[..., Any]


class Table(dict[Any, Any]):
    def put(self, key: Any, value: Any) -> None:
        if value is None:
            self.pop(key, None)
        else:
            self[key] = value


def table(positional: Sequence[Any], named: dict[str, Any]) -> Table:
    made = Table({key: value for key, value in named.items() if value is not None})
    for place, value in enumerate(positional, 1):
        made.put(place, value)
    return made


def listed(values: Sequence[Any]) -> Table:
    return Table(enumerate(values, 1))


def length(value: str | Table) -> int:
    return len(value.encode()) if isinstance(value, str) else len(in_order(value))


def in_order(values: Table) -> list[Any]:
    """What stands at 1, 2 and so on, until a place is empty."""
    try:
        return [values[place] for place in range(1, len(values) + 1)]
    except KeyError:
        return [value for _, value in ipairs(values)]


def holds(value: Any) -> bool:
    return value is not None and value is not False


def written(value: Any) -> str:
    if type(value) is str:
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotOurLua(f"{value!r} as text")
    return f"{value:.17g}"


def ipairs(values: Table) -> Iterator[tuple[int, Any]]:
    place = 1
    while place in values:
        yield place, values[place]
        place += 1


def pairs(values: Table) -> Iterator[tuple[Any, Any]]:
    yield from list(values.items())


def tonumber(value: Any) -> int | float | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if not isinstance(value, str):
        return None
    try:
        return int(value)
    except ValueError:
        pass
    try:
        return float(value)
    except ValueError:
        return None


def from_json(text: str) -> Any:
    return _as_lua(json.loads(text))


def to_json(value: Any) -> str:
    return ENCODER.encode(_as_json(value))


def _as_lua(value: Any) -> Any:
    if type(value) is str:
        return value
    if value is None:
        raise NotOurLua("null")
    if isinstance(value, dict):
        return Table({key: _as_lua(one) for key, one in value.items()})
    return listed([_as_lua(one) for one in value]) if isinstance(value, list) else value


def _as_json(value: Any) -> Any:
    """A table counts as a list when it begins at 1; the empty one is an object, as cjson has it."""
    if type(value) is not Table:
        return value
    if 1 in value:
        return [_as_json(one) for one in in_order(value)]
    return {key: _as_json(one) for key, one in value.items()}


def _found_plainly(text: str, wanted: str, start: int = 1, plain: bool = False) -> int | None:  # noqa: FBT001, FBT002 Lua has no names
    if not plain:
        raise NotOurLua("string.find with a pattern")
    place = text.find(wanted, start - 1)
    return place + 1 if place >= 0 else None


def _matched(text: str, pattern: str) -> str | None:
    found = PATTERNS[pattern].search(text)
    return found.group(1) if found else None


def _part(text: str, start: int, end: int) -> str:
    if start < 1 or end >= 0:
        raise NotOurLua("string.sub but for the end")
    return text[start - 1 : len(text) + end + 1]


def _formatted(pattern: str, number: float) -> str:
    if pattern != "%.0f":
        raise NotOurLua("string.format but of a whole number")
    return f"{number:.0f}"


def _insert(values: Table, value: Any) -> None:
    values.put(length(values) + 1, value)


def _sort(values: Table) -> None:
    """Of texts, which Lua and Python order alike as long as they are ASCII."""
    for place, each in enumerate(sorted(in_order(values)), 1):
        values.put(place, each)


def _joined(values: Table, between: str) -> str:
    return between.join([written(each) for each in in_order(values)])


def _joined_rest(values: Table, between: str) -> str:
    """Of a list that nobody has changed: it is in order."""
    parts = values.values()
    return between.join(parts if all(type(part) is str for part in parts) else map(written, parts))


LIBRARY: dict[str, Any] = {
    "holds": holds,
    "written": written,
    "length": length,
    "table": table,
    "listed": listed,
    "joined_rest": _joined_rest,
    "lua_ipairs": ipairs,
    "lua_pairs": pairs,
    "lua_tonumber": tonumber,
    "lua_cjson_decode": from_json,
    "lua_cjson_encode": to_json,
    "lua_string_find": _found_plainly,
    "lua_string_match": _matched,
    "lua_string_sub": _part,
    "lua_string_format": _formatted,
    "lua_table_insert": _insert,
    "lua_table_sort": _sort,
    "lua_table_concat": _joined,
    "lua_math_max": max,
    "lua_math_min": min,
}


@cache
def _compiled(text: str) -> Callable[..., Any]:
    around = dict(LIBRARY)
    exec(compile(Translation(text).python, "a script of the store", "exec"), around)  # noqa: S102 the scripts are the bot's own
    chunk: Callable[..., Any] = around["chunk"]
    return chunk


def run_script(text: str, keys: Sequence[str], arguments: Sequence[str], command: Command) -> Any:
    """What the script returns; `command` is `redis.call`, and answers in Lua's values."""
    return _compiled(text)(listed(keys), listed(arguments), command)
