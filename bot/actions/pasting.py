"""Several lines pasted as text: matched with the directory, at the client's prices."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.actions.directory import Directory
from bot.actions.pricing import price_for
from bot.billing.draft import DraftLine
from bot.billing.money import plain
from bot.billing.pasted import (
    AmbiguousItem,
    BadNumber,
    OutOfRange,
    PastedLine,
    PastedProblem,
    UnclearNumber,
    UnknownItem,
    read_pasted,
)
from bot.billing.quoted import pieces_of
from bot.locale import Words

FOR_WHOM = re.compile(r"(?:(?P<lines>.*)\s)?(?:para|for)\s(?P<client>.+)", re.IGNORECASE)


@dataclass(frozen=True)
class PastedLines:
    lines: tuple[DraftLine, ...]
    problems: tuple[PastedProblem, ...]


def lines_of(text: str, directory: Directory, *, client_id: str) -> PastedLines:
    client = directory.client(client_id)
    pasted = read_pasted(text, items=directory.items, currency=directory.company.currency)

    def drafted(line: PastedLine) -> DraftLine:
        return DraftLine(
            item_id=line.item.id,
            name=line.item.name,
            price=price_for(line.item, client) if line.price is None else line.price,
            quantity=line.quantity,
            discount=line.discount,
            tax_ids=tuple(tax.id for tax in line.item.taxes),
            unit=line.item.unit,
        )

    return PastedLines(tuple(drafted(line) for line in pasted.lines), pasted.problems)


def lines_and_client(text: str) -> tuple[str, str]:
    """What stands before and behind the last `para`: `4 x mantenimiento`, `Clínica Los Andes`; all of it is the client where there is none."""
    found = FOR_WHOM.fullmatch(text.strip())
    if found is None:
        return "", text.strip()
    return "\n".join(pieces_of(found["lines"] or "")), found["client"].strip()


def sentence_of(problem: PastedProblem, words: Words) -> str:
    said = SAID[type(problem)](problem, words)
    return words.t("Renglón {line}: {said}.", line=problem.line, said=said)


def _unknown(problem: UnknownItem, words: Words) -> str:
    return words.t("no encuentro «{words}» en Alegra", words=problem.words)


def _ambiguous(problem: AmbiguousItem, words: Words) -> str:
    names = words.listed([item.name for item in problem.items], alternatives=True)
    return words.t("«{words}» puede ser {names}; escríbelo más completo", words=problem.words, names=names)


def _bad(problem: BadNumber, words: Words) -> str:
    return words.t("«{text}» no es un número", text=problem.text)


def _unclear(problem: UnclearNumber, words: Words) -> str:
    first, second = (plain(reading).replace(".", ",") for reading in problem.readings)
    return words.t("¿«{text}» es {first} o {second}?", text=problem.text, first=first, second=second)


def _out_of_range(problem: OutOfRange, words: Words) -> str:
    return words.t("{value} no sirve como cantidad, precio o descuento", value=plain(problem.value))


SAID: dict[type[PastedProblem], Callable[..., str]] = {
    UnknownItem: _unknown,
    AmbiguousItem: _ambiguous,
    BadNumber: _bad,
    UnclearNumber: _unclear,
    OutOfRange: _out_of_range,
}
