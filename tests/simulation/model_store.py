"""The store in memory: the commands that the scripts and the bot use, and keys that expire by a clock that is given."""

from collections.abc import Callable, Sequence
from typing import Any

from tests.simulation.lua_library import Table, listed, run_script, written


class NotOurCommand(Exception):
    def __init__(self, *command: object) -> None:
        super().__init__(f"the model of the store knows no {command!r}")


class Keyspace:
    """Commands answer Python values; a key that is not there is None, and nothing of a kind is empty."""

    def __init__(self, now: Callable[[], int]) -> None:
        """`now` in milliseconds: the server's own clock."""
        self._now = now
        self._values: dict[str, Any] = {}
        self._ends: dict[str, int] = {}
        self._touched: set[str] = set()

    def taken_touched(self) -> set[str]:
        """What was written to since this was asked last."""
        touched, self._touched = self._touched, set()
        return touched

    def names(self) -> list[str]:
        return [key for key in list(self._values) if self._alive(key)]

    def lifetime(self, key: str) -> int | None:
        return self._ends.get(key)

    def _alive(self, key: str) -> bool:
        if key in self._ends and self._ends[key] <= self._now():
            self._drop(key)
        return key in self._values

    def _drop(self, key: str) -> None:
        self._values.pop(key, None)
        self._ends.pop(key, None)

    def _of(self, key: str, kind: type[Any]) -> Any:
        """To read: a fresh empty one when there is none."""
        return self._values[key] if self._alive(key) else kind()

    def _own(self, key: str, kind: type[Any]) -> Any:
        """To change."""
        self._touched.add(key)
        if not self._alive(key):
            self._values[key] = kind()
        return self._values[key]

    def get(self, key: str) -> str | None:
        return self._values[key] if self._alive(key) else None

    def set(self, key: str, text: str, *options: Any) -> bool:
        words = [str(option).upper() for option in options]
        if "NX" in words and self._alive(key):
            return False
        self._drop(key)
        self._values[key] = text
        if "EX" in words:
            self.expire(key, int(float(words[words.index("EX") + 1])))
        return True

    def exists(self, key: str) -> int:
        return int(self._alive(key))

    def delete(self, key: str) -> int:
        there = self._alive(key)
        self._drop(key)
        return int(there)

    def expire(self, key: str, seconds: int) -> int:
        if self._alive(key):
            self._ends[key] = self._now() + int(seconds) * 1000
        return int(key in self._values)

    def persist(self, key: str) -> int:
        return int(self._ends.pop(key, None) is not None)

    def incr(self, key: str) -> int:
        self._values[key] = str(int(self.get(key) or 0) + 1)
        return int(self._values[key])

    def hset(self, key: str, *pairs: str) -> int:
        self._own(key, dict).update(zip(pairs[::2], pairs[1::2], strict=True))
        return len(pairs) // 2

    def hget(self, key: str, name: str) -> str | None:
        found: str | None = self._of(key, dict).get(name)
        return found

    def hmget(self, key: str, *names: str) -> list[str | None]:
        return [self.hget(key, name) for name in names]

    def hkeys(self, key: str) -> list[str]:
        return list(self.hgetall(key))

    def hgetall(self, key: str) -> dict[str, str]:
        return dict(self._of(key, dict))

    def hdel(self, key: str, *names: str) -> int:
        stored = self._of(key, dict)
        return sum(stored.pop(name, None) is not None for name in names)

    def hincrby(self, key: str, name: str, by: int) -> int:
        stored = self._own(key, dict)
        stored[name] = str(int(stored.get(name, "0")) + int(by))
        return int(stored[name])

    def sadd(self, key: str, *members: str) -> int:
        stored = self._own(key, set)
        before = len(stored)
        stored.update(members)
        return len(stored) - before

    def sismember(self, key: str, member: str) -> int:
        return int(member in self._of(key, set))

    def rpush(self, key: str, *texts: str) -> int:
        self._own(key, list).extend(texts)
        return len(self._values[key])

    def llen(self, key: str) -> int:
        return len(self._of(key, list))

    def lpop(self, key: str) -> str | None:
        stored = self._of(key, list)
        found: str | None = stored.pop(0) if stored else None
        if self._alive(key) and not stored:
            self._drop(key)
        return found

    def lrange(self, key: str, first: int, last: int) -> list[str]:
        stored = self._of(key, list)
        return list(stored[int(first) : None if int(last) == -1 else int(last) + 1])

    def ltrim(self, key: str, first: int, last: int) -> bool:
        if self._alive(key):
            stored = self._values[key]
            begin = max(len(stored) + int(first), 0) if int(first) < 0 else int(first)
            self._values[key] = stored[begin : None if int(last) == -1 else int(last) + 1]
        return True

    def zadd(self, key: str, *given: Any) -> int:
        only_known = str(given[0]).upper() == "XX"
        score, member = given[1:] if only_known else given
        if not only_known or member in self._of(key, dict):
            self._own(key, dict)[member] = float(score)
        return 1

    def zrem(self, key: str, member: str) -> int:
        return self.hdel(key, member)

    def zscore(self, key: str, member: str) -> str | None:
        score = self._of(key, dict).get(member)
        return None if score is None else f"{score:.17g}"

    def zscores(self, key: str) -> list[tuple[str, float]]:
        """In order: by score, then by name."""
        return sorted(self._of(key, dict).items(), key=lambda entry: (entry[1], entry[0]))

    def zrange(self, key: str, first: Any, last: Any, *options: Any) -> list[str]:
        if not options and (int(first), int(last)) == (0, -1):
            return [member for member, _ in self.zscores(key)]
        if not options and (int(first), int(last)) == (-1, -1):
            return [member for member, _ in self.zscores(key)][-1:]
        match [str(option).upper() for option in options]:
            case ["BYSCORE"] if first == "-inf":
                return [member for member, score in self.zscores(key) if score <= float(last)]
            case ["BYSCORE", "LIMIT", "0", most] if first == "-inf":
                found = [member for member, score in self.zscores(key) if score <= float(last)]
                return found[: int(most)]
        raise NotOurCommand("ZRANGE", first, last, *options)

    def zremrangebyscore(self, key: str, first: Any, last: Any) -> int:
        if first != "-inf":
            raise NotOurCommand("ZREMRANGEBYSCORE", first, last)
        old = [member for member, score in self.zscores(key) if score <= float(last)]
        return self.hdel(key, *old)


class Scripted:
    """A keyspace that runs the bot's scripts, and keeps a log of them for comparing with a real server."""

    def __init__(self, keyspace: Keyspace, *, pushed: Callable[[str], None] = lambda _: None) -> None:
        self.keyspace = keyspace
        self.log: list[tuple[str, tuple[str, ...], str]] = []
        """The script's text, its arguments (the prefix first), its answer."""
        self._texts: dict[str, str] = {}
        self._commands: dict[str, Callable[..., Any]] = {}
        self._pushed = pushed
        self.changed: Callable[[], None] = lambda: None
        """Called after every script."""

    def load(self, name: str, text: str) -> None:
        self._texts[name] = text

    def knows(self, name: str) -> bool:
        return name in self._texts

    def forget(self) -> None:
        self._texts = {}

    def evaluate(self, name: str, prefix: str, arguments: Sequence[str]) -> str:
        answer = run_script(self._texts[name], [prefix], arguments, self._call)
        self.log.append((self._texts[name], (prefix, *arguments), answer))
        self.changed()
        return str(answer)

    def _call(self, name: str, key: str, *arguments: Any) -> Any:
        command = self._commands.get(name) or self._commands.setdefault(name, self._command(name))
        answer = command(key, *[each if type(each) is str else written(each) for each in arguments])
        if name == "RPUSH":
            self._pushed(key)
        return answer if type(answer) is str else _as_lua(answer)

    def _command(self, name: str) -> Callable[..., Any]:
        command: Callable[..., Any] = getattr(self.keyspace, "delete" if name == "DEL" else name.lower())
        return command


def _as_lua(answer: Any) -> Any:
    """A nil is false, and a hash the flat list of its names and texts."""
    if answer is None:
        return False
    if isinstance(answer, dict):
        return listed([part for pair in answer.items() for part in pair])
    return (
        Table(enumerate((False if each is None else each for each in answer), 1))
        if isinstance(answer, list)
        else answer
    )
