"""For admins: what was last sent to Alegra about a document, and what approving it would send."""

from dataclasses import dataclass, replace

from bot.locale import Words
from bot.slack import samples
from bot.slack.blocks import section
from bot.slack.drawing import Block, Message
from bot.slack.escape import inert
from bot.slack.messages.technical_request import TechnicalRequest, blocks

MOST_REQUESTS = 4


@dataclass(frozen=True)
class TechnicalRequestsShown:
    name: str
    """The number, or the document's name."""
    last: tuple[TechnicalRequest, ...] = ()
    on_approval: tuple[TechnicalRequest, ...] = ()


def draw(shown: TechnicalRequestsShown, words: Words) -> Message:
    title = words.t("Solicitud técnica de {document}", document=inert(shown.name, 40))
    nothing = [section(words.t("Todavía no se ha enviado nada a Alegra."))]
    last = _part(words.t("Lo último que se envió:"), shown.last, words) or nothing
    next_ = _part(words.t("Al aprobarla se enviaría:"), shown.on_approval, words)
    return Message(title, (section(f"*{title}*"), *last, *next_))


def _part(title: str, requests: tuple[TechnicalRequest, ...], words: Words) -> list[Block]:
    drawn = [block for request in requests[:MOST_REQUESTS] for block in blocks(request, words)]
    return [section(title), *drawn] if drawn else []


_PENDING = TechnicalRequestsShown(
    "D-7K3Q",
    (TechnicalRequest("D-7K3Q", "POST", "/invoices", {"client": {"id": "12"}, "status": "draft"}),),
    (TechnicalRequest("D-7K3Q", "POST", "/invoices/stamp", {"ids": ["501"]}),),
)
SAMPLES = {
    "pending": _PENDING,
    "issued": replace(_PENDING, name="FE342", on_approval=()),
    "nothing yet": TechnicalRequestsShown("P-58"),
    "hostile": TechnicalRequestsShown(
        samples.HOSTILE, (TechnicalRequest(samples.HOSTILE, samples.HOSTILE, samples.HOSTILE, samples.HOSTILE),) * 9
    ),
}
