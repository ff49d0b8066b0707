"""People at random moments: they submit, edit, approve, undo, return, pay, void and look again, twice and on stale cards."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field, replace
from typing import Any

from bot.billing.composing import ComposedLine
from bot.billing.dates import local_date
from bot.billing.eligibility import NotPermitted
from bot.operations.answers import Accepted, Same, Withdrawn
from bot.slack.messages import approval_card, approved_card, needs_person_card
from bot.slack.references import Reference
from bot.store.records import Phase
from bot.store.scripts import STORE_GONE
from tests.simulation.alegra_books import Books
from tests.simulation.company import ANA, BRUNO, CARLA, CHANNEL, CLIENT, DIEGO, ITEM, OLGA, PLAIN, TIMEZONE
from tests.simulation.paying import lines_of, payment_of
from tests.simulation.replicas import Replica, until_answered
from tests.simulation.slack_model import Workspace, buttons_of

Doing = Callable[[Replica], Coroutine[Any, Any, Any]]
ACCEPTED = (Accepted, Same, Withdrawn)


@dataclass
class Deed:
    """What a person did, kept apart from everything that Cobro itself remembers."""

    at: float
    person: str
    verb: str
    document: str
    operation: str
    card: str = ""
    """What stood on the card whose button was pressed; of an edit the price that was typed."""
    accepted: bool | None = None
    """None: nobody answered, and it may or may not have counted."""


@dataclass
class People:
    workspace: Workspace
    books: Books
    any_replica: Callable[[], Replica]
    sky: Any
    deeds: list[Deed] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    prices: int = 0
    looks: int = 0

    async def bring_in(self) -> None:
        """Ana writes an invoice and hands it in until somebody answers her, now and then twice at once."""
        chance = self.sky.chance
        await asyncio.sleep(chance.uniform(0, 120))
        form = await until_answered(
            self.any_replica, lambda replica: replica.submissions.begin_afresh(person=ANA, channel=CHANNEL)
        )
        self.documents.append(form.document)
        line = ComposedLine(0, item_id=ITEM, quantity="2", price=self._price())
        form = replace(form, client_id=CLIENT, term_id="2", open_line=line)
        if chance.random() < 0.2:
            form = replace(form, numbering_id=PLAIN)
        times = 2 if chance.random() < 0.3 else 1
        await asyncio.gather(
            *[until_answered(self.any_replica, lambda replica: self._hand_in(replica, form)) for _ in range(times)]
        )

    async def click_about(self, clicks: int, seconds: float) -> None:
        chance = self.sky.chance
        moments = sorted(chance.uniform(5, seconds) for _ in range(clicks))
        began = asyncio.get_running_loop().time()
        for moment in moments:
            await asyncio.sleep(max(began + moment - asyncio.get_running_loop().time(), 0))
            if not self.documents:
                continue
            document = chance.choice(self.documents)
            doing = chance.choices(list(self._doings), list(self._doings.values()))[0]
            for _ in range(2 if chance.random() < 0.25 else 1):
                self._attempt(doing, document)

    @property
    def _doings(self) -> dict[Callable[[str], Doing | None], float]:
        return {
            self.approve: 12,
            self.undo: 3,
            self.send_back: 0.7,
            self.edit: 2,
            self.pay: 5,
            self.void: 0.7,
            self.discard: 0.3,
            self.look_again: 2,
            self.meddle: 2,
        }

    def _attempt(self, doing: Callable[[str], Doing | None], document: str) -> None:
        if work := doing(document):
            replica = self.any_replica()
            replica.process.begin(self._quietly(work, replica))

    @staticmethod
    async def _quietly(work: Doing, replica: Replica) -> None:
        try:
            await work(replica)
        except STORE_GONE:
            return

    async def _ask(self, person: str, verb: str, about: Reference, asked: Awaitable[Any], card: str = "") -> Any:
        """Noted before it is answered: the replica may die in between, and it may have counted all the same."""
        deed = Deed(asyncio.get_running_loop().time(), person, verb, about.document, about.operation, card)
        self.deeds.append(deed)
        answer = await asked
        deed.accepted = isinstance(answer, ACCEPTED)
        said = type(answer).__name__
        self.sky.history.note(person, verb, document=about.document, revision=about.revision, answer=said)
        return answer

    def _price(self) -> str:
        self.prices += 1
        return str(250_000 + 1_000 * self.prices)

    async def _hand_in(self, replica: Replica, form: Any) -> Any:
        totals = replica.submissions.drafting.totals(form)
        submitted = replica.submissions.submit(form, was_shown=str(totals.total) if totals else "")
        about, price = Reference(form.document, form.base_revision, form.operation), form.all_lines[0].price
        return await self._ask(form.person, form.kind, about, submitted, price)

    def _button(self, document: str, action: str) -> tuple[Reference, str] | None:
        """On the channel's card as it is, or as it was: a screen may be minutes old."""
        cards = [each for each in self.workspace.about(document, CHANNEL) if each.document]
        if not cards:
            return None
        shown = self.sky.chance.choice(cards)
        version = shown.newest if self.sky.chance.random() < 0.75 else self.sky.chance.choice(shown.versions)
        value = buttons_of(version).get(action)
        return (Reference.unpack(value), str(version.blocks)) if value else None

    def approve(self, document: str) -> Doing | None:
        person = self.sky.chance.choices([BRUNO, DIEGO, ANA, CARLA], [6, 6, 2, 1])[0]
        found = self._button(document, approval_card.APPROVE)
        if not found:
            return None
        reference, card = found

        async def press(replica: Replica) -> None:
            await self._ask(person, "approve", reference, replica.approvals.approve(reference, by=person), card)

        return press

    def undo(self, document: str) -> Doing | None:
        person = self.sky.chance.choice([BRUNO, DIEGO])
        found = self._button(document, approved_card.UNDO)
        if not found:
            return None

        async def press(replica: Replica) -> None:
            await self._ask(person, "undo", found[0], replica.approvals.undo(found[0], by=person))

        return press

    def send_back(self, document: str) -> Doing | None:
        person = self.sky.chance.choice([BRUNO, DIEGO])
        found = self._button(document, approval_card.RETURN)
        if not found:
            return None

        async def submit(replica: Replica) -> None:
            how = "correct" if self.sky.chance.random() < 0.8 else "discard"
            asked = replica.approvals.send_back(found[0], by=person, how=how, reason="no")
            await self._ask(person, "return", found[0], asked)

        return submit

    def discard(self, document: str) -> Doing | None:
        found = self._button(document, approval_card.APPROVE)
        if not found:
            return None

        async def press(replica: Replica) -> None:
            await self._ask(ANA, "discard", found[0], replica.approvals.discard_own(found[0], by=ANA))

        return press

    def edit(self, document: str) -> Doing:
        person = self.sky.chance.choices([ANA, DIEGO, CARLA], [5, 3, 1])[0]

        async def reopen(replica: Replica) -> None:
            stored = await replica.assembly.documents.find(document)
            if stored is None or stored.phase not in {Phase.PENDING, Phase.RETURNED, Phase.FAILED}:
                return
            form = await replica.submissions.reopen(stored, person=person, channel=CHANNEL)
            if isinstance(form, NotPermitted):
                return
            await asyncio.sleep(self.sky.chance.uniform(0, 40))
            lines = (replace(form.all_lines[0], price=self._price()),)
            await self._hand_in(replica, replace(form, lines=lines, open_line=ComposedLine(key=99)))

        return reopen

    def meddle(self, document: str) -> Doing:
        """Somebody changes the draft in Alegra itself."""

        async def change(replica: Replica) -> None:
            stored = await replica.assembly.documents.find(document)
            if stored and self.books.meddle(stored.alegra_id, self._price()):
                self.sky.history.note("somebody", "edits in Alegra", document=document)

        return change

    def pay(self, document: str) -> Doing:
        async def submit(replica: Replica) -> None:
            lines = await lines_of(replica.assembly.documents, document, chance=self.sky.chance)
            if not lines:
                return
            today = local_date(await replica.assembly.ground.store.clock(), TIMEZONE)
            wanted = payment_of(lines, today=today, chance=self.sky.chance)
            about = Reference(document, operation=lines[0].operation)
            await self._ask(CARLA, "payment", about, replica.payments.record(wanted, by=CARLA))

        return submit

    def void(self, document: str) -> Doing:
        async def submit(replica: Replica) -> None:
            stored = await replica.assembly.documents.find(document)
            if stored is None or stored.content is None:
                return
            reference = Reference(document, stored.revision, stored.next_operation("void"))
            await self._ask(BRUNO, "void", reference, replica.reversals.void(reference, by=BRUNO, cause="error"))

        return submit

    def look_again(self, document: str) -> Doing | None:
        found = self._button(document, needs_person_card.LOOK_AGAIN)
        if not found:
            return None

        self.looks += 1
        sends, operation = self.looks % 2 == 1, found[0].operation

        async def press(replica: Replica) -> None:
            """Every other time she has it sent again, whether it is there or not."""
            act = replica.resolutions
            asked = act.send_again(operation, by=OLGA, reason="?") if sends else act.look_again(operation, by=OLGA)
            await self._ask(OLGA, "send again" if sends else "look again", found[0], asked)

        return press
