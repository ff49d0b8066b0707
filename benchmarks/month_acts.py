"""What people do in the replayed month: invoices asked for, approved and issued; payments recorded."""

from collections import Counter
from dataclasses import dataclass, field

from benchmarks.patience import Patience
from sandbox.slack.client.message import Message
from sandbox.slack.client.modal import Modal
from sandbox.slack.client.person import Person
from tests.stories.invoicing import UNDO_IS_OVER, fills
from tests.stories.stage import Stage

APPROVE = "Aprobar y emitir"
AMOUNT = "Valor que entró al banco"
REST = "¿Qué es lo que falta?"
FULL, NET, PART, LAST = "1011500", "945064", "500000", "511500"
"""Of an hour of maintenance with its VAT: all of it, what is left when the clinic withholds, a part and the rest."""
WITHHELD = ("Retefuente servicios", "ReteIVA", "ReteICA Bogotá servicios")
WAYS = ("in full", "net", "in parts", "two at once")
OVERNIGHT_EVERY = 12
"""So many invoices wait for their approval until another day."""


@dataclass
class Acts:
    stage: Stage
    paid: int
    done: Counter[str] = field(default_factory=Counter)
    patience: Patience = field(default_factory=Patience)
    _overnight: list[tuple[int, Message]] = field(default_factory=list)
    """With the day of the year on which it was asked for."""
    _owed: list[str] = field(default_factory=list)
    """Numbers of the issued invoices that nobody has paid."""
    _paid: int = 0
    _seen: set[str] = field(default_factory=set)

    async def of_a_slot(self, invoices: int) -> None:
        """Invoices are asked for, those of earlier days approved with them, and what was issued before is paid."""
        owed, today = list(self._owed), self.stage.clock.utc().timetuple().tm_yday
        cards = [card for day, card in self._overnight if day != today]
        self.done["approved another day"] += len(cards)
        self._overnight = [each for each in self._overnight if each[0] == today]
        for _ in range(invoices):
            card = await self._asked_for()
            if self.done["invoices"] % OVERNIGHT_EVERY:
                cards.append(card)
            else:
                self._overnight.append((today, card))
        self.done["still to be approved"] = len(self._overnight)
        await self._issue(cards)
        await self._pay(owed)

    async def _asked_for(self) -> Message:
        ana, bruno = self.stage.person("ana"), self.stage.person("bruno")
        known = {message.ts for message in bruno.messages()}

        async def filled() -> Modal:
            return await fills(await self.patience.opens(ana, "/invoice create", "Nueva factura"))

        card = await self.patience.completes(ana, filled, lambda: self._news(bruno, known, "Factura por aprobar"))
        self.done["invoices"] += 1
        return card

    async def _issue(self, cards: list[Message]) -> None:
        for card in cards:
            await self.patience.presses(card, APPROVE)
        self.stage.clock.advance(UNDO_IS_OVER)
        for card in cards:
            await self.patience.waits(lambda card=card: card if "la envió a" in card.text else None, "an e-mail")  # type: ignore[misc]
        issued = [each["numberTemplate"]["fullNumber"] for each in self.stage.invoices if each["status"] == "open"]
        self._owed += [number for number in issued if number not in self._seen]
        self._seen.update(issued)

    async def _pay(self, owed: list[str]) -> None:
        """One after another, each in the next of four ways, until enough invoices are paid."""
        while owed and self._paid < self.paid:
            way = WAYS[self.done["payments"] % len(WAYS)]
            numbers = [owed.pop(0) for _ in range(2 if way == "two at once" and len(owed) > 1 else 1)]
            if way == "in parts":
                await self._payment(numbers, PART, withheld=())
                await self._payment(numbers, LAST)
            elif way == "net":
                await self._payment(numbers, NET, withheld=WITHHELD)
            else:
                await self._payment(numbers, str(int(FULL) * len(numbers)))
            self.done[f"paid {way}"] += len(numbers)
            self._paid += len(numbers)
            self._owed = [each for each in self._owed if each not in numbers]

    async def _payment(self, numbers: list[str], amount: str, *, withheld: tuple[str, ...] | None = None) -> None:
        """`withheld` says what the form is told of withholdings; nothing where it need not be told."""
        carla = self.stage.person("carla")
        before = {message.ts for message in carla.messages()}

        async def filled() -> Modal:
            form = await self.patience.opens(carla, f"/payment record {','.join(numbers)}", "Registrar pago")
            return await _filled(form, numbers[0], amount, withheld=withheld)

        await self.patience.completes(carla, filled, lambda: self._news(carla, before, "💰"))
        self.done["payments"] += 1
        self.done["invoices paid"] += len(numbers)

    @staticmethod
    def _news(person: Person, before: set[str], part: str) -> Message | None:
        """Only what is new is read: by the end of the month there are a thousand messages."""
        return next((each for each in person.messages() if each.ts not in before and part in each.text), None)


async def _filled(form: Modal, number: str, amount: str, *, withheld: tuple[str, ...] | None) -> Modal:
    await form.fill(AMOUNT, amount, enter=withheld is not None)
    if withheld is not None:
        await form.fill(f"Retenciones de {number}", list(withheld))
        await form.shows("queda en *$0*" if withheld else "queda en *$511.500*")
    if withheld == ():
        await form.fill(REST, "Es un abono, deja el saldo")
    return form
