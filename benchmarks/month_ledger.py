"""What was asked of Alegra in a month, by purpose, and the least that it could have been."""

import re
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.stories.stage import Stage

IDS = r"/\d+"
TOO_MANY, HIDDEN_TOO_MANY = 429, '"code": 429'
WHY = {
    ("GET /payments", "client_id"): "the client's last",
    ("GET /payments", ""): "polls",
    ("GET /invoices", "client_id"): "the client's last",
    ("GET /invoices", "numberTemplate_fullNumber"): "by number",
    ("GET /invoices", "status"): "what is overdue",
    ("GET /invoices", "id"): "the nightly look",
    ("GET /invoices", ""): "the newest",
}
"""By path and the parameter that gives it away, the first that fits."""


@dataclass
class Ledger:
    """Listens to the traffic as long as the month lasts: the local Alegra keeps only its last lines."""

    stage: Stage
    asked: Counter[str] = field(default_factory=Counter)
    red: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    busiest: int = 0
    began: float = field(default_factory=time.monotonic)

    def listen(self) -> None:
        self.stage.traffic.expect("")
        self.stage.traffic.when_recorded(self._heard)

    def _heard(self) -> None:
        line = self.stage.traffic.lines[-1]
        if line.trouble:
            self.red[f"{line.service} {re.sub(IDS, '/{id}', line.what)}: {line.trouble[:80]}"] += 1
        if line.service != "alegra" or "/files/" in line.what:
            return
        self.refused += line.status == TOO_MANY or HIDDEN_TOO_MANY in str(line.answer)
        self.asked[purpose_of(line.what, line.request["query"])] += 1
        windows = self.stage.alegra.state.account.windows
        self.busiest = max(self.busiest, windows.used(self.stage.environment["ALEGRA_EMAIL"]))


def purpose_of(what: str, query: Mapping[str, str]) -> str:
    """The method and path, and what for where one path serves several."""
    named = re.sub(IDS, "/{id}", what.partition("?")[0])
    told = next((why for (path, name), why in WHY.items() if path == named and (not name or name in query)), "")
    return f"{named}: {told}" if told else named


def least(done: Mapping[str, int]) -> dict[str, int]:
    """Design 8, and one read for each thing that a form shows, that a payment is held against, or that it changed."""
    invoices, shares, forms = done["invoices"], done["invoices paid"], done["payments"]
    issued = invoices - done["still to be approved"]
    return {
        "POST /invoices": invoices,
        "GET /invoices/{id}": 2 * issued + 2 * shares,
        "PUT /invoices/{id}": done["approved another day"],
        "POST /invoices/stamp": issued,
        "POST /invoices/{id}/email": issued,
        "POST /payments": forms,
        "GET /invoices: the client's last": invoices,
        "GET /invoices: by number": shares,
        "GET /payments: the client's last": forms,
        "GET /invoices: what is overdue": done["pages of digests"],
    }
