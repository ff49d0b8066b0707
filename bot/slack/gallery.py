"""Every message and modal that has samples, found by looking, so that none is forgotten by the tests or by `cobro gallery`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from bot.locale import Words
from bot.slack import messages, modals
from bot.slack.drawing import Message, View


@dataclass(frozen=True)
class Sample:
    module: str
    name: str
    surface: str
    """message or modal."""
    model: Any
    drawer: Callable[[Any, Words], Message | View]

    def draw(self, words: Words) -> Message | View:
        return self.drawer(self.model, words)


def samples() -> Iterator[Sample]:
    for surface, package in (("message", messages), ("modal", modals)):
        for found in iter_modules(package.__path__):
            module = import_module(f"{package.__name__}.{found.name}")
            for name, model in getattr(module, "SAMPLES", {}).items():
                yield Sample(found.name, name, surface, model, module.draw)
