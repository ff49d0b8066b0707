"""views.*: modals and the Home tab (Slack fact sheet 2.5)."""

from collections.abc import Callable

from sandbox.slack.acceptance import accepted_view
from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.webapi.call import Call, Json
from sandbox.slack.workspace.views import View


def open_(call: Call) -> Json:
    return _shown(call, call.workspace.views.open)


def push(call: Call) -> Json:
    return _shown(call, call.workspace.views.push)


def update(call: Call) -> Json:
    content = _accepted(call, "modal", "home")
    view_id, external_id = call.optional("view_id") or "", call.optional("external_id") or ""
    if not view_id and not external_id:
        raise SlackRefusal("invalid_arguments", ["[ERROR] missing required field: view_id"])
    view = call.workspace.views.find(view_id=view_id, external_id=external_id)
    if view.content["type"] != content["type"]:
        raise SlackRefusal(
            "invalid_arguments", [f"[ERROR] unsupported type: {content['type']} [json-pointer:/view/type]"]
        )
    call.workspace.views.update(view, content, hash_=call.optional("hash"))
    call.workspace.changed()
    return {"view": call.workspace.view_payload(view, view.values)}


def publish(call: Call) -> Json:
    content = _accepted(call, "home")
    person = call.text("user_id")
    if person not in call.workspace.directory.people:
        raise SlackRefusal("invalid_arguments", ["[ERROR] invalid user [json-pointer:/user_id]"])
    if not call.workspace.manifest.home_enabled:
        raise SlackRefusal("not_enabled")
    view = call.workspace.views.publish(content, person, hash_=call.optional("hash"))
    call.workspace.changed()
    return {"view": call.workspace.view_payload(view)}


def _shown(call: Call, show: Callable[[Json, str], View]) -> Json:
    content = _accepted(call, "modal")
    person = call.workspace.triggers.exchange(call.text("trigger_id"))
    view = show(content, person)
    call.workspace.changed()
    return {"view": call.workspace.view_payload(view)}


def _accepted(call: Call, *kinds: str) -> Json:
    view = call.structure("view", otherwise="invalid_arguments")
    if not view:
        raise SlackRefusal("invalid_arguments", ["[ERROR] missing required field: view"])
    return accepted_view(view, kinds=kinds, scopes=call.scopes)
