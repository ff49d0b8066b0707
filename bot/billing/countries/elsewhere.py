"""The least that any authority asks, and the rules of countries without a module of their own."""

from collections.abc import Iterable, Iterator

from bot.billing.countries.stamping import Lack, Missing, Stamping
from bot.billing.directory import Client
from bot.billing.numbering import numbering_problem

LEAST_OF_CLIENT = ("name", "identification")


def missing(stamping: Stamping) -> Iterator[Missing]:
    yield from of_numbering(stamping)
    yield from of_client(stamping.client, LEAST_OF_CLIENT)
    yield from of_items(stamping)


def payment_form(term_days: int) -> str:  # noqa: ARG001  (countries answer alike; here nothing is asked)
    return ""


def of_numbering(stamping: Stamping) -> Iterator[Missing]:
    problem = numbering_problem(stamping.numbering, on=stamping.issue_date)
    if problem is not None:
        yield Missing("numbering", Lack(problem.value))


def of_client(client: Client | None, fields: Iterable[str]) -> Iterator[Missing]:
    if client is None:
        yield Missing("client", Lack.MISSING)
        return
    if not client.is_active:
        yield Missing("client", Lack.INACTIVE)
    for field in fields:
        if not str(getattr(client, field)).strip():
            yield Missing(f"client.{field}", Lack.MISSING)


def of_items(stamping: Stamping) -> Iterator[Missing]:
    """Each line names an active item (Alegra fact sheet 3: code 3065, "ítems activos")."""
    if not stamping.draft.lines:
        yield Missing("lines", Lack.MISSING)
    for position, line in enumerate(stamping.draft.lines, start=1):
        item = stamping.items.get(line.item_id)
        if item is None:
            yield Missing("line.item", Lack.MISSING, position)
        elif not item.is_active:
            yield Missing("line.item", Lack.INACTIVE, position)


def of_units(stamping: Stamping) -> Iterator[Missing]:
    """Alegra answers "El campo items.0.unit es requerido" (Alegra fact sheet 4.4)."""
    for position, line in enumerate(stamping.draft.lines, start=1):
        if line.item_id in stamping.items and not stamping.unit(line).strip():
            yield Missing("line.unit", Lack.MISSING, position)
