"""Short answers that only the person who clicked or typed sees: every expected situation has its sentence and its next step."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import section
from bot.slack.drawing import Message
from bot.slack.escape import inert


def submitted(approvers: Sequence[str], words: Words, *, missing: int, is_told: bool) -> Message:
    """`missing`: how many of them must approve. `is_told`: the outcome goes to the requester, who is not always the one that edited it."""
    if not approvers:
        return nobody_approves(words)
    named = phrases.asked(approvers, missing, words)
    if not is_told:
        return _note(words.t("Enviada a aprobación a {people}", people=named))
    return _note(words.t("Enviada a aprobación a {people} · te aviso por mensaje directo", people=named))


def nobody_approves(words: Words) -> Message:
    return _note(
        words.t(
            "Nadie puede aprobar facturas todavía. Un administrador debe decir quiénes aprueban con `/cobro roles`. "
            "La factura queda esperando."
        )
    )


def not_approver(approvers: Iterable[str], words: Words) -> Message:
    return _note(
        words.t(
            "No puedes aprobar ni devolver facturas. Puede hacerlo {people}.", people=phrases.either(approvers, words)
        )
    )


def own_document(others: Iterable[str], words: Words) -> Message:
    people = list(others)
    if people:
        said = words.t(
            "La hiciste o la editaste tú, o lo pediste tú: debe aprobarlo otra persona. Puede hacerlo {people}.",
            people=phrases.either(people, words),
        )
        return _note(said)
    return _note(
        words.t(
            "La hiciste o la editaste tú, o lo pediste tú, y no queda nadie más que apruebe. Un administrador debe sumar a otra persona con `/cobro roles`."
        )
    )


def not_permitted(permitted: Iterable[str], words: Words) -> Message:
    people = list(permitted)
    if people:
        return _note(
            words.t("No tienes permiso para eso. Puede hacerlo {people}.", people=phrases.either(people, words))
        )
    return _note(words.t("No tienes permiso para eso, y nadie lo tiene todavía: un administrador debe configurarlo."))


def already_decided(*, kind: str, by: str, at: int, now: int, words: Words) -> Message:
    """`kind` as in `Decision`: approve, correct or discard."""
    who = {"person": phrases.who(by, words), "moment": words.moment(at, now_ms=now)}
    said = {
        "approve": words.t("{person} ya la aprobó {moment}:", **who),
        "correct": words.t("{person} ya la devolvió {moment}:", **who),
        "expire": words.t("Venció {moment} sin que nadie decidiera, y hay que pedirla otra vez:", moment=who["moment"]),
    }
    discarded = words.t("{person} ya la descartó {moment}:", **who)
    return _note(f"{said.get(kind, discarded)} {words.t('lo tuyo no cambió nada.')}")


def stale(words: Words) -> Message:
    return _note(
        words.t("La factura cambió desde que se dibujó lo que usaste. Mira en qué va en su tarjeta. No hice nada.")
    )


def nothing_changed(words: Words) -> Message:
    return _note(words.t("No cambiaste nada: la factura se queda como está, con sus votos."))


def busy(words: Words) -> Message:
    return _note(
        words.t("Hay otra cosa en camino con esta factura. Espera a que la tarjeta cambie y vuelve a intentarlo.")
    )


def first_version_on_its_way(words: Words) -> Message:
    return _note(
        words.t(
            "Tu primera versión ya va en camino; esta segunda no se envió. Cuando llegue la tarjeta, puedes editarla."
        )
    )


def on_its_way(words: Words) -> Message:
    return _note(
        words.t("La factura va en camino a Alegra: su tarjeta llega en unos segundos. Vuelve a pedirla entonces.")
    )


def wrong_phase(words: Words) -> Message:
    return _note(words.t("Eso ya no se puede con esta factura: mira en qué va en su tarjeta. No hice nada."))


def too_late_to_undo(words: Words) -> Message:
    return _note(words.t("Ya va en camino: pasó el tiempo para deshacer. Si hace falta, se corrige con nota crédito."))


def form_gone(words: Words) -> Message:
    return _note(
        words.t("Este formulario ya no está guardado (duran siete días). Abre uno nuevo con `/invoice create`.")
    )


def slow(words: Words) -> Message:
    return _note(
        words.t(
            "Me estoy demorando más de lo normal. Vuelve a intentarlo en un momento: lo que ya quedó pedido no se hace dos veces."
        )
    )


def wrong_number(typed: str, words: Words) -> Message:
    shown = inert(typed, 40)
    if not shown:
        return _note(words.t("Falta el número: por ejemplo `/invoice show FE341`, o su nombre, D-7K3Q."))
    return _note(words.t("No encontré la factura «{typed}». Busca con `/invoice list`.", typed=shown))


def directory_not_ready(words: Words) -> Message:
    return _note(words.t("Todavía estoy copiando los clientes y productos de Alegra. Inténtalo en un minuto."))


def alegra_silent(words: Words) -> Message:
    return _note(words.t("Alegra no respondió. No hice nada: vuelve a intentarlo en un momento."))


def alegra_busy(seconds: float, words: Words) -> Message:
    """Of the requests that Alegra takes in a minute none is left (Alegra fact sheet 1.2)."""
    said = words.t(
        "Alegra acepta pocas consultas por minuto y ya se usaron. No hice nada: vuelve a intentarlo en {seconds} s.",
        seconds=math.ceil(seconds),
    )
    return _note(said)


def entry_on_its_way(name: str, words: Words) -> Message:
    """A client or an item that was accepted."""
    return _note(words.t("⏳ Creando {name} en Alegra: te aviso por mensaje directo.", name=inert(name, 120)))


def client_gone(words: Words) -> Message:
    return _note(words.t("Ese cliente ya no está en Alegra: búscalo otra vez con `/client find`."))


def unexpected(reference: str, words: Words) -> Message:
    """`reference` is the id under which the log has it."""
    failed = words.t(
        "⚠️ Algo falló de mi lado. Inténtalo otra vez; si se repite, pásale esta referencia a un administrador:"
    )
    return _note(f"{failed} {inert(reference, 40)}")


def said(sentence: str) -> Message:
    """Anything else that `Words` already says and is inert."""
    return _note(sentence)


def _note(sentence: str) -> Message:
    return Message(sentence, (section(sentence),))


@dataclass(frozen=True)
class NoteSample:
    """A note as the gallery shows it."""

    write: Callable[[Words], Message]


def draw(note: NoteSample, words: Words) -> Message:
    return note.write(words)


_SIMPLE = (nobody_approves, stale, nothing_changed, busy, first_version_on_its_way, on_its_way, wrong_phase,
           too_late_to_undo, client_gone, slow, alegra_silent, directory_not_ready)  # fmt: skip
_PEOPLE = (not_approver, own_document, not_permitted)
_BOTH = (samples.BRUNO, samples.DIEGO)
_DECIDED = partial(already_decided, by=samples.BRUNO, at=samples.NOW, now=samples.NOW)
SAMPLES = (
    {write.__name__: NoteSample(write) for write in _SIMPLE}
    | {write.__name__: NoteSample(partial(write, _BOTH)) for write in _PEOPLE}
    | {f"{write.__name__}, nobody": NoteSample(partial(write, ())) for write in (own_document, not_permitted)}
    | {
        "submitted": NoteSample(partial(submitted, _BOTH, missing=1, is_told=True)),
        "submitted, both are needed": NoteSample(partial(submitted, _BOTH, missing=2, is_told=False)),
        "submitted, nobody": NoteSample(partial(submitted, (), missing=1, is_told=True)),
        "approved already": NoteSample(lambda words: _DECIDED(kind="approve", words=words)),
        "expired already": NoteSample(lambda words: _DECIDED(kind="expire", words=words)),
        "returned already": NoteSample(lambda words: _DECIDED(kind="correct", words=words)),
        "unexpected": NoteSample(partial(unexpected, "E-7K3QXW")),
        "wrong number": NoteSample(partial(wrong_number, samples.HOSTILE)),
        "a minute used up": NoteSample(partial(alegra_busy, 23.2)),
        "no number": NoteSample(partial(wrong_number, "")),
        "anything": NoteSample(lambda words: said(words.t("Todavía no ha pasado nada."))),
    }
)
