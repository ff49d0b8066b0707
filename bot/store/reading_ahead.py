"""What judging a click needs, in one round trip."""

from bot.store.readings import document_key
from bot.store.request_context import asked
from bot.store.scripts import Store


async def ahead(store: Store, person: str, document: str) -> None:
    """Who it is, what admins chose, and the document, if any, that the button or form was drawn for."""
    keys, readings = store.keys, asked().readings
    if readings is None:
        return
    async with store.client.pipeline(transaction=True) as pipe:
        pipe.get(keys("person", person))
        pipe.hgetall(keys("preferences"))
        if document:
            pipe.hgetall(keys("doc", document))
            pipe.lrange(keys("history", document), 0, -1)
        who, preferences, *of_document = await pipe.execute()
    readings.keep(keys("person", person), who)
    readings.keep(keys("preferences"), preferences)
    if document:
        readings.keep(document_key(keys, document), of_document)
