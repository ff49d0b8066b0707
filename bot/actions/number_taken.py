"""The number that an invoice was given moves its numbering on: cards of others say what follows (ux)."""

from dataclasses import dataclass

from bot.actions.directory import Directory
from bot.store.documents import Documents


@dataclass(frozen=True)
class NumberTaken:
    documents: Documents
    directory: Directory

    async def __call__(self, document_id: str) -> bool:
        document = await self.documents.get(document_id)
        if document.content:
            await self.directory.take_number(document.content.numbering_id, document.content.number)
        return True
