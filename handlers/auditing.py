"""`/cobro audit FE341`: everything that was done with one document, for those who may ask, and its evidence on paper."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

from bot.actions.announcements import notice_name
from bot.actions.audit_trail import AuditTrail, payments_of
from bot.actions.channel_voice import WordsNow
from bot.actions.evidence import evidence_of, people_of
from bot.actions.finding import Finding, NoSuchInvoice
from bot.actions.payment_finding import NoSuchPayment, PaymentFinding
from bot.actions.role_book import RolesNow
from bot.billing.eligibility import NotPermitted, may_audit
from bot.locale import Words
from bot.slack.drawing import File, Message
from bot.slack.evidence import called, title
from bot.slack.evidence_paper import paper
from bot.slack.messages import audit_story, preview_notes, private_notes
from bot.slack.references import Reference
from bot.slack.wire import Wire
from bot.store.documents import Documents
from bot.store.people import Person
from bot.store.records import Document
from handlers.answers import Answer, Note
from handlers.door import Door
from handlers.looking import Looking
from handlers.objections import Objections
from handlers.payloads import Click, Typed

CARD = "card"
FindPerson = Callable[[str], Awaitable[Person | None]]


@dataclass(frozen=True)
class AuditTalk:
    trail: AuditTrail
    finding: Finding
    payments: PaymentFinding
    looking: Looking
    wire: Wire
    roles: RolesNow
    find_person: FindPerson
    objections: Objections
    documents: Documents
    voice: WordsNow

    def register(self, door: Door) -> None:
        door.action(audit_story.EVIDENCE, self.evidence)

    async def evidence(self, click: Click) -> Answer:
        """On paper, from the store alone: into the document's thread, or to whoever asked where amounts are hidden from it."""
        words = self.objections.words_of(click.person)
        allowed = may_audit(click.person.id, roles=await self.roles())
        if isinstance(allowed, NotPermitted):
            return Answer(Note(await self.objections.note(allowed, words)))
        document = await self.documents.find(Reference.unpack(click.value).document)
        if document is None:
            return Answer(Note(private_notes.wrong_phase(words)))
        return Answer(
            afterwards=lambda: self.looking.say_later(click, self._handed_over(document, click.person, words))
        )

    async def _handed_over(self, document: Document, person: Person, words: Words) -> Message:
        voice, card = await self.voice(), document.outbox.get(CARD)
        if card is None or not card.ts or voice.hides_amounts:
            file = await self._paper(document, words)
            await self.wire.upload_file(await self.wire.open_direct(person.id), file)
            return preview_notes.sent_directly([file.name], words)
        file = await self._paper(document, voice)
        await self.wire.upload_file(card.posted_channel, file, thread_ts=card.ts)
        return preview_notes.in_thread(words)

    async def _paper(self, document: Document, words: Words) -> File:
        name = (document.content.number if document.content else "") or document.id
        story = await self.trail.of(document.id, *payments_of(document), name=name)
        evidence = evidence_of(story, document, company=self.trail.audit.company)
        names = await self._names(people_of(evidence))
        # Elsewhere than in the loop: a long story takes as long as a second to write.
        content = await asyncio.to_thread(paper, evidence, words, lambda actor: called(actor, names))
        return File(f"evidencia_{name}.pdf", title(evidence, words), content)

    async def show(self, typed: Typed, rest: str) -> Answer:
        words = self.objections.words_of(typed.person)
        allowed = may_audit(typed.person.id, roles=await self.roles())
        if isinstance(allowed, NotPermitted):
            return Answer(Note(await self.objections.note(allowed, words)))
        if not rest:
            return Answer(Note(private_notes.said(words.t("Escribe el número o el nombre: `/cobro audit FE341`."))))
        return Answer(afterwards=lambda: self.looking.say_later(typed, self._told(rest, typed.person.id, words)))

    async def _told(self, rest: str, person: str, words: Words) -> Message:
        """Raise NoSuchInvoice and AlegraErrors."""
        story = await self._story(rest)
        if not audit_story.is_long(story, words):
            return audit_story.draw(story, words)
        await self._send(story, person, words)
        return private_notes.said(words.t("Es larga: te la envié completa por mensaje directo, en un archivo."))

    async def _story(self, typed: str) -> audit_story.AuditStory:
        """Of an invoice with its payments, or of a receipt. Raise NoSuchInvoice and AlegraErrors."""
        try:
            document = await self.finding.find(typed)
        except NoSuchInvoice as unknown:
            try:
                found = await self.payments.find(typed)
            except NoSuchPayment:
                raise unknown from None
            names = [notice_name(payment.id) for payment in found.payments]
            return await self.trail.of(*names, name=found.payments[0].number)
        name = (document.content.number if document.content else "") or document.id
        return await self.trail.of(document.id, *payments_of(document), name=name)

    async def _send(self, story: audit_story.AuditStory, person: str, words: Words) -> None:
        names = await self._names({str(entry.get("actor", "")) for entry in story.entries})
        text = audit_story.in_file(story, names, words)
        file = File(f"auditoria_{story.name}.txt", words.t("Auditoría de {name}", name=story.name), text.encode())
        await self.wire.upload_file(await self.wire.open_direct(person), file)

    async def _names(self, people: Collection[str]) -> dict[str, str]:
        known = [await self.find_person(each) for each in sorted(people) if each]
        return {each.id: each.full_name or each.name for each in known if each}
