"""What somebody asks to take back, under the card or the notice that it is about: who must approve, and two buttons."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.locale import Words, phrase
from bot.slack import samples
from bot.slack.approval_levels import LevelRow, spent_vote_warning, style_of, who_may
from bot.slack.blocks import actions, button, confirm, context, paragraphs
from bot.slack.drawing import Block, Message
from bot.slack.escape import inert, mention
from bot.slack.invoice_phrases import unquoted
from bot.slack.references import Reference
from bot.slack.waiting_line import NOT_LONG, Waits, with_waiting

APPROVE, REFUSE = "petition.approve", "petition.refuse"
ASKED: Mapping[str, str] = {
    "void": phrase("🗳️ *{person} pide anular esta factura* {moment}: «{reason}»"),
    "void_payment": phrase("🗳️ *{person} pide anular este pago* {moment}: «{reason}»"),
    "delete": phrase("🗳️ *{person} pide borrar este borrador en Alegra* {moment}"),
}
FOLLOWS: Mapping[str, str] = {
    "void": phrase("Con tu aprobación la factura se anula en Alegra."),
    "void_payment": phrase("Con tu aprobación el pago se anula en Alegra y su valor se vuelve a deber."),
    "delete": phrase("Con tu aprobación el borrador se borra en Alegra."),
}


@dataclass(frozen=True)
class PetitionShown:
    kind: str
    by: str
    at: int
    reason: str
    levels: tuple[LevelRow, ...]
    reference: Reference
    """`operation` is what the last vote begins."""
    now: int
    waits: Waits = NOT_LONG

    @property
    def waits_for(self) -> tuple[str, ...]:
        return tuple(person for level in self.levels for person in level.waits_for)

    @property
    def missing_now(self) -> int:
        """In the level that is open."""
        return sum(level.missing for level in self.levels if level.is_open)


def with_petition(message: Message, shown: PetitionShown | None, words: Words) -> Message:
    """The card with what is asked for below it; as it was, when nothing is."""
    return Message(message.text, (*message.blocks, *petition_blocks(shown, words))) if shown else message


def petition_blocks(shown: PetitionShown, words: Words) -> list[Block]:
    value, missing = shown.reference.pack(), sum(level.missing for level in shown.levels)
    sure = confirm(
        title=words.t("¿Aprobarlo?"),
        text=words.t(FOLLOWS[shown.kind])
        if missing <= 1
        else spent_vote_warning(shown.levels, words) or words.t("Cuenta tu voto; todavía faltarán más."),
        yes=words.t("Aprobar"),
        no=words.t("Cancelar"),
    )
    return [
        *paragraphs([asked_line(shown, words)]),
        actions(
            button(words.t("Aprobar"), action=APPROVE, value=value, style=style_of(shown.levels), confirm=sure),
            button(words.t("No aprobarlo"), action=REFUSE, value=value, confirm=_not_so(words)),
            block_id="petition",
        ),
        context(
            with_waiting(
                who_may(shown.levels, (shown.by,), words, now=shown.now, of_petition=True),
                shown.waits,
                words,
                now=shown.now,
            )
        ),
    ]


def _not_so(words: Words) -> Block:
    return confirm(
        title=words.t("¿No aprobarlo?"),
        text=words.t("Deja de estar pedido y quien lo pidió lo sabrá en el hilo. Puede pedirlo otra vez."),
        yes=words.t("No aprobarlo"),
        no=words.t("Cancelar"),
        style="danger",
    )


def asked_line(shown: PetitionShown, words: Words) -> str:
    said = words.t(
        ASKED[shown.kind],
        person=mention(shown.by),
        moment=words.dated(shown.at, now_ms=shown.now),
        reason=inert(shown.reason, 300),
    )
    return unquoted(said)


_BOTH = (samples.BRUNO, samples.DIEGO)
SAMPLES = {
    "void": PetitionShown(
        "void",
        samples.CARLA,
        samples.NOW,
        "El cliente la pidió a otro nombre",
        (LevelRow(1, waits_for=_BOTH, people=_BOTH, is_open=True),),
        samples.REFERENCE,
        samples.NOW,
        Waits(samples.NOW - samples.MINUTE, samples.NOW, samples.NOW + samples.DAY),
    ),
    "payment": PetitionShown(
        "void_payment",
        samples.HOSTILE,
        samples.NOW,
        samples.HOSTILE,
        (LevelRow(2, waits_for=_BOTH, people=_BOTH, is_open=True),),
        samples.REFERENCE,
        samples.NOW,
    ),
    "draft": PetitionShown(
        "delete", samples.ANA, samples.NOW, "", (LevelRow(1, is_open=True),), samples.REFERENCE, samples.NOW
    ),
}
