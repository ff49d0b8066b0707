"""What people do at their desks, as the rules of a generated life say it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from hypothesis import currently_in_test_context, event

from bot.actions.owed_invoices import line_of
from bot.actions.payments import Wanted
from bot.billing.dates import local_date
from bot.billing.directory import WithholdingRule
from bot.billing.money import rounded
from bot.billing.payments import PaidHow, Residue
from bot.billing.settlement import Wish, settle
from bot.slack.drawing import Message
from bot.slack.references import Reference
from bot.store.records import Document, Phase
from tests.properties.ledgers_agree import Auditor
from tests.properties.office import Office
from tests.simulation.company import BANK, BRUNO, CARLA, CHANNEL, CLIENT, TIMEZONE
from tests.simulation.replicas import Replica
from tests.simulation.slack_model import buttons_of

Act = Callable[[Replica, Reference], Any]


class Desk:
    office: Office
    auditor: Auditor
    documents: list[str]
    """Names of the invoices that were written."""

    def hands_in(self, form: Any) -> None:
        async def submit(replica: Replica) -> Any:
            totals = replica.submissions.drafting.totals(form)
            return await replica.submissions.submit(form, was_shown=str(totals.total) if totals else "")

        price = form.all_lines[0].price
        self.office.does(form.person, form.kind, form.document, submit, operation=form.operation, card=price)

    def presses(self, which: int, age: int, action: str, *, by: str, verb: str, act: Act) -> None:
        """The button of a card that has it, or had it a few versions ago."""
        there = self.buttons(action)
        if not there:
            return
        name, versions = there[which % len(there)]
        version = versions[-1 - min(age, len(versions) - 1)]
        button = Reference.unpack(buttons_of(version)[action])

        def press(replica: Replica) -> Any:
            return act(replica, button)

        answer = self.office.does(by, verb, name, press, operation=button.operation, card=str(version.blocks))
        count(verb, answer)

    def buttons(self, action: str) -> list[tuple[str, list[Message]]]:
        """Documents with the versions of their cards that have the button; those that have it now come first."""
        found = []
        for name in self.documents:
            cards = self.office.outside.workspace.about(name, CHANNEL)
            versions = [each for card in cards for each in card.versions if action in buttons_of(each)]
            if versions:
                found.append((name, versions, versions[-1] is not cards[-1].newest))
        alive = [(name, versions) for name, versions, is_old in found if not is_old]
        return alive or [(name, versions) for name, versions, _ in found]

    def records_payment(self, paid: list[Document], part: Decimal, kept: tuple[WithholdingRule, ...]) -> Any:
        """That part of what is left to enter once `kept` has been withheld."""
        lines = [line_of(each, each.content) for each in paid if each.content]
        wishes = [(line.owed, Wish(rules=kept)) for line in lines]
        most = sum((line.owed.balance for line in lines), Decimal(0))
        settlement = settle(rounded((most - settle(most, wishes).withheld) * part, 2), wishes)
        today = local_date(self.office.store._now(), TIMEZONE)
        wanted = Wanted(tuple(lines), settlement, PaidHow(today, BANK, "transfer", Residue.PART), CLIENT, "COP")

        def record(replica: Replica) -> Any:
            return replica.payments.record(wanted, by=CARLA)

        return self.office.does(CARLA, "payment", lines[0].document, record, operation=lines[0].operation)

    def turns_invoice(self, which: int, kind: str) -> None:
        wanted = Phase.ISSUED if kind == "void" else Phase.VOIDED
        if not (document := self.one_of(which, wanted)):
            return
        about = Reference(document.id, document.revision, document.next_operation(kind))

        def turn(replica: Replica) -> Any:
            if kind == "void":
                return replica.reversals.void(about, by=BRUNO, cause="error")
            return replica.reopening.reopen(about, by=BRUNO, reason="error")

        answer = self.office.does(BRUNO, kind, document.id, turn, operation=about.operation)
        count(kind, answer)

    def one_of(self, which: int, *phases: Phase) -> Document | None:
        there = [each for each in self.stored() if each.phase in phases and each.id in self.documents]
        return there[which % len(there)] if there else None

    def owed(self) -> list[Document]:
        issued = [each for each in self.stored() if each.phase is Phase.ISSUED]
        return [each for each in issued if each.content and each.content.balance]

    def notices(self) -> list[Document]:
        """Of payments that were told."""
        return [each for each in self.stored() if each.id.startswith("P-")]

    def stored(self) -> list[Document]:
        return self.auditor.documents()


def count(verb: str, answer: object) -> None:
    """For `--hypothesis-show-statistics`."""
    if currently_in_test_context():
        event(f"{verb}: {answer if isinstance(answer, str) else type(answer).__name__}")


def approval_by(person: str) -> Act:
    def approve(replica: Replica, button: Reference) -> Any:
        return replica.approvals.approve(button, by=person)

    return approve
