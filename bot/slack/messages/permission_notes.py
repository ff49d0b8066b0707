"""Short answers to whoever may not: who only sees, whose books are closed, who was overtaken by another admin."""

import datetime as dt
from collections.abc import Collection, Iterable
from functools import partial

from bot.billing.closing import Closed
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import actions, button, context, section
from bot.slack.drawing import Message
from bot.slack.escape import inert, mention
from bot.slack.messages.invoice_list import SHOW
from bot.slack.messages.private_notes import NoteSample, said

MOST_NAMED = 10
"""Of documents in one message."""


def only_sees(permitted: Iterable[str], words: Words, *, by_anybody: bool = False) -> Message:
    """To a guest or an accountant: `by_anybody`, everybody else may."""
    people = list(permitted)
    access = words.t("Tu acceso es de consulta: lo ves todo y no cambias nada.")
    if by_anybody:
        return said(f"{access} {words.t('Pídeselo a cualquier persona del equipo.')}")
    if not people:
        return said(access)
    return said(f"{access} {words.t('Puede hacerlo {people}.', people=phrases.either(people, words))}")


def books_closed(closed: Closed, admins: Iterable[str], words: Words) -> Message:
    """What it would carry, up to when the books are closed, and who may all the same."""
    sentence = words.t(
        "🔒 Los libros están cerrados hasta el {through}, y esto quedaría con fecha {day}. No hice nada.",
        through=words.day(closed.through, weekday=False),
        day=words.day(closed.day, weekday=False),
    )
    people = list(admins)
    if not people:
        return said(sentence)
    return said(f"{sentence} {words.t('Con un motivo puede hacerlo {people}.', people=phrases.either(people, words))}")


def groups_gone(groups: Iterable[str], words: Words) -> Message:
    """`groups` by what they were called: user groups that have a role and that Slack does not have any more."""
    named = words.listed([f"@{inert(group, 60)}" for group in groups])
    return said(
        words.t(
            "⚠️ Slack ya no tiene {groups}, con un rol en Cobro: cuenta como vacío. Revísalo con `/cobro roles`.",
            groups=named,
        )
    )


def preferences_changed(words: Words) -> Message:
    return said(words.t("Otra persona cambió esto mientras lo tenías abierto. Ábrelo otra vez: no guardé nada."))


def policy_proposed(by: str, words: Words) -> Message:
    return said(
        words.t(
            "🗳️ {person} propone otra política de aprobación. Vale cuando la aceptes: mírala con `/cobro policy`.",
            person=mention(by),
        )
    )


def nobody_left(documents: Collection[str], words: Words) -> Message:
    """They wait for approvals that nobody can give any more."""
    shown = [inert(each, 40) for each in list(documents)[:MOST_NAMED]]
    more = len(documents) - len(shown)
    named = words.listed(shown)
    if more:
        named = words.n("{documents} y {more} más", "{documents} y {more} más", more, documents=named, more=more)
    return said(
        words.n(
            "⚠️ {documents} espera una aprobación que ya nadie puede dar: revisa `/cobro roles`, las suplencias y `/cobro policy`. "
            "La tarjeta dice qué falta.",
            "⚠️ {documents} esperan aprobaciones que ya nadie puede dar: revisa `/cobro roles`, las suplencias y `/cobro policy`. "
            "Las tarjetas dicen qué falta.",
            len(documents),
            documents=named,
        )
    )


def policy_answered(by: str, words: Words, *, accepted: bool) -> Message:
    """To whoever proposed it; a substitute's weeks are proposed like a policy."""
    person = mention(by)
    if accepted:
        return said(
            words.t("✅ {person} aceptó el cambio que propusiste: vale para lo que se pida desde ya.", person=person)
        )
    return said(
        words.t(
            "↩️ {person} rechazó el cambio que propusiste: todo sigue como estaba. Míralo con `/cobro policy`.",
            person=person,
        )
    )


def glass_broken(document: str, client: str, by: str, reason: str, words: Words) -> Message:
    """`client` is empty where an older Cobro wrote it down."""
    whose = phrases.dotted(inert(document, 40), inert(client, 100))
    sentence = words.t(
        "⚠️ {person} emite sin segunda persona, en una emergencia: {document}", person=mention(by), document=whose
    )
    see = actions(button(words.t("Ver la factura"), action=SHOW, value=document), block_id="glass")
    return Message(sentence, (section(sentence), context(f"«{inert(reason, 500)}»"), see))


def draw(note: NoteSample, words: Words) -> Message:
    return note.write(words)


_CLOSED = Closed(dt.date(2026, 10, 15), dt.date(2026, 10, 31))
SAMPLES = {
    "only sees": NoteSample(partial(only_sees, (samples.BRUNO, samples.DIEGO))),
    "only sees, nobody may": NoteSample(partial(only_sees, ())),
    "only sees, all others may": NoteSample(lambda words: only_sees((), words, by_anybody=True)),
    "books closed": NoteSample(partial(books_closed, _CLOSED, (samples.DIEGO,))),
    "books closed, no admin": NoteSample(partial(books_closed, _CLOSED, ())),
    "groups gone": NoteSample(partial(groups_gone, ("finanzas", samples.HOSTILE))),
    "policy proposed": NoteSample(partial(policy_proposed, samples.DIEGO)),
    "policy accepted": NoteSample(partial(policy_answered, samples.BRUNO, accepted=True)),
    "policy refused": NoteSample(partial(policy_answered, samples.BRUNO, accepted=False)),
    "glass broken": NoteSample(
        partial(
            glass_broken, "D-7K3Q", "Clínica Los Andes S.A.S.", samples.DIEGO, "La clínica paga hoy y no hay nadie más"
        )
    ),
    "hostile": NoteSample(partial(glass_broken, "D-7K3Q", samples.HOSTILE, samples.DIEGO, samples.HOSTILE)),
    "nobody left": NoteSample(partial(nobody_left, ("D-7K3Q",))),
    "nobody left for many": NoteSample(partial(nobody_left, tuple(f"D-7K3{n}" for n in range(12)))),
    "preferences changed": NoteSample(preferences_changed),
}
