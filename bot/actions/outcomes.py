"""What each of Alegra's errors means for an operation (design 4.3, 4.4)."""

from collections.abc import Mapping
from typing import Any

from bot.alegra.errors import (
    AlegraError,
    Forbidden,
    NeverSent,
    NotFound,
    RateLimited,
    Refused,
    Suspended,
    Unauthorized,
)
from bot.operations import outcomes

UNREACHED_SECONDS = 5


def outcome_of(error: AlegraError, *, on_refusal: Mapping[str, Any] | None = None) -> outcomes.Outcome:
    """`on_refusal` are fields of the document to set when the answer is a definite no."""
    match error:
        case NeverSent():
            return outcomes.NotSent(UNREACHED_SECONDS, "unreachable")
        case RateLimited():
            return outcomes.NotSent(max(error.retry_after, 1), "rate_limited")
        case Unauthorized() | Suspended() | Forbidden():
            return outcomes.LanePaused(error_facts(error))
        case Refused() | NotFound():
            return outcomes.Refused(error_facts(error), dict(on_refusal or {}))
        case _:
            return outcomes.Unknown(type(error).__name__)


def outcome_of_reading(error: AlegraError, *, on_refusal: Mapping[str, Any] | None = None) -> outcomes.Outcome:
    """Of the read before a write: whatever went wrong with it, nothing has left."""
    outcome = outcome_of(error, on_refusal=on_refusal)
    return outcomes.NotSent(UNREACHED_SECONDS, outcome.why) if isinstance(outcome, outcomes.Unknown) else outcome


def unread(error: AlegraError) -> outcomes.Unknown:
    """Of the read after a write that left: even a definite no says nothing about the write."""
    return outcomes.Unknown(type(error).__name__)


def sighting_of(error: AlegraError) -> outcomes.Sighting:
    """A look-up that could not look says so; it is made again later."""
    return outcomes.CannotTell(type(error).__name__)


def sighting_by_doing(outcome: outcomes.Outcome) -> outcomes.Sighting:
    """Of what may be done again at any time, a reading say: whoever was at it died or stood still, and it is done instead of looked for.

    However often that happens: no person could say more of it.
    """
    match outcome:
        case outcomes.Done(result, document):
            return outcomes.Found(result, document)
        case outcomes.Refused():
            return outcome
        case _:
            return outcomes.CannotTell(type(outcome).__name__)


def error_facts(error: AlegraError) -> dict[str, Any]:
    """What cards and logs need of an error: the situation's name, Alegra's own words, its codes."""
    match error:
        case Refused():
            return {
                "situation": "refused",
                "message": error.message,
                "code": error.code,
                "authority_codes": list(error.authority_codes),
            }
        case NotFound() | Suspended() | Forbidden():
            return {"situation": _SITUATIONS[type(error)], "message": error.message}
        case _:
            return {"situation": _SITUATIONS.get(type(error), "unknown"), "message": ""}


_SITUATIONS: dict[type[AlegraError], str] = {
    NotFound: "not_found",
    Suspended: "suspended",
    Forbidden: "forbidden",
    Unauthorized: "unauthorized",
}
