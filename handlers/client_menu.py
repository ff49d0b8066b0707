"""What one does with a client that was found or has just been added: invoice them, see what they owe."""

from dataclasses import dataclass

from bot.actions.directory import Directory
from bot.slack.messages import directory_list, new_entry, private_notes
from handlers.answers import Answer, Note
from handlers.directory_talk import DirectoryTalk
from handlers.door import Door
from handlers.drafts import Drafts
from handlers.payloads import Click


@dataclass(frozen=True)
class ClientMenu:
    directory: Directory
    talk: DirectoryTalk
    drafts: Drafts

    def register(self, door: Door) -> None:
        door.action(directory_list.MORE, self.chosen)
        door.action(new_entry.INVOICE, self.invoice)

    async def chosen(self, click: Click) -> Answer:
        verb, _, client_id = click.value.partition(":")
        if verb == directory_list.INVOICE:
            return await self._invoice(client_id, click)
        client = self.directory.client(client_id)
        return self.talk.statement_of(client, click) if client else self._gone(click)

    async def invoice(self, click: Click) -> Answer:
        return await self._invoice(click.value, click)

    async def _invoice(self, client_id: str, click: Click) -> Answer:
        client = self.directory.client(client_id)
        return await self.drafts.create_for(client, click) if client else self._gone(click)

    def _gone(self, click: Click) -> Answer:
        return Answer(Note(private_notes.client_gone(self.talk.objections.words_of(click.person))))
