"""Type-ahead: a key press in the field of the client, over a directory of a hundred thousand, through the whole of Cobro."""

import random
from dataclasses import dataclass

from pydantic import TypeAdapter

from benchmarks.ground import ANA, Ground, ground
from benchmarks.load import Hits, Salvo, fire
from benchmarks.programs import COBRO, Weight, started
from benchmarks.quantiles import quantile
from benchmarks.tables import chapter, table
from bot.billing.directory import Client
from bot.store.directory import AT_ONCE, DirectoryStore

TRADES = (
    *("Clínica", "Droguería", "Ferretería", "Constructora", "Panadería", "Frigorífico", "Hotel"),
    *("Colegio", "Almacén", "Taller", "Óptica", "Café"),
)
PLACES = (
    *("Andes", "Bogotá", "Medellín", "Ibagué", "Cúcuta", "Montería", "Pasto"),
    *("Popayán", "Ciénaga", "Tuluá", "Chía", "Envigado", "Itagüí", "Zipaquirá"),
)
FAMILIES = (
    *("Gómez", "Rodríguez", "Muñoz", "Peña", "Martínez", "Álvarez", "Núñez"),
    *("Ordóñez", "Zúñiga", "Ibáñez", "Torres", "Mejía", "Salazar", "Rivera"),
)
FORMS = ("S.A.S.", "S.A.", "Ltda.", "y Cía.", "E.U.")
CLIENTS = TypeAdapter(Client)
EARLY, TYPICAL, TYPO, NONE = "one letter", "as people type", "with typos", "nothing is called so"
PRESSES = {
    EARLY: tuple("acdefhmoprtz"),
    TYPICAL: ("cli", "clinica", "clinica and", "muñ", "munoz tul", "drogueria medel", "90012", "900.123", "zuniga y c"),
    TYPO: ("clinca and", "drogeria medelin", "konstructora", "munos tulau", "ferretria rodrigues"),
    NONE: ("xkcd", "clinica xyz", "qqq"),
}

TAIL = """\
The processor time of a key press is that of the search: cutting the sets of what begins with each word, or with what it
probably means. Over 1,000 random names of which most words had a slip, the slowest takes 16 ms of a processor. It was 62,
when up to five thousand entries were looked at one after the other, and where the words were very common what was beyond
those was not found: 193 of the 1,000 got no answer, and the other 807 get the same one now. What a tail has beyond that
is waiting for a processor."""


@dataclass(frozen=True)
class TypeAhead:
    clients: int
    hits: dict[str, Hits]
    before: Weight
    """With the few clients of the local Alegra."""
    after: Weight
    start_seconds: float


async def measure(*, clients: int, requests: int) -> TypeAhead:
    async with ground() as where:
        signer = where.signer()
        async with started(COBRO, where.environment, signer, by=ANA) as running:
            before = running.weight()
        await _copied(where, clients)
        async with started(COBRO, where.environment, signer, by=ANA) as running:
            hits = {}
            for kind, texts in PRESSES.items():
                presses = [signer.query(texts[number % len(texts)], by=ANA) for number in range(requests)]
                hits[kind] = await fire(Salvo((running.url,), presses, expects=b'"options"'))
            return TypeAhead(clients, hits, before, running.weight(), running.start_seconds)


async def _copied(where: Ground, count: int) -> None:
    """As the copying job leaves them."""
    store, chance = DirectoryStore(where.store), random.Random(7)
    for first in range(0, count, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, count))
        await store.put(
            "clients", {str(10**6 + each): CLIENTS.dump_json(_client(each, chance)).decode() for each in numbers}
        )


def _client(number: int, chance: random.Random) -> Client:
    name = " ".join(chance.choice(words) for words in (TRADES, FAMILIES, PLACES, FORMS))
    return Client(
        id=str(10**6 + number),
        name=name,
        identification_type="NIT",
        identification=str(900_000_000 + number * 7),
        check_digit=str(number % 10),
        email=f"facturas{number}@example.com",
        city="Bogotá",
    )


def section(measured: TypeAhead) -> str:
    rows = [_row(kind, hits) for kind, hits in measured.hits.items()]
    return chapter(
        "Type-ahead",
        f"{measured.clients:,} clients, one connection; Slack gives 3 s, Alegra is not asked.",
        table(("what is typed", "answers", "p50 ms", "p99 ms", "wrong"), rows),
        f"Cobro takes {measured.after.own:.0f} MB with them and {measured.before.own:.0f} MB without; "
        f"it starts in {measured.start_seconds:.1f} s with them in the store.\n\n" + TAIL,
    )


def _row(kind: str, hits: Hits) -> tuple[str, ...]:
    p50, p99 = (quantile(hits.milliseconds, share) for share in (0.5, 0.99))
    return kind, str(hits.right), f"{p50:.2f}", f"{p99:.1f}", str(hits.wrong)
