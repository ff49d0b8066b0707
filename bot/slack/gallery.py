"""Everything that Cobro draws and has samples, found by looking, so that none is forgotten by the tests or by `cobro gallery`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from bot.locale import Words
from bot.slack import messages, modals
from bot.slack.drawing import Message, View

HOMES = ("home",)
"""The modules beside this one that draw Home tabs."""


@dataclass(frozen=True)
class Sample:
    module: str
    name: str
    surface: str
    """message, modal or home."""
    model: Any
    drawer: Callable[[Any, Words], Message | View]

    def draw(self, words: Words) -> Message | View:
        return self.drawer(self.model, words)


def samples() -> Iterator[Sample]:
    for surface, path in _modules():
        module = import_module(path)
        for name, model in getattr(module, "SAMPLES", {}).items():
            yield Sample(path.rpartition(".")[2], name, surface, model, module.draw)


def handed_over(words: Words) -> Iterator[dict[str, Any]]:
    """Every sample in one language, as `POST /gallery` of the local Slack takes it."""
    for sample in samples():
        drawn = sample.draw(words)
        about = {
            "module": sample.module,
            "name": sample.name,
            "surface": sample.surface,
            "language": words.language,
        }
        if isinstance(drawn, Message):
            yield about | {"text": drawn.text, "blocks": list(drawn.blocks)}
        else:
            yield about | {"view": drawn}


def _modules() -> Iterator[tuple[str, str]]:
    for surface, package in (("message", messages), ("modal", modals)):
        for found in iter_modules(package.__path__):
            yield surface, f"{package.__name__}.{found.name}"
    for name in HOMES:
        yield "home", f"{__package__}.{name}"
