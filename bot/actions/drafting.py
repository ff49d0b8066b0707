"""An invoice while somebody writes it: the stored composition, its moves, and what is shown of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.actions.directory import Directory
from bot.actions.pricing import price_for
from bot.adapters import TypeAdapter
from bot.alegra.api import Alegra
from bot.alegra.errors import AlegraError
from bot.billing.client_history import ClientHistory, history_of
from bot.billing.composing import Composition, choose_client, choose_item
from bot.billing.countries.payment_methods import payment_methods
from bot.billing.dates import local_date
from bot.billing.draft import Draft
from bot.billing.drafting import Known, Mistake, read_form, read_line
from bot.billing.numbering import numbering_warning
from bot.billing.totals import Totals, line_totals, totals_of
from bot.slack.chips import NumberingEnds
from bot.slack.modals.draft import FREE, DraftForm
from bot.slack.modals.draft_more import MoreOptions
from bot.slack.modals.draft_state import Values, chosen_client, chosen_item, take_over
from bot.store.compositions import Composition as Stored
from bot.store.compositions import Compositions
from bot.store.connection import Clock

COMPOSITIONS: TypeAdapter[Composition] = TypeAdapter(Composition)
TRIES = 20
"""How often a move is made again when another one came in between."""


class FormGone(Exception):
    """The form is older than seven days, or was never ours."""

    def __init__(self, composition_id: str) -> None:
        super().__init__(f"there is no form {composition_id}")


class FormTooBusy(Exception):
    def __init__(self, composition_id: str) -> None:
        super().__init__(f"{TRIES} moves in a row came in between on form {composition_id}")


@dataclass(frozen=True)
class Drafting:
    compositions: Compositions
    directory: Directory
    alegra: Alegra
    clock: Clock
    timezone: str
    generic_item: str = ""
    """Id of the item under which free concepts are invoiced; empty: they are not offered."""
    kept: Callable[[str], None] = lambda _person: None
    """Told whose form changed, for what else shows something of it."""

    @property
    def known(self) -> Known:
        return Known(self.directory.company, self.directory.client, self.directory.item, self.directory.term)

    async def find(self, composition_id: str) -> Composition:
        """Raise FormGone."""
        stored = await self.compositions.get(composition_id)
        if stored is None:
            raise FormGone(composition_id)
        return _read(stored)

    async def keep(self, form: Composition) -> bool:
        """Store it over the revision it was read at; False when another move came in between."""
        was_kept = await self.compositions.put(form.id, revision=form.revision, state=_state(form)) is not None
        if was_kept:
            self.kept(form.person)
        return was_kept

    async def begin(self, form: Composition, *, is_last: bool) -> bool:
        """Store a new one and reserve its name; False when that is taken. `is_last`: its author is offered to go on with it."""
        was_begun = await self.compositions.begin(form.id, _state(form), last_of=form.person if is_last else "")
        if was_begun:
            self.kept(form.person)
        return was_begun

    async def unsent(self, person: str) -> Composition | None:
        """The new form that this person opened last and did not hand in."""
        stored = await self.compositions.last(person)
        return _read(stored) if stored else None

    async def handed_in(self, form: Composition) -> None:
        """It is unsent no longer."""
        await self.compositions.is_over(form.id, form.person)

    async def move(
        self, composition_id: str, values: Values, change: Callable[[Composition], Composition]
    ) -> Composition:
        """Take over what is typed, then make the move. Raise FormGone."""
        for _ in range(TRIES):
            form = await self.find(composition_id)
            moved = self._with_total(change(take_over(form, values)))
            if await self.keep(moved):
                return replace(moved, revision=form.revision + 1)
        raise FormTooBusy(composition_id)

    async def choose_client(self, composition_id: str, values: Values) -> Composition:
        def chosen(form: Composition) -> Composition:
            return choose_client(form, self.directory.client(chosen_client(form, values)))

        return await self.move(composition_id, values, chosen)

    async def choose_item(self, composition_id: str, values: Values) -> Composition:
        """An item of the directory, or a free concept under the company's item for those."""

        def chosen(form: Composition) -> Composition:
            key, description = self._meant(chosen_item(form, values))
            item, client = self.directory.item(key), self.directory.client(form.client_id)
            return choose_item(form, item, price=price_for(item, client), description=description) if item else form

        return await self.move(composition_id, values, chosen)

    @property
    def offers_free_concepts(self) -> bool:
        return self.directory.item(self.generic_item) is not None

    def _meant(self, chosen: str) -> tuple[str, str]:
        """Item id and description; a free concept is written on the line of the item kept for them (design 7)."""
        if chosen.startswith(FREE):
            return self.generic_item, chosen.removeprefix(FREE)
        return chosen, ""

    def as_submitted(self, form: Composition, values: Values) -> Composition:
        """With client and item as they stand in their fields: the word of choosing them may have been lost."""
        client = self.directory.client(chosen_client(form, values))
        item = self.directory.item(chosen_item(form, values))
        taken = choose_client(take_over(form, values), client)
        if item is None or item.id == form.open_line.item_id:
            return taken
        chosen, typed = choose_item(taken, item, price=price_for(item, client)), taken.open_line.price
        return replace(chosen, open_line=replace(chosen.open_line, price=typed)) if typed.strip() else chosen

    async def learn_history(self, composition_id: str) -> None:
        """The client's last invoices, one request; the form does without when Alegra does not answer."""
        client_id = (await self.find(composition_id)).client_id
        try:
            page = await self.alegra.invoices.list_page(client_id=client_id)
        except AlegraError:
            return
        today = local_date(await self.clock(), self.timezone)
        history = history_of(page.rows, client_id=client_id, today=today)
        await self.move(composition_id, {}, lambda form: _with_history(form, client_id, history))

    def drawn(self, form: Composition, *, editing: str = "", resumed: bool = False) -> DraftForm:
        directory = self.directory
        items = {line.item_id: item for line in (*form.lines, form.open_line) if (item := directory.item(line.item_id))}
        return DraftForm(
            form=form,
            company=directory.company,
            client=directory.client(form.client_id),
            items=items,
            lines=[(line, self._line_totals(form, position)) for position, line in enumerate(form.lines, start=1)],
            totals=self.totals(form),
            terms=directory.terms,
            numbering=directory.numbering(form.numbering_id),
            editing=editing,
            resumed=resumed,
        )

    async def show_total(self, form: Composition, *, notice: str) -> Composition:
        """Keep what was handed in, with the total that is now shown. Raise FormGone."""
        shown = self._with_total(replace(form, notice=notice))
        await self.keep(shown)
        return shown

    async def more_options(self, form: Composition) -> MoreOptions:
        directory, today = self.directory, local_date(await self.clock(), self.timezone)
        numbering = directory.numbering(form.numbering_id)
        warning = numbering_warning(numbering, today=today) if numbering else None
        return MoreOptions(
            form=form,
            today=today.isoformat(),
            numberings=[each for each in directory.numberings if each.is_active],
            methods=payment_methods(directory.company.country),
            sellers=directory.sellers,
            cost_centers=directory.cost_centers,
            numbering_ends=NumberingEnds(numbering.prefix, warning) if numbering and warning else None,
        )

    @staticmethod
    def noticed(form: Composition, notice: str) -> Composition:
        return replace(form, notice=notice)

    def read(self, form: Composition) -> Draft | tuple[Mistake, ...]:
        return read_form(form, known=self.known)

    def totals(self, form: Composition) -> Totals | None:
        """Of the lines that can be read; None while there is none."""
        read = [read_line(line, position=position, known=self.known) for position, line in enumerate(form.all_lines, 1)]
        lines = [line for line in read if not isinstance(line, tuple)]
        return (
            totals_of(lines, taxes=self.directory.taxes, precision=self.directory.company.precision) if lines else None
        )

    def _line_totals(self, form: Composition, position: int) -> Any:
        line = read_line(form.lines[position - 1], position=position, known=self.known)
        if isinstance(line, tuple):
            return None
        return line_totals(line, taxes=self.directory.taxes, precision=self.directory.company.precision)

    def _with_total(self, form: Composition) -> Composition:
        totals = self.totals(form)
        return replace(form, shown_total=str(totals.total) if totals else "")


def _read(stored: Stored) -> Composition:
    return replace(COMPOSITIONS.validate_python(stored.state), revision=stored.revision)


def _state(form: Composition) -> dict[str, Any]:
    state: dict[str, Any] = COMPOSITIONS.dump_python(form, mode="json")
    return state


def _with_history(form: Composition, client_id: str, history: ClientHistory) -> Composition:
    return replace(form, history=history) if form.client_id == client_id else form
