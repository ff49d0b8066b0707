"""The author withdraws their own invoice from its approval: to correct it, or to discard it."""

from dataclasses import dataclass, replace

from bot.billing.invoice import Invoice
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import field, option, radio, section, text_input
from bot.slack.drawing import View
from bot.slack.forms import FieldErrors, Values, chosen, modal, typed
from bot.slack.modals.return_ import LONGEST_REASON, Fate, TypedReturn
from bot.slack.references import Reference

CALLBACK = "withdraw.submit"
FATE, REASON = "withdraw.fate", "withdraw.reason"
"""Each is its block's id and its action's id."""


@dataclass(frozen=True)
class WithdrawForm:
    reference: Reference
    invoice: Invoice
    votes: int = 0
    """That are lost by it."""


def draw(form: WithdrawForm, words: Words) -> View:
    head = f"{phrases.client_line(form.invoice.client)}\n*{phrases.total(form.invoice, words)}*"
    lost = (
        words.n("Se pierde {count} aprobación.", "Se pierden {count} aprobaciones.", form.votes) if form.votes else ""
    )
    fates = [
        option(words.t("Para corregirla"), Fate.CORRECT, description=words.t("Vuelve a ti; al enviarla se aprueba otra vez")),
        option(
            words.t("Para descartarla"), Fate.DISCARD, description=words.t("No se emite; el borrador queda en Alegra")
        ),
    ]  # fmt: skip
    reason = text_input(REASON, multiline=True, longest=LONGEST_REASON)
    return modal(
        callback=CALLBACK,
        title=words.t("Retirar factura"),
        blocks=[
            section("\n".join(filter(None, (head, lost)))),
            field(words.t("Para qué"), radio(FATE, fates, chosen=Fate.CORRECT), block_id=FATE),
            field(words.t("Motivo"), reason, block_id=REASON, optional=True),
        ],
        submit=words.t("Retirar"),
        close=words.t("Cancelar"),
        private_metadata=form.reference.pack(),
    )


def read(values: Values, words: Words) -> TypedReturn | FieldErrors:
    fate, reason = chosen(values, FATE, FATE), typed(values, REASON, REASON)
    if len(reason) > LONGEST_REASON:
        return FieldErrors({REASON: words.t("A lo sumo {count} caracteres", count=LONGEST_REASON)})
    if fate not in set(Fate):
        return FieldErrors({FATE: words.t("Elige para qué la retiras")})
    return TypedReturn(Fate(fate), reason)


_FORM = WithdrawForm(samples.REFERENCE, samples.PENDING)
SAMPLES = {
    "withdraw": _FORM,
    "votes are lost": replace(_FORM, votes=2),
    "hostile": replace(_FORM, invoice=samples.HOSTILE_DRAFT),
}
