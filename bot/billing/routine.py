"""Level 0: documents that an admin described, for which nobody's click is needed. Whatever is not known counts against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.billing.client_history import ClientHistory
from bot.billing.directory import Client, Item
from bot.billing.draft import Draft, DraftLine
from bot.billing.policy import Case, Routine


class Obstacle(StrEnum):
    AMOUNT = "amount"
    """Above the total that was described, or nobody knows its rate."""
    CLIENT = "client"
    """Nothing was invoiced to them before, or they owe something late."""
    PRICES = "prices"
    """Not those of the list, or with a discount."""
    LAST = "last"
    """It does not repeat what the client was invoiced last."""
    RISKS = "risks"


@dataclass(frozen=True)
class Look:
    """What was known when it was handed in."""

    knows_client: bool = False
    has_list_prices: bool = False
    repeats_last: bool = False


def look_of(draft: Draft, history: ClientHistory | None, *, client: Client | None, items: Mapping[str, Item]) -> Look:
    last = history.last if history else None
    return Look(
        knows_client=history is not None and last is not None and history.standing.overdue_count == 0,
        has_list_prices=all(_is_of_the_list(line, client, items.get(line.item_id)) for line in draft.lines),
        repeats_last=last is not None and list(map(_what, last.lines)) == list(map(_what, draft.lines)),
    )


def obstacles(routine: Routine, case: Case, look: Look) -> tuple[Obstacle, ...]:
    """Empty: it is routine."""
    holds = {
        Obstacle.AMOUNT: case.rate is not None and Decimal(0) < case.amount * case.rate <= routine.amount,
        Obstacle.CLIENT: look.knows_client,
        Obstacle.PRICES: look.has_list_prices,
        Obstacle.LAST: look.repeats_last or not routine.repeats_last,
        Obstacle.RISKS: not case.risks,
    }
    return tuple(obstacle for obstacle, is_fine in holds.items() if not is_fine)


def _is_of_the_list(line: DraftLine, client: Client | None, item: Item | None) -> bool:
    """At the client's own list where they have one; taxes are those of the item."""
    if item is None:
        return False
    price = dict(item.prices).get(client.price_list_id, item.price) if client else item.price
    has_its_taxes = sorted(line.tax_ids) == sorted(tax.id for tax in item.taxes)
    return line.price == price and not line.discount and has_its_taxes


def _what(line: DraftLine) -> tuple[object, ...]:
    return (line.item_id, line.quantity, line.price, line.discount)
