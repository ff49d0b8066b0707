"""The log: one JSON object a line on standard output, with the fields named here and no others, and never a secret."""

import logging
import re
import sys
from collections.abc import Iterable, MutableMapping
from typing import Any, TextIO

import structlog
from structlog.typing import Processor

from bot.store.request_context import asked

FIELDS = frozenset(
    {
        *("event", "level", "timestamp", "logger", "exception"),
        *("code", "document", "due_at", "entry", "error", "job", "kind", "language", "operation", "operations", "path"),
        *("reference", "resource", "rows", "seconds", "seconds_left", "since", "state", "status", "tries", "until"),
        *("url", "why", "attempts", "epoch", "errors", "request", "company", "team", "head"),
    }
)
"""Names that say what happened and to which document; none of them holds an amount, an address or a person's name."""

QUIETER = {
    "slack_bolt.RequestVerification": logging.ERROR,  # it would log whole unsigned bodies (reliability fact sheet D.1)
    "slack_bolt.AsyncApp": logging.ERROR,  # of what nobody listens to, it would log what it is called
    "slack_sdk": logging.ERROR,
    "apscheduler": logging.ERROR,
    "httpx": logging.WARNING,
}


def configure_logs(level: str, *, secrets: Iterable[str] = (), output: TextIO | None = None) -> None:
    """Ours and the libraries'. `secrets` are blotted out wherever they appear, tracebacks included."""
    shared: list[Processor] = [
        tell_what_is_asked,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        only_known_fields,
    ]
    blot = Blot(secrets)
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(ensure_ascii=False), blot],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(output or sys.stdout),
    )
    handler = logging.StreamHandler(output or sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
                blot,
            ],
        )
    )
    logging.basicConfig(
        level=max(logging.getLevelNamesMapping()[level], logging.WARNING), handlers=[handler], force=True
    )
    for name, least in QUIETER.items():
        logging.getLogger(name).setLevel(least)


SLACK_TOKEN = re.compile(r"\bx(?:ox[a-z]|app)-[A-Za-z0-9-]{6,}")
"""Those of workspaces that installed Cobro are in no setting."""
SHORTEST_SECRET = 6
"""Anything shorter is no credential, and blotting it out would tear words apart."""


class Blot:
    """The last processor: takes the line as it would be written."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets = tuple(secret for secret in secrets if len(secret) >= SHORTEST_SECRET)

    def __call__(self, _logger: Any, _method: str, line: Any) -> str:
        text = str(line)
        for secret in self._secrets:
            text = text.replace(secret, "<redacted>")
        return SLACK_TOKEN.sub("<redacted>", text)


def tell_what_is_asked(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Which payload the line is about, and which operation a worker has in hand."""
    known = asked()
    for name, value in (("request", known.request), ("operation", known.operation)):
        if value:
            event.setdefault(name, value)
    return event


def only_known_fields(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for name in [name for name in event if name not in FIELDS and not name.startswith("_")]:
        del event[name]
    return event
