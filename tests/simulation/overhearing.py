"""The exceptions that the bot's outermost edges catch and log: in a simulation each is a failure, but a store that is away."""

import logging
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import structlog

from bot.store.scripts import STORE_GONE

EXPECTED = (*STORE_GONE, TimeoutError)
"""The second, when a replica stood still for longer than sending may take."""


@contextmanager
def overhearing() -> Iterator[list[str]]:
    before = structlog.get_config()
    heard: list[str] = []

    def listen(_: object, __: str, event: MutableMapping[str, Any]) -> str:
        failure = sys.exc_info()[1]
        if event.get("exc_info") and failure is not None and not isinstance(failure, EXPECTED):
            heard.append(f"{event['event']}: {failure!r}")
        raise structlog.DropEvent

    structlog.configure(processors=[listen], wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    try:
        yield heard
    finally:
        structlog.configure(**before)
