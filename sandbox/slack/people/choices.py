"""What a type-ahead select offers while a person types: block_suggestion (Slack fact sheet 2.6 and 3)."""

from typing import Any

from sandbox.slack.blockkit import check
from sandbox.slack.delivery import DeliveryFailed
from sandbox.slack.echo import normalised_text
from sandbox.slack.elements import Values, state_of
from sandbox.slack.people.clicks import Clicks
from sandbox.slack.people.payloads import opening
from sandbox.slack.people.post import Post

Json = dict[str, Any]

SHORTEST_QUERY = 3
"""Slack's default of min_query_length."""


class Choices:
    def __init__(self, post: Post, clicks: Clicks) -> None:
        self._post = post
        self._workspace = post.workspace
        self._clicks = clicks

    async def options(
        self, person: str, *, where: Json, block_id: str, action_id: str, query: str, state: Values | None = None
    ) -> list[Json]:
        """Options with the label of their `group` (or None); none when the app fails, as in Slack's client."""
        place = self._clicks.place(person, where)
        _, element = self._clicks.element(place, block_id, action_id)
        if len(query) < element.get("min_query_length", SHORTEST_QUERY):
            return []
        touched = state or {}
        values = place.view.kept(touched) if place.view else state_of(place.blocks, touched)
        payload = opening(self._workspace, "block_suggestion", person) | self._clicks.payload_of_place(place, values)
        payload |= {"action_id": action_id, "block_id": block_id, "value": query}
        try:
            answer = await self._post.deliver("interactive", payload, url=self._workspace.manifest.options_url)
        except DeliveryFailed:
            return []
        return self._offered(payload, answer or {})

    def _offered(self, payload: Json, answer: Json) -> list[Json]:
        if ("options" in answer) == ("option_groups" in answer):
            self._post.complain("block_suggestion", payload, answer, "the answer needs either options or option_groups")
            return []
        part = "options" if "options" in answer else "option_groups"
        if found := check(answer[part], "options" if part == "options" else "option_groups"):
            self._post.complain(
                "block_suggestion", payload, answer, "; ".join(f"{f.message} {f.pointer}" for f in found)
            )
            return []
        groups = answer[part] if part == "option_groups" else [{"label": None, "options": answer["options"]}]
        return [
            {**option, "text": normalised_text(option["text"]), "group": group["label"] and group["label"]["text"]}
            for group in groups
            for option in group["options"]
        ]
