"""The form of a payment: filled from an invoice, from several, or from a client; and its moves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.actions.directory import Directory
from bot.actions.drafting import FormGone, FormTooBusy
from bot.actions.owed_invoices import NothingOwed, OwedInvoices, Pair, line_of
from bot.actions.withholding_habits import WithholdingHabits, taught
from bot.adapters import TypeAdapter
from bot.billing.countries import rules_of
from bot.billing.countries.mexico import ONE_PAYMENT, PARTIAL_OR_DEFERRED
from bot.billing.crockford import encoded
from bot.billing.dates import local_date
from bot.billing.directory import WithholdingRule
from bot.billing.invoice import Invoice
from bot.billing.paying import PaidLine, Paying, weigh
from bot.slack.forms import Values
from bot.slack.modals.payment import PaymentForm
from bot.slack.modals.payment_state import take_over
from bot.store.compositions import Compositions
from bot.store.records import Document

PAYINGS: TypeAdapter[Paying] = TypeAdapter(Paying)
TRIES = 20
MOST_LINES = 12
"""Of five to seven blocks each: Slack takes a hundred in a view."""


class SeveralClients(Exception):
    """One payment goes to invoices of one client, in one currency."""

    def __init__(self, numbers: Sequence[str]) -> None:
        super().__init__(f"{', '.join(numbers)} are not of one client and currency")
        self.numbers = tuple(numbers)


@dataclass(frozen=True)
class PaymentForms:
    owed: OwedInvoices
    habits: WithholdingHabits
    directory: Directory
    compositions: Compositions
    timezone: str
    random_bits: Callable[[], int]

    @property
    def rules(self) -> tuple[WithholdingRule, ...]:
        """None where withholdings stand in the invoice, and the total is net (ux, Mexico)."""
        country = rules_of(self.directory.company.country)
        return self.directory.withholdings if country.withholds_on_paying else ()

    async def of_document(self, document: Document, invoice: Invoice, *, by: str) -> Paying:
        """From what is stored; asks nobody."""
        return await self._keep_new(self._blank([(document, invoice)], by=by))

    async def of_invoices(self, typed: Sequence[str], *, by: str, amount: str = "", rehearse: bool = False) -> Paying:
        """Raise NoSuchInvoice, NothingOwed, SeveralClients, or an AlegraError."""
        pairs = await self.owed.named(typed[:MOST_LINES])
        left_out = max(0, len(typed) - MOST_LINES)
        form = replace(self._blank(pairs, by=by), entered=amount, left_out=left_out, rehearse=rehearse)
        return await self._keep_new(await self._learned(form))

    async def of_client(self, client_id: str, *, by: str, amount: str = "", rehearse: bool = False) -> Paying:
        """All that the client owes, oldest first. Raise NothingOwed or an AlegraError."""
        pairs, left_out = await self._of_client(client_id)
        if not pairs:
            raise NothingOwed(self.directory.client_name(client_id) or client_id)
        form = replace(self._blank(pairs, by=by), entered=amount, left_out=left_out, rehearse=rehearse)
        return await self._keep_new(await self._learned(form))

    async def with_all(self, form_id: str) -> Paying:
        """The client's other open invoices come into the form, and what was typed stays. Raise NothingOwed, AlegraError."""
        before = await self.find(form_id)
        pairs, left_out = await self._of_client(before.client_id)
        if not pairs:
            raise NothingOwed(before.client_name)
        wider = self._blank(pairs, by=before.person)
        learned = await self._learned(wider)
        return await self.move(
            form_id,
            lambda form: replace(
                form,
                lines=learned.lines,
                usual=learned.usual,
                left_out=left_out,
                for_complement=wider.for_complement,
                in_one_payment=wider.in_one_payment,
            ),
        )

    async def afresh(self, form_id: str) -> Paying:
        """With what is stored now of its invoices, and everything that was typed. Raise FormGone."""
        form = await self.find(form_id)
        stored = [await self.owed.acting.documents.find(line.document) for line in form.lines]
        lines = tuple(_renewed(line, document) for line, document in zip(form.lines, stored, strict=True))
        return await self.move(form_id, lambda before: replace(before, lines=lines))

    async def learn(self, form_id: str) -> Paying:
        """What the client usually withholds. Raise FormGone."""
        form = await self.find(form_id)
        if not self.rules:
            return form
        learned = await self.habits.of(form)
        return await self.move(form_id, lambda before: taught(before, learned))

    async def taken_over(self, form_id: str, values: Values, *, by_hand: bool = False) -> Paying:
        """With what its fields hold now. Raise FormGone."""

        def taken(before: Paying) -> Paying:
            form = take_over(before, values)
            return replace(form, by_hand=True) if by_hand else form

        return await self.move(form_id, taken)

    async def find(self, form_id: str) -> Paying:
        """Raise FormGone."""
        stored = await self.compositions.get(form_id)
        if stored is None:
            raise FormGone(form_id)
        return replace(PAYINGS.validate_python(stored.state), revision=stored.revision)

    async def move(self, form_id: str, change: Callable[[Paying], Paying]) -> Paying:
        """Raise FormGone."""
        for _ in range(TRIES):
            before = await self.find(form_id)
            moved = change(before)
            if await self._put(moved):
                return replace(moved, revision=before.revision + 1)
        raise FormTooBusy(form_id)

    async def drawn(self, form: Paying, *, notice: str = "") -> PaymentForm:
        today = local_date(await self.owed.acting.clock(), self.timezone)
        company, accounts = self.directory.company, self.directory.bank_accounts
        return PaymentForm(form, weigh(form, self.rules), self.rules, accounts, today, notice, company.currency)

    async def _of_client(self, client_id: str) -> tuple[tuple[Pair, ...], int]:
        home = self.directory.company.currency
        return await self.owed.of_client(client_id, most=MOST_LINES, home_currency=home)

    async def _learned(self, form: Paying) -> Paying:
        return taught(form, await self.habits.of(form)) if self.rules else form

    async def _keep_new(self, form: Paying) -> Paying:
        await self._put(form)
        return replace(form, revision=form.revision + 1)

    async def _put(self, form: Paying) -> bool:
        state = PAYINGS.dump_python(form, mode="json")
        return await self.compositions.put(form.id, revision=form.revision, state=state) is not None

    def _blank(self, pairs: Sequence[Pair], *, by: str) -> Paying:
        first, home = pairs[0][1], self.directory.company.currency
        if len({(each.client.id, each.currency or home) for _, each in pairs}) > 1:
            raise SeveralClients([each.number for _, each in pairs])
        return Paying(
            id=f"pay/{encoded(self.random_bits(), length=12)}",
            person=by,
            client_id=first.client.id,
            client_name=first.client.name,
            currency=first.currency or home,
            lines=tuple(line_of(document, invoice) for document, invoice in pairs),
            for_complement=_numbers(pairs, PARTIAL_OR_DEFERRED),
            in_one_payment=_numbers(pairs, ONE_PAYMENT),
        )


def _numbers(pairs: Sequence[Pair], payment_form: str) -> tuple[str, ...]:
    return tuple(invoice.number for _, invoice in pairs if invoice.payment_form == payment_form)


def _renewed(line: PaidLine, document: Document | None) -> PaidLine:
    if document is None or document.content is None:
        return line
    fresh = line_of(document, document.content)
    owed = replace(fresh.owed, withheld=fresh.owed.withheld | line.owed.withheld)
    return replace(fresh, owed=owed, chosen=line.chosen, amounts=line.amounts, applied=line.applied)
