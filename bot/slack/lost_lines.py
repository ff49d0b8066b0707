"""In `/cobro status`: what Slack does not let Cobro do, what this version cannot read, whether the audit is whole."""

from collections.abc import Sequence

from bot.locale import Words
from bot.slack.escape import channel_mention, inert, scope_name

MOST_NAMED = 5


def slack_lines(lost: Sequence[str], words: Words) -> list[str]:
    """A click arrived, or nobody would read this; what is posted may be refused all the same."""
    if not lost:
        return [words.t("🟢 Slack: me llegan los clics, y contesto.")]
    return [_lost(*name.split(":", 1), words=words) for name in lost]


def _lost(what: str, name: str, *, words: Words) -> str:
    if what == "channel":
        return words.t(
            "🔴 Slack: no puedo escribir en {channel}. Escribe allí `/invite @Cobro`; lo que espera sale solo en un minuto.",
            channel=channel_mention(name),
        )
    return words.t(
        "🔴 Slack: me falta un permiso ({scope}). Un administrador reinstala la app con manifest.yml; lo que espera sale solo.",
        scope=scope_name(name),
    )


def unreadable_lines(operations: Sequence[str], words: Words) -> list[str]:
    if not operations:
        return []
    said = words.n(
        "🔴 {count} cosa la pidió otra versión de Cobro y esta no la entiende: espera a que vuelva esa versión ({names})",
        "🔴 {count} cosas las pidió otra versión de Cobro y esta no las entiende: esperan a que vuelva esa versión ({names})",
        len(operations),
        names=words.listed([inert(each, 60) for each in operations[:MOST_NAMED]]),
    )
    return [said]


def chain_line(checked_at: int, broken: Sequence[int], now: int, words: Words) -> str:
    """What the last check of the whole audit found; empty before the first one."""
    if not checked_at:
        return ""
    when = words.ago(checked_at, now_ms=now)
    if not broken:
        return words.t("La cadena de la auditoría se comprobó {when}: está entera", when=when)
    where = ", ".join(map(str, broken))
    return words.t(
        "⚠️ La cadena de la auditoría se comprobó {when} y NO ESTÁ ENTERA (registro {where}): alguien cambió el almacén",
        when=when,
        where=where,
    )
