"""A client or an item whose creation got no answer: only what was asked for is taken for it."""

from dataclasses import replace
from decimal import Decimal

from bot.alegra.new_entries import client_body, item_body
from bot.billing.new_entries import NewClient, NewItem
from tests.alegra.serving import Served

SHOP = NewClient("Zapatería El Cordón", "NIT", "901555777", "4")
CLEANING = NewItem("Limpieza de condensador", Decimal(120000), tax_id="3")


async def test_a_client_of_the_same_identification_and_another_name_is_somebody_elses(local: Served) -> None:
    entries = local.alegra.new_entries
    made = await entries.create_client(client_body(SHOP, country="colombia"))
    assert await entries.find_client(SHOP) == made
    assert await entries.find_client(replace(SHOP, name="ZAPATERIA el cordón")) == made
    assert await entries.find_client(replace(SHOP, name="Ferretería El Tornillo")) is None


async def test_an_item_of_another_tax_or_price_is_not_the_one_that_was_asked_for(local: Served) -> None:
    entries = local.alegra.new_entries
    made = await entries.create_item(item_body(CLEANING))
    assert await entries.find_item(CLEANING) == made
    assert await entries.find_item(replace(CLEANING, tax_id="")) is None
    assert await entries.find_item(replace(CLEANING, price=Decimal(120001))) is None
