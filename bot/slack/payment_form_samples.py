"""The form of a payment in its states, for its samples."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bot.billing.directory import BankAccount, WithholdingRule
from bot.billing.invoice import Invoice
from bot.billing.paying import PaidLine, Paying, weigh
from bot.billing.payments import Residue
from bot.billing.settlement import Owed
from bot.billing.withholdings import bases_of
from bot.slack import samples

TODAY = dt.date(2025, 12, 28)
ACCOUNTS = (BankAccount("1", "Bancolombia Cta Cte", "bank"), BankAccount("2", "Caja general", "cash"))
RULES = (
    WithholdingRule("1", "Retefuente servicios", Decimal(4), "FUENTE"),
    WithholdingRule("2", "Retefuente compras", Decimal("2.5"), "FUENTE"),
    WithholdingRule("4", "ReteICA Bogotá servicios", Decimal("0.966"), "ICA"),
    WithholdingRule("3", "ReteIVA", Decimal(15), "IVA"),
)
MANY_RULES = tuple(
    WithholdingRule(str(n), f"Retención de renta número {n}", Decimal(n), "FUENTE") for n in range(1, 31)
)


def _line(invoice: Invoice, **changes: Any) -> PaidLine:
    owed = Owed(invoice.id, invoice.number, invoice.balance, invoice.due_date, bases_of(invoice))
    return replace(PaidLine("D-7K3Q", "D-7K3Q/payment/1", owed, paid=invoice.paid), **changes)


OPEN = Paying(
    id="pay/7K3Q",
    person=samples.CARLA,
    client_id="12",
    client_name=samples.CLINIC.name,
    currency="COP",
    lines=(_line(samples.STAMPED),),
)
USUAL = ("1", "3", "4")
OLDER = replace(samples.PART_PAID, id="502", number="FE329", due_date=dt.date(2025, 11, 18))
NEWER = replace(samples.STAMPED, id="503", number="FE350", due_date=dt.date(2026, 1, 15))
SEVERAL = replace(OPEN, lines=(_line(OLDER), _line(samples.STAMPED), _line(NEWER)), usual=USUAL)
HOSTILE = replace(
    SEVERAL,
    client_name=samples.HOSTILE,
    entered="5000000",
    note=samples.HOSTILE,
    by_hand=True,
    residue=Residue.OTHER,
    reason=samples.HOSTILE,
    usual=("1",),
    lines=(_line(samples.HOSTILE_INVOICE), replace(_line(OLDER), amounts={"1": samples.HOSTILE[:40]})),
)


def _form(form: Paying, rules: tuple[WithholdingRule, ...] = RULES, **changes: Any) -> dict[str, Any]:
    drawn = {"form": form, "weighed": weigh(form, rules), "rules": rules, "accounts": ACCOUNTS, "today": TODAY}
    return drawn | changes


_NET = replace(OPEN, entered="4283919", usual=USUAL)
_PART = replace(OPEN, entered="1000000")
FORMS: Mapping[str, dict[str, Any]] = {
    "open": _form(OPEN),
    "net of what the client usually withholds": _form(_NET),
    "the certificate differs": _form(replace(_NET, by_hand=True)),
    "less than the net": _form(replace(_NET, entered="3000000", residue=Residue.UNDOCUMENTED)),
    "part paid": _form(replace(OPEN, lines=(_line(samples.PART_PAID),), account_id="2", method="cash")),
    "a part": _form(_PART, notice="Mira qué queda antes de registrarlo."),
    "another reason": _form(replace(_PART, residue=Residue.OTHER, reason="Descuento por pronto pago")),
    "too much": _form(replace(OPEN, entered="5000000")),
    "unreadable": _form(replace(OPEN, entered="1.500")),
    "several": _form(SEVERAL),
    "several, spread": _form(replace(SEVERAL, entered="5768149", left_out=3)),
    "many withholdings": _form(replace(_PART, usual=("4", "25")), MANY_RULES),
    "twelve invoices": _form(
        replace(
            SEVERAL,
            entered="40000000",
            by_hand=True,
            lines=tuple(_line(replace(samples.STAMPED, id=str(n), number=f"FE{n}")) for n in range(400, 412)),
        ),
        MANY_RULES,
    ),
    "Mexico": _form(replace(_PART, currency="MXN", for_complement=("FE342",)), ()),
    "Mexico, to be paid at once": _form(replace(_PART, currency="MXN", in_one_payment=("FE342",)), ()),
    "dry run": _form(replace(_PART, rehearse=True)),
    "in another currency": _form(replace(OPEN, currency="USD"), home_currency="COP"),
    "no accounts": _form(OPEN, accounts=()),
    "nothing owed": _form(replace(OPEN, lines=(_line(samples.PAID),))),
    "many accounts": _form(OPEN, accounts=tuple(BankAccount(str(n), f"Cuenta {n} " * 20, "bank") for n in range(150))),
    "hostile": _form(
        HOSTILE,
        (WithholdingRule("1", samples.HOSTILE, Decimal(4), "FUENTE"),),
        accounts=(BankAccount("1", samples.HOSTILE, "bank"),),
        notice=samples.HOSTILE * 20,
    ),
}
