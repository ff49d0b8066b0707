"""Every method the local Slack answers: who may call it, how often, and what carries it out (Slack fact sheet 2.2)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.webapi import auth, blocks, chat, conversations, files, oauth, usergroups, users, views
from sandbox.slack.webapi.call import Call, Json

TIER_2, TIER_3, TIER_4 = 20, 50, 100
"""Calls a minute. Slack promises at least these and tolerates bursts over them; here they are the limit (assumed)."""

Token = Literal["bot", "app", "none"]


@dataclass(frozen=True)
class Method:
    run: Callable[[Call], Json]
    scopes: tuple[str, ...] = ()
    """Any one of them is enough to call; the method may still ask for the one that belongs to its channel."""
    per_minute: int | None = None
    """None: not counted here; chat.postMessage is counted per channel and second."""
    token: Token = "bot"  # noqa: S105  a kind of token


_WRITE, _FILES, _USERS = ("chat:write",), ("files:write",), ("users:read",)
_GROUPS = ("usergroups:read",)
_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
_OPEN = ("channels:manage", "groups:write", "im:write", "mpim:write")

METHODS: dict[str, Method] = {
    "apps.connections.open": Method(auth.connections_open, ("connections:write",), TIER_3, "app"),
    "apps.uninstall": Method(oauth.uninstall, (), 1),
    "auth.revoke": Method(oauth.revoke, (), TIER_3),
    "auth.test": Method(auth.test),
    "blocks.validate": Method(blocks.validate, token="none"),  # noqa: S106  a kind of token
    "bots.info": Method(auth.bots_info, _USERS, TIER_3),
    "chat.delete": Method(chat.delete, _WRITE, TIER_3),
    "chat.getPermalink": Method(chat.get_permalink),
    "chat.postEphemeral": Method(chat.post_ephemeral, _WRITE, TIER_4),
    "chat.postMessage": Method(chat.post_message, _WRITE),
    "chat.update": Method(chat.update, _WRITE, TIER_3),
    "conversations.history": Method(conversations.history, _HISTORY, TIER_3),
    "conversations.info": Method(conversations.info, _READ, TIER_3),
    "conversations.list": Method(conversations.list_, _READ, TIER_2),
    "conversations.members": Method(conversations.members, _READ, TIER_4),
    "conversations.open": Method(conversations.open_, _OPEN, TIER_3),
    "conversations.replies": Method(conversations.replies, _HISTORY, TIER_3),
    "files.completeUploadExternal": Method(files.complete_upload, _FILES, TIER_4),
    "files.delete": Method(files.delete, _FILES, TIER_3),
    "files.getUploadURLExternal": Method(files.get_upload_url, _FILES, TIER_4),
    "files.info": Method(files.info, ("files:read",), TIER_4),
    "oauth.v2.access": Method(oauth.access, token="none"),  # noqa: S106  a kind of token
    "team.info": Method(auth.team_info, ("team:read",), TIER_3),
    "usergroups.list": Method(usergroups.list_, _GROUPS, TIER_2),
    "usergroups.users.list": Method(usergroups.users_list, _GROUPS, TIER_2),
    "users.info": Method(users.info, _USERS, TIER_4),
    "users.list": Method(users.list_, _USERS, TIER_2),
    "users.lookupByEmail": Method(users.lookup_by_email, ("users:read.email",), TIER_3),
    "views.open": Method(views.open_, (), TIER_4),
    "views.publish": Method(views.publish, (), TIER_4),
    "views.push": Method(views.push, (), TIER_4),
    "views.update": Method(views.update, (), TIER_4),
}


def carry_out(name: str, token: str, call: Call) -> Json:
    """The answer without its `ok`. Raises SlackRefusal."""
    method = METHODS.get(name)
    if method is None:
        raise SlackRefusal("unknown_method")
    _check_token(method, token, call)
    if method.token == "bot":  # noqa: S105  a kind of token
        _check_scopes(method, call)
    call.workspace.rates.count_call(name, per_minute=method.per_minute)
    if name == "chat.postMessage":
        call.workspace.rates.count_post(str(call.args.get("channel")))
    return method.run(call)


def _check_token(method: Method, token: str, call: Call) -> None:
    if method.token == "none":  # noqa: S105  a kind of token
        return
    if not token:
        raise SlackRefusal("not_authed")
    is_app_token = token == call.workspace.installation.app_token
    if is_app_token != (method.token == "app"):  # noqa: S105  a kind of token
        is_known = is_app_token or call.workspace.grants.knows(token)
        raise SlackRefusal("not_allowed_token_type" if is_known else "invalid_auth")
    if not is_app_token:
        call.workspace.grants.check(token)


def _check_scopes(method: Method, call: Call) -> None:
    if method.scopes and not call.scopes.intersection(method.scopes):
        raise SlackRefusal("missing_scope", needed=",".join(method.scopes), provided=",".join(sorted(call.scopes)))
