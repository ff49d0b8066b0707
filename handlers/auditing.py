"""`/cobro audit FE341`: everything that was done with one document, for those who may ask."""

from collections.abc import Awaitable, Callable

from bot.actions.announcements import notice_name
from bot.actions.audit_trail import AuditTrail, payments_of
from bot.actions.finding import Finding, NoSuchInvoice
from bot.actions.payment_finding import NoSuchPayment, PaymentFinding
from bot.actions.role_book import RolesNow
from bot.billing.eligibility import NotPermitted, may_audit
from bot.frozen import dataclass
from bot.locale import Words
from bot.slack.drawing import File, Message
from bot.slack.messages import audit_story, private_notes
from bot.slack.wire import Wire
from bot.store.people import Person
from handlers.answers import Answer, Note
from handlers.looking import Looking
from handlers.objections import Objections
from handlers.payloads import Typed

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
        actors = {str(entry.get("actor", "")) for entry in story.entries}
        known = [await self.find_person(actor) for actor in sorted(actors) if actor]
        names = {each.id: each.full_name or each.name for each in known if each}
        text = audit_story.in_file(story, names, words)
        file = File(f"auditoria_{story.name}.txt", words.t("Auditoría de {name}", name=story.name), text.encode())
        await self.wire.upload_file(await self.wire.open_direct(person), file)
