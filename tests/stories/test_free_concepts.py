"""Something that is in no catalogue is invoiced under the item that the company keeps for it."""

from bot.store.connection import Client
from tests.stories.stage import Stage, performance

CONCEPT = "Alquiler de andamio por dos días"
GENERIC_ITEM = "125"


async def test_a_free_concept_stands_on_the_line_of_the_companys_item(redis: Client) -> None:
    async with performance(redis, COBRO_GENERIC_ITEM=GENERIC_ITEM) as stage:
        ana = stage.person("ana")
        await ana.types("/invoice create")
        form = await ana.modal("Nueva factura")
        await form.fill("Cliente", "Clínica Los Andes")
        assert await form.options("Producto o servicio", CONCEPT) == [f"✏️ Concepto libre: «{CONCEPT}»"]
        await form.fill("Producto o servicio", CONCEPT)
        await form.shows(CONCEPT)
        await form.fill("Precio unitario sin impuestos", "350000", enter=True)
        await form.shows("Subtotal")
        assert await form.submit() == {}
        card = await ana.sees("Factura por aprobar")

        (line,) = stage.invoices[0]["items"]
        assert (line["id"], line["description"]) == (GENERIC_ITEM, CONCEPT)
        assert CONCEPT in card.text


async def test_without_such_an_item_no_free_concept_is_offered(stage: Stage) -> None:
    ana = stage.person("ana")
    await ana.types("/invoice create")
    form = await ana.modal("Nueva factura")
    assert await form.options("Producto o servicio", CONCEPT) == []
