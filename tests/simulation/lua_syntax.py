"""The part of Lua 5.1 that the store's scripts are written in, as Python source.

What is not understood raises NotOurLua, so a script cannot quietly mean something else in here (`test_scripts_agree.py`).
"""

from collections.abc import Callable

from tests.simulation.lua_expressions import Expressions
from tests.simulation.lua_tokens import NotOurLua

ENDS = ("end", "else", "elseif", "")


class Translation(Expressions):
    """One script as the body of a Python function `chunk`; locals get names of their own, so that blocks may shadow."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._lines: list[str] = []
        self._depth = 1
        self._statements: dict[str, Callable[[], None]] = {
            "local": self._local,
            "if": self._if,
            "for": self._for,
            "return": self._return,
        }

    @property
    def python(self) -> str:
        self._lines = ["def chunk(lua_KEYS, lua_ARGV, lua_redis_call):"]
        self._block()
        return "\n".join(self._lines)

    def _emit(self, line: str) -> None:
        self._lines.append("    " * self._depth + line)

    def _declare(self, name: str) -> str:
        self._scopes[-1][name] = self._fresh(name)
        return self._scopes[-1][name]

    def _block(self) -> None:
        self._scopes.append({})
        while self._peek() not in ENDS:
            self._statements.get(self._peek(), self._call_or_assignment)()
            self._took(";")
        self._emit("pass")
        self._scopes.pop()

    def _inner(self) -> None:
        self._depth += 1
        self._block()
        self._depth -= 1

    def _local(self) -> None:
        self._take("local")
        if self._took("function"):
            self._function(self._declare(self._take()))
            return
        names = self._names_list()
        values = self._expressions() if self._took("=") else ["None"] * len(names)
        values += ["None"] * (len(names) - len(values))
        targets = [self._declare(name) for name in names]
        self._emit(f"{', '.join(targets)} = {', '.join(values)}")

    def _names_list(self) -> list[str]:
        names = [self._take()]
        while self._took(","):
            names.append(self._take())
        return names

    def _function(self, name: str) -> None:
        self._take("(")
        self._scopes.append({})
        parameters = [] if self._peek() == ")" else self._names_list()
        self._take(")")
        if parameters == ["..."]:
            self._emit(f"def {name}(*rest):")
        else:
            written = [f"{self._declare(parameter)}=None" for parameter in parameters]
            self._emit(f"def {name}({', '.join(written)}):")
        self._inner()
        self._take("end")
        self._scopes.pop()

    def _if(self) -> None:
        self._take("if")
        self._emit(f"if {self._truth(self._expression())}:")
        self._take("then")
        self._inner()
        while self._took("elseif"):
            self._emit(f"elif {self._truth(self._expression())}:")
            self._take("then")
            self._inner()
        if self._took("else"):
            self._emit("else:")
            self._inner()
        self._take("end")

    def _for(self) -> None:
        self._take("for")
        names = self._names_list()
        self._take("in")
        over = self._expression()
        self._take("do")
        self._scopes.append({})
        self._emit(f"for {', '.join(self._declare(name) for name in names)} in {over}:")
        self._inner()
        self._scopes.pop()
        self._take("end")

    def _return(self) -> None:
        self._take("return")
        self._emit("return" if self._peek() in ENDS else f"return {self._expression()}")

    def _call_or_assignment(self) -> None:
        targets = [self._suffixed()]
        while self._took(","):
            targets.append(self._suffixed())
        if not self._took("="):
            self._emit(targets[0])
            return
        values = self._expressions()
        fresh = [self._fresh("value") for _ in targets]
        self._emit(f"{', '.join(fresh)}, = {', '.join(values)},")
        for target, value in zip(targets, fresh, strict=True):
            self._emit(_assigned(target, value))


def _assigned(target: str, value: str) -> str:
    """A name, or a place in a table: `t.get(key)` was written for reading."""
    if not target.endswith(")"):
        return f"{target} = {value}"
    depth = 0
    for position in range(len(target) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(target[position], 0)
        if depth == 0:
            return f"{target[:position].removesuffix('.get')}.put({target[position + 1 : -1]}, {value})"
    raise NotOurLua(target)
