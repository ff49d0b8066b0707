"""What an item costs a client."""

from decimal import Decimal

from bot.billing.directory import Client, Item


def price_for(item: Item, client: Client | None) -> Decimal:
    """From the client's own price list, where it has one."""
    return dict(item.prices).get(client.price_list_id, item.price) if client else item.price
