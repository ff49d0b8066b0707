"""Short answers to whoever approves, when this vote is not theirs to give or was given already."""

from collections.abc import Iterable, Sequence
from functools import partial

from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.drawing import Message
from bot.slack.escape import mention
from bot.slack.messages.private_notes import NoteSample, said


def already_voted(waits_for: Sequence[str], words: Words, *, missing: int, instead: str = "") -> Message:
    """`instead`: whoever voted in their place, while they were away."""
    counted = words.t("Tu aprobación ya está contada: una persona, un voto.")
    if instead:
        counted = words.t("{person} ya aprobó en tu lugar: una persona, un voto.", person=mention(instead))
    return said(f"{counted} {phrases.waiting_for(waits_for, missing, words)}".rstrip())


def not_asked(waits_for: Sequence[str], words: Words, *, missing: int, comes_later: bool) -> Message:
    sentence = words.t("Esta no te toca a ti, según la política de aprobación (`/cobro policy`).")
    if comes_later:
        sentence = words.t("Todavía no te toca: antes debe pasar el nivel anterior.")
    return said(f"{sentence} {phrases.waiting_for(waits_for, missing, words)}".rstrip())


def own_vote(others: Iterable[str], words: Words) -> Message:
    """To an admin who would set a risk aside and has approved the invoice."""
    sentence = words.t("Ya aprobaste esta factura: la alerta la debe dejar de lado otra persona que administre.")
    people = list(others)
    may = words.t("Puede hacerlo {people}.", people=phrases.either(people, words)) if people else ""
    return said(f"{sentence} {may}".rstrip())


def already_asked(by: str, words: Words) -> Message:
    return said(
        words.t("{person} ya pidió algo aquí y espera aprobación: mira la tarjeta. No hice nada.", person=mention(by))
    )


def petition_sent(words: Words) -> Message:
    return said(words.t("Pedido: según la política, otra persona debe aprobarlo. La tarjeta dice quién falta."))


def suggestion_sent(requester: str, words: Words) -> Message:
    return said(
        words.t("Sugerencia enviada a {person}: si la acepta, sigues pudiendo aprobarla.", person=mention(requester))
    )


def draw(note: NoteSample, words: Words) -> Message:
    return note.write(words)


_PEOPLE = (samples.BRUNO, samples.DIEGO)
SAMPLES = {
    "already voted": NoteSample(partial(already_voted, _PEOPLE, missing=1)),
    "already voted, both are needed": NoteSample(partial(already_voted, _PEOPLE, missing=2)),
    "already voted, nothing is missing": NoteSample(partial(already_voted, (), missing=0)),
    "somebody voted instead": NoteSample(partial(already_voted, _PEOPLE, missing=1, instead=samples.CARLA)),
    "not asked": NoteSample(partial(not_asked, _PEOPLE, missing=1, comes_later=False)),
    "not yet asked": NoteSample(partial(not_asked, _PEOPLE, missing=2, comes_later=True)),
    "suggestion sent": NoteSample(partial(suggestion_sent, samples.ANA)),
    "already asked": NoteSample(partial(already_asked, samples.CARLA)),
    "own vote": NoteSample(partial(own_vote, (samples.DIEGO,))),
    "own vote, no other admin": NoteSample(partial(own_vote, ())),
    "petition sent": NoteSample(petition_sent),
    "hostile": NoteSample(partial(not_asked, (samples.HOSTILE,), missing=1, comes_later=True)),
}
