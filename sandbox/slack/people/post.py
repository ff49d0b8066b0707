"""Hands a payload to the app and writes down what came of it."""

import time
from typing import Any

from sandbox.slack.delivery import Delivery, DeliveryFailed, Kind
from sandbox.slack.faults import Faults
from sandbox.slack.workspace.state import Workspace
from sandbox.traffic import Traffic

Json = dict[str, Any]

TROUBLE = "We had some trouble connecting. Try again?"
"""What Slack says over a modal when the app did not answer, or answered with something it cannot show (fact sheet 2.1)."""


class Post:
    def __init__(self, *, workspace: Workspace, delivery: Delivery, traffic: Traffic, faults: Faults) -> None:
        self.workspace = workspace
        self.base_url = ""
        self._delivery = delivery
        self._traffic = traffic
        self._faults = faults

    async def deliver(
        self, kind: Kind, payload: Json, *, url: str, retry: tuple[int, str] | None = None
    ) -> Json | None:
        """The app's answer. Raises DeliveryFailed, after the traffic got its red line."""
        what = str(payload.get("command") or payload.get("event", {}).get("type") or payload["type"])
        if kind != "events_api" and not self.workspace.is_installed:
            raise DeliveryFailed(
                "dispatch_failed", detail="the app is not in this workspace", retry_reason="connection_failed"
            )
        if self._faults.take(what, "lost_delivery"):
            lost = DeliveryFailed(
                "operation_timeout", detail="lost on the way (a fault on demand)", retry_reason="http_timeout"
            )
            self._record(what, payload, answer=None, failed=lost, began=time.monotonic())
            raise lost
        if self._faults.take(what, "duplicate_delivery"):
            await self._deliver_once(
                kind, payload, what=what, url=url, retry=(1, "http_timeout") if kind == "events_api" else None
            )
        return await self._deliver_once(kind, payload, what=what, url=url, retry=retry)

    def new_trigger(self, person: str) -> str:
        is_expired = self._faults.take("trigger", "expired_trigger") is not None
        return self.workspace.triggers.new(person, is_expired=is_expired)

    def new_response_url(self, *, person: str, channel: str, ts: str | None = None, is_ephemeral: bool = False) -> str:
        key = self.workspace.response_urls.new(person=person, channel=channel, ts=ts, is_ephemeral=is_ephemeral)
        return f"{self.base_url}/response/{key}"

    def complain(self, what: str, payload: Json, answer: Any, trouble: str) -> None:
        """A red line about an answer that came but that Slack cannot use; the app itself is told nothing (fact sheet 2.5)."""
        now = self.workspace.clock.now()
        self._traffic.record(
            at=now,
            service="slack",
            direction="out",
            what=what,
            request=payload,
            answer=answer,
            status=200,
            milliseconds=0,
            trouble=trouble,
        )
        self.workspace.tell(f"{what}: {trouble}")

    async def _deliver_once(
        self, kind: Kind, payload: Json, *, what: str, url: str, retry: tuple[int, str] | None
    ) -> Json | None:
        began = time.monotonic()
        try:
            answer = await self._delivery.send(kind, payload, url=url, retry=retry)
        except DeliveryFailed as failed:
            self._record(what, payload, answer=None, failed=failed, began=began)
            raise
        self._record(what, payload, answer=answer, failed=None, began=began)
        return answer

    def _record(
        self, what: str, payload: Json, *, answer: Json | None, failed: DeliveryFailed | None, began: float
    ) -> None:
        self._traffic.record(
            at=self.workspace.clock.now(),
            service="slack",
            direction="out",
            what=what,
            request=payload,
            answer=answer,
            status=failed.status if failed else 200,
            milliseconds=(time.monotonic() - began) * 1000,
            trouble=str(failed) if failed else "",
        )
