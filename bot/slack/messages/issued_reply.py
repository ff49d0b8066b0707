"""The reply in the card's thread when an invoice was issued: whoever follows the thread is told once."""

from dataclasses import dataclass, replace

from bot.billing.invoice import Invoice
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import section
from bot.slack.drawing import Message
from bot.slack.email_line import NOT_SENT, Emailing, EmailLine, email_line
from bot.slack.escape import inert


@dataclass(frozen=True)
class IssuedReply:
    invoice: Invoice
    issued_at: int
    now: int
    email: EmailLine = NOT_SENT


def draw(reply: IssuedReply, words: Words) -> Message:
    number, client = inert(reply.invoice.number, 40), phrases.client_name(reply.invoice.client)
    text = words.t("{number} emitida a {client}", number=number, client=client)
    said = words.t(
        "✅ *{number}* emitida {moment}",
        number=number,
        moment=words.dated(reply.issued_at, now_ms=reply.now),
    )
    sent = "" if reply.email.state is Emailing.NONE else f"\n{email_line(reply.email, words)}"
    return Message(text, (section(said + sent),))


_ISSUED = IssuedReply(
    invoice=samples.STAMPED,
    issued_at=samples.NOW,
    now=samples.NOW,
    email=EmailLine(Emailing.BY_ALEGRA, samples.STAMPED.emailed_to),
)
SAMPLES = {
    "issued": _ISSUED,
    "not e-mailed": replace(_ISSUED, invoice=samples.OPENED, email=NOT_SENT),
    "hostile": replace(_ISSUED, invoice=samples.HOSTILE_INVOICE),
}
