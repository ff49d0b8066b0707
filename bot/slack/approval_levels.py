"""Who has approved and who is still needed, level by level, under a card that waits."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack.blocks import Style
from bot.slack.escape import mention


@dataclass(frozen=True)
class Approved:
    by: str
    at: int
    instead_of: str = ""


@dataclass(frozen=True)
class SpentVote:
    """With a substitute's only vote in this level, another level would lack people."""

    by: str
    instead_of: str
    level: int
    """The one that would; counted from 1."""


@dataclass(frozen=True)
class LevelRow:
    needed: int
    approved: tuple[Approved, ...] = ()
    waits_for: tuple[str, ...] = ()
    """Who may approve in it now."""
    people: tuple[str, ...] = ()
    """Who can be asked, of a level that comes later: nobody whose one vote counts elsewhere."""
    is_open: bool = False
    """Its turn has come."""
    is_named: bool = False
    """The policy names its people: whoever else becomes an approver does not count."""
    spends: tuple[SpentVote, ...] = ()

    @property
    def missing(self) -> int:
        return self.needed - len(self.approved)

    @property
    def is_blocked(self) -> bool:
        """More are needed than there are."""
        return len(self.waits_for if self.is_open else self.people) < self.missing


def who_may(
    levels: Sequence[LevelRow], barred: Sequence[str], words: Words, *, now: int, of_petition: bool = False
) -> str:
    """Whom it waits for, and who may not: approve the invoice, or what is asked for."""
    if not any(level.approved or level.people or level.is_named for level in levels):
        return words.t(
            "Nadie puede aprobarla todavía: un administrador debe nombrar a quienes aprueban con `/cobro roles`."
        )
    needed = "\n".join([*level_lines(levels, words, now=now), *_spending_lines(levels, words)])
    if not barred:
        return needed
    people = phrases.everyone(barred, words)
    apart = "\n" if len(levels) > 1 else " "
    if of_petition:
        return f"{needed}{apart}{words.n('{people} no puede aprobarlo.', '{people} no pueden aprobarlo.', len(barred), people=people)}"
    return f"{needed}{apart}{words.n('{people} no puede aprobarla.', '{people} no pueden aprobarla.', len(barred), people=people)}"


def style_of(levels: Sequence[LevelRow]) -> Style | None:
    """Of the button that approves: a vote may count, but where people are missing nothing follows from it."""
    return None if any(level.is_blocked for level in levels) else "primary"


def level_lines(levels: Sequence[LevelRow], words: Words, *, now: int) -> list[str]:
    if len(levels) == 1:
        return [_line(levels[0], words, now=now)]
    return [
        words.t("Nivel {number} · {standing}", number=number, standing=_line(level, words, now=now))
        for number, level in enumerate(levels, 1)
    ]


def spent_vote_warning(levels: Sequence[LevelRow], words: Words) -> str:
    """For the dialog before a vote, which whoever may vote reads alike; empty where no vote is missed elsewhere."""
    emptied = {spent.level for level in levels for spent in level.spends}
    return emptied_warning(sorted(emptied), words) if emptied else ""


def emptied_warning(emptied: Sequence[int], words: Words) -> str:
    """Of levels, counted from 1, in which nobody would be left: to whoever is about to vote for somebody else."""
    return words.t(
        "⚠️ Si votas en lugar de alguien ausente, nadie queda para el nivel {level}. Mejor que vote esa persona u otra del nivel "
        "abierto, o pide otro suplente a quien administra.",
        level=words.listed([str(level) for level in emptied]),
    )


def _spending_lines(levels: Sequence[LevelRow], words: Words) -> list[str]:
    return [
        words.t(
            "⚠️ Si {person} vota en lugar de {away}, nadie queda para el nivel {level}: mejor que vote {away} u otra persona del "
            "nivel abierto, o que quien administra nombre a otro suplente en `/cobro policy`.",
            person=mention(spent.by),
            away=mention(spent.instead_of),
            level=spent.level,
        )
        for level in levels
        for spent in level.spends
    ]


def _line(level: LevelRow, words: Words, *, now: int) -> str:
    approved = words.listed([_who(each, words, now=now) for each in level.approved])
    done = words.t("✅ {people}", people=approved) if level.approved else ""
    if level.missing <= 0:
        return done
    return phrases.dotted(done, _missing(level, words))


def _missing(level: LevelRow, words: Words) -> str:
    count = {"missing": level.missing, "needed": level.needed}
    if level.is_blocked:
        return _blocked(level, words)
    if not level.is_open:
        people = phrases.asked(level.people, level.missing, words)
        return words.n(
            "después, {missing} de {needed}: {people}.", "después, {missing} de {needed}: {people}.", level.missing,
            people=people, **count,
        )  # fmt: skip
    people = phrases.asked(level.waits_for, level.missing, words)
    return words.n(
        "Falta {missing} de {needed}: {people}.", "Faltan {missing} de {needed}: {people}.", level.missing,
        people=people, **count,
    )  # fmt: skip


def _blocked(level: LevelRow, words: Words) -> str:
    """More are needed than there are: only an admin can help, and a policy only what is asked for from then on."""
    count = {"missing": level.missing, "needed": level.needed}
    if not level.is_named:
        return words.n(
            "⚠️ Falta {missing} de {needed} y nadie más puede: quien administra debe nombrar a más personas que aprueben, "
            "con `/cobro roles`.",
            "⚠️ Faltan {missing} de {needed} y no hay tantas personas que puedan: quien administra debe nombrar a más personas que "
            "aprueben, con `/cobro roles`.",
            level.missing, **count,
        )  # fmt: skip
    cure = words.t(
        "quien administra debe cambiar `/cobro policy`, y después hay que descartarla y pedirla de nuevo, porque sigue con la "
        "política con la que empezó."
    )
    return words.n(
        "⚠️ Falta {missing} de {needed} y nadie de ese nivel puede: {cure}",
        "⚠️ Faltan {missing} de {needed} y en ese nivel no hay tantas personas que puedan: {cure}",
        level.missing, cure=cure, **count,
    )  # fmt: skip


def _who(each: Approved, words: Words, *, now: int) -> str:
    moment = words.dated(each.at, now_ms=now)
    if each.instead_of:
        return words.t(
            "{person} {moment}, en lugar de {away}",
            person=mention(each.by),
            moment=moment,
            away=mention(each.instead_of),
        )
    return f"{mention(each.by)} {moment}"
