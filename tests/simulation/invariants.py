"""What must hold in every run, judged by what Alegra and Slack hold and by what people were told."""

import json
from collections import Counter

from bot.actions.reminders import LISTS
from bot.assembly import COMPANY
from bot.billing.markers import marker_in
from bot.operations.operation import State
from bot.slack.board import MOST_TRIES
from bot.slack.messages import needs_person_card
from bot.store.chain import Check, first_seal
from bot.store.documents import decode_document
from bot.store.records import Document, Phase, Posting
from tests.simulation import alegra_money
from tests.simulation.company import CHANNEL
from tests.simulation.done_judged import is_there
from tests.simulation.people import People
from tests.simulation.policies import Rule
from tests.simulation.replicas import Outside
from tests.simulation.slack_model import buttons_of
from tests.simulation.stamps_judged import MARKS, StampJudge, taken_over_only_by_its_requester
from tests.simulation.store_watch import KEYS, StoreWatch
from tests.simulation.taking_back_judged import TakingBackJudge
from tests.simulation.violations import Violations

UNSEALED = 40
"""So many entries come in no life before somebody has sealed some."""
PASSING = ("outcome:", "thread:remind:", "thread:escalate:", "thread:vote:")
ENDED = {State.DONE, State.REFUSED, State.WITHDRAWN}


class Judge:
    def __init__(self, outside: Outside, people: People, rule: Rule, *, moment: float) -> None:
        """`moment`: seconds that may lie between the last reading of an invoice and its stamp or its void."""
        self.outside, self.people, self.found = outside, people, Violations()
        self.stamps = StampJudge(outside.books, rule, moment, self.found)
        self.taking_back = TakingBackJudge(outside.books, rule, moment, self.found, self.document_of)
        self.watch = StoreWatch(outside.server.keyspace, self.found)
        self._stampings = self._taken = 0
        """How many of them were looked at for good."""

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
        deeds, books = self.people.deeds, self.outside.books
        for stamping in books.stampings[self._stampings :]:
            self.stamps.judge(stamping, self.document_of(stamping.invoice), deeds)
        for taken in books.taken_back[self._taken :]:
            self.taking_back.judge(taken, deeds)
        self.taking_back.look_at_voids()
        taken_over_only_by_its_requester(
            deeds, {self.document_of(key): books.prices[key] for key in books.prices}, self.found
        )

    def look_back(self) -> None:
        """Once more at what was stamped and taken back: by now it is known of each vote whether it was taken."""
        self.look()
        self._stampings, self._taken = len(self.outside.books.stampings), len(self.outside.books.taken_back)

    def is_quiet(self) -> bool:
        is_waiting = any(self.outside.server.keyspace.zscores(KEYS(key)) for key in ("due", "undrawn"))
        return not is_waiting and not self.outside.sky.airborne

    def at_the_end(self) -> Violations:
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
        self._issued_alone_is_marked()
        self._lists_are_exact()
        return self.found

    def document_of(self, key: str) -> str:
        """By Alegra's id."""
        return self.outside.server.keyspace.hget(KEYS("by-alegra-id"), key) or ""

    def _say(self, rule: str, why: str) -> None:
        self.found.say(rule, why)

    def _one_document_per_intent(self) -> None:
        books = self.outside.books
        for what, rows in (("invoices", books.invoices), ("payments", books.payments)):
            markers = Counter(marker_in(row["observations"]) for row in rows.values())
            for marker, times in markers.items():
                if times > 1:
                    self._say(f"at most one of {what} per intent", f"{times} with {marker}")

    def _balances(self) -> None:
        for key, invoice in self.outside.books.invoices.items():
            paid = alegra_money.paid_of(invoice)
            if paid + invoice["balance"] != invoice["total"] or invoice["balance"] < 0:
                self._say(
                    "balances tie", f"invoice {key}: {paid} paid, {invoice['balance']} owed of {invoice['total']}"
                )

    def _nothing_is_due(self) -> None:
        space = self.outside.server.keyspace
        for key in ("due", "unsettled"):
            if left := space.zscores(KEYS(key)):
                self._say("nothing is due for ever", f"{key}: {left[:3]}")

    def _each_intent_is_there(self) -> None:
        for operation in self.operations():
            if operation["state"] == State.DONE and not is_there(
                operation, self._stored(operation["document"]), self.outside.books
            ):
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
                elif entry.state not in {Posting.SHOWN, Posting.GIVEN_UP} and not _is_over(name, document):
                    self._say("every accepted act is visible", f"{document.id} {name} is {entry.state}")
            if document.requester and f"direct:{document.requester}" not in document.outbox:
                self._say("every accepted act is visible", f"{document.id} was never told to its author")

    def _says_what_was_drawn(self, document: Document, name: str, channel: str, ts: str, drawn: str) -> None:
        shown = self.outside.workspace.messages[channel, ts]
        is_late = shown.drawn_by is not None and shown.drawn_by.may_have_drawn_late
        is_over = document.id.startswith(LISTS) and not drawn  # nothing of it waits any more: nobody draws it again
        if shown.newest.fingerprint != drawn and not is_late and not is_over:
            self._say("Slack shows what is stored", f"{document.id} {name}")

    def _no_email_twice(self) -> None:
        sent = Counter(key for key, _ in self.outside.books.emails)
        for key, times in sent.items():
            if times > 1:
                self._say("no e-mail twice", f"invoice {key}: {times}")

    def _alarms(self) -> None:
        """Somebody changed it in Alegra in the moment between the last reading and the stamp."""
        for document, why in self.stamps.others.items():
            if not self._stored(document).facts.get("alarm"):
                self._say("what was approved is what is stamped", why)

    def _issued_is_known(self) -> None:
        for stamping in self.outside.books.stampings:
            document = self._stored(self.document_of(stamping.invoice))
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
        """Sealed too: each seal fits its entry and the seal before it."""
        for operation in self.operations():
            if self.watch.came_to.get(operation["id"]) != operation["state"]:
                self._say("what is done is in the audit", f"{operation['id']} is {operation['state']}")
        space, check = self.outside.server.keyspace, Check(first_seal(COMPANY))
        seals = space.lrange(KEYS("audit-seals"), 0, -1)
        check.read([text.encode() for text in space.lrange(KEYS("audit"), 0, -1)], seals)
        check.end(seals=len(seals))
        if check.breaks or (check.number > UNSEALED and not seals):
            self._say("the audit's chain holds", f"{check.breaks[:3]}")

    def _issued_alone_is_marked(self) -> None:
        """Without a second person: on its card for good, and in what is stored."""
        for name, way in self.stamps.alone.items():
            document = self._stored(name)
            if not document.facts.get({"emergency": "without_second", "routine": "rule"}[way]):
                self._say("what was issued alone is marked", f"{name}, {way}")
            cards = [card for card in self.outside.workspace.about(name, CHANNEL) if card.newest.blocks]
            marked = [card for card in cards if MARKS[way] in str(card.newest.blocks)]
            late = any(card.drawn_by and card.drawn_by.may_have_drawn_late for card in cards)
            card = document.outbox.get("card")
            if document.phase is Phase.ISSUED and not marked and not late and card and card.state is Posting.SHOWN:
                self._say("what was issued alone is marked", f"{name} is not marked on its card")

    def _lists_are_exact(self) -> None:
        """Of each list that was approved, one vote for each document that is said to be approved, and no more."""
        documents = {document.id: document for document in self.documents()}
        for operation in self.operations():
            if operation["kind"] == "bulk" and operation["state"] == State.DONE:
                for name, fate in json.loads(operation["result"])["fates"].items():
                    acts = [act for act in documents[name].history if act.by == operation["actor"]]
                    votes = sum(act.what in {"approved", "voted", "broke_glass"} for act in acts)
                    if fate in {"approved", "counted", "undone"} and not votes:
                        self._say("a list tells what was approved", f"{name} of {operation['id']} is {fate}")
        for document in documents.values():
            self._one_vote_for_one_revision(document)

    def _one_vote_for_one_revision(self, document: Document) -> None:
        """Of one person, until it is taken back, less is asked for, or the document begins anew."""
        voted: set[tuple[str, int]] = set()
        for act in document.history:
            vote = (act.by, act.detail.get("revision", 0))
            if act.what in {"approved", "voted"}:
                if vote in voted:
                    self._say("one person is one vote", f"{document.id}: {vote} twice")
                voted.add(vote)
            elif act.what not in {"petition_voted", "suggested", "declined"}:
                voted.clear()


def _is_over(name: str, document: Document) -> bool:
    """A message of what may be nobody's business any more: the document has moved on, somebody has voted, or refused; a reminder."""
    petition = f"thread:petition:{document.petition.id}" if document.petition else ""
    if document.id.startswith(LISTS):
        return True
    return name.startswith(PASSING) or (name.startswith("thread:petition:") and name != petition)
