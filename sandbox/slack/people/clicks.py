"""A click or a choice in a message, a modal or the Home tab: block_actions (Slack fact sheet 2.6)."""

from dataclasses import dataclass
from typing import Any

from sandbox.slack.delivery import DeliveryFailed
from sandbox.slack.echo import echoed
from sandbox.slack.elements import FIELD, SEVERAL, Values, find_element, state_of
from sandbox.slack.people.payloads import opening, place_in_message, place_in_view
from sandbox.slack.people.post import Post
from sandbox.slack.values import fits
from sandbox.slack.workspace.directory import Channel
from sandbox.slack.workspace.message import Message
from sandbox.slack.workspace.views import View

Json = dict[str, Any]

UNANSWERED = "This app did not respond ({code}). Try again?"
"""assumed: Slack shows a warning sign beside the element, its words are not documented."""

_STATIC = {"static_select", "multi_static_select", "radio_buttons", "checkboxes", "overflow"}


class ImpossibleClick(Exception):
    """Nobody could have done this in Slack's client: the page or the test asked for something that is not there."""


@dataclass(frozen=True)
class Place:
    """Where an element stands: a view, or a message in a channel."""

    view: View | None = None
    channel: Channel | None = None
    message: Message | None = None

    @property
    def blocks(self) -> list[Json]:
        if self.view is not None:
            return self.view.blocks
        return self.message.blocks if self.message else []


class Clicks:
    def __init__(self, post: Post) -> None:
        self._post = post
        self._workspace = post.workspace

    async def act(
        self,
        person: str,
        *,
        where: Json,
        block_id: str,
        action_id: str,
        value: Any = None,
        state: Values | None = None,
    ) -> str | None:
        """What the client shows when the app does not answer; None when it does. Raises ImpossibleClick."""
        place = self.place(person, where)
        block, element = self.element(place, block_id, action_id)
        _refuse_impossible(block, element, value)
        payload = self._payload(person, place, (block, element), value=value, touched=state or {})
        try:
            await self._post.deliver("interactive", payload, url=self._workspace.manifest.interactivity_url)
        except DeliveryFailed as failed:
            return self._troubled(person, place, UNANSWERED.format(code=failed.code))
        return self._troubled(person, place, "") or None

    def place(self, person: str, where: Json) -> Place:
        """`where`: {"view_id"} or {"channel", "ts"}; only what this person sees is there for them."""
        if "view_id" in where:
            view = self._workspace.views.get(where["view_id"])
            if view.person != person:
                raise ImpossibleClick("this view is open for somebody else")
            return Place(view=view)
        channel = self._workspace.directory.channel(where["channel"])
        message = channel.message(where["ts"])
        if person not in channel.members or message.only_for not in (None, person):
            raise ImpossibleClick("this person does not see that message")
        return Place(channel=channel, message=message)

    def element(self, place: Place, block_id: str, action_id: str) -> tuple[Json, Json]:
        found = find_element(place.blocks, block_id, action_id)
        if found is None:
            raise ImpossibleClick(f"there is no element {action_id!r} in block {block_id!r}: it was redrawn")
        return found

    def payload_of_place(self, place: Place, values: Values) -> Json:
        if place.view is not None:
            return place_in_view(self._workspace, place.view, values)
        assert place.channel is not None and place.message is not None  # noqa: S101, PT018  a Place is one or the other
        return place_in_message(place.channel, place.message)

    def _payload(self, person: str, place: Place, found: tuple[Json, Json], *, value: Any, touched: Values) -> Json:
        block, element = found
        values = place.view.kept(touched) if place.view else state_of(place.blocks, touched)
        if element["type"] in FIELD and element["type"] != "overflow":
            held = {"type": element["type"], FIELD[element["type"]]: value}
            values.setdefault(block["block_id"], {})[element["action_id"]] = held
        if place.view:
            place.view.values = values
        payload = opening(self._workspace, "block_actions", person) | self.payload_of_place(place, values)
        payload |= {"trigger_id": self._post.new_trigger(person), "actions": [self._action(block, element, value)]}
        if place.channel and place.message:
            is_ephemeral = place.message.only_for is not None
            payload["state"] = {"values": values}
            payload["response_url"] = self._post.new_response_url(
                person=person, channel=place.channel.id, ts=place.message.ts, is_ephemeral=is_ephemeral
            )
        return payload

    def _action(self, block: Json, element: Json, value: Any) -> Json:
        action = {"action_id": element["action_id"], "block_id": block["block_id"], "type": element["type"]}
        if element["type"] in FIELD:
            action[FIELD[element["type"]]] = value
            shown = {
                key: setting for key, setting in element.items() if key == "placeholder" or key.startswith("initial_")
            }
        else:
            shown = {key: element[key] for key in ("text", "value", "style", "url") if key in element}
        return {**action, **echoed(shown), "action_ts": self._workspace.new_ts()}

    def _troubled(self, person: str, place: Place, trouble: str) -> str:
        if place.message is not None:
            place.message.trouble_of[person] = trouble
        elif place.view is not None:
            place.view.trouble = trouble
        self._workspace.changed()
        return trouble


def _refuse_impossible(block: Json, element: Json, value: Any) -> None:
    if block["type"] == "input" and not block["dispatch_action"]:
        raise ImpossibleClick(f"{element['action_id']!r} does not tell the app anything before the form is submitted")
    if element["type"] not in FIELD:
        return
    field = FIELD[element["type"]]
    if value is not None and not fits(field, value):
        raise ImpossibleClick(f"{element['type']} takes {'a list' if field in SEVERAL else 'one value'} as in {field}")
    if element["type"] in _STATIC and value is not None:
        groups = [option for group in element.get("option_groups") or [] for option in group["options"]]
        offered = {option.get("value") for option in [*(element.get("options") or []), *groups]}
        if any(chosen.get("value") not in offered for chosen in (value if isinstance(value, list) else [value])):
            raise ImpossibleClick(f"{value!r} is not offered by {element['action_id']!r}")
