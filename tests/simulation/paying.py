"""What Carla hands in for a payment: of one invoice, or of two at once."""

import datetime as dt
from decimal import Decimal
from typing import Any

from bot.actions.owed_invoices import line_of
from bot.actions.payments import Wanted
from bot.billing.dates import local_date
from bot.billing.money import rounded
from bot.billing.paying import PaidLine
from bot.billing.payments import PaidHow, Residue
from bot.billing.settlement import Wish, settle
from bot.slack.references import Reference
from bot.store.documents import Documents
from bot.store.records import Phase
from tests.simulation.company import BANK, CARLA, CLIENT, TIMEZONE
from tests.simulation.deeds import Doing, Hands
from tests.simulation.replicas import Replica


async def lines_of(documents: Documents, wanted: str, *, chance: Any) -> tuple[PaidLine, ...]:
    """The invoice, and now and then another one with it; none when it is not issued."""
    stored = await documents.find(wanted)
    if stored is None or stored.content is None or stored.phase is not Phase.ISSUED:
        return ()
    issued = await documents.listed(phases={Phase.ISSUED})
    others = [each for each in issued if each.id != wanted and each.content and each.alegra_id]
    along = [chance.choice(others)] if others and chance.random() < 0.4 else []
    return tuple(line_of(each, each.content) for each in (stored, *along) if each.content)


def payment_of(lines: tuple[PaidLine, ...], *, today: dt.date, chance: Any) -> Wanted:
    owed = sum((line.owed.balance for line in lines), Decimal(0))
    entered = rounded(owed * chance.choice([Decimal(1), Decimal("0.5"), Decimal("0.75")]), 2)
    settlement = settle(entered, [(line.owed, Wish()) for line in lines])
    return Wanted(lines, settlement, PaidHow(today, BANK, "transfer", Residue.PART), CLIENT, "COP")


def pay(hands: Hands, document: str) -> Doing:
    async def submit(replica: Replica) -> None:
        lines = await lines_of(replica.assembly.documents, document, chance=hands.sky.chance)
        if not lines:
            return
        today = local_date(await replica.assembly.ground.store.clock(), TIMEZONE)
        wanted = payment_of(lines, today=today, chance=hands.sky.chance)
        about = Reference(document, operation=lines[0].operation)
        await hands.ask(CARLA, "payment", about, replica.payments.record(wanted, by=CARLA))

    return submit
