"""Four eyes, also where Alegra refused to create the invoice: who hands it in again has written it (simulation, seed 477)."""

import re

from tests.stories.invoicing import approves, fills, mention, opens_form
from tests.stories.stage import Stage

ITEM = "101"


async def test_who_hands_in_again_what_alegra_refused_does_not_approve_it(stage: Stage) -> None:
    name, bruno = await _refused_by_alegra(stage), stage.person("bruno")

    await bruno.types(f"/factura ver {name}")
    refused = await bruno.sees_privately("Alegra no creó la factura")
    await refused.press("Corregir y reenviar")
    form = await bruno.modal("Nueva factura")
    await form.choose("draft.line", "Quitar")
    await fills(form, client="", item="Limpieza de condensador")
    assert await form.submit() == {}

    card = await bruno.sees("Factura por aprobar")
    await card.press("Aprobar y emitir", confirm=True)
    told = (await bruno.sees_privately("La hiciste o la editaste tú")).text
    assert mention(stage, "diego") in told
    assert stage.requests("POST /invoices/stamp") == []
    await approves(await stage.person("diego").sees("Factura por aprobar"))


async def _refused_by_alegra(stage: Stage) -> str:
    """Ana's, whose item was deleted meanwhile; answers the document's name."""
    ana, items = stage.person("ana"), stage.alegra.state.books.items
    form = await fills(await opens_form(ana))
    gone = items.pop(ITEM)
    stage.traffic.expect("POST /invoices")
    stage.traffic.expect(f"GET /items/{ITEM}")
    assert await form.submit() == {}
    told = await ana.sees_directly("Alegra no la creó")
    items[ITEM] = gone
    found = re.search(r"D-[0-9A-Z]+", told.text)
    assert found, told.text
    return found.group()
