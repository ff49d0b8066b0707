"""In `/cobro status`: what Slack does not let Cobro do, and what this version cannot read."""

from collections.abc import Sequence

from bot.locale import Words
from bot.slack.escape import channel_mention, inert

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
        scope=inert(name, 60),
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
