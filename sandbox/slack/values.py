"""What each field of the state may hold: whatever comes from a page is checked before it is kept or sent on."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from sandbox.slack.elements import SEVERAL


def fits(field: str, value: Any) -> bool:
    """Whether Slack's client could put `value` in this field of the state; None is an empty field."""
    one = _ONE.get(field)
    if one is None:
        return False
    if field in SEVERAL:
        return isinstance(value, list) and all(one(each) for each in value)
    return value is None or one(value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_option(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("value"), str) and isinstance(value.get("text"), dict)


def _is_moment(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**10


def _is_date(value: Any) -> bool:
    return isinstance(value, str) and _reads(date.fromisoformat, value, longest=10)


def _is_time(value: Any) -> bool:
    return isinstance(value, str) and _reads(time.fromisoformat, value, longest=5)


def _is_file(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("id"), str) and isinstance(value.get("filetype"), str)


def _is_rich_text(value: Any) -> bool:
    return isinstance(value, dict) and value.get("type") == "rich_text" and isinstance(value.get("elements"), list)


def _reads(read: Callable[[str], object], text: str, *, longest: int) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return len(text) == longest


_ONE: dict[str, Callable[[Any], bool]] = {
    "value": _is_text,
    "selected_option": _is_option,
    "selected_options": _is_option,
    "selected_user": _is_text,
    "selected_users": _is_text,
    "selected_conversation": _is_text,
    "selected_conversations": _is_text,
    "selected_channel": _is_text,
    "selected_channels": _is_text,
    "selected_date": _is_date,
    "selected_time": _is_time,
    "selected_date_time": _is_moment,
    "files": _is_file,
    "rich_text_value": _is_rich_text,
}
