"""What an act would have sent to Alegra, for whoever asked with `--dry-run`; that nothing was done stands first."""

from dataclasses import dataclass, replace

from bot.locale import Words
from bot.slack import samples
from bot.slack.blocks import paragraphs
from bot.slack.drawing import Message
from bot.slack.escape import inert
from bot.slack.messages.technical_request import TechnicalRequest, blocks
from bot.slack.refusals import Refusal, sentence, what_to_do

MOST_REQUESTS = 4


@dataclass(frozen=True)
class DryRunShown:
    requests: tuple[TechnicalRequest, ...]
    """In the order in which they would leave."""
    refusal: Refusal | None = None
    """Why nothing would leave, in our words or Alegra's."""
    is_done: bool = False
    """It is so already."""


def draw(shown: DryRunShown, words: Words) -> Message:
    title = words.t("🧪 Simulación: no se envió ni se guardó nada.")
    sent = [block for request in shown.requests[:MOST_REQUESTS] for block in blocks(request, words)]
    return Message(title, (*paragraphs([f"*{title}*", *_instead(shown, words)]), *sent))


def _instead(shown: DryRunShown, words: Words) -> list[str]:
    if shown.requests:
        return [words.n("Esto saldría hacia Alegra:", "Esto saldría hacia Alegra, en este orden:", len(shown.requests))]
    if shown.refusal:
        reason = inert(sentence(shown.refusal, words), 800)
        return [words.t("No saldría nada: {reason}.", reason=reason), what_to_do(shown.refusal, words)]
    if shown.is_done:
        return [words.t("No saldría nada: en Alegra ya está así.")]
    return [words.t("No pude saberlo: Alegra no respondió. Vuelve a intentarlo en un momento.")]


_VOID = DryRunShown((TechnicalRequest("FE342", "POST", "/invoices/501/void", {"cause": "Duplicada"}),))
SAMPLES = {
    "void": _VOID,
    "two requests": replace(
        _VOID,
        requests=(
            TechnicalRequest("FE342", "PUT", "/invoices/501", {"date": "2025-11-26"}),
            TechnicalRequest("FE342", "POST", "/invoices/stamp", {"ids": ["501"]}),
        ),
    ),
    "refused": DryRunShown((), Refusal("La factura tiene pagos", situation="paid")),
    "done already": DryRunShown((), is_done=True),
    "silent": DryRunShown(()),
    "hostile": DryRunShown(
        (TechnicalRequest(samples.HOSTILE, samples.HOSTILE, samples.HOSTILE, {"x": samples.HOSTILE}),) * 9
    ),
}
