"""Modals and Home tabs: each person's stack of at most three, hashes, external ids, input kept (Slack fact sheet 2.5)."""

import secrets
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.slack.echo import echoed, normalised, normalised_text
from sandbox.slack.elements import Values, state_of
from sandbox.slack.refusal import SlackRefusal

Json = dict[str, Any]
DEEPEST = 3


@dataclass
class View:
    id: str
    person: str
    content: Json
    """type, blocks, title, submit, close, private_metadata, callback_id, external_id and the two flags, defaults filled in."""
    hash: str
    root_view_id: str
    previous_view_id: str | None = None
    values: Values = field(default_factory=dict)
    """What the fields hold as far as the server knows."""
    errors: dict[str, str] = field(default_factory=dict)
    trouble: str = ""

    @property
    def blocks(self) -> list[Json]:
        return list(self.content["blocks"])

    def kept(self, touched: Values | None = None) -> Values:
        return state_of(self.blocks, touched or {}, self.values)

    def payload(self, *, installed: Json, values: Values | None = None) -> Json:
        """Slack's view object; `installed` is what it says about app and team."""
        content = self.content
        return {
            "id": self.id,
            "team_id": installed["app_installed_team_id"],
            "type": content["type"],
            "blocks": echoed(content["blocks"]),
            "private_metadata": content["private_metadata"],
            "callback_id": content["callback_id"],
            "state": {"values": values if values is not None else {}},
            "hash": self.hash,
            "title": echoed(content["title"]),
            "clear_on_close": content["clear_on_close"],
            "notify_on_close": content["notify_on_close"],
            "close": echoed(content["close"]),
            "submit": echoed(content["submit"]),
            "previous_view_id": self.previous_view_id,
            "root_view_id": self.root_view_id,
            "external_id": content["external_id"],
            **installed,
        }


class Views:
    def __init__(self, *, now: Callable[[], float], new_id: Callable[[str], str]) -> None:
        self._now = now
        self._new_id = new_id
        self._views: dict[str, View] = {}
        self._stacks: dict[str, list[str]] = defaultdict(list)
        self._homes: dict[str, str] = {}

    def stack(self, person: str) -> list[View]:
        """The bottom one first."""
        return [self._views[id_] for id_ in self._stacks[person]]

    def home(self, person: str) -> View | None:
        return self._views.get(self._homes.get(person, ""))

    def get(self, id_: str) -> View:
        if id_ not in self._views:
            raise SlackRefusal("not_found")
        return self._views[id_]

    def open(self, content: Json, person: str) -> View:
        """What was open before goes away (assumed)."""
        self._refuse_double(content, replaced=None)
        for view in self.stack(person):
            self._forget(view)
        return self._put(content, person, previous=None, root=None)

    def push(self, content: Json, person: str) -> View:
        stack = self._stacks[person]
        if not stack:
            raise SlackRefusal("not_found")
        if len(stack) >= DEEPEST:
            raise SlackRefusal("push_limit_reached")
        self._refuse_double(content, replaced=None)
        return self._put(content, person, previous=stack[-1], root=stack[0])

    def find(self, *, view_id: str = "", external_id: str = "") -> View:
        for view in self._views.values():
            if view.id == view_id or (external_id and view.content["external_id"] == external_id):
                return view
        raise SlackRefusal("not_found")

    def update(self, view: View, content: Json, *, hash_: str | None) -> View:
        """Redraw in place: what a person typed stays where block_id, action_id and kind are unchanged."""
        if hash_ and hash_ != view.hash:
            raise SlackRefusal("hash_conflict")
        self._refuse_double(content, replaced=view)
        kept = view.kept()
        view.content, view.hash = _filled(content), self._new_hash()
        view.values = state_of(view.blocks, kept)
        view.errors, view.trouble = {}, ""
        return view

    def publish(self, content: Json, person: str, *, hash_: str | None) -> View:
        old = self.home(person)
        if old is not None:
            return self.update(old, content, hash_=hash_)
        self._refuse_double(content, replaced=None)
        view = self._new(content, person, previous=None, root=None)
        self._homes[person] = view.id
        return view

    def close(self, view: View, *, whole_stack: bool) -> list[View]:
        """The views that went away, the top one first."""
        ids = self._stacks[view.person]
        if view.id not in ids:
            raise SlackRefusal("not_found")
        gone = [self._views[id_] for id_ in ids[0 if whole_stack else ids.index(view.id) :]]
        for closed in gone:
            self._forget(closed)
        return gone[::-1]

    def _put(self, content: Json, person: str, *, previous: str | None, root: str | None) -> View:
        view = self._new(content, person, previous=previous, root=root)
        self._stacks[person].append(view.id)
        return view

    def _new(self, content: Json, person: str, *, previous: str | None, root: str | None) -> View:
        id_ = self._new_id("V")
        view = View(id_, person, _filled(content), self._new_hash(), root or id_, previous)
        view.values = state_of(view.blocks)
        self._views[id_] = view
        return view

    def _forget(self, view: View) -> None:
        self._stacks[view.person].remove(view.id)
        del self._views[view.id]

    def _refuse_double(self, content: Json, *, replaced: View | None) -> None:
        wanted = content.get("external_id")
        if wanted and any(
            view.content["external_id"] == wanted and view is not replaced for view in self._views.values()
        ):
            raise SlackRefusal("duplicate_external_id")

    def _new_hash(self) -> str:
        return f"{int(self._now())}.{secrets.token_hex(4)}"


def _filled(content: Json) -> Json:
    words = {
        name: normalised_text(content[name]) if content.get(name) else None for name in ("title", "submit", "close")
    }
    return {
        "type": content["type"],
        "blocks": normalised(content["blocks"]),
        **words,
        "private_metadata": content.get("private_metadata") or "",
        "callback_id": content.get("callback_id") or "",
        "external_id": content.get("external_id") or "",
        "clear_on_close": bool(content.get("clear_on_close")),
        "notify_on_close": bool(content.get("notify_on_close")),
    }
