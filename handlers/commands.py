"""What each verb that can be typed does; anything else gets help."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.slack.messages import help as help_message
from bot.slack.verbs import HELP, verb_called
from handlers.answers import Answer, Note
from handlers.door import Door
from handlers.drafts import Drafts
from handlers.dry_run_flag import without_dry_run
from handlers.looking import Looking
from handlers.objections import Objections
from handlers.payloads import Typed
from handlers.payment_openings import PaymentOpenings
from handlers.roles import RoleTalk

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
    payments: PaymentOpenings
    roles: RoleTalk
    objections: Objections

    @property
    def verbs(self) -> Mapping[tuple[str, str], Verb]:
        """By noun and verb, as `bot.slack.verbs` calls them; an empty verb is the bare command."""
        return {
            ("invoice", ""): self.drafts.create,
            ("invoice", "create"): self.drafts.create,
            ("invoice", "list"): self.looking.list_invoices,
            ("invoice", "show"): self.looking.show,
            ("payment", "record"): self.payments.record_typed,
            ("cobro", "roles"): self.roles.show,
        }

    def register(self, door: Door) -> None:
        for command in COMMANDS:
            door.command(command, self.answer)

    async def answer(self, typed: Typed) -> Answer:
        text, is_dry_run = without_dry_run(typed.text)
        typed = typed.model_copy(update={"text": text, "rehearse": is_dry_run})
        word, _, rest = text.partition(" ")
        noun = COMMANDS[typed.command]
        verb = verb_called(noun, word)
        if word.lower() in HELP:
            return self._help(help_message.Help(noun, rest.strip()), typed)
        if verb and rest.strip().lower() in HELP:
            return self._help(help_message.Help(noun, verb.name), typed)
        act = self.verbs.get((noun, verb.name)) if verb else None
        if act:
            return await act(typed, rest.strip())
        return self._help(help_message.Help(noun, not_understood=text), typed)

    def _help(self, helped: help_message.Help, typed: Typed) -> Answer:
        return Answer(Note(help_message.draw(helped, self.objections.words_of(typed.person))))
