"""Shortcuts of the app, from the composer's menu and from a message's (Slack fact sheet 2.6)."""

from typing import Any

from sandbox.slack.delivery import DeliveryFailed
from sandbox.slack.people.clicks import UNANSWERED, ImpossibleClick
from sandbox.slack.people.payloads import channel_in, opening
from sandbox.slack.people.post import Post

Json = dict[str, Any]


class Shortcuts:
    def __init__(self, post: Post) -> None:
        self._post = post
        self._workspace = post.workspace

    async def use(self, person: str, *, callback_id: str) -> str | None:
        """What the client shows when the app does not answer."""
        payload = self._payload("shortcut", "global", person, callback_id)
        return await self._deliver(payload)

    async def use_on_message(self, person: str, *, callback_id: str, channel: str, ts: str) -> str | None:
        payload = self._payload("message_action", "message", person, callback_id)
        place = self._workspace.directory.channel(channel)
        message = place.message(ts)
        if person not in place.members or message.only_for is not None:
            raise ImpossibleClick("a message shortcut needs a message that everyone in the channel sees")
        payload |= {
            "channel": channel_in(place),
            "message_ts": ts,
            "message": message.payload(),
            "response_url": self._post.new_response_url(person=person, channel=channel, ts=ts),
        }
        return await self._deliver(payload)

    def _payload(self, kind: str, wanted: str, person: str, callback_id: str) -> Json:
        known = self._workspace.manifest.shortcuts.get(callback_id)
        if known is None or known.type != wanted:
            raise ImpossibleClick(f"the manifest has no {wanted} shortcut {callback_id!r}")
        payload = opening(self._workspace, kind, person, with_name=wanted == "message")
        del payload["api_app_id"]  # the recorded examples have none
        return payload | {
            "action_ts": self._workspace.new_ts(),
            "callback_id": callback_id,
            "trigger_id": self._post.new_trigger(person),
        }

    async def _deliver(self, payload: Json) -> str | None:
        try:
            await self._post.deliver("interactive", payload, url=self._workspace.manifest.interactivity_url)
        except DeliveryFailed as failed:
            return UNANSWERED.format(code=failed.code)
        return None
