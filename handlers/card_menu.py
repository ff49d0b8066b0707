"""The menu of a card: what its entries lead to, for the cards of waiting, issued and voided invoices alike."""

from dataclasses import dataclass

from bot.slack.messages import issued_card, private_notes
from bot.slack.messages.issued_card import CLONE, PAYMENTS, PREVIEW
from bot.slack.references import Reference
from handlers.answers import Answer, Note
from handlers.clones import Clones
from handlers.door import Door
from handlers.looking import Looking
from handlers.payloads import Click
from handlers.payment_reversals import PaymentReversalTalk
from handlers.previews import PreviewTalk


@dataclass(frozen=True)
class CardMenu:
    looking: Looking
    previews: PreviewTalk
    clones: Clones
    payments: PaymentReversalTalk

    def register(self, door: Door) -> None:
        door.action(issued_card.MORE, self.more)

    async def more(self, click: Click) -> Answer:
        return await self.verb(Reference.unpack(click.value), click)

    async def verb(self, reference: Reference, click: Click) -> Answer:
        if reference.verb not in {CLONE, PAYMENTS, PREVIEW}:
            return await self.looking.verb(reference, click)
        words = self.looking.objections.words_of(click.person)
        document = await self.looking.documents.find(reference.document)
        if document is None:
            return Answer(Note(private_notes.wrong_phase(words)))
        if reference.verb == CLONE:
            return await self.clones.from_card(document, click)
        if reference.verb == PREVIEW:
            return await self.previews.from_card(document, click)
        return await self.payments.of_invoice(document, click)
