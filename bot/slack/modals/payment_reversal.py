"""Voiding a payment, or reopening it: what it does to each invoice stands before the button, and a reason is asked."""

from dataclasses import dataclass, replace
from decimal import Decimal

from bot.billing.invoice import Payment
from bot.billing.payment_reversal import Effect
from bot.locale import Words
from bot.slack import payment_samples, samples
from bot.slack.blocks import context, field, paragraphs, text_input
from bot.slack.drawing import View
from bot.slack.escape import inert
from bot.slack.forms import FieldErrors, Values, modal, typed
from bot.slack.payment_phrases import payment_line
from bot.slack.references import Reference

VOID_CALLBACK, REOPEN_CALLBACK = "payment_void.submit", "payment_reopen.submit"
REASON = "payment_reversal.reason"
"""Its block's id and its action's id."""
LONGEST_REASON = 300
MOST_EFFECTS = 20


@dataclass(frozen=True)
class PaymentReversalForm:
    reference: Reference
    """`operation` is the one that submitting would begin."""
    payment: Payment
    effects: tuple[Effect, ...]
    is_void: bool = True
    """False: it is reopened."""
    may_have_receipt: bool = False
    """A payment that was itself stamped has to be cancelled before the authority first (Mexico)."""


@dataclass(frozen=True)
class TypedReversal:
    reason: str


def draw(form: PaymentReversalForm, words: Words) -> View:
    verb = words.t("Anular pago") if form.is_void else words.t("Reabrir pago")
    reason = text_input(REASON, multiline=True, longest=LONGEST_REASON)
    return modal(
        callback=VOID_CALLBACK if form.is_void else REOPEN_CALLBACK,
        title=verb,
        blocks=[
            *paragraphs([payment_line(form.payment, words), *_effects(form, words), *_meaning(form, words)]),
            field(words.t("Motivo"), reason, block_id=REASON),
            context(words.t("El aviso del canal se corrige y dice quién, cuándo y por qué.")),
        ],
        submit=verb,
        close=words.t("Cancelar"),
        private_metadata=form.reference.pack(),
    )


def read(values: Values, words: Words) -> TypedReversal | FieldErrors:
    reason = typed(values, REASON, REASON)
    if not reason:
        return FieldErrors({REASON: words.t("Escribe el motivo: queda en el aviso y en el historial")})
    if len(reason) > LONGEST_REASON:
        return FieldErrors({REASON: words.t("A lo sumo {count} caracteres", count=LONGEST_REASON)})
    return TypedReversal(reason)


def _effects(form: PaymentReversalForm, words: Words) -> list[str]:
    if not form.effects:
        return [words.t("No está aplicado a ninguna factura: ningún saldo cambia.")]
    return [_effect(effect, form.payment.currency, words) for effect in form.effects[:MOST_EFFECTS]]


def _effect(effect: Effect, currency: str, words: Words) -> str:
    return words.t(
        "• *{number}* debe hoy {before} → quedará debiendo *{after}*",
        number=inert(effect.number, 40),
        before=words.money(effect.owed, currency),
        after=words.money(effect.would_owe, currency),
    )


def _meaning(form: PaymentReversalForm, words: Words) -> list[str]:
    if not form.is_void:
        return [words.t("El pago vuelve a contar en Alegra, con el mismo recibo.")]
    said = words.t(
        "El recibo queda anulado en Alegra. El dinero que entró al banco no se devuelve con esto: si entró de verdad, "
        "regístralo donde corresponda."
    )
    receipt = words.t("Si este pago ya tiene complemento timbrado, cancélalo primero en Alegra.")
    return [said, receipt] if form.may_have_receipt else [said]


_FORM = PaymentReversalForm(
    Reference("P-58", operation="P-58/void_payment/1"),
    payment_samples.FULL,
    (Effect("FE342", Decimal(0), Decimal(4585070)),),
)
SAMPLES = {
    "void": _FORM,
    "void, Mexico": replace(_FORM, may_have_receipt=True),
    "void an advance": replace(_FORM, effects=()),
    "reopen": replace(_FORM, is_void=False, effects=(Effect("FE342", Decimal(4585070), Decimal(0)),)),
    "hostile": replace(
        _FORM, payment=payment_samples.HOSTILE, effects=(Effect(samples.HOSTILE, Decimal(0), Decimal(1)),) * 30
    ),
}
