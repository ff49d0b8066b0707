"""Recording payments, joined: the forms, what they show, and what is done with them."""

from typing import NamedTuple

from bot.actions.owed_invoices import OwedInvoices
from bot.actions.payment_forms import PaymentForms
from bot.actions.payments import Payments
from bot.actions.withholding_habits import WithholdingHabits
from bot.assembly import Assembly
from bot.store.withheld import Withheld
from handlers.objections import Objections
from handlers.payment_openings import PaymentOpenings
from handlers.payment_views import PaymentViews
from handlers.payments import PaymentTalk


class PaymentTalks(NamedTuple):
    openings: PaymentOpenings
    submissions: PaymentTalk


def payment_talks(parts: Assembly, objections: Objections) -> PaymentTalks:
    ground = parts.ground
    forms = PaymentForms(
        owed=OwedInvoices(parts.acting, parts.finding, ground.alegra),
        habits=WithholdingHabits(ground.alegra, Withheld(ground.store)),
        directory=ground.directory,
        compositions=parts.compositions,
        timezone=ground.timezone,
        random_bits=ground.random_bits,
    )
    views = PaymentViews(forms=forms, wire=ground.wire)
    payments = Payments(parts.acting, ground.timezone, ground.directory.company.precision)
    return PaymentTalks(
        PaymentOpenings(forms, views, ground.directory, objections), PaymentTalk(payments, forms, views, objections)
    )
