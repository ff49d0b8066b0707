"""What a script finds around it: Lua's tables and the few functions that the store offers."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from tests.simulation.lua_syntax import Translation
from tests.simulation.lua_tokens import NotOurLua

PATTERNS = {"(%d+)$": re.compile(r"([0-9]+)\Z")}
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
    if isinstance(value, str):
        return len(value.encode())
    size = 0
    while size + 1 in value:
        size += 1
    return size


def holds(value: Any) -> bool:
    return value is not None and value is not False


def written(value: Any) -> str:
    if isinstance(value, str):
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
    return json.dumps(_as_json(value), ensure_ascii=False, separators=(",", ":"))


def _as_lua(value: Any) -> Any:
    if value is None:
        raise NotOurLua("null")
    if isinstance(value, dict):
        return Table({key: _as_lua(one) for key, one in value.items()})
    return listed([_as_lua(one) for one in value]) if isinstance(value, list) else value


def _as_json(value: Any) -> Any:
    """A table counts as a list when it begins at 1; the empty one is an object, as cjson has it."""
    if not isinstance(value, Table):
        return value
    if 1 in value:
        return [_as_json(value[place]) for place in range(1, length(value) + 1)]
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


def _joined(values: Table, between: str) -> str:
    return between.join(written(each) for _, each in ipairs(values))


LIBRARY: dict[str, Any] = {
    "holds": holds,
    "written": written,
    "length": length,
    "table": table,
    "listed": listed,
    "lua_ipairs": ipairs,
    "lua_pairs": pairs,
    "lua_tonumber": tonumber,
    "lua_cjson": Table(decode=from_json, encode=to_json),
    "lua_string": Table(find=_found_plainly, match=_matched, sub=_part, format=_formatted),
    "lua_table": Table(insert=_insert, concat=_joined),
    "lua_math": Table(max=max, min=min),
}


@cache
def _compiled(text: str) -> Any:
    return compile(Translation(text).python, "a script of the store", "exec")


def run_script(text: str, keys: Sequence[str], arguments: Sequence[str], command: Command) -> Any:
    """What the script returns; `command` is `redis.call`, and answers in Lua's values."""
    around = {
        **LIBRARY,
        "lua_KEYS": listed(keys),
        "lua_ARGV": listed(arguments),
        "lua_redis": Table(call=command),
    }
    exec(_compiled(text), around)  # noqa: S102 the scripts are the bot's own
    return around["chunk"]()
