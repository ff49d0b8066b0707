"""What Slack's own client stops before it submits a form, so that the app never sees it (local workspace fact sheet 4)."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from sandbox.slack.elements import FIELD, Values, fields_of

Json = dict[str, Any]

REQUIRED = "Please complete this required field."


def errors_in_form(blocks: list[Json], values: Values) -> dict[str, str]:
    """block_id -> the sentence under the field."""
    errors: dict[str, str] = {}
    for block, element in fields_of(blocks):
        if block["type"] != "input":
            continue
        value = values[block["block_id"]][element["action_id"]][FIELD[element["type"]]]
        sentence = _error_in_field(element, value, is_optional=block["optional"])
        if sentence:
            errors[block["block_id"]] = sentence
    return errors


def _error_in_field(element: Json, value: Any, *, is_optional: bool) -> str:
    if value in (None, "", []):
        return "" if is_optional else REQUIRED
    check = _CHECKS.get(element["type"])
    return check(element, value) if check else ""


def _text(element: Json, value: str) -> str:
    longest, shortest = element.get("max_length", 3000), element.get("min_length", 0)
    if len(value) > longest:
        return f"Your text must be {longest} characters or fewer."
    if len(value) < shortest:
        return f"Your text must be at least {shortest} characters."
    return ""


def _number(element: Json, value: str) -> str:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return "Enter a valid number."
    if not number.is_finite():
        return "Enter a valid number."
    if not element["is_decimal_allowed"] and number != number.to_integral_value():
        return "Enter a whole number."
    if "min_value" in element and number < Decimal(element["min_value"]):
        return f"Enter a number of at least {element['min_value']}."
    if "max_value" in element and number > Decimal(element["max_value"]):
        return f"Enter a number of at most {element['max_value']}."
    return ""


def _email(_element: Json, value: str) -> str:
    return "" if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value) else "Enter a valid email address."


def _url(_element: Json, value: str) -> str:
    try:
        parts = urlsplit(value)
    except ValueError:
        return "Enter a valid URL."
    return "" if parts.scheme in ("http", "https") and parts.netloc else "Enter a valid URL."


def _several(element: Json, value: list[Any]) -> str:
    most = element.get("max_selected_items")
    return f"Select no more than {most} items." if most and len(value) > most else ""


def _files(element: Json, value: list[Any]) -> str:
    most = element.get("max_files", 10)
    if len(value) > most:
        return f"Add no more than {most} files."
    allowed = element.get("filetypes")
    if allowed and any(file["filetype"] not in allowed for file in value):
        return f"Only these kinds of files: {', '.join(allowed)}."
    return ""


_CHECKS: dict[str, Callable[[Json, Any], str]] = {
    "plain_text_input": _text,
    "number_input": _number,
    "email_text_input": _email,
    "url_text_input": _url,
    "multi_static_select": _several,
    "multi_external_select": _several,
    "multi_users_select": _several,
    "multi_channels_select": _several,
    "multi_conversations_select": _several,
    "file_input": _files,
}
