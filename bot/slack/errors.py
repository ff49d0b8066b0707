"""What can go wrong with a call to Slack, one class per situation; the only place that reads Slack's error codes.

Codes: Slack fact sheet 4. A refusal is certain; `PostOutcomeUnknown` is the one case in which a message may stand there.
"""

from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

PAUSE_SECONDS = 5.0
"""Before asking again when Slack does not say how long to wait."""


class SlackError(Exception):
    """A call did not do what was asked of it."""

    def __init__(self, method: str, code: str = "", sentence: str = "") -> None:
        super().__init__(sentence or f"{method}: Slack answered {code}")
        self.method = method
        self.code = code
        """Slack's own; empty when Slack did not answer."""


class SlackUnavailable(SlackError):
    """Certainly not done: never sent, or turned away; ask again after `retry_after` seconds."""

    def __init__(self, method: str, code: str = "", retry_after: float = PAUSE_SECONDS) -> None:
        super().__init__(method, code, f"{method}: Slack cannot take it now ({code or 'not reached'})")
        self.retry_after = retry_after


class PostOutcomeUnknown(SlackError):
    """Sent, and no readable answer: it may or may not have happened."""

    def __init__(self, method: str, why: str) -> None:
        super().__init__(method, "", f"{method}: no answer ({why})")


class ChannelGone(SlackError):
    """It does not exist, is archived, or is private and the bot was never in it."""


class NotInChannel(SlackError):
    """The bot, or the person an ephemeral message is for, is not a member."""


class MessageGone(SlackError):
    """Deleted, or not ours to change."""


class InvalidBlocks(SlackError):
    """A drawing of ours breaks a rule of Slack's: a defect."""

    def __init__(self, method: str, code: str, messages: tuple[str, ...]) -> None:
        super().__init__(method, code, f"{method}: {code}: {'; '.join(messages)}")
        self.messages = messages


class TriggerExpired(SlackError):
    """Three seconds were over, or it was used already: the person has to press again."""


class ViewGone(SlackError):
    """The person closed it, or it changed since it was read."""


class TooManyViews(SlackError):
    """Three are stacked already."""


class NotAuthorized(SlackError):
    """Token or scopes: an admin has to mend it."""

    scope: str = ""
    """The one that is missing, where it is one."""


class PersonUnknown(SlackError):
    pass


class ResponseUrlSpent(SlackError):
    """Five uses, or thirty minutes (Slack fact sheet 2.4)."""


class PlanHasNone(SlackError):
    """What was asked for belongs to paid plans (assumed code: public reports have it for the methods that write)."""


class HostRefused(SlackError):
    """An address that came from outside and is not Slack's."""

    def __init__(self, method: str) -> None:
        super().__init__(method, "", f"{method}: the address given is not Slack's")


BY_CODE: dict[str, type[SlackError]] = {
    **dict.fromkeys(("channel_not_found", "is_archived", "invalid_channel", "restricted_action"), ChannelGone),
    **dict.fromkeys(("not_in_channel", "user_not_in_channel"), NotInChannel),
    **dict.fromkeys(("message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found"), MessageGone),
    **dict.fromkeys(("expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"), TriggerExpired),
    **dict.fromkeys(("not_found", "hash_conflict"), ViewGone),
    "push_limit_reached": TooManyViews,
    **dict.fromkeys(
        (
            "not_authed", "invalid_auth", "account_inactive", "token_revoked", "token_expired", "missing_scope", "not_allowed_token_type",
            "no_permission", "access_denied", "ekm_access_denied", "app_access_restricted",
        ),
        NotAuthorized,
    ),
    **dict.fromkeys(("user_not_found", "users_not_found", "user_not_visible"), PersonUnknown),
    **dict.fromkeys(("used_url", "expired_url"), ResponseUrlSpent),
    "paid_teams_only": PlanHasNone,
}  # fmt: skip
DRAWING = frozenset({
    "invalid_blocks", "invalid_blocks_format", "invalid_arguments", "msg_too_long", "msg_blocks_too_long", "no_text", "view_too_large",
    "metadata_too_large", "invalid_metadata_format", "invalid_metadata_schema", "duplicate_external_id",
})  # fmt: skip
LATER = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded", "service_unavailable", "team_added_to_org"})
UNSURE = frozenset({"internal_error", "fatal_error", "request_timeout"})
"""Slack failed in the middle."""


def refused(method: str, error: SlackApiError, *, repeatable: bool) -> SlackError:
    """What Slack's answer means. `repeatable`: doing it twice equals doing it once, so nothing is ever unknown."""
    status, data, headers = _parts(error.response)
    code = str(data.get("error") or "")
    if status == 429 or code in LATER:
        return SlackUnavailable(method, code or "ratelimited", _seconds(headers))
    if status >= 500 or code in UNSURE or not code:
        why = f"HTTP {status} {code}".strip()
        return SlackUnavailable(method, why) if repeatable else PostOutcomeUnknown(method, why)
    messages = _messages(data)
    if any("trigger_id" in message for message in messages):
        return TriggerExpired(method, code)
    if code in DRAWING:
        return InvalidBlocks(method, code, messages)
    found = BY_CODE.get(code, SlackError)(method, code)
    if isinstance(found, NotAuthorized) and code == "missing_scope":
        found.scope = str(data.get("needed") or "")
    return found


def unanswered(method: str, error: Exception, *, repeatable: bool) -> SlackError:
    """What a failure of the connection means: a connection that was never made has sent nothing."""
    never_sent = isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError | aiohttp.InvalidURL)
    why = type(error).__name__
    return SlackUnavailable(method, why) if repeatable or never_sent else PostOutcomeUnknown(method, why)


def _parts(response: Any) -> tuple[int, dict[str, Any], Any]:
    """slack_sdk carries its own answer object, a dict or, for what was no JSON, aiohttp's response."""
    status: Any = getattr(response, "status_code", None) or getattr(response, "status", 200)
    data = response if isinstance(response, dict) else getattr(response, "data", {})
    return int(status), data if isinstance(data, dict) else {}, getattr(response, "headers", None) or {}


def _seconds(headers: Any) -> float:
    try:
        return max(0.5, float(headers.get("Retry-After", PAUSE_SECONDS)))
    except ValueError:
        return PAUSE_SECONDS


def _messages(data: dict[str, Any]) -> tuple[str, ...]:
    """Slack's own reasons with their json-pointers; they quote our blocks' shape, not their texts."""
    said = data.get("errors") or (data.get("response_metadata") or {}).get("messages") or ()
    return tuple(str(each) for each in said)
