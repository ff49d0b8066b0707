"""The journal of operations, judged: what waits, since when, and for whom."""

from dataclasses import dataclass

from bot.doctor.findings import Finding, error, ok, warning
from bot.locale import Words
from bot.operations.answers import Lane

LATE_MS = 2 * 60 * 1000
TOO_LATE_MS = 15 * 60 * 1000
OLD_COPY_MS = 30 * 60 * 1000
"""The copy is brought up to date every five minutes."""


@dataclass(frozen=True)
class Queue:
    now_ms: int
    waiting: int
    """Operations that still have something to do or to show."""
    oldest_due_ms: int | None
    """When the oldest one should have been taken up."""
    for_a_person: tuple[str, ...]
    """Ids of operations that only a person can settle."""
    lane: Lane | None
    directory_ms: int | None
    """When the copy of Alegra's directory was last brought up to date."""


def queue(found: Queue, words: Words) -> tuple[Finding, ...]:
    return (waiting(found, words), persons(found, words), lane(found, words), directory(found, words))


def waiting(found: Queue, words: Words) -> Finding:
    check = "queue.waiting"
    late = 0 if found.oldest_due_ms is None else found.now_ms - found.oldest_due_ms
    if late <= LATE_MS:
        return ok(
            check,
            words.n(
                "{count} operación en curso, ninguna atrasada.",
                "{count} operaciones en curso, ninguna atrasada.",
                found.waiting,
            ),
        )
    said = words.t("La operación más atrasada espera {span}.", span=words.ago(found.now_ms - late, now_ms=found.now_ms))
    cure = words.t(
        "Mira que haya un proceso que trabaje (cobro run --role worker o all) y su registro: «lane_paused», «store_gone»."
    )
    return error(check, said, cure) if late > TOO_LATE_MS else warning(check, said, cure)


def persons(found: Queue, words: Words) -> Finding:
    check = "queue.persons"
    if not found.for_a_person:
        return ok(check, words.t("Ninguna operación espera a una persona."))
    count = len(found.for_a_person)
    return warning(
        check,
        words.n(
            "{count} operación espera a una persona: {ids}.",
            "{count} operaciones esperan a una persona: {ids}.",
            count,
            ids=", ".join(found.for_a_person[:5]),
        ),
        words.t("Abre su tarjeta en Slack y responde lo que pregunta: un administrador mira en Alegra qué pasó."),
    )


def lane(found: Queue, words: Words) -> Finding:
    check = "queue.lane"
    if found.lane is None:
        return ok(check, words.t("Lo que se acepta sale hacia Alegra."))
    return error(
        check,
        words.t(
            "Nada sale hacia Alegra desde {moment}: rechazó las credenciales o el plan.",
            moment=words.moment(found.lane.since, now_ms=found.now_ms),
        ),
        words.t("Corrige la cuenta de Alegra (mira «alegra.account»); en cinco minutos sale todo solo."),
    )


def directory(found: Queue, words: Words) -> Finding:
    check = "alegra.directory"
    if found.directory_ms is None:
        return warning(
            check,
            words.t("Todavía no hay copia de los clientes y productos de Alegra."),
            words.t("Se lee al iniciar cobro run; espera a que /readyz diga «ready»."),
        )
    said = words.t(
        "Clientes y productos, copiados {moment}", moment=words.moment(found.directory_ms, now_ms=found.now_ms)
    )
    if found.now_ms - found.directory_ms <= OLD_COPY_MS:
        return ok(check, said)
    return warning(
        check, said, words.t("Mira que haya un proceso que trabaje y que Alegra responda: se copia cada cinco minutos.")
    )
