"""How Cobro is, in plain words: what works, what waits, what needs a person; for admins also what only they need."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.locale import Words, phrase
from bot.slack import samples
from bot.slack.blocks import button, context, paragraphs, section
from bot.slack.drawing import Message
from bot.slack.escape import inert
from bot.slack.lost_lines import chain_line, slack_lines, unreadable_lines
from bot.slack.messages.invoice_list import SHOW
from bot.slack.refusals import SITUATION_ADVICE, SITUATIONS

MOST_STUCK = 5
FRESH_MS = 10 * 60_000
"""Both copies and polls run every few minutes: after this, something stands in their way."""
SEAL_SHOWN = 12
KINDS = {
    "create": phrase("crear un borrador"),
    "edit": phrase("guardar cambios"),
    "stamp": phrase("emitir"),
    "open": phrase("abrir en Alegra"),
    "email": phrase("enviar por correo"),
    "payment": phrase("registrar un pago"),
    "void": phrase("anular"),
    "delete": phrase("borrar un borrador"),
    "reopen": phrase("reabrir"),
    "void_payment": phrase("anular un pago"),
    "reopen_payment": phrase("reabrir un pago"),
    "client": phrase("crear un cliente"),
    "item": phrase("crear un producto"),
}
OTHER_KIND = phrase("poner algo al día")


@dataclass(frozen=True)
class Waits:
    document: str
    name: str
    """Its number, or its name."""
    kind: str
    since: int
    """Milliseconds, like every time in here."""


@dataclass(frozen=True)
class Paused:
    situation: str
    since: int


@dataclass(frozen=True)
class ForAdmins:
    version: str
    replicas: tuple[tuple[str, str], ...]
    """Name and version of each process that was alive within the last minute."""
    requests_left: int | None
    head: str
    """Of the audit, `17:ab…`."""
    unsealed: int
    checked_at: int = 0
    """When the whole chain was last computed anew; 0: not yet."""
    broken: tuple[int, ...] = ()
    """Entries that were not as they were sealed then."""


@dataclass(frozen=True)
class Status:
    now: int
    company: str
    payments_at: int = 0
    """When Alegra was last asked for payments, and answered; 0: not yet."""
    directory_at: int = 0
    copied: tuple[int, int] | None = None
    """Clients and items so far, while the directory is being copied for the first time."""
    paused: Paused | None = None
    under_way: int = 0
    oldest: Waits | None = None
    stuck: tuple[Waits, ...] = ()
    """What goes on only when a person has looked; one more than are shown, where there are more."""
    lost: tuple[str, ...] = ()
    """What Slack does not allow, as `bot.store.outages` names it."""
    unreadable: tuple[str, ...] = ()
    """Operations that no version which runs can read."""
    for_admins: ForAdmins | None = None


def draw(status: Status, words: Words) -> Message:
    title = words.t("Cómo está Cobro")
    lines = [
        f"*{title}* · {inert(status.company, 60)}",
        *slack_lines(status.lost, words),
        words.t("🟢 Almacén: guarda todo lo que me piden."),
        *_alegra(status, words),
        *_copying(status, words),
        _queue(status, words),
        *unreadable_lines(status.unreadable, words),
    ]
    stuck = [_stuck(each, status.now, words) for each in status.stuck[:MOST_STUCK]]
    return Message(
        title,
        (
            *paragraphs(lines),
            *_title_of_stuck(status, words),
            *stuck,
            *_for_admins(status.for_admins, status.now, words),
        ),
    )


def _alegra(status: Status, words: Words) -> list[str]:
    """What it says, and when it was last heard of."""
    payments = _seen(status.payments_at, status.now, words)
    directory = _seen(status.directory_at, status.now, words)
    read = words.t(
        "Lo que leí de Alegra: los pagos, {payments}; el directorio, {directory}",
        payments=payments,
        directory=directory,
    )
    if status.paused:
        why = words.t(SITUATIONS.get(status.paused.situation, SITUATIONS["refused"]))
        advice = words.t(SITUATION_ADVICE.get(status.paused.situation, SITUATION_ADVICE["unauthorized"]))
        since = words.moment(status.paused.since, now_ms=status.now)
        paused = words.t(
            "🔴 Alegra: en pausa desde {since}, {why}. No se pierde nada: lo que espera sale solo. {advice}",
            since=since,
            why=why,
            advice=advice,
        )
        return [paused, read]
    if status.now - max(status.payments_at, status.directory_at) > FRESH_MS:
        return [words.t("🟠 Alegra: hace rato que no contesta. Sigo intentando; nadie tiene que hacer nada."), read]
    return [words.t("🟢 Alegra: contesta."), read]


def _copying(status: Status, words: Words) -> list[str]:
    if status.copied is None:
        return []
    clients, items = status.copied
    return [
        words.t(
            "⏳ Copiando el directorio de Alegra por primera vez: van {clients} clientes y {items} productos. Lo que "
            "falta se encuentra a medida que llega.",
            clients=words.number(clients),
            items=words.number(items),
        )
    ]


def _seen(at: int, now: int, words: Words) -> str:
    return words.ago(at, now_ms=now) if at else words.t("todavía no")


def _queue(status: Status, words: Words) -> str:
    if not status.under_way or status.oldest is None:
        return words.t("🟢 Nada espera por salir.")
    under_way = words.n("{count} cosa en camino", "{count} cosas en camino", status.under_way)
    if status.oldest.kind not in KINDS:
        since = words.moment(status.oldest.since, now_ms=status.now)
        return words.t("⏳ {under_way}; la más vieja, desde {since}", under_way=under_way, since=since)
    return words.t(
        "⏳ {under_way}; la más vieja, {kind} de {name}, desde {since}",
        under_way=under_way,
        kind=_kind(status.oldest, words),
        name=inert(status.oldest.name, 40),
        since=words.moment(status.oldest.since, now_ms=status.now),
    )


def _title_of_stuck(status: Status, words: Words) -> Sequence[dict[str, object]]:
    if not status.stuck:
        return ()
    if len(status.stuck) > MOST_STUCK:
        said = words.t("🔴 Más de {shown} necesitan a una persona; estas son las más nuevas:", shown=MOST_STUCK)
    else:
        said = words.n("🔴 {count} necesita a una persona:", "🔴 {count} necesitan a una persona:", len(status.stuck))
    return (section(f"*{said}*"),)


def _stuck(waits: Waits, now: int, words: Words) -> dict[str, object]:
    since = words.moment(waits.since, now_ms=now)
    text = words.t("{name}: {kind}, desde {since}", name=inert(waits.name, 40), kind=_kind(waits, words), since=since)
    see = button(words.t("Ver"), action=SHOW, value=waits.document)
    return section(text, accessory=see)


def _kind(waits: Waits, words: Words) -> str:
    return words.t(KINDS.get(waits.kind, OTHER_KIND))


def _for_admins(more: ForAdmins | None, now: int, words: Words) -> Sequence[dict[str, object]]:
    if more is None:
        return ()
    processes = ", ".join(f"{name} {version}" for name, version in more.replicas)
    left = words.t("no se sabe") if more.requests_left is None else words.number(more.requests_left)
    number, _, seal = more.head.partition(":")
    lines = (
        words.n(
            "Versión {version} · {count} proceso vivo: {processes}",
            "Versión {version} · {count} procesos vivos: {processes}",
            len(more.replicas),
            version=more.version,
            processes=processes or "—",
        ),
        words.t("Peticiones a Alegra que quedan este minuto: {left}", left=left),
        words.t(
            "Auditoría: {number} registros sellados, {unsealed} por sellar · `{seal}…`",
            number=words.number(int(number or 0)),
            unsealed=words.number(more.unsealed),
            seal=seal[:SEAL_SHOWN],
        ),
        chain_line(more.checked_at, more.broken, now, words),
    )
    return (context("\n".join(filter(None, lines))),)


_FINE = Status(
    samples.NOW,
    "Rivera Refrigeración",
    payments_at=samples.NOW - 40_000,
    directory_at=samples.NOW - 180_000,
)
_ADMINS = ForAdmins("0.1.0", (("7K3QX2", "0.1.0"), ("9ZC4AA", "0.1.0")), 141, "1284:" + "ab12" * 16, 2)
_STUCK = tuple(Waits(f"D-7K{n}Q", f"D-7K{n}Q", kind, samples.NOW - n * 3_600_000) for n, kind in enumerate(KINDS, 1))
SAMPLES = {
    "fine": _FINE,
    "for an admin": replace(_FINE, for_admins=_ADMINS),
    "audit checked": replace(_FINE, for_admins=replace(_ADMINS, checked_at=samples.NOW - 5 * 3_600_000)),
    "audit broken": replace(
        _FINE, for_admins=replace(_ADMINS, checked_at=samples.NOW - 5 * 3_600_000, broken=(17, 18))
    ),
    "not read yet": Status(samples.NOW, "Rivera Refrigeración"),
    "first copy": replace(_FINE, copied=(12300, 480)),
    "under way": replace(_FINE, under_way=3, oldest=_STUCK[2], stuck=_STUCK[:1]),
    "unasked things under way": replace(_FINE, under_way=2, oldest=replace(_STUCK[0], kind="digest")),
    "paused": replace(_FINE, paused=Paused("suspended", samples.NOW - 3_600_000), under_way=1, oldest=_STUCK[3]),
    "paused for a reason of tomorrow": replace(_FINE, paused=Paused("", samples.NOW - 3_600_000)),
    "many need a person": replace(_FINE, stuck=_STUCK, for_admins=replace(_ADMINS, replicas=(), requests_left=None)),
    "thrown out of its channel": replace(_FINE, lost=("channel:C0FINANCE1", "scope:files:write")),
    "unreadable": replace(_FINE, unreadable=("D-7K3Q/stamp/1", "D-7K4Q/email/1")),
    "hostile": replace(
        _FINE, company=samples.HOSTILE, stuck=(Waits("D-7K3Q", samples.HOSTILE, samples.HOSTILE, samples.NOW),)
    ),
}
