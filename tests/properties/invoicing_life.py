"""A company that Hypothesis lives in: what people, Alegra and other hands can do next, and what stays true throughout."""

from contextlib import ExitStack
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.actions.approvals import CORRECT, DISCARD
from bot.actions.payments import NotPayable
from bot.billing.composing import ComposedLine
from bot.billing.directory import WithholdingRule
from bot.billing.eligibility import NotPermitted
from bot.slack.messages import approval_card, approved_card
from bot.slack.payment_reversal_lines import REOPEN_PAYMENT, VOID_PAYMENT
from bot.slack.references import Reference
from bot.store.records import Phase
from tests.properties.account import BY_HAND
from tests.properties.desk import Desk, approval_by, count
from tests.properties.ledgers_agree import Auditor
from tests.properties.office import Office
from tests.simulation.company import ANA, BRUNO, CARLA, CHANNEL, CLIENT, DIEGO, ELECTRONIC, ITEM, OLGA, PLAIN
from tests.simulation.overhearing import overhearing
from tests.simulation.policies import LADDER, ONE, TWO
from tests.simulation.replicas import Replica
from tests.simulation.weather import STAMPS, WRITES

MOST_DOCUMENTS = 4
SERVICES = WithholdingRule("1", "Retefuente servicios", Decimal(4), "FUENTE")
VAT = WithholdingRule("3", "ReteIVA", Decimal(15), "IVA")
PEOPLE = st.sampled_from([BRUNO, DIEGO, BRUNO, DIEGO, ANA, OLGA])
WHICH = st.integers(0, 11)
"""Of whatever there is."""
VERSION = st.sampled_from([0, 0, 0, 1, 2])
"""How old the card is on the screen of whoever presses."""
PAUSE = st.sampled_from([0, 2, 20])
"""Seconds until somebody does something again; an approval can be taken back for fifteen."""


class Invoicing(Desk, RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self._kept = ExitStack()
        self.failures = self._kept.enter_context(overhearing())
        self.documents: list[str] = []
        self.touched: set[str] = set()
        self.is_sound = False

    @initialize(policy=st.sampled_from([ONE, ONE, TWO, LADDER]), seed=st.integers(0, 2**16), issued=st.integers(0, 2))
    def opens(self, policy: Any, seed: int, issued: int) -> None:
        """With a few invoices, some of which have been issued."""
        self.office = Office(policy, seed=seed)
        self._kept.callback(self.office.close)
        self.auditor = Auditor(self.office, policy)
        self.office.account.changed = self.auditor.look
        self.office.outside.server.scripted.changed = self.auditor.watch.look
        for numbering in (PLAIN, ELECTRONIC)[:issued]:
            self.writes(numbering, 20)
            for person in (BRUNO, DIEGO):
                self.presses(0, 0, approval_card.APPROVE, by=person, verb="approve", act=approval_by(person))
                self.office.passes(2)
        assert self.office.settles()
        self.writes(PLAIN, 20)

    @precondition(lambda self: len(self.documents) < MOST_DOCUMENTS)
    @rule(numbering=st.sampled_from([ELECTRONIC, PLAIN, PLAIN]), pause=PAUSE)
    def writes(self, numbering: str, pause: int) -> None:
        """Ana hands in an invoice."""
        office = self.office
        form = office.ask(lambda replica: replica.submissions.begin_afresh(person=ANA, channel=CHANNEL))
        line = ComposedLine(0, item_id=ITEM, quantity="2", price=office.people.price())
        form = replace(form, client_id=CLIENT, term_id="2", open_line=line, numbering_id=numbering)
        self.hands_in(form)
        self.documents.append(form.document)
        self.office.passes(pause)

    @rule(which=WHICH, person=st.sampled_from([ANA, ANA, DIEGO, CARLA]))
    def edits(self, which: int, person: str) -> None:
        if not (document := self.one_of(which, Phase.PENDING, Phase.RETURNED, Phase.FAILED)):
            return
        form = self.office.ask(lambda each: each.submissions.reopen(document, person=person, channel=CHANNEL))
        if isinstance(form, NotPermitted):
            return
        lines = (replace(form.all_lines[0], price=self.office.people.price()),)
        self.hands_in(replace(form, lines=lines, open_line=ComposedLine(key=99)))

    @precondition(lambda self: self.buttons(approval_card.APPROVE))
    @rule(which=WHICH, person=PEOPLE, age=VERSION, times=st.sampled_from([1, 1, 2]), pause=PAUSE)
    def votes(self, which: int, person: str, age: int, times: int, pause: int) -> None:
        for _ in range(times):
            self.presses(which, age, approval_card.APPROVE, by=person, verb="approve", act=approval_by(person))
        self.office.passes(pause)

    @precondition(lambda self: self.buttons(approved_card.UNDO))
    @rule(which=WHICH, person=PEOPLE, age=VERSION)
    def takes_back(self, which: int, person: str, age: int) -> None:
        def undo(replica: Replica, button: Reference) -> Any:
            return replica.approvals.undo(button, by=person)

        self.presses(which, age, approved_card.UNDO, by=person, verb="undo", act=undo)

    @precondition(lambda self: self.buttons(approval_card.RETURN))
    @rule(which=WHICH, person=PEOPLE, age=VERSION, how=st.sampled_from([CORRECT, CORRECT, DISCARD]))
    def returns(self, which: int, person: str, age: int, how: str) -> None:
        def send_back(replica: Replica, button: Reference) -> Any:
            return replica.approvals.send_back(button, by=person, how=how, reason="no")

        self.presses(which, age, approval_card.RETURN, by=person, verb="return", act=send_back)

    @rule(which=WHICH)
    def discards(self, which: int) -> None:
        if not (document := self.one_of(which, Phase.PENDING, Phase.RETURNED, Phase.FAILED)):
            return
        about = Reference(document.id, document.revision)
        answer = self.office.does(
            ANA, "discard", document.id, lambda replica: replica.approvals.discard_own(about, by=ANA)
        )
        count("discard", answer)

    @precondition(lambda self: self.owed())
    @rule(
        which=WHICH,
        of=st.sampled_from(["one", "all"]),
        part=st.sampled_from(["1", "1", "0.5", "0.333", "2"]),
        kept=st.sampled_from([(), (SERVICES,), (SERVICES, VAT)]),
        pause=PAUSE,
    )
    def pays(self, which: int, of: str, part: str, kept: tuple[WithholdingRule, ...], pause: int) -> None:
        """In full, in part, net of what was withheld, or too much; of one invoice or of all that are owed."""
        owed = self.owed()
        paid = owed if of == "all" else [owed[which % len(owed)]]
        answer = self.records_payment([each for each in paid if each.content], Decimal(part), kept)
        self.office.passes(pause)
        count("payment", answer)
        assert part != "2" or isinstance(answer, NotPayable), "more than is owed is refused"

    @precondition(lambda self: self.notices())
    @rule(which=WHICH, kind=st.sampled_from([VOID_PAYMENT, REOPEN_PAYMENT]), pause=PAUSE)
    def turns_payment(self, which: int, kind: str, pause: int) -> None:
        notices = self.notices()
        notice = notices[which % len(notices)]
        reference = Reference(notice.id, notice.revision, notice.next_operation(kind))

        def turn(replica: Replica) -> Any:
            return replica.payment_reversals.reverse(reference, kind=kind, by=BRUNO, reason="error")

        answer = self.office.does(BRUNO, kind, notice.id, turn, operation=reference.operation)
        count(kind, answer)
        self.office.passes(pause)

    @rule(which=WHICH)
    def voids(self, which: int) -> None:
        self.turns_invoice(which, "void")

    @rule(which=WHICH)
    def reopens(self, which: int) -> None:
        self.turns_invoice(which, "reopen")

    @rule(which=WHICH, act=st.sampled_from(BY_HAND))
    def works_in_alegra(self, which: int, act: str) -> None:
        """Somebody does, on Alegra's own pages, and a webhook tells of it."""
        document = self.one_of(which, *Phase)
        if document is None or not document.alegra_id:
            return
        if self.office.account.by_hand(document.alegra_id, act, price=self.office.people.price()):
            count("by hand", act)
            self.touched.add(document.id)
            self.office.account.changed()
            self.office.hint(document.id)

    @rule(fate=st.sampled_from(sorted(WRITES)))
    def loses_an_answer(self, fate: str) -> None:
        """Or the request, or both: what becomes of the next write to Alegra."""
        self.office.sky.writes.append(fate)

    @rule(fate=st.sampled_from(sorted(STAMPS)))
    def authority_will_say(self, fate: str) -> None:
        self.office.sky.stamps.append(fate)

    @rule()
    def dies(self) -> None:
        self.office.dies()

    @rule(seconds=st.sampled_from([1, 5, 20, 20, 120, 600]))
    def time_passes(self, seconds: int) -> None:
        self.office.passes(seconds)

    @rule()
    def everybody_waits(self) -> None:
        """Until nothing is left to do; then Cobro, Slack and Alegra say the same."""
        assert self.office.settles(), f"never came to rest: {self.office.waiting}"
        for name in sorted(self.touched):  # as the watch does, which looks again at what was busy
            self.office.hint(name)
        assert self.office.settles(), f"never came to rest: {self.office.waiting}"
        wrong = self.auditor.rest()
        assert not wrong, wrong

    @invariant()
    def holds(self) -> None:
        self.is_sound = False
        wrong = self.auditor.step() + self.failures
        assert not wrong, wrong
        self.is_sound = True

    def teardown(self) -> None:
        """A life that was found wrong is not looked at again: the first thing wrong is what is told."""
        try:
            if self.is_sound:
                self.everybody_waits()
        finally:
            self.ends()

    def ends(self) -> None:
        self._kept.close()
