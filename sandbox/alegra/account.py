"""One company's account at the local Alegra: its books, its clock, its quirks, its accidents."""

import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import RLock
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.alegra.books import Books, Moment, Record
from sandbox.alegra.faults import Faults
from sandbox.alegra.mail import send_invoice
from sandbox.alegra.rules.stamping import settle
from sandbox.alegra.switches import Switches
from sandbox.alegra.web.rate import Windows
from sandbox.clock import Clock
from sandbox.traffic import Traffic

PREVIEWS_KEPT = 50


@dataclass(frozen=True)
class Late:
    """The effect of a request whose connection was closed before it landed."""

    due: float
    land: Callable[[], None]


@dataclass
class Account:
    clock: Clock
    traffic: Traffic
    base_url: Callable[[], str]
    """Where links lead; empty: where the request came to."""
    books: Books = field(default_factory=Books)
    switches: Switches = field(default_factory=Switches)
    faults: Faults = field(default_factory=Faults)
    windows: Windows = field(default_factory=Windows)
    late: list[Late] = field(default_factory=list)
    happened: deque[Any] = field(default_factory=deque)
    """Events that subscribers have not been told yet."""
    previews: deque[tuple[str, Record]] = field(default_factory=lambda: deque(maxlen=PREVIEWS_KEPT))
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    """Signs the links to files."""
    lock: RLock = field(default_factory=RLock)
    """The clock may be moved from another thread than the server's: one rule at a time touches the books."""

    def moment(self) -> Moment:
        zone = ZoneInfo(self.books.company.get("timezone", "America/Bogota"))
        return Moment(datetime.fromtimestamp(self.clock.now(), zone))

    def catch_up(self) -> None:
        """Let everything happen that was due by now: late commits land, the authority answers, its mail goes out."""
        with self.lock:
            self._catch_up(self.clock.now())

    def mail_stamped(self, invoice: Record) -> None:
        """The client gets an accepted document, when the account is set so and the client has an address."""
        contact = self.books.contacts.get(invoice["client"]["id"], {})
        wanted = contact.get("settings", {}).get("sendElectronicDocuments", True)
        if self.switches.email_on_stamp and wanted and invoice["client"]["email"]:
            send_invoice(self.books, invoice, [invoice["client"]["email"]], self.moment())

    def reset(self, books: Books) -> None:
        """Start afresh: these books, no accidents, switches as they come, full windows."""
        with self.lock:
            self.books.become(books)
            self.switches.reset()
            self.faults.clear()
            self.windows.clear()
            self.late.clear()
            self.happened.clear()
            self.previews.clear()

    def _catch_up(self, now: float) -> None:
        landing = [each for each in self.late if each.due <= now]
        self.late = [each for each in self.late if each.due > now]
        for each in landing:
            each.land()
        for invoice in settle(self.books, now):
            self.mail_stamped(invoice)
