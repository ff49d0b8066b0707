"""What people write: invoices, edits, suggestions and what becomes of them; and what somebody changes in Alegra itself."""

import asyncio
import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bot.billing.client_history import ClientHistory, PastInvoice
from bot.billing.client_standing import Standing
from bot.billing.composing import ComposedLine, Composition
from bot.billing.draft import DraftLine
from bot.billing.eligibility import NotPermitted
from bot.slack.messages import approval_card
from bot.slack.modals.draft_way import EDIT, SUGGEST
from bot.slack.references import Reference
from bot.slack.suggestion import DECLINE, TAKE_OVER
from bot.store.records import Phase
from tests.simulation.company import ANA, BRUNO, CARLA, CHANNEL, CLIENT, DIEGO, ITEM, LIST_PRICE, PLAIN
from tests.simulation.deeds import Doing, Hands
from tests.simulation.replicas import Replica, until_answered

EDITABLE = {Phase.PENDING, Phase.RETURNED, Phase.FAILED}
LONGEST_TYPING = 40.0
LAST_MONTH = PastInvoice(
    "900",
    "FE900",
    dt.date(2026, 8, 14),
    Decimal(595_000),
    (DraftLine(ITEM, "Mantenimiento preventivo", Decimal(LIST_PRICE), Decimal(2), tax_ids=("3",)),),
    "COP",
)
KNOWN = ClientHistory((LAST_MONTH,), Standing(Decimal(0), 0, 0, 20, 1))


async def bring_in(hands: Hands) -> None:
    """Ana writes an invoice and hands it in until somebody answers her, now and then twice at once."""
    chance = hands.sky.chance
    await asyncio.sleep(chance.uniform(0, 60))
    form = await until_answered(
        hands.any_replica, lambda replica: replica.submissions.begin_afresh(person=ANA, channel=CHANNEL)
    )
    hands.documents.append(form.document)
    form = _filled_in(form, hands)
    times = 2 if chance.random() < 0.3 else 1
    await asyncio.gather(
        *[until_answered(hands.any_replica, lambda replica: _hand_in(replica, form, hands)) for _ in range(times)]
    )


def edit(hands: Hands, document: str) -> Doing:
    """An approver who does is none any more, for this invoice."""
    return _written(hands, document, hands.sky.chance.choices([ANA, DIEGO, CARLA], [5, 3, 1])[0], EDIT)


def suggest(hands: Hands, document: str) -> Doing:
    return _written(hands, document, hands.sky.chance.choices([BRUNO, DIEGO, CARLA], [4, 4, 1])[0], SUGGEST)


def take_over(hands: Hands, document: str) -> Doing | None:
    """It is the requester's to take over; others see the button too."""
    chance = hands.sky.chance
    person = chance.choices([ANA, BRUNO, DIEGO, CARLA], [7, 1, 1, 1])[0]
    channel = CHANNEL if chance.random() < 0.7 else f"D{ANA}"
    found = hands.button(document, TAKE_OVER, channel=channel) or hands.button_anywhere(TAKE_OVER)
    if not found:
        return None

    async def press(replica: Replica) -> None:
        taken = replica.submissions.suggestions.take_over(found[0], by=person)
        await hands.ask(person, "take over", found[0], taken, found[1])

    return press


def decline(hands: Hands, document: str) -> Doing | None:
    person = hands.sky.chance.choices([ANA, BRUNO], [4, 1])[0]
    found = hands.button(document, DECLINE)
    if not found:
        return None

    async def press(replica: Replica) -> None:
        await hands.ask(person, "decline", found[0], replica.submissions.suggestions.decline(found[0], by=person))

    return press


def discard(hands: Hands, document: str) -> Doing | None:
    found = hands.button(document, approval_card.APPROVE)
    if not found:
        return None

    async def press(replica: Replica) -> None:
        await hands.ask(ANA, "discard", found[0], replica.approvals.discard_own(found[0], by=ANA))

    return press


def meddle(hands: Hands, document: str) -> Doing:
    """Somebody changes the draft in Alegra itself."""

    async def change(replica: Replica) -> None:
        stored = await replica.assembly.documents.find(document)
        if stored and hands.books.meddle(stored.alegra_id, hands.price()):
            hands.sky.history.note("somebody", "edits in Alegra", document=document)

    return change


def _filled_in(form: Composition, hands: Hands) -> Composition:
    chance = hands.sky.chance
    price = LIST_PRICE if hands.is_known and chance.random() < 0.6 else hands.price()
    form = replace(form, client_id=CLIENT, term_id="2", history=KNOWN if hands.is_known else None)
    if chance.random() < hands.plain:
        form = replace(form, numbering_id=PLAIN)
    return replace(form, open_line=ComposedLine(0, item_id=ITEM, quantity="2", price=price))


def _written(hands: Hands, document: str, person: str, way: str) -> Doing:
    async def reopen(replica: Replica) -> None:
        stored = await replica.assembly.documents.find(document)
        if stored is None or stored.phase not in EDITABLE:
            return
        form = await replica.submissions.reopen(stored, person=person, channel=CHANNEL)
        if isinstance(form, NotPermitted) or (way == SUGGEST and not form.way):
            return
        await asyncio.sleep(hands.sky.chance.uniform(0, LONGEST_TYPING))
        lines = (replace(form.all_lines[0], price=hands.price()),)
        form = replace(form, lines=lines, open_line=ComposedLine(key=99), way=way if form.way else "")
        await _hand_in(replica, form, hands)

    return reopen


async def _hand_in(replica: Replica, form: Composition, hands: Hands) -> Any:
    totals = replica.submissions.drafting.totals(form)
    submitted = replica.submissions.submit(form, was_shown=str(totals.total) if totals else "")
    about, price = Reference(form.document, form.base_revision, form.operation), form.all_lines[0].price
    return await hands.ask(form.person, "suggest" if form.way == SUGGEST else form.kind, about, submitted, price)
