"""What Prometheus is told, in a registry of its own. Counting costs no round trip; the store is read when asked.

The names are explained in docs/operations.md, and a test holds the page to them.
"""

import re
from collections.abc import Awaitable, Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.alegra.errors import Exchange
from bot.operations.operation import Operation

Source = Callable[[], Awaitable[None]]
"""Sets gauges from what is stored; called whenever somebody looks."""

ACK_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
"""Slack gives up after three seconds."""
CALL_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
IDENTIFIER = re.compile(r"/(?=[^/]*\d)[^/]+")


class Metrics:
    def __init__(self, *, version: str) -> None:
        self.registry = registry = CollectorRegistry()
        self._sources: list[Source] = []
        self.acks = Histogram(
            "cobro_ack_seconds",
            "From a payload's arrival to its answer",
            ["kind", "outcome"],
            buckets=ACK_BUCKETS,
            registry=registry,
        )
        self.moves = Counter(
            "cobro_operation_moves", "Operations that came to a state", ["kind", "state"], registry=registry
        )
        self.alegra = Histogram(
            "cobro_alegra_request_seconds",
            "Requests to Alegra; status is empty without an answer",
            ["method", "endpoint", "status"],
            buckets=CALL_BUCKETS,
            registry=registry,
        )
        self.slack = Histogram(
            "cobro_slack_call_seconds",
            "Calls to Slack; outcome is ok or Slack's error",
            ["method", "outcome"],
            buckets=CALL_BUCKETS,
            registry=registry,
        )
        self._add_gauges(registry)
        _gauge(registry, "build_info", "Always 1", "version").labels(version).set(1)

    def answered(self, exchange: Exchange, seconds: float) -> None:
        """For `bot.alegra.opening`: every exchange, reads too."""
        status = str(exchange.status or "")
        self.alegra.labels(exchange.method, endpoint_of(exchange.path), status).observe(seconds)

    def called(self, method: str, outcome: str, seconds: float) -> None:
        """For `bot.slack.wire.web_client`."""
        self.slack.labels(method, outcome).observe(seconds)

    def acked(self, kind: str, outcome: str, seconds: float) -> None:
        """For `handlers.received`."""
        self.acks.labels(kind, outcome).observe(seconds)

    def moved(self, operation: Operation) -> None:
        """For the worker."""
        self.moves.labels(operation.kind, operation.state).inc()

    def add(self, source: Source) -> None:
        self._sources.append(source)

    def remove(self, source: Source) -> None:
        self._sources.remove(source)

    async def page(self) -> bytes:
        for gauge in self._of_the_store:
            gauge.clear()
        self.store_up.set(1)
        for source in self._sources:
            await source()
        return generate_latest(self.registry)

    def _add_gauges(self, registry: CollectorRegistry) -> None:
        self.remaining = _gauge(registry, "alegra_requests_remaining", "Of this minute, as Alegra said last", "company")
        self.sockets = _gauge(registry, "sockets_up", "Connections of Socket Mode that stand")
        self.afterwards = _gauge(
            registry, "afterwards_in_flight", "Work that follows an ack and is not done", "company"
        )
        self.store_up = _gauge(registry, "store_up", "1 when the store answered this scrape")
        self.operations = _gauge(registry, "operations", "Operations that have not ended", "company", "state", "kind")
        self.due = _gauge(registry, "queue_due", "Operations that are due and in nobody's hands", "company")
        self.oldest = _gauge(
            registry, "queue_oldest_seconds", "For how long the oldest of them has been due", "company"
        )
        self.lane = _gauge(registry, "lane_paused", "1 while nothing goes out to Alegra", "company")
        self.directory_age = _gauge(registry, "directory_age_seconds", "Since the directory was last copied", "company")
        self.directory = _gauge(registry, "directory_entries", "Entries of the copy", "company", "resource")
        self.late = _gauge(registry, "timetable_late_seconds", "By how much a job's slot is late", "company", "job")
        self.audit = _gauge(registry, "audit_entries", "Entries of the audit", "company")
        self.unsealed = _gauge(registry, "audit_unsealed", "Of those, not sealed yet", "company")
        self.holds = _gauge(registry, "audit_holds", "1 when the last nightly check found the chain whole", "company")
        self.replicas = _gauge(registry, "replicas", "Processes seen in the last minute", "company")

    @property
    def _of_the_store(self) -> tuple[Gauge, ...]:
        """What a company that is gone must not leave behind."""
        queue = (self.operations, self.due, self.oldest, self.lane, self.late)
        return (
            *queue,
            self.directory_age,
            self.directory,
            self.audit,
            self.unsealed,
            self.holds,
            self.replicas,
            self.afterwards,
        )


def endpoint_of(path: str) -> str:
    """`/invoices/{id}/email`: without what makes each request another one."""
    return IDENTIFIER.sub("/{id}", path)


def _gauge(registry: CollectorRegistry, name: str, meaning: str, *labels: str) -> Gauge:
    return Gauge(f"cobro_{name}", meaning, labels, registry=registry)
