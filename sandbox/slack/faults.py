"""Trouble on demand, for the next few calls or deliveries."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

FaultKind = Literal[
    "slow",
    "rate_limited",
    "server_error",
    "refused",
    "dropped_answer",
    "duplicate_delivery",
    "lost_delivery",
    "drop_sockets",
    "refresh_sockets",
    "expired_trigger",
]

MEANING: dict[FaultKind, str] = {
    "slow": "the call is carried out after `seconds`",
    "rate_limited": "429 with Retry-After `seconds`; nothing is carried out",
    "server_error": "the HTTP `status`; nothing is carried out",
    "refused": 'answers `"ok": false` with `code`; nothing is carried out',
    "dropped_answer": "the call is carried out and the connection closed without an answer",
    "duplicate_delivery": "the payload is delivered twice",
    "lost_delivery": "the payload never reaches the app",
    "drop_sockets": "every Socket Mode connection is closed at once",
    "refresh_sockets": "every Socket Mode client is asked for a new connection",
    "expired_trigger": "the next trigger_id is already three seconds old",
}


SMALLEST: dict[str, float] = {"times": 1, "seconds": 0, "status": 400}
LARGEST: dict[str, float] = {"times": 10_000, "seconds": 3_600, "status": 599}


class UnknownFault(ValueError):
    def __init__(self, kind: str) -> None:
        super().__init__(f"no fault is called {kind!r}; there are {', '.join(get_args(FaultKind))}")


class UnusableFault(ValueError):
    def __init__(self, name: str) -> None:
        wanted = f"a number from {SMALLEST[name]:g} to {LARGEST[name]:g}" if name in SMALLEST else "a text"
        super().__init__(f"{name} must be {wanted}")


@dataclass
class Fault:
    kind: FaultKind
    what: str = ""
    """A method (chat.postMessage), a payload's type (block_actions, /invoice), upload or response_url; empty for any."""
    times: int = 1
    seconds: float = 1.0
    status: int = 500
    code: str = "internal_error"


class Faults:
    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, kind: str, **given: Any) -> Fault:
        """Raise UnknownFault, UnusableFault or TypeError when it is not one of ours."""
        if kind not in get_args(FaultKind):
            raise UnknownFault(kind)
        fault = Fault(kind=kind, **given)  # type: ignore[arg-type]  # just checked
        _check(fault)
        self._faults.append(fault)
        return fault

    def take(self, what: str, *kinds: FaultKind) -> Fault | None:
        """Use up one of the first fault that is waiting for this."""
        for fault in self._faults:
            if fault.kind in kinds and fault.what in ("", what):
                fault.times -= 1
                self._faults = [left for left in self._faults if left.times > 0]
                return fault
        return None

    def waiting(self) -> list[Fault]:
        return list(self._faults)

    def clear(self) -> None:
        self._faults = []


def _check(fault: Fault) -> None:
    for name, least in SMALLEST.items():
        value, kinds = getattr(fault, name), (int, float) if name == "seconds" else int
        if isinstance(value, bool) or not isinstance(value, kinds) or not least <= value <= LARGEST[name]:
            raise UnusableFault(name)
    for name in ("what", "code"):
        if not isinstance(getattr(fault, name), str):
            raise UnusableFault(name)
