"""A verb and the invoice that it is typed about: a form opens at once, and fills when the invoice has been found."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from bot.actions.acting import Acting
from bot.actions.finding import Finding, NoSuchInvoice, SeveralInvoices, as_of_now
from bot.alegra.errors import AlegraError
from bot.billing.search import folded
from bot.locale import Words, phrase
from bot.slack.drawing import Block, Message, View
from bot.slack.errors import SlackError
from bot.slack.forms import rehearsing
from bot.slack.messages import naming_notes, private_notes
from bot.slack.modals import choose, notice
from bot.slack.references import Reference
from bot.store.people import Person
from bot.store.records import Document, Phase
from handlers.alegra_notes import unanswered
from handlers.answers import Answer, Choices, Mistakes, Modal, Redraw
from handlers.carrying_out import notice_view
from handlers.door import Door
from handlers.objections import Objections
from handlers.payloads import Asking, Query, Submission, Typed

NOTHING = "-"
"""Stands in a reference where no document is named yet."""
MOST_LISTED = 60
MOST_OFFERED = 20
ISSUED = frozenset({Phase.ISSUED})
SHOWABLE = frozenset({Phase.PENDING, Phase.APPROVED, Phase.ISSUED, Phase.VOIDED, Phase.RETURNED})
TITLES = {
    "void": phrase("Anular factura"),
    "reopen": phrase("Reabrir factura"),
    "email": phrase("Enviar por correo"),
    "clone": phrase("Igual que otra"),
    "preview": phrase("PDF y XML"),
}
PHASES = {"void": ISSUED, "email": ISSUED, "reopen": frozenset({Phase.VOIDED}), "clone": SHOWABLE, "preview": SHOWABLE}
"""Of the invoices that are offered for each verb."""


@dataclass(frozen=True)
class Opening:
    """Who opens a form, and how."""

    person: Person
    words: Words
    channel: str = ""
    rehearse: bool = False

    def reserved(self, document: Document, kind: str) -> Reference:
        """What the form of an operation remembers."""
        operation = document.next_operation(kind)
        return Reference(document.id, document.revision, operation, rehearse=self.rehearse, channel=self.channel)

    def drawn(self, view: View) -> View:
        return rehearsing(view, self.words) if self.rehearse else view


Form = Callable[[Document, Opening], Awaitable[View | Message]]
"""The form of a verb about a document, or why there is none. May ask Alegra."""


Tell = Callable[[Document, Opening], Awaitable[Message]]


@dataclass(frozen=True)
class Named:
    finding: Finding
    acting: Acting
    objections: Objections
    replace_view: Callable[[str, View], Awaitable[None]]
    say_later: Callable[[Asking, Awaitable[Message]], Awaitable[None]]
    forms: Mapping[str, Form]
    """By verb; see `TITLES`."""
    told: Mapping[str, Tell]
    """Verbs that open no form: their answer is words."""

    def register(self, door: Door) -> None:
        door.options(choose.INVOICE, self.offer)
        door.submission(choose.CALLBACK, self.chosen)

    def typed(self, verb: str) -> Callable[[Typed, str], Awaitable[Answer]]:
        """What the command does when `verb` is typed; without an invoice it asks which."""

        async def answer(typed: Typed, rest: str) -> Answer:
            words = self.objections.words_of(typed.person)
            opening = Opening(typed.person, words, typed.channel, typed.rehearse)
            if not rest:
                reference = Reference(NOTHING, verb=verb, rehearse=typed.rehearse, channel=typed.channel)
                return Answer(Modal(choose.draw(choose.Choice(reference, words.t(TITLES[verb])), words)))
            if verb in self.told:
                return Answer(afterwards=lambda: self.say_later(typed, self._told(verb, rest, opening)))
            return Answer(Modal(notice.loading(words), then=lambda view_id: self._fill(view_id, verb, rest, opening)))

        return answer

    async def offer(self, query: Query) -> Answer:
        """The newest that the verb may be about, and whatever else was typed."""
        words = self.objections.words_of(query.person)
        verb = Reference.unpack(query.view.private_metadata).verb if query.view else ""
        newest = await self.acting.documents.listed(phases=PHASES.get(verb, SHOWABLE), limit=MOST_LISTED)
        found = [block for document in newest if (block := _offered(document, query.text, words))]
        typed = [choose.offer_typed(query.text.strip(), words)] if query.text.strip() else []
        return Answer(Choices(options=[*found[:MOST_OFFERED], *typed]))

    async def chosen(self, submission: Submission) -> Answer:
        words = self.objections.words_of(submission.person)
        reference = Reference.unpack(submission.view.private_metadata)
        name = choose.read(submission.view.values)
        if not name:
            return Answer(Mistakes({choose.INVOICE: words.t("Elige una factura")}))
        opening = Opening(submission.person, words, reference.channel, reference.rehearse)
        return Answer(
            Redraw(notice.loading(words), then=lambda view_id: self._fill(view_id, reference.verb, name, opening))
        )

    async def found(self, typed: str, words: Words) -> Document | Message:
        """As Alegra has it now, or why there is none to speak of."""
        try:
            document = await self.finding.find(typed)
            invoice = await self.finding.read_again(document)
        except SeveralInvoices as several:
            return naming_notes.several_invoices(several.typed, words)
        except NoSuchInvoice as missing:
            return private_notes.wrong_number(missing.typed, words)
        except AlegraError as silent:
            return unanswered(silent, words)
        if invoice is None:
            return document
        await self.acting.follow(document.id, invoice)
        return as_of_now(replace(document, content=invoice), invoice)

    async def _fill(self, view_id: str, verb: str, typed: str, opening: Opening) -> None:
        try:
            drawn = await self._drawn(verb, typed, opening)
            await self.replace_view(view_id, notice_view(drawn, opening.words) if isinstance(drawn, Message) else drawn)
        except SlackError:
            return  # closed meanwhile

    async def _told(self, verb: str, typed: str, opening: Opening) -> Message:
        found = await self.found(typed, opening.words)
        return found if isinstance(found, Message) else await self.told[verb](found, opening)

    async def _drawn(self, verb: str, typed: str, opening: Opening) -> View | Message:
        found = await self.found(typed, opening.words)
        if isinstance(found, Message):
            return found
        try:
            drawn = await (self.forms.get(verb) or self.told[verb])(found, opening)
        except AlegraError as silent:
            return unanswered(silent, opening.words)
        return drawn if isinstance(drawn, Message) else opening.drawn(drawn)


def _offered(document: Document, typed: str, words: Words) -> Block | None:
    invoice = document.content
    if invoice is None:
        return None
    haystack = f" {folded(f'{invoice.number} {document.id} {invoice.client.name}')}"
    if not all(f" {word}" in haystack for word in folded(typed).split()):
        return None
    return choose.offer(document.id, invoice, words)
