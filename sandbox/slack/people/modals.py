"""Submitting and closing views (Slack fact sheet 2.5)."""

from typing import Any

from sandbox.slack.acceptance import accepted_view
from sandbox.slack.delivery import DeliveryFailed
from sandbox.slack.elements import FIELD, Values, fields_of
from sandbox.slack.people.form_checks import errors_in_form
from sandbox.slack.people.payloads import opening
from sandbox.slack.people.post import TROUBLE, Post
from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.workspace.views import View

Json = dict[str, Any]


class UnusableAnswer(Exception):
    """The app's answer to a submission means nothing to Slack."""


class Modals:
    def __init__(self, post: Post) -> None:
        self._post = post
        self._workspace = post.workspace

    async def submit(self, person: str, *, view_id: str, state: Values) -> dict[str, str]:
        """What is wrong: block_id -> sentence, "" for the whole modal; empty when the form was taken."""
        view = self._own(person, view_id)
        view.values = view.kept(state)
        errors = errors_in_form(view.blocks, view.values) or await self._submitted(person, view)
        view.errors = {block: sentence for block, sentence in errors.items() if block}
        view.trouble = errors.get("", "")
        self._workspace.changed()
        return errors

    async def close(self, person: str, *, view_id: str, whole_stack: bool = False) -> None:
        """`whole_stack`: the ✕ rather than Cancel; a view may also ask that Cancel clears everything."""
        view = self._own(person, view_id)
        is_cleared = whole_stack or bool(view.content["clear_on_close"])
        gone = self._workspace.views.close(view, whole_stack=is_cleared)
        self._workspace.changed()
        for closed in gone:
            if closed.content["notify_on_close"]:
                await self._tell_closed(person, closed, is_cleared=is_cleared)

    async def _tell_closed(self, person: str, view: View, *, is_cleared: bool) -> None:
        payload = opening(self._workspace, "view_closed", person)
        payload |= {"view": self._workspace.view_payload(view), "is_cleared": is_cleared}
        try:
            await self._post.deliver("interactive", payload, url=self._workspace.manifest.interactivity_url)
        except DeliveryFailed:
            return  # the person sees nothing of it, and the traffic has its red line

    def _own(self, person: str, view_id: str) -> View:
        view = self._workspace.views.get(view_id)
        if view.person != person:
            raise SlackRefusal("not_found")
        return view

    async def _submitted(self, person: str, view: View) -> dict[str, str]:
        payload = self._payload(person, view)
        try:
            answer = await self._post.deliver("interactive", payload, url=self._workspace.manifest.interactivity_url)
        except DeliveryFailed:
            return {"": TROUBLE}
        try:
            return self._carry_out(person, view, answer or {})
        except (UnusableAnswer, SlackRefusal) as wrong:
            self._post.complain("view_submission", payload, answer, f"response_action: {wrong}")
            return {"": TROUBLE}

    def _payload(self, person: str, view: View) -> Json:
        return opening(self._workspace, "view_submission", person) | {
            "trigger_id": self._post.new_trigger(person),
            "view": self._workspace.view_payload(view, view.values),
            "response_urls": self._response_urls(person, view),
        }

    def _response_urls(self, person: str, view: View) -> list[Json]:
        """For a select of conversations that asks for one with `response_url_enabled` (Slack fact sheet 2.4)."""
        urls = []
        for block, element in fields_of(view.blocks):
            if block["type"] != "input" or not element.get("response_url_enabled"):
                continue
            channel = view.values[block["block_id"]][element["action_id"]][FIELD[element["type"]]]
            if channel:
                url = self._post.new_response_url(person=person, channel=channel)
                ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
                urls.append({**ids, "channel_id": channel, "response_url": url})
        return urls

    def _carry_out(self, person: str, view: View, answer: Json) -> dict[str, str]:
        match answer.get("response_action"):
            case None if not answer:
                self._close_if_open(view, whole_stack=False)
            case "clear":
                self._close_if_open(view, whole_stack=True)
            case "errors":
                return _shown_errors(view, answer.get("errors"))
            case "update":
                self._workspace.views.update(view, self._accepted(answer), hash_=None)
            case "push":
                self._workspace.views.push(self._accepted(answer), person)
            case other:
                raise UnusableAnswer(f"an answer that is neither empty nor a response_action ({other!r})")
        return {}

    def _close_if_open(self, view: View, *, whole_stack: bool) -> None:
        if view in self._workspace.views.stack(view.person):
            self._workspace.views.close(view, whole_stack=whole_stack)

    def _accepted(self, answer: Json) -> Json:
        return accepted_view(answer.get("view"), kinds=("modal",), scopes=self._workspace.scopes)


def _shown_errors(view: View, errors: Any) -> dict[str, str]:
    if not isinstance(errors, dict) or not errors:
        raise UnusableAnswer("errors must name at least one block")
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if strangers := sorted(set(errors) - inputs):
        raise UnusableAnswer(f"errors name blocks that are not inputs: {', '.join(strangers)}")
    if not all(isinstance(sentence, str) and sentence for sentence in errors.values()):
        raise UnusableAnswer("every error must be a sentence")
    return errors
