"""The form of a payment while it is filled: each answer explains what is still missing; only what was seen is recorded."""

import datetime as dt
from dataclasses import dataclass

from bot.actions.payment_forms import PaymentForms
from bot.actions.payments import BalanceChanged, NotPayable, Payments, Wanted
from bot.billing.paying import Paying, weigh
from bot.billing.payments import PaidHow
from bot.billing.settlement import Settlement
from bot.locale import Words
from bot.operations.answers import Accepted, Same
from bot.slack.modals import payment, payment_state
from handlers.answers import Answer, Close, Mistakes, Note, Redraw
from handlers.door import Door
from handlers.objections import Objections
from handlers.payloads import Click, Submission, view_of
from handlers.payment_views import PaymentViews


@dataclass(frozen=True)
class PaymentTalk:
    payments: Payments
    forms: PaymentForms
    views: PaymentViews
    objections: Objections

    def register(self, door: Door) -> None:
        for field in payment_state.WEIGHED:
            door.action(field, self.refresh)
        door.action(payment.BY_HAND, self.type_amounts)
        door.submission(payment.CALLBACK, self.record)

    async def refresh(self, click: Click) -> Answer:
        """Enter in a field, a choice: what is missing follows."""
        view, words = view_of(click), self.objections.words_of(click.person)
        form = await self.forms.taken_over(payment.whose(view.private_metadata)[0], view.values)
        return Answer(afterwards=self.views.later(view.id, form.id, words))

    async def type_amounts(self, click: Click) -> Answer:
        """The client's certificate has other values: each withheld amount gets a field."""
        view, words = view_of(click), self.objections.words_of(click.person)
        form = await self.forms.taken_over(payment.whose(view.private_metadata)[0], view.values, by_hand=True)
        return Answer(afterwards=self.views.later(view.id, form.id, words))

    async def record(self, submission: Submission) -> Answer:
        view, words = submission.view, self.objections.words_of(submission.person)
        form_id, shown = payment.whose(view.private_metadata)
        form = payment_state.take_over(await self.forms.find(form_id), view.values)
        weighed = weigh(form, self.forms.rules)
        if weighed.unread or weighed.settlement is None or not form.paid_on:
            errors = payment_state.unread_of(weighed, view.values, form, words)
            return Answer(Mistakes(errors))
        wanted = _wanted(form, weighed.settlement)
        found = await self.payments.against(wanted)
        asked = tuple(each for each in found if payment_state.is_on_screen(each, view.values))
        if asked:
            return Answer(Mistakes(payment_state.errors_of(asked, view.values, form, words)))
        if found or not (weighed.is_plain or weighed.digest == shown):
            return await self._shown_first(submission, words)
        return await self._recorded(wanted, form, submission, words)

    async def _shown_first(self, submission: Submission, words: Words) -> Answer:
        """Nothing is recorded that was not on screen: whoever typed and pressed at once sees what it comes to."""
        kept = await self._kept(submission)
        notice = words.t("Mira qué queda antes de registrarlo.")
        drawn = await self.views.view_of(kept, words, notice=notice)
        return Answer(Redraw(drawn, then=self.views.if_changed(kept, words)))

    async def _kept(self, submission: Submission) -> Paying:
        """What was typed goes into what is stored now: what the client usually withholds may just have been learnt."""
        return await self.forms.taken_over(payment.whose(submission.view.private_metadata)[0], submission.view.values)

    async def _recorded(self, wanted: Wanted, form: Paying, submission: Submission, words: Words) -> Answer:
        recorded = await self.payments.record(wanted, by=submission.person.id)
        match recorded:
            case Accepted() | Same():
                await self.views.leave(submission.view.id)
                return Answer(Close())
            case NotPayable(found):
                return Answer(Mistakes(payment_state.errors_of(found, submission.view.values, form, words)))
            case BalanceChanged(number):
                return await self._changed(submission, number, words)
        return Answer(Note(await self.objections.note(recorded, words, asked_by=submission.person.id)))

    async def _changed(self, submission: Submission, number: str, words: Words) -> Answer:
        """With everything that was typed, over what is owed now."""
        kept = await self._kept(submission)
        fresh = await self.forms.afresh(kept.id)
        notice = words.t("{number} cambió mientras escribías: ya no debe lo mismo. No registré nada.", number=number)
        return Answer(Redraw(await self.views.view_of(fresh, words, notice=notice)))


def _wanted(form: Paying, settlement: Settlement) -> Wanted:
    how = PaidHow(
        paid_on=dt.date.fromisoformat(form.paid_on),
        bank_account_id=form.account_id,
        method=form.method,
        residue=payment_state.residue_of(form),
        reason=form.reason,
    )
    return Wanted(form.lines, settlement, how, form.client_id, form.currency, form.note, form.rehearse)
