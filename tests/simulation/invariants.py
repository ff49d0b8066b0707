"""What must hold in every run, judged by what Alegra and Slack hold and by what people were told."""

import json
from collections import Counter

from bot.assembly import COMPANY
from bot.billing.markers import marker_in
from bot.operations.operation import State
from bot.store.chain import Check, first_seal
from bot.store.documents import decode_document
from bot.store.records import Document, Phase
from tests.simulation import alegra_money
from tests.simulation.cards_judged import CardsJudge
from tests.simulation.done_judged import is_there
from tests.simulation.people import People
from tests.simulation.policies import Rule
from tests.simulation.posts_judged import no_message_too_often
from tests.simulation.replicas import Outside
from tests.simulation.stamps_judged import StampJudge, taken_over_only_by_its_requester
from tests.simulation.store_watch import KEYS, StoreWatch
from tests.simulation.taking_back_judged import TakingBackJudge
from tests.simulation.violations import Violations

UNSEALED = 40
"""So many entries come in no life before somebody has sealed some."""
ENDED = {State.DONE, State.REFUSED, State.WITHDRAWN}


class Judge:
    def __init__(self, outside: Outside, people: People, rule: Rule, *, moment: float) -> None:
        """`moment`: seconds that may lie between the last reading of an invoice and its stamp or its void."""
        self.outside, self.people, self.found = outside, people, Violations()
        self.stamps = StampJudge(outside.books, rule, moment, self.found)
        self.taking_back = TakingBackJudge(outside.books, rule, moment, self.found, self.document_of)
        self.cards = CardsJudge(outside.workspace, self.found)
        self.watch = StoreWatch(outside.server.keyspace, self.found)
        self._stampings = self._taken = 0
        """How many of them were looked at for good."""

    def operations(self) -> list[dict[str, str]]:
        space = self.outside.server.keyspace
        return [space.hgetall(key) for key in space.names() if key.startswith(KEYS("op", ""))]

    def documents(self) -> list[Document]:
        space = self.outside.server.keyspace
        names = [key.removeprefix(KEYS("doc", "")) for key in space.names() if key.startswith(KEYS("doc", ""))]
        return [self._stored(name) for name in names]

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

    def at_the_end(self) -> Violations:
        """What must hold once everything has come to rest."""
        self.look_back()
        self._nothing_is_due()
        self._each_intent_is_there()
        self._acts_are_visible()
        self._no_email_twice()
        no_message_too_often(self.outside.workspace, self.found)
        self._alarms()
        self._issued_is_known()
        self._told_once()
        self._audit_is_whole()
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
            document = self._stored(operation["document"])
            if operation["state"] == State.DONE and not is_there(operation, document, self.outside.books):
                self._say("exactly one once settled", f"{operation['id']} is done, and Alegra has none")
            is_asked = operation["state"] == State.NEEDS_PERSON and operation["kind"] != "email"
            if is_asked and operation["alone"] == "true":
                self.cards.asks_a_person(document, operation["id"])
            if operation["state"] not in {*ENDED, State.NEEDS_PERSON}:
                self._say("everything ends", f"{operation['id']} is {operation['state']}")

    def _stored(self, name: str) -> Document:
        space = self.outside.server.keyspace
        return decode_document(space.hgetall(KEYS("doc", name)), space.lrange(KEYS("history", name), 0, -1))

    def _acts_are_visible(self) -> None:
        known = {document.id: document for document in self.documents()}
        for deed in self.people.deeds:
            if deed.accepted and deed.document not in known:
                self._say("every accepted act is remembered", f"{deed.verb} of {deed.person} on {deed.document}")
        for document in known.values():
            self.cards.judge(document)
        for name, way in self.stamps.alone.items():
            self.cards.is_marked(known[name], way)

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
