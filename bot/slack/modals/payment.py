"""Recording a payment: the first question is what entered the bank; what is missing is explained, and only then sent."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from bot.billing.directory import BankAccount, WithholdingRule
from bot.billing.paying import Paying, Weighed
from bot.billing.payments import PAYMENT_METHODS, Residue
from bot.locale import Words, phrase
from bot.slack import payment_form_samples
from bot.slack.blocks import actions, button, choice, context, date_input, field, option, radio, section, text_input
from bot.slack.drawing import Block, View
from bot.slack.escape import inert
from bot.slack.forms import modal
from bot.slack.modals import payment_phrases as phrases
from bot.slack.modals.payment_lines import lines

CALLBACK = "payment.submit"
AMOUNT, ACCOUNT, METHOD, DAY, NOTE, RESIDUE, REASON = (
    "payment.amount",
    "payment.account",
    "payment.method",
    "payment.day",
    "payment.note",
    "payment.residue",
    "payment.reason",
)
"""Each is its block's id and its action's id."""
BY_HAND, SEVERAL = "payment.by_hand", "payment.several"
SHOWN = "#"
LONGEST_NOTE = 200
LONGEST_REASON = 120
MOST_ACCOUNTS = 100

METHODS = {
    "transfer": phrase("Transferencia"),
    "deposit": phrase("Consignación"),
    "cash": phrase("Efectivo"),
    "check": phrase("Cheque"),
    "debit-card": phrase("Tarjeta débito"),
    "credit-card": phrase("Tarjeta crédito"),
}
RESIDUES = {
    Residue.PART: phrase("Es un abono, deja el saldo"),
    Residue.UNDOCUMENTED: phrase("Retención por documentar"),
    Residue.OTHER: phrase("Otro motivo"),
}


@dataclass(frozen=True)
class PaymentForm:
    form: Paying
    weighed: Weighed
    rules: tuple[WithholdingRule, ...]
    """That can be chosen; empty where withholdings stand in the invoice."""
    accounts: tuple[BankAccount, ...]
    today: dt.date
    notice: str = ""
    """Why it came back, already written by `Words`."""
    home_currency: str = ""
    """The company's."""

    @property
    def is_foreign(self) -> bool:
        """What entered in pesos, the rate of the day and the exchange difference are for Alegra's own form."""
        return self.home_currency not in {"", self.form.currency}

    @property
    def is_usable(self) -> bool:
        owes = any(line.owed.balance > 0 for line in self.form.lines)
        return bool(self.accounts) and owes and not self.is_foreign


def draw(model: PaymentForm, words: Words) -> View:
    return modal(
        callback=CALLBACK,
        title=words.t("Registrar pago"),
        blocks=[
            *_notice(model),
            section(phrases.owed(model.form, words)),
            *(_fields(model, words) if model.is_usable else [section(_why_not(model, words))]),
        ],
        submit=words.t("Registrar") if model.is_usable else "",
        close=words.t("Cancelar"),
        private_metadata=f"{model.form.id}{SHOWN}{model.weighed.digest}",
    )


def whose(private_metadata: str) -> tuple[str, str]:
    """The form's id, and the digest of what it came to when this view was drawn."""
    form_id, _, shown = private_metadata.partition(SHOWN)
    return form_id, shown


def _notice(model: PaymentForm) -> list[Block]:
    return [section(f"🟠 {inert(model.notice, 800)}")] if model.notice else []


def _why_not(model: PaymentForm, words: Words) -> str:
    if model.is_foreign:
        return words.t(
            "Está en {currency}, y un pago así lleva la tasa del día y la diferencia en cambio. *Qué hacer:* regístralo en "
            "Alegra; Cobro lo avisa aquí solo.",
            currency=model.form.currency,
        )
    if model.accounts:
        return words.t("No debe nada: no hay pago que registrar.")
    return words.t(
        "Alegra no tiene cuentas de banco ni cajas activas. *Qué hacer:* crea una en Alegra, en Bancos, y vuelve a abrir esto."
    )


def _fields(model: PaymentForm, words: Words) -> list[Block]:
    form = model.form
    owed = sum(line.owed.balance for line in form.lines)
    amount = text_input(AMOUNT, initial=form.entered, longest=40, placeholder=words.number(owed), on_enter=True)
    hint = words.t("Lo que llegó de verdad, ya sin retenciones. Con Enter ves qué falta.")
    return [
        field(words.t("Valor que entró al banco"), amount, block_id=AMOUNT, hint=hint, dispatch=True),
        *lines(form, model.weighed, model.rules, model.today, words),
        *_residue(model, words),
        *_moves(model, words),
        *_how(model, words),
        context(*phrases.small_print(form, words)),
    ]


def _residue(model: PaymentForm, words: Words) -> list[Block]:
    """Asked only when something stays owed."""
    settlement, form = model.weighed.settlement, model.form
    if settlement is None or settlement.residual <= 0 or settlement.entered <= 0:
        return []
    offered = [each for each in RESIDUES if model.rules or each is not Residue.UNDOCUMENTED]
    options = [option(words.t(RESIDUES[each]), each.value) for each in offered]
    asked = field(
        words.t("¿Qué es lo que falta?"),
        radio(RESIDUE, options, chosen=form.residue),
        block_id=RESIDUE,
        dispatch=True,
    )
    reason = text_input(REASON, initial=form.reason, longest=LONGEST_REASON)
    why = field(words.t("Cuál motivo"), reason, block_id=REASON)
    warned = [context(said)] if (said := phrases.must_be_whole(form, words)) else []
    return [asked, *warned, why] if form.residue == Residue.OTHER else [asked, *warned]


def _moves(model: PaymentForm, words: Words) -> list[Block]:
    settlement, form = model.weighed.settlement, model.form
    by_hand = settlement is not None and settlement.withheld and not form.by_hand
    several = len(form.lines) == 1
    moves = (
        button(words.t("El certificado trae otros valores"), action=BY_HAND) if by_hand else None,
        button(words.t("Pagó varias facturas"), action=SEVERAL) if several else None,
    )
    return [actions(*moves, block_id="payment.moves")] if any(moves) else []


def _how(model: PaymentForm, words: Words) -> list[Block]:
    form = model.form
    accounts = [option(account.name, account.id) for account in model.accounts[:MOST_ACCOUNTS]]
    methods = [option(words.t(METHODS[method]), method) for method in PAYMENT_METHODS]
    account = choice(ACCOUNT, accounts, chosen=_chosen_account(form, model.accounts))
    day = date_input(DAY, initial=form.paid_on or model.today.isoformat())
    note = text_input(NOTE, initial=form.note, longest=LONGEST_NOTE)
    return [
        field(words.t("Cuenta"), account, block_id=ACCOUNT),
        field(words.t("Cómo pagó"), choice(METHOD, methods, chosen=form.method), block_id=METHOD),
        field(words.t("Día en que entró"), day, block_id=DAY),
        field(words.t("Nota"), note, block_id=NOTE, optional=True),
    ]


def _chosen_account(form: Paying, accounts: Sequence[BankAccount]) -> str:
    known = {account.id for account in accounts[:MOST_ACCOUNTS]}
    return form.account_id if form.account_id in known else accounts[0].id


SAMPLES = {name: PaymentForm(**fields) for name, fields in payment_form_samples.FORMS.items()}
