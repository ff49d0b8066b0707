"""What people take back: invoices, payments and drafts, at once or once others have approved it; and what is brought back."""

from collections.abc import Callable
from typing import Any

from bot.alegra.errors import AlegraError
from bot.slack.messages import issued_card, voided_card
from bot.slack.petition import APPROVE, REFUSE
from bot.slack.references import Reference
from bot.store.records import Document, Phase
from tests.simulation.alegra_invoices import PREFIX
from tests.simulation.company import ANA, BRUNO, CARLA, DIEGO, EVA, OLGA, PLAIN
from tests.simulation.deeds import Doing, Hands
from tests.simulation.replicas import Replica

NEVER_STAMPED = f"*{PREFIX[PLAIN]}"
"""How the card of an invoice begins that only opens."""
Asked = Callable[[Replica, Reference], Any]


def void(hands: Hands, document: str) -> Doing | None:
    """What was not stamped; also on a card that shows no payment yet."""
    person = hands.sky.chance.choices([BRUNO, DIEGO, OLGA, ANA], [3, 3, 2, 1])[0]
    found = hands.button(document, issued_card.VOID) or hands.button_anywhere(issued_card.VOID)
    if not found or NEVER_STAMPED not in found[1]:
        return None
    return _of_invoice(
        hands,
        found[0].document,
        person,
        "void",
        lambda replica, about: replica.reversals.void(about, by=person, cause="error"),
    )


def reopen(hands: Hands, document: str) -> Doing | None:
    person = hands.sky.chance.choice([BRUNO, OLGA])
    if not hands.button(document, voided_card.REOPEN):
        return None
    return _of_invoice(
        hands, document, person, "reopen", lambda replica, about: replica.reopening.reopen(about, by=person, reason="!")
    )


def delete(hands: Hands, document: str) -> Doing:
    """The draft of what was discarded."""
    person = hands.sky.chance.choices([ANA, OLGA, CARLA], [4, 2, 1])[0]

    async def submit(replica: Replica) -> None:
        stored = await replica.assembly.documents.find(document)
        if stored and stored.phase is Phase.DISCARDED:
            about = _reserved(stored, "delete")
            await hands.ask(person, "delete", about, replica.reversals.delete(about, by=person))

    return submit


def void_payment(hands: Hands, _: str) -> Doing | None:
    return _of_payment(hands, "void_payment", {"open"})


def reopen_payment(hands: Hands, _: str) -> Doing | None:
    return _of_payment(hands, "reopen_payment", {"void"})


def grant(hands: Hands, _: str) -> Doing | None:
    """A vote for what somebody asks to take back; whoever asked presses too."""
    person = hands.sky.chance.choices([BRUNO, DIEGO, EVA, OLGA, CARLA], [5, 5, 2, 1, 1])[0]
    found = hands.button_anywhere(APPROVE)
    if not found:
        return None

    async def press(replica: Replica) -> None:
        await hands.ask(person, "grant", found[0], replica.petitions.approve(found[0], by=person), found[1])

    return press


def refuse(hands: Hands, _: str) -> Doing | None:
    person = hands.sky.chance.choices([BRUNO, DIEGO, CARLA], [3, 3, 1])[0]
    found = hands.button_anywhere(REFUSE)
    if not found:
        return None

    async def press(replica: Replica) -> None:
        await hands.ask(person, "refuse", found[0], replica.petitions.refuse(found[0], by=person))

    return press


def _of_invoice(hands: Hands, document: str, person: str, kind: str, asked: Asked) -> Doing:
    async def submit(replica: Replica) -> None:
        stored = await replica.assembly.documents.find(document)
        if stored is None or stored.content is None:
            return
        about = _reserved(stored, kind)
        await hands.ask(person, kind, about, asked(replica, about))

    return submit


def _of_payment(hands: Hands, kind: str, statuses: set[str]) -> Doing | None:
    """From the list of payments, which is Alegra's."""
    keys = [key for key, payment in hands.books.payments.items() if payment["status"] in statuses]
    if not keys:
        return None
    person, key = hands.sky.chance.choices([BRUNO, DIEGO, OLGA, CARLA], [3, 3, 2, 1])[0], hands.sky.chance.choice(keys)

    async def submit(replica: Replica) -> None:
        try:
            payment = await replica.assembly.ground.alegra.payments.get(key)
        except AlegraError:
            return
        about = _reserved(await replica.assembly.announcements.remember(payment), kind)
        reversed_ = replica.payment_reversals.reverse(about, kind=kind, by=person, reason="returned")
        await hands.ask(person, kind, about, reversed_)

    return submit


def _reserved(document: Document, kind: str) -> Reference:
    return Reference(document.id, document.revision, document.next_operation(kind))
