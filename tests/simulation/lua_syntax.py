"""The part of Lua 5.1 that the store's scripts are written in, as Python source.

What is not understood raises NotOurLua, so a script cannot quietly mean something else in here (`test_scripts_agree.py`).
"""

from collections.abc import Callable

from tests.simulation.lua_functions import JOINED, PARTS, REST
from tests.simulation.lua_tokens import NotOurLua, tokens_of

LEVELS = (("or",), ("and",), ("<", ">", "<=", ">=", "~=", "=="), ("..",), ("+", "-"), ("*", "/", "%"))
LITERALS = {"nil": "None", "true": "True", "false": "False"}
ENDS = ("end", "else", "elseif", "")


class Translation:
    """One script as the body of a Python function `chunk`; locals get names of their own, so that blocks may shadow."""

    def __init__(self, text: str) -> None:
        self._tokens = tokens_of(text)
        self._at = 0
        self._scopes: list[dict[str, str]] = [{}]
        self._names = 0
        self._lines: list[str] = []
        self._depth = 1
        self._truths: set[str] = set()
        """Expressions that are true or false, and nothing else."""
        self._texts: set[str] = set()
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

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self, *wanted: str) -> str:
        token = self._peek()
        if wanted and token not in wanted:
            raise NotOurLua(token)
        self._at += 1
        return token

    def _took(self, *wanted: str) -> bool:
        if self._peek() in wanted:
            self._at += 1
            return True
        return False

    def _emit(self, line: str) -> None:
        self._lines.append("    " * self._depth + line)

    def _fresh(self, name: str) -> str:
        self._names += 1
        return f"{name}_{self._names}"

    def _declare(self, name: str) -> str:
        self._scopes[-1][name] = self._fresh(name)
        return self._scopes[-1][name]

    def _resolve(self, name: str) -> str:
        return next((scope[name] for scope in reversed(self._scopes) if name in scope), f"lua_{name}")

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

    def _expressions(self) -> list[str]:
        found = [self._expression()]
        while self._took(","):
            found.append(self._expression())
        return found

    def _expression(self, level: int = 0) -> str:
        if level == len(LEVELS):
            return self._unary()
        left = self._expression(level + 1)
        while self._peek() in LEVELS[level]:
            left = self._joined(self._take(), left, self._expression(level + 1))
        return left

    def _joined(self, sign: str, left: str, right: str) -> str:
        if sign in {"and", "or"}:
            return self._chosen(sign, left, right)
        if sign == "..":
            return self._is(self._texts, f"({self._text(left)} + {self._text(right)})")
        joined = f"({left} {'!=' if sign == '~=' else sign} {right})"
        return self._is(self._truths, joined) if sign in LEVELS[2] else joined

    def _chosen(self, sign: str, left: str, right: str) -> str:
        kept = self._fresh("kept")
        holds = (
            f"({kept} := {left})"
            if left in self._truths
            else f"(({kept} := {left}) is not None and {kept} is not False)"
        )
        chosen = f"({right} if {holds} else {kept})" if sign == "and" else f"({kept} if {holds} else {right})"
        return self._is(self._truths, chosen) if {left, right} <= self._truths else chosen

    def _truth(self, expression: str) -> str:
        return expression if expression in self._truths else f"holds({expression})"

    def _text(self, expression: str) -> str:
        return expression if expression in self._texts else f"written({expression})"

    @staticmethod
    def _is(known: set[str], expression: str) -> str:
        known.add(expression)
        return expression

    def _unary(self) -> str:
        if self._took("not"):
            return self._is(self._truths, f"(not {self._truth(self._unary())})")
        if self._took("#"):
            return f"length({self._unary()})"
        if self._took("-"):
            return f"(-{self._unary()})"
        return self._simple()

    def _simple(self) -> str:
        token = self._peek()
        if token in LITERALS:
            return LITERALS[self._take()]
        if token == "...":
            raise NotOurLua(token)
        if token[:1] in {"'", '"'}:
            return self._is(self._texts, self._take())
        if token[:1].isdigit():
            return self._take()
        return self._table() if token == "{" else self._suffixed()

    def _table(self) -> str:
        self._take("{")
        if self._took("..."):
            self._take("}")
            return REST
        positional, named = [], []
        while not self._took("}"):
            if self._tokens[self._at + 1] == "=":
                name = self._take()
                self._take("=")
                named.append(f"{name!r}: {self._expression()}")
            else:
                positional.append(self._expression())
            if self._peek() != "}":
                self._take(",")
        return f"table(({''.join(each + ', ' for each in positional)}), {{{', '.join(named)}}})"

    def _suffixed(self) -> str:
        if self._took("("):
            made = self._bracketed(self._expression())
            self._take(")")
        else:
            made = self._resolve(self._name())
        while True:
            if self._took("."):
                made = f"{made}.get({self._name()!r})"
                made = PARTS.get(made, made)
            elif self._took("["):
                made = f"{made}.get({self._expression()})"
                self._take("]")
            elif self._took("("):
                arguments = [] if self._peek() == ")" else self._expressions()
                self._take(")")
                made = f"{JOINED.get((made, *arguments[:1]), made)}({', '.join(arguments)})"
            else:
                return made

    def _bracketed(self, expression: str) -> str:
        made = f"({expression})"
        for known in (self._truths, self._texts):
            if expression in known:
                known.add(made)
        return made

    def _name(self) -> str:
        token = self._take()
        if not token.isidentifier():
            raise NotOurLua(token)
        return token


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
