"""Carries what people do to the app: signed HTTP requests, or envelopes over a socket."""

from typing import Any, Literal, Protocol

Json = dict[str, Any]
Kind = Literal["slash_commands", "interactive", "events_api"]

ACK_SECONDS = 3.0
"""Slack fact sheet 2.1; always on real time. Of a trigger_id too. Tests are patient: a busy machine is no late app."""


class DeliveryFailed(Exception):
    """The app did not take a payload; `code` is the word that Slack shows the person."""

    def __init__(self, code: str, *, detail: str, retry_reason: str, status: int = 0, may_retry: bool = True) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail
        self.retry_reason = retry_reason
        self.status = status
        self.may_retry = may_retry


class Delivery(Protocol):
    ack_seconds: float
    """How long the app may take."""

    async def send(self, kind: Kind, payload: Json, *, url: str, retry: tuple[int, str] | None = None) -> Json | None:
        """The app's answer, None when it was empty. `retry`: which retry of an event this is, and why.

        Raises DeliveryFailed.
        """

    async def close(self) -> None: ...
