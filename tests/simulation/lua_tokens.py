"""The words of a Lua script, without blanks and comments."""

import re

TOKEN = re.compile(
    r"""(?P<blank>\s+|--[^\n]*)|(?P<name>[A-Za-z_]\w*)|(?P<number>\d+)|(?P<text>'[^'\\\n]*'|"[^"\\\n]*")"""
    r"""|(?P<sign>\.\.\.|\.\.|==|~=|<=|>=|[-+*/%\#<>=(){}\[\],;.])"""
)


class NotOurLua(Exception):
    def __init__(self, found: str) -> None:
        super().__init__(f"{found!r} is outside of the Lua that the scripts are written in")


def tokens_of(text: str) -> list[str]:
    found, position = [], 0
    while position < len(text):
        match = TOKEN.match(text, position)
        if match is None:
            raise NotOurLua(text[position : position + 20])
        if match.lastgroup != "blank":
            found.append(match.group())
        position = match.end()
    return found
