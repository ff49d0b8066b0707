"""What an HTTP answer of Alegra means: the JSON it carries, or one of our errors (Alegra fact sheet 3)."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NoReturn

from bot.alegra import exact_json
from bot.alegra.errors import (
    AlreadyAtAuthority,
    AuthorityDown,
    Exchange,
    Forbidden,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    Refused,
    Suspended,
    Unauthorized,
    Unreadable,
)

AUTHORITY_CODE = re.compile(r"\b(?:AEP\d{3,5}|EPR\d{3}|D\d{4})\b")
WINDOW_SECONDS = 60.0
"""Alegra's rate limit is a fixed window of a minute (fact sheet 1.2)."""
LONGEST_WAIT = 600.0


def meaning(exchange: Exchange, status: int, headers: Mapping[str, str], body: bytes) -> Any:
    """The parsed answer of a success, None when it is empty; raise an `AlegraError` for everything else."""
    if not 200 <= status < 300:
        _fail(exchange, status, headers, body)
    if not body.strip():
        return None
    try:
        return exact_json.loads(body)
    except exact_json.NotJson as wrong:
        raise Unreadable(exchange, str(wrong)) from wrong


def _fail(exchange: Exchange, status: int, headers: Mapping[str, str], body: bytes) -> NoReturn:
    answer = _lenient(body)
    message, code = _message(answer, body), _code(answer)
    if status == 429 or (status == 400 and code == 429):
        raise RateLimited(exchange, seconds_to_wait(headers))
    if status < 400:
        raise Forbidden(exchange, f"{status}: the configured address redirects elsewhere, which is not followed")
    if status == 401:
        raise Unauthorized(exchange)
    if status in _PLAIN:
        raise _PLAIN[status](exchange, message)
    created = _created(answer) if exchange.method == "POST" else ""
    raise refusal(exchange, status=status, message=message, code=code, created_id=created)


def refusal(
    exchange: Exchange, *, status: int, message: str, code: int | None = None, created_id: str = ""
) -> Refused | OutcomeUnknown:
    """A definite no, unless the provider's codes or the status leave open what happened."""
    codes = authority_codes(message)
    if {"EPR500", "EPR503"} & set(codes):
        return AuthorityDown(exchange, message, created_id=created_id)
    if "AEP2011" in codes:
        return AlreadyAtAuthority(exchange, message, created_id=created_id)
    if status >= 500 or status == 408:
        return OutcomeUnknown(exchange, f"HTTP {status} {message}".strip())
    return Refused(exchange, status=status, message=message, code=code, authority_codes=codes, created_id=created_id)


_PLAIN: dict[int, type[Suspended | Forbidden | NotFound]] = {402: Suspended, 403: Forbidden, 404: NotFound}


def authority_codes(message: str) -> tuple[str, ...]:
    """Codes of the e-invoicing provider and the authority in a text, each once, in order."""
    return tuple(dict.fromkeys(AUTHORITY_CODE.findall(message)))


def _lenient(body: bytes) -> Any:
    try:
        return exact_json.loads(body)
    except exact_json.NotJson:
        return None


def _message(answer: Any, body: bytes) -> str:
    """`message`, then `error` as text, then `error.message`, then the raw text."""
    if isinstance(answer, dict):
        error = answer.get("error")
        nested = error.get("message") if isinstance(error, dict) else None
        for said in (answer.get("message"), error, nested):
            if isinstance(said, str) and said.strip():
                return said.strip().encode("utf-8", "replace").decode()
    return body[:500].decode("utf-8", "replace").strip()


def _code(answer: Any) -> int | None:
    if not isinstance(answer, dict):
        return None
    error = answer.get("error")
    for code in (answer.get("code"), error.get("code") if isinstance(error, dict) else None):
        if isinstance(code, int) and not isinstance(code, bool):
            return code
        if isinstance(code, str) and re.fullmatch(r"[0-9]{1,6}", code):
            return int(code)
    return None


def _created(answer: Any) -> str:
    """The id of a draft that was made although stamping it failed; its place in the body is not documented."""
    if not isinstance(answer, dict):
        return ""
    places = [answer, *(answer.get(key) for key in ("invoice", "data", "error"))]
    for place in places:
        for key in ("id", "invoiceId"):
            found = place.get(key) if isinstance(place, dict) else None
            if isinstance(found, int | str) and re.fullmatch(r"[A-Za-z0-9-]{1,64}", str(found)):
                return str(found)
    return ""


def seconds_to_wait(headers: Mapping[str, str]) -> float:
    """`Retry-After` in seconds or as a date, then what is left of the window, then a whole window."""
    after = headers.get("retry-after", "")
    waits = (_number(after), _seconds_until(after), _number(headers.get("x-rate-limit-reset", "")), WINDOW_SECONDS)
    return min(max(next(wait for wait in waits if wait is not None), 1.0), LONGEST_WAIT)


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", text) else None


def _seconds_until(text: str) -> float | None:
    try:
        return (parsedate_to_datetime(text).astimezone(UTC) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
