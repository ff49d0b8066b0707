"""Why what was approved did not go out: who said no, in which words, and what to do before it is approved again."""

from bot.billing.invoice import Invoice
from bot.locale import Words
from bot.slack.blocks import paragraphs
from bot.slack.drawing import Block
from bot.slack.escape import inert
from bot.slack.refusals import Refusal, sentence, what_to_do

FOUND_BY_US = frozenset({"changed_in_alegra", "other_month"})
"""Situations in which nobody said no: it is approved anew, there is nothing to have mended first."""


def refusal_blocks(refusal: Refusal | None, invoice: Invoice, words: Words, *, authority: str) -> list[Block]:
    if refusal is None:
        return []
    said = _who_said_no(refusal, words, authority=inert(authority, 20), is_electronic=invoice.is_electronic)
    return paragraphs([f"🔴 {said}", what_to_do(refusal, words)])


def _who_said_no(refusal: Refusal, words: Words, *, authority: str, is_electronic: bool) -> str:
    """Only a code of the authority's, or of its provider's, says that it was the authority."""
    said = sentence(refusal, words)
    if refusal.situation in FOUND_BY_US:
        return words.t("No se emitió: {reason}.", reason=said)
    if refusal.situation == "rejected":
        return words.t("La {authority} la rechazó: {reason}. No se emitió nada.", authority=authority, reason=said)
    if is_electronic and refusal.code.startswith(("AEP", "EPR")):
        return words.t("La {authority} no la recibió: {reason}. No se emitió nada.", authority=authority, reason=said)
    return words.t("Alegra dijo que no: {reason}. No se emitió nada.", reason=said)
