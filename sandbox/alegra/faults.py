"""Accidents on demand: for the next requests that match, the network, the server or the authority goes wrong."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from typing import Any

from sandbox.alegra.accidents import KINDS, STAMPING, Kind

NO_NUMBER = "must be a number, 0 or more"


class UnusableFault(ValueError):
    def __init__(self, why: str) -> None:
        super().__init__(f"this fault cannot be set: {why}")


@dataclass
class Fault:
    id: str
    kind: Kind
    method: str = "*"
    path: str = "*"
    """A pattern for what follows /api/v1, for example `/invoices` or `/invoices/*`."""
    times: int | None = 1
    """How many requests it still strikes; None until cleared."""
    after: int = 0
    """How many matching requests it lets pass first."""
    seconds: float = 0.0
    """How long: real seconds for slow ones and the rate limit, the sandbox's clock for late commits and waiting stamps."""
    status: int = 503
    code: str = ""
    """The provider's code of stamping faults: AEP6009, AEP2011, EPR503 ..."""
    struck: int = 0

    def matches(self, method: str, path: str) -> bool:
        return self.method in {"*", method} and fnmatchcase(path, self.path)


class Faults:
    def __init__(self) -> None:
        self.waiting: list[Fault] = []
        self._count = 0

    def add(self, kind: Kind, **how: Any) -> Fault:
        """The fault, until it has struck `times` times; raise UnusableFault for anything it does not know."""
        self._count += 1
        fault = _checked(str(self._count), kind, how)
        self.waiting.append(fault)
        return fault

    def clear(self, key: str | None = None) -> None:
        """Drop one fault by id, or all of them."""
        self.waiting = [fault for fault in self.waiting if key is not None and fault.id != key]

    def strike(self, method: str, path: str, kinds: Iterable[Kind]) -> Fault | None:
        """The first fault of one of these kinds that meets this request, counted down."""
        wanted = frozenset(kinds)
        for fault in self.waiting:
            if fault.kind in wanted and fault.matches(method, path):
                if fault.after:
                    fault.after -= 1
                    continue
                return self._used(fault)
        return None

    def shown(self) -> list[dict[str, Any]]:
        return [asdict(fault) for fault in self.waiting]

    def _used(self, fault: Fault) -> Fault:
        fault.struck += 1
        if fault.times is not None:
            fault.times -= 1
            if fault.times == 0:
                self.waiting.remove(fault)
        return fault


def _checked(key: str, kind: Kind, how: dict[str, Any]) -> Fault:
    if kind not in KINDS:
        raise UnusableFault(f"kind {kind!r}; there are {', '.join(KINDS)}")
    defaults = asdict(Fault(key, kind)) | ({"times": None} if kind == "authority_down" else {})
    for name, value in how.items():
        if name not in {"method", "path", "times", "after", "seconds", "status", "code"}:
            raise UnusableFault(f"there is no field {name}")
        if name in {"method", "path", "code"} and not isinstance(value, str):
            raise UnusableFault(f"{name} must be a text")
        if name in {"times", "after", "seconds", "status"} and not _is_count(name, value):
            raise UnusableFault(f"{name} {NO_NUMBER}")
    fault = Fault(**(defaults | how))
    fault.method = fault.method.upper()
    if kind in STAMPING and fault.method == "*" and "path" not in how:
        fault.path = "/invoices*"
    return fault


def _is_count(name: str, value: Any) -> bool:
    if name == "times" and value is None:
        return True
    if isinstance(value, bool) or not isinstance(value, int | float if name == "seconds" else int):
        return False
    if name == "status":
        return 400 <= value <= 599
    return bool(value >= (1 if name == "times" else 0)) and value < 10**9
