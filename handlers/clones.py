"""Same again: the form of a new invoice, filled from another one."""

from dataclasses import dataclass

from bot.actions.cloning import Cloning
from bot.actions.drafting import Drafting
from bot.actions.role_book import RolesNow
from bot.billing.composing import Composition
from bot.billing.eligibility import NotPermitted, may_draft
from bot.locale import Words
from bot.slack.drawing import Message, View
from bot.slack.messages import private_notes
from bot.store.records import Document
from handlers.answers import Answer, Modal, Note
from handlers.named import Opening
from handlers.objections import Objections
from handlers.payloads import Click
from handlers.redrawing import Redrawing


@dataclass(frozen=True)
class Clones:
    cloning: Cloning
    drafting: Drafting
    redrawing: Redrawing
    roles: RolesNow
    objections: Objections

    async def form(self, document: Document, opening: Opening) -> View | Message:
        """With what the client's last invoices tell: the approver is shown it too."""
        form = await self._begun(document, opening)
        if isinstance(form, Message):
            return form
        await self.drafting.learn_history(form.id)
        return self.redrawing.view_of(await self.drafting.find(form.id), opening.words)

    async def from_card(self, document: Document, click: Click) -> Answer:
        """At once, from what is stored; what the last invoices tell comes after."""
        words = self.objections.words_of(click.person)
        form = await self._begun(document, Opening(click.person, words, click.place.channel if click.place else ""))
        if isinstance(form, Message):
            return Answer(Note(form))
        return Answer(
            Modal(self.redrawing.view_of(form, words), then=lambda view_id: self._learn(view_id, form, words))
        )

    async def _begun(self, document: Document, opening: Opening) -> Composition | Message:
        words = opening.words
        if document.content is None:
            return private_notes.wrong_phase(words)
        if not self.drafting.directory.is_ready:
            return private_notes.directory_not_ready(words)
        allowed = may_draft(opening.person.id, roles=await self.roles())
        if isinstance(allowed, NotPermitted):
            return await self.objections.note(allowed, words)
        return await self.cloning.begin(
            document.content,
            person=opening.person.id,
            channel=opening.channel,
            words=words,
            rehearse=opening.rehearse,
        )

    async def _learn(self, view_id: str, form: Composition, words: Words) -> None:
        await self.drafting.learn_history(form.id)
        await self.redrawing.redraw(view_id, form.id, words)
