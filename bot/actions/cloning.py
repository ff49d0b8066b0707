"""Same again: the form of a new invoice with what another one had in it."""

import datetime as dt
from dataclasses import dataclass, replace

from bot.actions.submissions import Submissions
from bot.billing.composing import Composition, recompose
from bot.billing.dates import local_date
from bot.billing.draft import Draft
from bot.billing.invoice import Invoice
from bot.billing.numbering import numbering_problem
from bot.billing.same_again import same_again
from bot.locale import Words
from bot.slack.escape import inert


@dataclass(frozen=True)
class Cloning:
    submissions: Submissions

    async def begin(
        self, invoice: Invoice, *, person: str, channel: str, words: Words, rehearse: bool = False
    ) -> Composition:
        """Kept beside the person's unsent form, which stays the one that they are offered to go on with."""
        begin = self.submissions.begin_rehearsal if rehearse else self.submissions.begin_beside
        blank = await begin(person=person, channel=channel)
        draft = same_again(invoice)
        form = recompose(draft, blank=blank, term_id=self._term(draft, blank))
        if not await self._may_number(draft.numbering_id):
            form = replace(form, numbering_id=blank.numbering_id)
        form = replace(form, payment_method=form.payment_method or blank.payment_method)
        shown = await self.submissions.drafting.show_total(form, notice=self._notice(invoice, words))
        return replace(shown, revision=form.revision + 1)

    def _term(self, draft: Draft, blank: Composition) -> str:
        """Of as many days; else the client's own, else the usual one."""
        directory = self.submissions.drafting.directory
        same = next((term.id for term in directory.terms if term.days == draft.term_days), "")
        client = directory.client(draft.client_id)
        return same or (client.term_id if client else "") or blank.term_id

    async def _may_number(self, numbering_id: str) -> bool:
        """A numbering that has run out since is not proposed again."""
        numbering = self.submissions.drafting.directory.numbering(numbering_id)
        return numbering is not None and numbering_problem(numbering, on=await self._today()) is None

    async def _today(self) -> dt.date:
        drafting = self.submissions.drafting
        return local_date(await drafting.clock(), drafting.timezone)

    def _notice(self, invoice: Invoice, words: Words) -> str:
        """What was not taken over although it mattered."""
        company = self.submissions.drafting.directory.company
        said = [
            words.t("Igual que {name}, con fechas nuevas.", name=inert(invoice.number, 40) or words.t("el borrador"))
        ]
        if invoice.purchase_order:
            said.append(words.t("Su OC era {order}: pon la nueva si la hay.", order=inert(invoice.purchase_order, 60)))
        if invoice.currency and invoice.currency != company.currency:
            said.append(words.t("Era en {currency}: revisa los precios.", currency=inert(invoice.currency, 10)))
        return " ".join(said)
