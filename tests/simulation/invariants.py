"""What must hold in every run, judged by what Alegra and Slack hold and by what people were told."""

import json
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from bot.assembly import COMPANY
from bot.billing.markers import marker_in
from bot.operations.operation import State
from bot.slack.board import MOST_TRIES
from bot.slack.messages import needs_person_card
from bot.store.documents import decode_document
from bot.store.keys import Keys
from bot.store.records import Document, Phase, Posting
from tests.simulation.alegra_books import Stamping
from tests.simulation.company import APPROVERS, CHANNEL
from tests.simulation.people import Deed, People
from tests.simulation.policies import Rule
from tests.simulation.replicas import Outside
from tests.simulation.slack_model import buttons_of

KEYS = Keys(COMPANY)
ENDED = {State.DONE, State.REFUSED, State.WITHDRAWN}
STATE_OF = {"accepted": "accepted", "moved": "", "withdrawn": "", "resolved": ""}
"""Entries of the audit that tell where an operation stands now."""


@dataclass(frozen=True)
class Violation:
    rule: str
    why: str


@dataclass
class Judge:
    outside: Outside
    people: People
    rule: Rule
    found: list[Violation] = field(default_factory=list)
    others: dict[str, str] = field(default_factory=dict)
    """Documents that were stamped with another content than what was approved: each must have raised the alarm."""
    moment: float = 200.0
    """Seconds that may lie between the last reading and the stamp."""
    judged: int = 0
    """How many stampings were looked at."""

    def operations(self) -> list[dict[str, str]]:
        space = self.outside.server.keyspace
        return [space.hgetall(key) for key in space.names() if key.startswith(KEYS("op", ""))]

    def documents(self) -> list[Document]:
        space = self.outside.server.keyspace
        names = [key.removeprefix(KEYS("doc", "")) for key in space.names() if key.startswith(KEYS("doc", ""))]
        return [
            decode_document(space.hgetall(KEYS("doc", name)), space.lrange(KEYS("history", name), 0, -1))
            for name in names
        ]

    def look(self) -> None:
        """What must hold at every moment: looked at after each change of Alegra's books."""
        self._one_document_per_intent()
        self._balances()
        for stamping in self.outside.books.stampings[self.judged :]:
            self._was_approved(stamping)

    def look_back(self) -> None:
        """Once more at the stamps, a while later: by now it is known of each vote whether it was taken."""
        self.look()
        self.judged = len(self.outside.books.stampings)

    def is_quiet(self) -> bool:
        is_waiting = any(self.outside.server.keyspace.zscores(KEYS(key)) for key in ("due", "undrawn"))
        return not is_waiting and not self.outside.sky.airborne

    def at_the_end(self) -> list[Violation]:
        """What must hold once everything has come to rest."""
        self.look_back()
        self._nothing_is_due()
        self._each_intent_is_there()
        self._acts_are_visible()
        self._no_email_twice()
        self._alarms()
        self._issued_is_known()
        self._one_repeat_at_most()
        self._told_once()
        self._audit_is_whole()
        return self.found

    def _say(self, rule: str, why: str) -> None:
        self.found.append(Violation(rule, why))

    def _one_document_per_intent(self) -> None:
        books = self.outside.books
        for what, rows in (("invoices", books.invoices), ("payments", books.payments)):
            markers = Counter(marker_in(row["observations"]) for row in rows.values())
            for marker, times in markers.items():
                if times > 1:
                    self._say(f"at most one of {what} per intent", f"{times} with {marker}")

    def _balances(self) -> None:
        for key, invoice in self.outside.books.invoices.items():
            paid = sum((payment["amount"] for payment in invoice["payments"]), Decimal(0))
            if paid + invoice["balance"] != invoice["total"] or invoice["balance"] < 0:
                self._say(
                    "balances tie", f"invoice {key}: {paid} paid, {invoice['balance']} owed of {invoice['total']}"
                )

    def _document_of(self, stamping: Stamping) -> str:
        space = self.outside.server.keyspace
        return space.hget(KEYS("by-alegra-id"), stamping.invoice) or ""

    def _was_approved(self, stamping: Stamping) -> None:
        """By what stood on the person's own card, not by what Cobro kept of it."""
        document = self._document_of(stamping)
        deeds = [deed for deed in self.people.deeds if deed.document == document and deed.at <= stamping.at]
        votes = _standing_votes(deeds)
        written = self.outside.books.prices[stamping.invoice]
        wrote = {deed.person for deed in deeds if deed.verb in {"create", "edit"} and deed.card in written}
        total = f"{stamping.total:,.0f}".replace(",", ".")
        fair = [vote for vote in votes if vote.person in APPROVERS and vote.person not in wrote]
        if not votes:
            self._say("no stamp without a vote", f"{document} was stamped, {len(deeds)} deeds")
        elif not fair:
            self._say("four eyes", f"{document} was approved by {votes[-1].person}, written by {sorted(wrote)}")
        elif not any(total in vote.card for vote in fair):
            why = f"{document}: {total} is not on the approved card"
            if stamping.at - self.outside.books.meddled_at.get(stamping.invoice, 0) > self.moment:
                self._say("what was approved is what is stamped", why)
            self.others[document] = why
        elif not self.rule.is_kept(people := _approvers(deeds, wrote, total)):
            self._say("no stamp without the votes that its policy asks for", f"{document}: only {sorted(people)}")

    def _nothing_is_due(self) -> None:
        space = self.outside.server.keyspace
        for key in ("due", "unsettled"):
            if left := space.zscores(KEYS(key)):
                self._say("nothing is due for ever", f"{key}: {left[:3]}")

    def _each_intent_is_there(self) -> None:
        markers = {marker_in(row["observations"]) for row in self.outside.books.invoices.values()}
        for operation in self.operations():
            if operation["kind"] == "create" and operation["state"] == State.DONE:
                document = self._stored(operation["document"])
                if operation["marker"] not in markers and document.phase is not Phase.DELETED:
                    self._say("exactly one once settled", f"{operation['id']} is done, and Alegra has none")
            if operation["state"] == State.NEEDS_PERSON and operation["alone"] == "true":
                self._a_card_asks(operation)
            if operation["state"] not in {*ENDED, State.NEEDS_PERSON}:
                self._say("everything ends", f"{operation['id']} is {operation['state']}")

    def _stored(self, name: str) -> Document:
        return next(document for document in self.documents() if document.id == name)

    def _a_card_asks(self, operation: dict[str, str]) -> None:
        cards = self.outside.workspace.about(operation["document"], CHANNEL)
        asks = any(needs_person_card.RESOLVE in buttons_of(card.newest) for card in cards)
        late = any(card.drawn_by and card.drawn_by.may_have_drawn_late for card in cards)
        card = self._stored(operation["document"]).outbox.get("card")
        given_up = card is not None and card.state is Posting.GIVEN_UP
        if operation["kind"] != "email" and not (asks or late or given_up):
            self._say("a card asks a person", f"{operation['id']} needs one, {len(cards)} cards")

    def _acts_are_visible(self) -> None:
        """To its author: what was handed in has a message, and each message says what was drawn last."""
        known = {document.id: document for document in self.documents()}
        for deed in self.people.deeds:
            if deed.accepted and deed.document not in known:
                self._say("every accepted act is remembered", f"{deed.verb} of {deed.person} on {deed.document}")
        for document in known.values():
            for name, entry in document.outbox.items():
                if entry.state is Posting.SHOWN and not name.startswith("file:"):
                    self._says_what_was_drawn(document, name, entry.posted_channel, entry.ts, entry.drawn)
                elif entry.state not in {Posting.SHOWN, Posting.GIVEN_UP} and not name.startswith("outcome:"):
                    self._say("every accepted act is visible", f"{document.id} {name} is {entry.state}")
            if document.requester and f"direct:{document.requester}" not in document.outbox:
                self._say("every accepted act is visible", f"{document.id} was never told to its author")

    def _says_what_was_drawn(self, document: Document, name: str, channel: str, ts: str, drawn: str) -> None:
        shown = self.outside.workspace.messages[channel, ts]
        if shown.newest.fingerprint != drawn:
            self._say("Slack shows what is stored", f"{document.id} {name}")

    def _no_email_twice(self) -> None:
        sent = Counter(key for key, _ in self.outside.books.emails)
        for key, times in sent.items():
            if times > 1:
                self._say("no e-mail twice", f"invoice {key}: {times}")

    def _alarms(self) -> None:
        """Somebody changed it in Alegra in the moment between the last reading and the stamp."""
        for document, why in self.others.items():
            if not self._stored(document).facts.get("alarm"):
                self._say("what was approved is what is stamped", why)

    def _issued_is_known(self) -> None:
        for stamping in self.outside.books.stampings:
            document = self._stored(self._document_of(stamping))
            if document.phase not in {Phase.ISSUED, Phase.VOIDED} and not document.open_operation:
                self._say("what was issued is known", f"{document.id} is {document.phase}")

    def _one_repeat_at_most(self) -> None:
        for document in self.documents():
            cards = self.outside.workspace.about(document.id, CHANNEL)
            if len(cards) > MOST_TRIES:
                self._say("one card, repeated once at most", f"{document.id} has {len(cards)}")

    def _told_once(self) -> None:
        for document in self.documents():
            for act, times in Counter(map(repr, document.history)).items():
                if times > 1:
                    self._say("an act is remembered once", f"{document.id}: {times} x {act}")

    def _audit_is_whole(self) -> None:
        """Every state that an operation came to stands in it once, in an order in which it can have happened."""
        space = self.outside.server.keyspace
        entries = [json.loads(text) for text in space.lrange(KEYS("audit"), 0, -1)]
        if [entry["n"] for entry in entries] != list(range(1, len(entries) + 1)):
            self._say("the audit has no gaps", f"{[entry['n'] for entry in entries][:20]}")
        came_to: dict[str, str] = {}
        for entry in entries:
            seen = entry["seen"]
            if entry["what"] == "accepted" and seen["operation"] in came_to:
                self._say("the audit has everything once", f"{seen['operation']} was accepted twice")
            if entry["what"] == "moved" and came_to.get(seen["operation"]) != seen["from"]:
                self._say("the audit has everything once", f"{seen} after {came_to.get(seen['operation'])}")
            if entry["what"] in STATE_OF:
                came_to[seen["operation"]] = seen.get("state") or STATE_OF[entry["what"]]
        for operation in self.operations():
            if came_to.get(operation["id"]) != operation["state"]:
                self._say("what is done is in the audit", f"{operation['id']} is {operation['state']}")


def _approvers(deeds: list[Deed], wrote: set[str], total: str) -> set[str]:
    """Who approved that total and did not take it back. No price comes twice, so a card of it is of what was stamped."""
    taken_back = [deed for deed in deeds if deed.verb == "undo" and deed.accepted]
    return {
        deed.person
        for deed in deeds
        if deed.verb == "approve" and deed.accepted is not False and total in deed.card
        if deed.person in APPROVERS and deed.person not in wrote
        if not any(undo.person == deed.person and undo.at > deed.at for undo in taken_back)
    }


def _standing_votes(deeds: list[Deed]) -> list[Deed]:
    """The last that was accepted and not undone, and those since then that nobody answered."""
    undone = {deed.operation for deed in deeds if deed.verb == "undo" and deed.accepted}
    cast = [
        deed for deed in deeds if deed.verb == "approve" and deed.accepted is not False and deed.operation not in undone
    ]
    last = max((place for place, deed in enumerate(cast) if deed.accepted), default=0)
    return cast[last:]
