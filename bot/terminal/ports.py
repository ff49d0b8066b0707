"""How a port is typed."""

import argparse
from collections.abc import Callable

from bot.locale import Words

HIGHEST_PORT = 65535


def port_in(words: Words) -> Callable[[str], int]:
    """The type of an option that is a port; what it refuses is said in `words`."""

    def port(text: str) -> int:
        if not text.isdecimal() or int(text) > HIGHEST_PORT:
            raise argparse.ArgumentTypeError(
                words.t("{text} no es un puerto (de 0 a 65535; 0 toma uno libre)", text=text)
            )
        return int(text)

    return port
