"""What each verb that can be typed does; anything else gets help."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.slack.messages import help as help_message
from bot.slack.verbs import HELP, verb_called
from handlers.answers import Answer, Note
from handlers.auditing import AuditTalk
from handlers.bulk_approval import BulkTalk
from handlers.directory_talk import DirectoryTalk
from handlers.door import Door
from handlers.drafts import Drafts
from handlers.dry_run_flag import without_dry_run
from handlers.examining import Examining
from handlers.looking import Looking
from handlers.named import Named
from handlers.objections import Objections
from handlers.operations import OperationsTalk
from handlers.payloads import Typed
from handlers.payment_openings import PaymentOpenings
from handlers.payment_reversals import PaymentReversalTalk
from handlers.policies import PolicyTalk
from handlers.roles import RoleTalk
from handlers.searching import Searching
from handlers.settings import SettingsTalk
from handlers.status import StatusTalk

Verb = Callable[[Typed, str], Awaitable[Answer]]
COMMANDS = {
    "/invoice": "invoice",
    "/factura": "invoice",
    "/payment": "payment",
    "/pago": "payment",
    "/client": "client",
    "/cliente": "client",
    "/item": "item",
    "/producto": "item",
    "/cobro": "cobro",
}
"""The manifest's commands and the noun that each is about."""
NAMING = ("preview", "email", "void", "reopen", "clone")
"""Verbs that are typed with the invoice that they are about."""


@dataclass(frozen=True)
class Commands:
    drafts: Drafts
    looking: Looking
    payments: PaymentOpenings
    named: Named
    searching: Searching
    bulk: BulkTalk
    reversing: PaymentReversalTalk
    directory: DirectoryTalk
    roles: RoleTalk
    policy: PolicyTalk
    settings: SettingsTalk
    status: StatusTalk
    auditing: AuditTalk
    examining: Examining
    operations: OperationsTalk
    objections: Objections

    @property
    def verbs(self) -> Mapping[tuple[str, str], Verb]:
        """By noun and verb, as `bot.slack.verbs` calls them; an empty verb is the bare command."""
        return {
            ("invoice", ""): self.drafts.create,
            ("invoice", "create"): self.drafts.create,
            ("client", ""): self.directory.find_clients,
            ("client", "find"): self.directory.find_clients,
            ("client", "create"): self.directory.create_client,
            ("client", "statement"): self.directory.statement,
            ("item", ""): self.directory.find_items,
            ("item", "find"): self.directory.find_items,
            ("item", "create"): self.directory.create_item,
            ("invoice", "list"): self.looking.list_invoices,
            ("invoice", "show"): self.looking.show,
            ("invoice", "find"): self.searching.find,
            ("invoice", "approve"): self.bulk.typed,
            **{("invoice", verb): self.named.typed(verb) for verb in NAMING},
            ("payment", "record"): self.payments.record_typed,
            ("payment", "list"): self.reversing.list_typed,
            ("payment", "void"): self.reversing.void_typed,
            ("payment", "reopen"): self.reversing.reopen_typed,
            ("cobro", "roles"): self.roles.show,
            ("cobro", "policy"): self.policy.show,
            ("cobro", "settings"): self.settings.open,
            ("cobro", "status"): self.status.show,
            ("cobro", "audit"): self.auditing.show,
            ("cobro", "operations"): self.operations.typed,
            ("cobro", "doctor"): self.examining.examine,
            ("cobro", "setup"): self.examining.set_up,
        }

    def register(self, door: Door) -> None:
        for command in COMMANDS:
            door.command(command, self.answer)
        self.auditing.register(door)

    async def answer(self, typed: Typed) -> Answer:
        text, is_dry_run = without_dry_run(as_typed(typed.text))
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


def as_typed(text: str) -> str:
    """Slack writes these three as in HTML, and nothing else."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
