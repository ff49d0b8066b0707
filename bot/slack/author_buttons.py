"""The buttons of whoever asked for an invoice: wherever it is their turn, they look and act alike."""

from bot.locale import Words
from bot.slack.blocks import actions, button, confirm
from bot.slack.drawing import Block
from bot.slack.references import Reference

ASK_AGAIN = "draft.ask_again"
CORRECT = "draft.correct"
DISCARD = "draft.discard"
WITHDRAW = "draft.withdraw"


def withdraw_button(reference: Reference, words: Words) -> Block:
    """While others decide about it: takes it back from them."""
    return actions(button(words.t("Retirar"), action=WITHDRAW, value=reference.pack()), block_id="turn")


def author_buttons(reference: Reference, words: Words, *, has_expired: bool = False) -> Block:
    """`operation` of the reference is what sending it again would begin. What nobody decided on can be asked for as it is."""
    value = reference.pack()
    sure = confirm(
        title=words.t("¿Descartar la factura?"),
        text=words.t("No se emitirá. Si ya hay un borrador, queda en Alegra hasta que alguien lo borre."),
        yes=words.t("Descartar"),
        no=words.t("Cancelar"),
        style="danger",
    )
    again = button(words.t("Pedir otra vez"), action=ASK_AGAIN, value=value, style="primary") if has_expired else None
    return actions(
        again,
        button(words.t("Corregir y reenviar"), action=CORRECT, value=value, style=None if has_expired else "primary"),
        button(words.t("Descartar"), action=DISCARD, value=value, confirm=sure),
        block_id="turn",
    )
