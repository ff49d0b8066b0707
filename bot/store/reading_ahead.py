"""What judging a click needs, in one round trip."""

from bot.store.readings import document_key
from bot.store.request_context import asked
from bot.store.scripts import Script, Store

READ_AHEAD = Script("bot.store", "read_ahead")


async def ahead(store: Store, person: str, document: str) -> None:
    """Who it is, what admins chose, and the document, if any, that the button or form was drawn for."""
    keys, readings = store.keys, asked().readings
    if readings is None:
        return
    who, preferences, about = await store.run(READ_AHEAD, {"person": person, "document": document})
    readings.keep(keys("person", person), who or None)
    readings.keep(
        keys("preferences"), dict(zip(preferences[::2], preferences[1::2], strict=True)) if preferences else {}
    )
    if document:
        readings.keep(document_key(keys, document), about)
