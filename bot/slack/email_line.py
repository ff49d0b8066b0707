"""Who sent the invoice to whom: Alegra may have sent one by itself, so the card knows which and says which (ux: never a second one)."""

from dataclasses import dataclass
from enum import StrEnum

from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack.escape import mention


class Emailing(StrEnum):
    NONE = "none"
    BY_ALEGRA = "by_alegra"
    """By itself, on stamping."""
    BY_PERSON = "by_person"
    SENDING = "sending"
    UNKNOWN = "unknown"
    """Alegra did not answer: it may have gone out, and is never sent again by itself."""
    REFUSED = "refused"


@dataclass(frozen=True)
class EmailLine:
    state: Emailing = Emailing.NONE
    recipients: tuple[str, ...] = ()
    by: str = ""
    """Slack id of who asked for it."""


NOT_SENT = EmailLine()


def email_line(email: EmailLine, words: Words) -> str:
    recipients, person = phrases.addresses(email.recipients, words, most=3), mention(email.by)
    match email.state:
        case Emailing.NONE:
            return words.t("✉️ sin enviar")
        case Emailing.BY_ALEGRA:
            return words.t("✉️ Alegra la envió a {recipients}", recipients=recipients)
        case Emailing.BY_PERSON:
            return words.t("✉️ {person} la envió a {recipients}", person=person, recipients=recipients)
        case Emailing.SENDING:
            return words.t("✉️ enviando a {recipients}…", recipients=recipients)
        case Emailing.UNKNOWN:
            return words.t(
                "✉️ no sé si salió a {recipients}: pregúntale al cliente antes de reenviar", recipients=recipients
            )
        case Emailing.REFUSED:
            return words.t("✉️ Alegra no la envió a {recipients}", recipients=recipients)
