"""Shortcuts: a new invoice from anywhere, an invoice or a payment from a message; its text and its files go along."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial

from bot.actions.quoting import NamedFile, Quoting
from bot.billing.quoted import invoice_numbers, only_amount, plain_words
from bot.locale import Words
from bot.slack.drawing import Message
from bot.slack.escape import inert
from bot.slack.messages import private_notes
from handlers.answers import Answer, Note
from handlers.door import Door
from handlers.drafts import Drafts
from handlers.home import Verb
from handlers.objections import Objections
from handlers.payloads import Shortcut, Typed

Answering = Callable[["ShortcutUses", Shortcut], Awaitable[Answer]]
MOST_NAMED = 3


@dataclass(frozen=True)
class ShortcutUses:
    drafts: Drafts
    quoting: Quoting
    record_payment: Verb
    respond: Callable[[str, Message], Awaitable[None]]
    objections: Objections

    def register(self, door: Door) -> None:
        for callback_id, answer in SHORTCUTS.items():
            door.shortcut(callback_id, partial(answer, self))

    async def new_invoice(self, asked: Shortcut) -> Answer:
        return await self.drafts.create(_as_typed(asked, "/invoice"), "")

    async def invoice_from_message(self, asked: Shortcut) -> Answer:
        words = self.objections.words_of(asked.person)
        if not self.drafts.drafting.directory.is_ready:
            return Answer(Note(private_notes.directory_not_ready(words)))
        files = [NamedFile(file.name, file.url_private) for file in asked.files]
        form = await self.quoting.begin(asked.text, files, words, person=asked.person.id, channel=asked.channel)
        return self.drafts.opened(form, words)

    async def payment_from_message(self, asked: Shortcut) -> Answer:
        """As if the numbers and the amount that it names had been typed; the form shows what was understood of it."""
        said = plain_words(asked.text)
        prefixes = frozenset(each.prefix for each in self.drafts.drafting.directory.numberings)
        numbers = ",".join(invoice_numbers(said, prefixes))
        answer = await self.record_payment(
            _as_typed(asked, "/payment"), f"{numbers} {only_amount(said)}".strip() if numbers else ""
        )
        if not asked.files or isinstance(answer.shows, Note):
            return answer
        note = private_notes.said(_not_attached(asked, self.objections.words_of(asked.person)))
        return Answer(answer.shows, afterwards=partial(self.respond, asked.response_url, note))


def _not_attached(asked: Shortcut, words: Words) -> str:
    names = words.listed([inert(file.name, 80) for file in asked.files[:MOST_NAMED]])
    return words.n(
        "📎 {names} no se adjunta al pago en Alegra: Cobro no lee los archivos de Slack.",
        "📎 {names} no se adjuntan al pago en Alegra: Cobro no lee los archivos de Slack.",
        len(asked.files),
        names=names,
    )


def _as_typed(asked: Shortcut, command: str) -> Typed:
    return Typed(
        person=asked.person,
        trigger_id=asked.trigger_id,
        response_url=asked.response_url,
        command=command,
        text="",
        channel=asked.channel,
    )


SHORTCUTS: Mapping[str, Answering] = {
    "invoice.new": ShortcutUses.new_invoice,
    "factura.nueva": ShortcutUses.new_invoice,
    "invoice.from_message": ShortcutUses.invoice_from_message,
    "factura.de_mensaje": ShortcutUses.invoice_from_message,
    "payment.from_message": ShortcutUses.payment_from_message,
    "pago.de_mensaje": ShortcutUses.payment_from_message,
}
"""By the manifest's callback ids: each in English and in Spanish, as the commands are."""
