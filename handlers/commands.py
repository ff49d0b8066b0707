"""What can be typed: the verbs of each command, in both languages; anything else gets help."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.slack.messages import help as help_message
from handlers.answers import Answer, Note
from handlers.collecting import Collecting
from handlers.door import Door
from handlers.drafts import Drafts
from handlers.looking import Looking
from handlers.objections import Objections
from handlers.payloads import Typed

Verb = Callable[[Typed, str], Awaitable[Answer]]
COMMANDS = {
    "/invoice": "invoice",
    "/factura": "invoice",
    "/payment": "payment",
    "/pago": "payment",
    "/cobro": "cobro",
}
"""The manifest's commands and the noun that each is about."""


@dataclass(frozen=True)
class Commands:
    drafts: Drafts
    looking: Looking
    collecting: Collecting
    objections: Objections

    @property
    def verbs(self) -> Mapping[tuple[str, str], Verb]:
        """By noun and verb; an empty verb is the bare command."""
        create, listed, show = self.drafts.create, self.looking.list_invoices, self.looking.show
        record = self.collecting.record_typed
        return {
            ("invoice", ""): create,
            ("invoice", "create"): create,
            ("invoice", "crear"): create,
            ("invoice", "list"): listed,
            ("invoice", "lista"): listed,
            ("invoice", "listar"): listed,
            ("invoice", "show"): show,
            ("invoice", "ver"): show,
            ("payment", "record"): record,
            ("payment", "registrar"): record,
        }

    def register(self, door: Door) -> None:
        for command in COMMANDS:
            door.command(command, self.answer)

    async def answer(self, typed: Typed) -> Answer:
        verb, _, rest = typed.text.strip().partition(" ")
        noun = COMMANDS[typed.command]
        act = self.verbs.get((noun, verb.lower()))
        if act:
            return await act(typed, rest.strip())
        return self._help(noun, typed)

    def _help(self, noun: str, typed: Typed) -> Answer:
        asked = typed.text.strip().lower() in {"", "help", "ayuda", "?"}
        helped = help_message.Help(noun, not_understood="" if asked else typed.text.strip())
        return Answer(Note(help_message.draw(helped, self.objections.words_of(typed.person))))
