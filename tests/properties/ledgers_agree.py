"""What must hold of statuses and balances after every step, and what more once everything is at rest."""

from collections import Counter, defaultdict
from decimal import Decimal
from typing import Any

from bot.billing.invoice import Invoice
from bot.billing.markers import marker_in
from bot.operations.operation import ENDED, State
from bot.store.chain import Check, first_seal, seals_of
from bot.store.records import Document, Phase, Posting
from tests.properties.account import Account
from tests.properties.office import Office
from tests.simulation.company import APPROVERS, CHANNEL
from tests.simulation.invariants import Judge
from tests.simulation.policies import Approved, Rule
from tests.simulation.store_watch import KEYS

PHASE_OF = {"draft": None, "open": Phase.ISSUED, "closed": Phase.ISSUED, "void": Phase.VOIDED}
"""By Alegra's status; a draft may be in any of several."""
UNISSUED = {Phase.PENDING, Phase.RETURNED, Phase.DISCARDED}
COMPANY = KEYS.company
LONGEST_MOMENT = 200.0
"""Seconds between the last reading of an invoice and its stamp or its void."""


class Auditor(Judge):
    """The simulation's judge, with withholdings and voided payments in its sums."""

    def __init__(self, office: Office, rule: Rule) -> None:
        super().__init__(office.outside, office.people, rule, moment=LONGEST_MOMENT)
        self._office = office
        self._histories: dict[str, list[str]] = {}
        self._audit: list[str] = []
        self._seals: list[str] = []

    @property
    def _account(self) -> Account:
        return self._office.account

    def step(self) -> list[str]:
        """What is wrong now."""
        self.watch.look()
        self.look_back()
        documents = self.documents()
        wrong = [f"{each.rule}: {each.why}" for each in self.found]
        wrong += [f"asked to void the paid invoice {key}" for key in self._account.void_of_paid]
        wrong += self._one_open_operation() + self._grown_histories() + self._grown_audit()
        return wrong + [why for document in documents for why in self._fair_votes(document)]

    def rest(self) -> list[str]:
        """What is wrong, although nobody has anything left to do."""
        self.at_the_end()
        wrong = self.step() + self._broken_chain()
        for document in self.documents():
            if document.alegra_id and not document.open_operation:
                wrong += self._as_alegra_has_it(document)
        return wrong

    def _one_document_per_intent(self) -> None:
        """What somebody wrote in Alegra has no mark, and may be there as often as they like."""
        for what, rows in (("invoices", self._account.invoices), ("payments", self._account.payments)):
            marks = Counter(marker_in(row["observations"]) for row in rows.values())
            twice = [mark for mark, times in marks.items() if mark and times > 1]
            if twice:
                self._say(f"at most one of {what} per intent", f"{twice}")

    def _balances(self) -> None:
        for key, invoice in self._account.invoices.items():
            settled = self._account.settled(key)
            if settled + invoice["balance"] != invoice["total"] or invoice["balance"] < 0:
                self._say("balances tie", f"{key}: {settled} settled, {invoice['balance']} of {invoice['total']} owed")
            if invoice["status"] == "void" and settled:
                self._say("what is paid is not void", f"{key}: {settled} settled")

    def _one_open_operation(self) -> list[str]:
        """Of those that need a document for themselves; one that waits for a person may have let go of it."""
        held: dict[str, list[str]] = defaultdict(list)
        for operation in self.operations():
            lets_go = operation["state"] == State.NEEDS_PERSON and operation.get("keeps_document") == "0"
            if operation["alone"] == "true" and operation["state"] not in ENDED and not lets_go:
                held[operation["document"]].append(operation["id"])
        kept = {document.id: document.open_operation for document in self.documents()}
        return [f"{name} is held by {ids}, and says {kept[name]}" for name, ids in held.items() if ids != [kept[name]]]

    def _grown_histories(self) -> list[str]:
        space, wrong = self._office.store, []
        names = [name for name in space.names() if name.startswith(KEYS("history", ""))]
        now = {name: space.lrange(name, 0, -1) for name in names}
        for name, before in self._histories.items():
            if now.get(name, [])[: len(before)] != before:
                wrong.append(f"{name} was rewritten")
        self._histories = now
        return wrong

    def _grown_audit(self) -> list[str]:
        """Sealed as it grows, by what stood there then."""
        now = self._office.store.lrange(KEYS("audit"), 0, -1)
        is_grown = now[: len(self._audit)] == self._audit
        before = self._seals[-1] if self._seals else first_seal(COMPANY)
        self._seals += seals_of([entry.encode() for entry in now[len(self._audit) :]], before=before)
        self._audit = now
        return [] if is_grown else ["the audit was rewritten"]

    def _broken_chain(self) -> list[str]:
        check = Check(seal=first_seal(COMPANY))
        check.read([entry.encode() for entry in self._office.store.lrange(KEYS("audit"), 0, -1)], self._seals)
        check.end(seals=len(self._seals))
        return [f"the audit breaks at {each}" for each in check.breaks]

    def _fair_votes(self, document: Document) -> list[str]:
        """Whose they may not be besides is the watch's."""
        voters = frozenset(vote.by for vote in document.votes)
        strangers = voters - set(APPROVERS)
        wrong = [f"{document.id}: votes of {sorted(strangers)}"] if strangers else []
        old = {vote.content_hash for vote in document.votes} - {document.content_hash}
        if document.phase is Phase.PENDING and old:
            wrong.append(f"{document.id}: votes for another content stand")
        if document.phase is Phase.APPROVED and not self.stamps.rule.is_kept(Approved(voters, (), is_risk_aside=False)):
            wrong.append(f"{document.id} is approved by {sorted(voters)} only")
        return wrong

    def _as_alegra_has_it(self, document: Document) -> list[str]:
        invoice = self._account.invoices.get(document.alegra_id)
        if invoice is None:
            return [] if document.phase is Phase.DELETED else [f"{document.id} is {document.phase}, and gone in Alegra"]
        expected = PHASE_OF[invoice["status"]]
        if document.phase is not expected and not (expected is None and document.phase in UNISSUED):
            return [f"{document.id} is {document.phase}, and {invoice['status']} in Alegra"]
        return self._says_the_balance(document, invoice)

    def _says_the_balance(self, document: Document, invoice: dict[str, Any]) -> list[str]:
        content = document.content
        if content is None:
            return [f"{document.id} has no content"]
        wrong = []
        if (content.total, content.balance) != (invoice["total"], invoice["balance"]):
            wrong.append(f"{document.id} owes {content.balance}, and {invoice['balance']} in Alegra")
        if document.phase is Phase.ISSUED and not self._stands_on_card(document, content):
            wrong.append(f"{document.id}: {content.balance} is not on its card")
        return wrong

    def _stands_on_card(self, document: Document, content: Invoice) -> bool:
        card = document.outbox.get("card")
        if card is None or card.state is not Posting.SHOWN:
            return True
        shown = [each for each in self.outside.workspace.about(document.id, CHANNEL) if each.ts == card.ts]
        return any(in_pesos(content.balance) in str(each.newest.blocks) for each in shown)


def in_pesos(amount: Decimal) -> str:
    """`1.585.070`, or `1.585.070,50`: as people in Colombia write it."""
    places = 0 if amount == amount.to_integral_value() else 2
    return f"{amount:,.{places}f}".translate(str.maketrans(",.", ".,"))
