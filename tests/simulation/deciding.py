"""What people decide: votes, one by one and from a list, taken back, returned; risks set aside; issuing alone in an emergency."""

import asyncio

from bot.actions.approval_face import issuing_kind
from bot.actions.risk_override import SetRiskAside
from bot.slack.messages import approval_card, approved_card, needs_person_card
from bot.slack.modals.bulk_approval import BulkForm, BulkRow
from bot.slack.references import Reference
from bot.slack.without_second import BREAK_GLASS
from tests.simulation.company import ANA, BRUNO, CARLA, DIEGO, EVA, OLGA
from tests.simulation.deeds import Doing, Hands
from tests.simulation.replicas import Replica

LONGEST_READING = 60.0
FORGED = 0.15
REMORSE = 0.7
DECIDING = {"approve", "break glass"}


def approve(hands: Hands, document: str) -> Doing | None:
    person = hands.sky.chance.choices([BRUNO, DIEGO, EVA, ANA, CARLA], [6, 6, 2, 2, 1])[0]
    found = hands.button(document, approval_card.APPROVE)
    if not found:
        return None
    reference, card = found

    async def press(replica: Replica) -> None:
        await hands.ask(person, "approve", reference, replica.approvals.approve(reference, by=person), card)

    return press


def approve_many(hands: Hands, _: str) -> Doing:
    """From the list of all that waits for them: what is ticked already, and now and then an exception too."""
    person = hands.sky.chance.choices([BRUNO, DIEGO, EVA, ANA], [5, 5, 2, 1])[0]

    async def submit(replica: Replica) -> None:
        form = await replica.bulk.begin(by=person)
        if not isinstance(form, BulkForm):
            return
        await asyncio.sleep(hands.sky.chance.uniform(0, LONGEST_READING))
        rows = [*form.safe, *[row for row in form.risky if hands.sky.chance.random() < 0.5]]
        for row in rows:
            hands.note(person, "approve", _listed(row), _row(row))
        ticked = [row.document for row in rows]
        about = Reference(form.name, operation=f"{form.name}/bulk/1")
        await hands.ask(person, "approve many", about, replica.bulk.submit(form.name, by=person, ticked=ticked))

    return submit


def undo(hands: Hands, document: str) -> Doing | None:
    """Mostly whoever approved it, or the requester of what a rule let out."""
    chance = hands.sky.chance
    found = hands.button(document, approved_card.UNDO) or hands.button_anywhere(approved_card.UNDO)
    if not found:
        return None
    approved = [each.person for each in hands.deeds if each.document == found[0].document and each.verb in DECIDING]
    person = approved[-1] if approved and chance.random() < REMORSE else chance.choice([BRUNO, DIEGO, ANA])

    async def press(replica: Replica) -> None:
        await hands.ask(person, "undo", found[0], replica.approvals.undo(found[0], by=person))

    return press


def send_back(hands: Hands, document: str) -> Doing | None:
    """Asking for changes, or for nothing any more."""
    person = hands.sky.chance.choice([BRUNO, DIEGO])
    found = hands.button(document, approval_card.RETURN)
    if not found:
        return None

    async def submit(replica: Replica) -> None:
        how = "correct" if hands.sky.chance.random() < 0.6 else "discard"
        asked = replica.approvals.send_back(found[0], by=person, how=how, reason="no")
        await hands.ask(person, "return", found[0], asked)

    return submit


def break_glass(hands: Hands, document: str) -> Doing | None:
    """By an admin, mostly; where there is no button for it, somebody sends what it would send all the same."""
    person = hands.sky.chance.choices([OLGA, BRUNO, ANA], [5, 1, 1])[0]
    forged = [approval_card.APPROVE] if hands.sky.chance.random() < FORGED else []
    found = hands.button(document, BREAK_GLASS, *forged)
    if not found:
        return None
    reference, card = found

    async def submit(replica: Replica) -> None:
        issued = replica.glass.issue(reference, by=person, reason="nobody is there")
        await hands.ask(person, "break glass", reference, issued, card)

    return submit


def set_risk_aside(hands: Hands, document: str) -> Doing | None:
    person = hands.sky.chance.choices([OLGA, BRUNO], [5, 1])[0]
    found = hands.button(document, approval_card.APPROVE)
    if not found:
        return None
    reference, card = found

    async def submit(replica: Replica) -> None:
        stored = await replica.assembly.documents.find(document)
        if stored is None:
            return
        drawn_for = Reference(document, reference.revision, stored.next_operation(SetRiskAside.name))
        done = replica.overrides.set_aside(drawn_for, by=person, kinds=["duplicate"], reason="it is another one")
        await hands.ask(person, "set aside", drawn_for, done, card)

    return submit


def look_again(hands: Hands, document: str) -> Doing | None:
    found = hands.button(document, needs_person_card.LOOK_AGAIN)
    if not found:
        return None

    hands.looks += 1
    sends, operation = hands.looks % 2 == 1, found[0].operation

    async def press(replica: Replica) -> None:
        """Every other time she has it sent again, whether it is there or not."""
        act = replica.resolutions
        asked = act.send_again(operation, by=OLGA, reason="?") if sends else act.look_again(operation, by=OLGA)
        await hands.ask(OLGA, "send again" if sends else "look again", found[0], asked)

    return press


def _listed(row: BulkRow) -> Reference:
    return Reference(row.document, operation=f"{row.document}/{issuing_kind(row.invoice)}/listed")


def _row(row: BulkRow) -> str:
    return f"{row.invoice.total:,.0f} {row.chips}".replace(",", ".")
