"""Recording a payment: the first question is what entered the bank."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.billing.directory import BankAccount
from bot.billing.invoice import Invoice
from bot.billing.payments import PAYMENT_METHODS, PaymentProblem
from bot.locale import Words, phrase
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import choice, context, date_input, field, option, section, text_input
from bot.slack.drawing import Block, View
from bot.slack.escape import inert
from bot.slack.forms import FieldErrors, Values, amount_or_error, chosen, modal, picked_day, typed
from bot.slack.references import Reference

CALLBACK = "payment.submit"
AMOUNT, ACCOUNT, METHOD, DAY, NOTE = (
    "payment.amount",
    "payment.account",
    "payment.method",
    "payment.day",
    "payment.note",
)
"""Each is its block's id and its action's id."""
LONGEST_NOTE = 300
MOST_ACCOUNTS = 100

METHODS = {
    "transfer": phrase("Transferencia"),
    "deposit": phrase("Consignación"),
    "cash": phrase("Efectivo"),
    "check": phrase("Cheque"),
    "debit-card": phrase("Tarjeta débito"),
    "credit-card": phrase("Tarjeta crédito"),
}
PROBLEMS = {
    PaymentProblem.NOT_OPEN: (AMOUNT, phrase("La factura ya no debe nada o no está abierta: revísala en su tarjeta")),
    PaymentProblem.NOT_POSITIVE: (AMOUNT, phrase("El valor debe ser mayor que 0")),
    PaymentProblem.ABOVE_BALANCE: (
        AMOUNT,
        phrase("El saldo es {balance}: lo que pasa de ahí no se puede aplicar a esta factura"),
    ),
    PaymentProblem.TOO_PRECISE: (AMOUNT, phrase("Tiene más decimales que la moneda")),
    PaymentProblem.IN_FUTURE: (DAY, phrase("Ese día aún no llega: pon el día en que entró el dinero")),
    PaymentProblem.NO_ACCOUNT: (ACCOUNT, phrase("Elige la cuenta a la que entró")),
    PaymentProblem.UNKNOWN_METHOD: (METHOD, phrase("Elige cómo pagó")),
}


@dataclass(frozen=True)
class PaymentForm:
    reference: Reference
    """`operation` is the payment that submitting would begin."""
    invoice: Invoice
    accounts: tuple[BankAccount, ...]
    today: dt.date
    account_id: str = ""
    method: str = "transfer"
    paid_on: dt.date | None = None
    """None: today."""
    amount: str = ""
    """As typed before, when the form comes back."""
    note: str = ""
    trouble: str = ""
    """Why it came back, already written by `Words`."""


@dataclass(frozen=True)
class TypedPayment:
    amount: Decimal
    bank_account_id: str
    method: str
    paid_on: dt.date
    note: str


def draw(form: PaymentForm, words: Words) -> View:
    usable = bool(form.accounts) and form.invoice.balance > 0
    return modal(
        callback=CALLBACK,
        title=words.t("Registrar pago"),
        blocks=[
            *_trouble(form),
            section(_owed(form, words)),
            *(_fields(form, words) if usable else [section(_why_not(form, words))]),
        ],
        submit=words.t("Registrar") if usable else "",
        close=words.t("Cancelar"),
        private_metadata=form.reference.pack(),
    )


def read(values: Values, words: Words, *, currency: str) -> TypedPayment | FieldErrors:
    """What was typed. Whether it may be recorded is `billing.payments`' to say: see `problems`."""
    amount = amount_or_error(typed(values, AMOUNT, AMOUNT), words, currency=currency)
    paid_on = picked_day(values, DAY, DAY)
    account, method = chosen(values, ACCOUNT, ACCOUNT), chosen(values, METHOD, METHOD)
    if isinstance(amount, Decimal) and paid_on:
        return TypedPayment(amount, account, method, paid_on, typed(values, NOTE, NOTE))
    wrong = {AMOUNT: amount} if isinstance(amount, str) else {}
    return FieldErrors(wrong if paid_on else wrong | {DAY: words.t("Elige el día en que entró el dinero")})


def problems(found: tuple[PaymentProblem, ...], invoice: Invoice, words: Words) -> FieldErrors:
    """The sentences of `billing.payments.payment_problems`, the first of each field."""
    errors: dict[str, str] = {}
    for problem in found:
        block, sentence = PROBLEMS[problem]
        errors.setdefault(block, words.t(sentence, balance=phrases.balance(invoice, words)))
    return FieldErrors(errors)


def _trouble(form: PaymentForm) -> list[Block]:
    return [section(f"🔴 {inert(form.trouble, 800)}")] if form.trouble else []


def _owed(form: PaymentForm, words: Words) -> str:
    invoice = form.invoice
    owed = words.t(
        "Saldo de *{number}*: *{amount}*", number=inert(invoice.number, 40), amount=phrases.balance(invoice, words)
    )
    paid = words.t("ya abonó {amount}", amount=words.money(invoice.paid, invoice.currency)) if invoice.paid else ""
    return f"{phrases.client_line(invoice.client)}\n{phrases.dotted(owed, paid)}"


def _why_not(form: PaymentForm, words: Words) -> str:
    if form.invoice.balance <= 0:
        return words.t("No debe nada: no hay pago que registrar.")
    return words.t(
        "Alegra no tiene cuentas de banco ni cajas activas. *Qué hacer:* crea una en Alegra, en Bancos, y vuelve a abrir esto."
    )


def _fields(form: PaymentForm, words: Words) -> list[Block]:
    accounts = [option(account.name, account.id) for account in form.accounts[:MOST_ACCOUNTS]]
    methods = [option(words.t(METHODS[method]), method) for method in PAYMENT_METHODS]
    account_id = form.account_id or form.accounts[0].id
    amount = text_input(AMOUNT, initial=form.amount, longest=40, placeholder=words.number(form.invoice.balance))
    return [
        field(
            words.t("Valor que entró al banco"),
            amount,
            block_id=AMOUNT,
            hint=words.t("Si es menos que el saldo, queda como abono"),
        ),
        field(words.t("Cuenta"), choice(ACCOUNT, accounts, chosen=account_id), block_id=ACCOUNT),
        field(words.t("Cómo pagó"), choice(METHOD, methods, chosen=form.method), block_id=METHOD),
        field(
            words.t("Día en que entró"), date_input(DAY, initial=(form.paid_on or form.today).isoformat()), block_id=DAY
        ),
        field(words.t("Nota"), text_input(NOTE, initial=form.note, longest=LONGEST_NOTE), block_id=NOTE, optional=True),
        context(words.t("Se registra en Alegra como recibo de caja y se avisa en el canal.")),
    ]


_OPEN = PaymentForm(
    reference=replace(samples.REFERENCE, operation="D-7K3Q/payment/1"),
    invoice=samples.STAMPED,
    accounts=(BankAccount("1", "Bancolombia Cta Cte", "bank"), BankAccount("2", "Caja general", "cash")),
    today=dt.date(2025, 12, 28),
)
SAMPLES = {
    "open": _OPEN,
    "part paid": replace(_OPEN, invoice=samples.PART_PAID, account_id="2", method="cash"),
    "refused before": replace(
        _OPEN,
        amount="4.585.070,00",
        paid_on=dt.date(2025, 12, 27),
        note="Pago PSE",
        trouble="El valor es mayor que el saldo (9030)",
    ),
    "no accounts": replace(_OPEN, accounts=()),
    "nothing owed": replace(_OPEN, invoice=samples.PAID),
    "many accounts": replace(
        _OPEN, accounts=tuple(BankAccount(str(n), f"Cuenta {n} " * 20, "bank") for n in range(150))
    ),
    "hostile": replace(
        _OPEN,
        invoice=samples.HOSTILE_INVOICE,
        accounts=(BankAccount("1", samples.HOSTILE, "bank"),),
        amount=samples.HOSTILE[:40],
        note=samples.HOSTILE,
        trouble=samples.HOSTILE * 20,
    ),
}
