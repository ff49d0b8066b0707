"""Slack took the card and never said so, twice: whoever touches a copy shows Cobro where it is."""

from bot.store.documents import Documents
from bot.store.records import Posting
from bot.store.scripts import Store
from tests.stories.invoicing import CLINIC, asks_for
from tests.stories.stage import Stage


async def test_the_copy_that_is_touched_becomes_the_living_card(stage: Stage, store: Store) -> None:
    ana, bruno = stage.person("ana"), stage.person("bruno")
    await asks_for(ana)
    card = await bruno.sees("Factura por aprobar")
    documents = Documents(store)
    (document,) = await documents.listed()
    await documents.given_up(document.id, "card")

    await card.press("Aprobar y emitir", confirm=True)

    await card.shows("Deshacer")
    living = (await documents.get(document.id)).outbox["card"]
    assert (living.state, living.ts) == (Posting.SHOWN, card.ts)
    assert len([message for message in bruno.messages() if CLINIC in message.text]) == 1
