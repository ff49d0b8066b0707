"""Expressions of the Lua that the store's scripts are written in, as Python source."""

from tests.simulation.lua_functions import JOINED, PARTS, REST
from tests.simulation.lua_tokens import NotOurLua, tokens_of

LEVELS = (("or",), ("and",), ("<", ">", "<=", ">=", "~=", "=="), ("..",), ("+", "-"), ("*", "/", "%"))
LITERALS = {"nil": "None", "true": "True", "false": "False"}


class Expressions:
    """Reads on from where it is in the text; what a name stands for follows from the scopes that are open there."""

    def __init__(self, text: str) -> None:
        self._tokens = tokens_of(text)
        self._at = 0
        self._scopes: list[dict[str, str]] = [{}]
        self._names = 0
        self._truths: set[str] = set()
        """Expressions that are true or false, and nothing else."""
        self._texts: set[str] = set()

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

    def _resolve(self, name: str) -> str:
        return next((scope[name] for scope in reversed(self._scopes) if name in scope), f"lua_{name}")

    def _fresh(self, name: str) -> str:
        self._names += 1
        return f"{name}_{self._names}"

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
