"""Whatever people, Alegra and other hands do to invoices and payments, in any order: statuses and balances stay true.

Hypothesis chooses every next step and shortens what it finds to the fewest. `STATES=2000 make test TEST=tests/properties`
tries as many new lives as the figures in docs/reliability.md.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import currently_in_test_context, event
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.actions.approvals import CORRECT, DISCARD
from bot.actions.owed_invoices import line_of
from bot.actions.payments import NotPayable, Wanted
from bot.billing.composing import ComposedLine
from bot.billing.dates import local_date
from bot.billing.directory import WithholdingRule
from bot.billing.eligibility import NotPermitted
from bot.billing.money import rounded
from bot.billing.payments import PaidHow, Residue
from bot.billing.settlement import Wish, settle
from bot.slack.drawing import Message
from bot.slack.messages import approval_card, approved_card
from bot.slack.payment_reversal_lines import REOPEN_PAYMENT, VOID_PAYMENT
from bot.slack.references import Reference
from bot.store.records import Document, Phase
from tests.properties.account import BY_HAND
from tests.properties.ledgers_agree import Auditor
from tests.properties.lengths import LIFE, PATIENCE
from tests.properties.office import Office
from tests.simulation.company import (
    ANA,
    BANK,
    BRUNO,
    CARLA,
    CHANNEL,
    CLIENT,
    DIEGO,
    ELECTRONIC,
    ITEM,
    OLGA,
    PLAIN,
    TIMEZONE,
)
from tests.simulation.overhearing import overhearing
from tests.simulation.policies import LADDER, ONE, TWO
from tests.simulation.replicas import Replica
from tests.simulation.slack_model import buttons_of
from tests.simulation.weather import STAMPS, WRITES

pytestmark = PATIENCE

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


Act = Callable[[Replica, Reference], Any]


class Invoicing(RuleBasedStateMachine):
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
        for numbering in (PLAIN, ELECTRONIC)[:issued]:
            self.writes(numbering, 20)
            for person in (BRUNO, DIEGO):
                self._presses(0, 0, approval_card.APPROVE, by=person, verb="approve", act=_approve(person))
                self.office.passes(2)
        assert self.office.settles()
        self.writes(PLAIN, 20)

    @precondition(lambda self: len(self.documents) < MOST_DOCUMENTS)
    @rule(numbering=st.sampled_from([ELECTRONIC, PLAIN, PLAIN]), pause=PAUSE)
    def writes(self, numbering: str, pause: int) -> None:
        """Ana hands in an invoice."""
        office = self.office
        form = office.ask(lambda replica: replica.submissions.begin_afresh(person=ANA, channel=CHANNEL))
        line = ComposedLine(0, item_id=ITEM, quantity="2", price=office.people._price())
        form = replace(form, client_id=CLIENT, term_id="2", open_line=line, numbering_id=numbering)
        self._hands_in(form)
        self.documents.append(form.document)
        self.office.passes(pause)

    @rule(which=WHICH, person=st.sampled_from([ANA, ANA, DIEGO, CARLA]))
    def edits(self, which: int, person: str) -> None:
        if not (document := self._one_of(which, Phase.PENDING, Phase.RETURNED, Phase.FAILED)):
            return
        form = self.office.ask(lambda each: each.submissions.reopen(document, person=person, channel=CHANNEL))
        if isinstance(form, NotPermitted):
            return
        lines = (replace(form.all_lines[0], price=self.office.people._price()),)
        self._hands_in(replace(form, lines=lines, open_line=ComposedLine(key=99)))

    def _hands_in(self, form: Any) -> None:
        async def submit(replica: Replica) -> Any:
            totals = replica.submissions.drafting.totals(form)
            return await replica.submissions.submit(form, was_shown=str(totals.total) if totals else "")

        price = form.all_lines[0].price
        self.office.does(form.person, form.kind, form.document, submit, operation=form.operation, card=price)

    @precondition(lambda self: self._buttons(approval_card.APPROVE))
    @rule(which=WHICH, person=PEOPLE, age=VERSION, times=st.sampled_from([1, 1, 2]), pause=PAUSE)
    def votes(self, which: int, person: str, age: int, times: int, pause: int) -> None:
        for _ in range(times):
            self._presses(which, age, approval_card.APPROVE, by=person, verb="approve", act=_approve(person))
        self.office.passes(pause)

    @precondition(lambda self: self._buttons(approved_card.UNDO))
    @rule(which=WHICH, person=PEOPLE, age=VERSION)
    def takes_back(self, which: int, person: str, age: int) -> None:
        def undo(replica: Replica, button: Reference) -> Any:
            return replica.approvals.undo(button, by=person)

        self._presses(which, age, approved_card.UNDO, by=person, verb="undo", act=undo)

    @precondition(lambda self: self._buttons(approval_card.RETURN))
    @rule(which=WHICH, person=PEOPLE, age=VERSION, how=st.sampled_from([CORRECT, CORRECT, DISCARD]))
    def returns(self, which: int, person: str, age: int, how: str) -> None:
        def send_back(replica: Replica, button: Reference) -> Any:
            return replica.approvals.send_back(button, by=person, how=how, reason="no")

        self._presses(which, age, approval_card.RETURN, by=person, verb="return", act=send_back)

    @rule(which=WHICH)
    def discards(self, which: int) -> None:
        if not (document := self._one_of(which, Phase.PENDING, Phase.RETURNED, Phase.FAILED)):
            return
        about = Reference(document.id, document.revision)
        answer = self.office.does(
            ANA, "discard", document.id, lambda replica: replica.approvals.discard_own(about, by=ANA)
        )
        _count("discard", answer)

    def _presses(self, which: int, age: int, action: str, *, by: str, verb: str, act: Act) -> None:
        """The button of a card that has it, or had it a few versions ago."""
        there = self._buttons(action)
        if not there:
            return
        name, versions = there[which % len(there)]
        version = versions[-1 - min(age, len(versions) - 1)]
        button = Reference.unpack(buttons_of(version)[action])

        def press(replica: Replica) -> Any:
            return act(replica, button)

        answer = self.office.does(by, verb, name, press, operation=button.operation, card=str(version.blocks))
        _count(verb, answer)

    def _buttons(self, action: str) -> list[tuple[str, list[Message]]]:
        """Documents with the versions of their cards that have the button; those that have it now come first."""
        found = []
        for name in self.documents:
            cards = self.office.outside.workspace.about(name, CHANNEL)
            versions = [each for card in cards for each in card.versions if action in buttons_of(each)]
            if versions:
                found.append((name, versions, versions[-1] is not cards[-1].newest))
        alive = [(name, versions) for name, versions, is_old in found if not is_old]
        return alive or [(name, versions) for name, versions, _ in found]

    @precondition(lambda self: self._owed())
    @rule(
        which=WHICH,
        of=st.sampled_from(["one", "all"]),
        part=st.sampled_from(["1", "1", "0.5", "0.333", "2"]),
        kept=st.sampled_from([(), (SERVICES,), (SERVICES, VAT)]),
        pause=PAUSE,
    )
    def pays(self, which: int, of: str, part: str, kept: tuple[WithholdingRule, ...], pause: int) -> None:
        """In full, in part, net of what was withheld, or too much; of one invoice or of all that are owed."""
        owed = self._owed()
        paid = owed if of == "all" else [owed[which % len(owed)]]
        lines = [line_of(each, each.content) for each in paid if each.content]
        wishes = [(line.owed, Wish(rules=kept)) for line in lines]
        most = sum((line.owed.balance for line in lines), Decimal(0))
        net = most - settle(most, wishes).withheld
        settlement = settle(rounded(net * Decimal(part), 2), wishes)
        today = local_date(self.office.store._now(), TIMEZONE)
        wanted = Wanted(tuple(lines), settlement, PaidHow(today, BANK, "transfer", Residue.PART), CLIENT, "COP")
        answer = self.office.does(
            CARLA,
            "payment",
            lines[0].document,
            lambda replica: replica.payments.record(wanted, by=CARLA),
            operation=lines[0].operation,
        )
        self.office.passes(pause)
        _count("payment", answer)
        assert part != "2" or isinstance(answer, NotPayable), "more than is owed is refused"

    @precondition(lambda self: self._notices())
    @rule(which=WHICH, kind=st.sampled_from([VOID_PAYMENT, REOPEN_PAYMENT]), pause=PAUSE)
    def turns_payment(self, which: int, kind: str, pause: int) -> None:
        notices = self._notices()
        notice = notices[which % len(notices)]
        reference = Reference(notice.id, notice.revision, notice.next_operation(kind))

        def turn(_: Replica) -> Any:
            return self.office.payment_reversals.reverse(reference, kind=kind, by=BRUNO, reason="error")

        answer = self.office.does(BRUNO, kind, notice.id, turn, operation=reference.operation)
        _count(kind, answer)
        self.office.passes(pause)

    @rule(which=WHICH)
    def voids(self, which: int) -> None:
        self._turns_invoice(which, "void")

    @rule(which=WHICH)
    def reopens(self, which: int) -> None:
        self._turns_invoice(which, "reopen")

    def _turns_invoice(self, which: int, kind: str) -> None:
        wanted = Phase.ISSUED if kind == "void" else Phase.VOIDED
        if not (document := self._one_of(which, wanted)):
            return
        about = Reference(document.id, document.revision, document.next_operation(kind))

        def turn(replica: Replica) -> Any:
            if kind == "void":
                return replica.reversals.void(about, by=BRUNO, cause="error")
            return self.office.reopening.reopen(about, by=BRUNO, reason="error")

        answer = self.office.does(BRUNO, kind, document.id, turn, operation=about.operation)
        _count(kind, answer)

    @rule(which=WHICH, act=st.sampled_from(BY_HAND))
    def works_in_alegra(self, which: int, act: str) -> None:
        """Somebody does, on Alegra's own pages, and a webhook tells of it."""
        document = self._one_of(which, *Phase)
        if document is None or not document.alegra_id:
            return
        if self.office.account.by_hand(document.alegra_id, act, price=self.office.people._price()):
            _count("by hand", act)
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

    def _one_of(self, which: int, *phases: Phase) -> Document | None:
        there = [each for each in self._all() if each.phase in phases and each.id in self.documents]
        return there[which % len(there)] if there else None

    def _owed(self) -> list[Document]:
        issued = [each for each in self._all() if each.phase is Phase.ISSUED]
        return [each for each in issued if each.content and each.content.balance]

    def _notices(self) -> list[Document]:
        """Of payments that were told."""
        return [each for each in self._all() if each.id.startswith("P-")]

    def _all(self) -> list[Document]:
        return self.auditor.documents()


def _count(verb: str, answer: object) -> None:
    """For `--hypothesis-show-statistics`."""
    if currently_in_test_context():
        event(f"{verb}: {answer if isinstance(answer, str) else type(answer).__name__}")


def _approve(person: str) -> Act:
    def approve(replica: Replica, button: Reference) -> Any:
        return replica.approvals.approve(button, by=person)

    return approve


TestInvoicing = Invoicing.TestCase
TestInvoicing.settings = LIFE
