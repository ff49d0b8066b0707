"""When what Cobro stands on fails: to whoever clicks, and to the admins, always with what to do."""

from collections.abc import Iterable
from functools import partial

from bot.locale import Words, phrase
from bot.slack import samples
from bot.slack.drawing import Message
from bot.slack.escape import channel_mention, inert, scope_name
from bot.slack.messages.private_notes import NoteSample, said

NOT_WRITING = {
    "full": phrase("está lleno"),
    "read_only": phrase("es de solo lectura"),
    "disk": phrase("no puede escribir en su disco"),
    "replicas": phrase("espera a sus réplicas"),
}
"""Why a store takes no writes (`bot.store.connection.REFUSALS`)."""


def store_refuses(why: str, words: Words) -> Message:
    return said(
        words.t(
            "🔴 Ahora no puedo guardar nada: mi almacén {why}. No hice lo que pediste; lo que ya estaba pedido no se pierde. "
            "Avísale a quien instaló Cobro (`cobro doctor` dice qué pasa) y vuelve a intentarlo cuando lo arregle.",
            why=words.t(NOT_WRITING.get(why, NOT_WRITING["full"])),
        )
    )


def paid_twice(late: str, twin: str, invoices: Iterable[str], words: Words) -> Message:
    """To admins: `late` bears the mark that Cobro gave to what became `twin`."""
    return said(
        words.t(
            "⚠️ El pago {late} de {invoices} llegó tarde a Alegra: lleva la marca del que ya quedó como {twin}, y puede ser el mismo dinero dos veces. "
            "Compáralos en Alegra; si lo es, anula el que sobra con `/payment void {late}`.",
            late=inert(late, 40),
            twin=inert(twin, 40),
            invoices=words.listed([inert(each, 40) for each in invoices]),
        )
    )


def store_away(words: Words) -> Message:
    return said(
        words.t(
            "🔴 No alcanzo mi almacén, y sin él no puedo atenderte. Lo que ya estaba pedido no se pierde. "
            "Vuelve a intentarlo en un minuto; si sigue así, avísale a quien instaló Cobro."
        )
    )


def slack_refuses(words: Words) -> Message:
    """To whoever clicks: the token or a permission was taken away, and a click still arrives."""
    return said(
        words.t(
            "🔴 Slack no me deja abrir ni escribir: el permiso de Cobro se venció o se lo quitaron. No hice lo que pediste; lo que ya estaba pedido no se pierde. "
            "Avísale a quien instaló Cobro: con reinstalar la app en Slack sigue solo (`cobro doctor` dice qué falta)."
        )
    )


ALEGRA = {
    "unauthorized": phrase(
        "Alegra no acepta las credenciales de Cobro. No se pierde nada: sigue cuando un administrador las corrija (ALEGRA_EMAIL y ALEGRA_TOKEN)."
    ),
    "suspended": phrase(
        "⚠️ La cuenta de Alegra está suspendida, o su plan no incluye la API. No se pierde nada: revisa el plan y los pagos en Alegra, "
        "y lo que espera sale solo a los cinco minutos."
    ),
    "forbidden": phrase(
        "⚠️ Alegra no le permite al usuario de Cobro hacer lo que le pidieron. No se pierde nada: dale permisos en Alegra › Configuración › Usuarios, "
        "y lo que espera sale solo a los cinco minutos."
    ),
}
"""By the name of the situation (`bot.actions.outcomes`)."""


def alegra_paused(situation: str, words: Words) -> Message:
    """To admins."""
    return said(words.t(ALEGRA.get(situation, ALEGRA["unauthorized"])))


def channel_lost(channel: str, words: Words) -> Message:
    """To admins: Cobro was thrown out, or the channel is archived or gone."""
    return said(
        words.t(
            "⚠️ Ya no puedo escribir en {channel}. Escribe allí `/invite @Cobro`; si está archivado, desarchívalo; si ya no existe, "
            "quien instaló Cobro elige otro con COBRO_CHANNEL. Lo que debía mostrar espera y sale solo en un minuto.",
            channel=channel_mention(channel),
        )
    )


def scope_missing(scope: str, words: Words) -> Message:
    """To admins: a permission of the app's was taken away."""
    return said(
        words.t(
            "⚠️ A Cobro le falta un permiso en Slack ({scope}). En api.slack.com/apps, pega manifest.yml y reinstala la app. "
            "Lo que no pude mostrar espera y sale solo un minuto después.",
            scope=scope_name(scope) or "scope",
        )
    )


def unreadable(operations: Iterable[str], words: Words) -> Message:
    """To admins: what another version of Cobro accepted, by the names of its operations."""
    return said(
        words.t(
            "⚠️ Esta versión de Cobro no entiende algo que ya estaba pedido ({operations}). No se pierde ni se envía: "
            "sale solo cuando vuelva la versión que lo entiende. Avísale a quien instaló Cobro.",
            operations=words.listed([inert(each, 60) for each in operations]),
        )
    )


def clock_wrong(minutes: int, words: Words) -> Message:
    """To admins: `minutes` is how far the machine's clock is from Slack's, whichever way."""
    return said(
        words.t(
            "⚠️ El reloj de la máquina de Cobro va {minutes} min errado: rechazo los clics, porque no puedo comprobar que son de Slack. "
            "Quien instaló Cobro lo pone en hora con NTP (timedatectl set-ntp true); sigue solo, sin reiniciar.",
            minutes=minutes,
        )
    )


def draw(note: NoteSample, words: Words) -> Message:
    return note.write(words)


SAMPLES = {
    "paid twice": NoteSample(partial(paid_twice, "RC59", "RC58", ("FE341", "D-7K3Q"))),
    "hostile": NoteSample(partial(paid_twice, samples.HOSTILE, samples.HOSTILE, (samples.HOSTILE,))),
    **{f"store takes nothing: {why}": NoteSample(partial(store_refuses, why)) for why in NOT_WRITING},
    "slack refuses": NoteSample(slack_refuses),
    "store away": NoteSample(store_away),
    **{f"alegra paused: {why}": NoteSample(partial(alegra_paused, why)) for why in ALEGRA},
    "channel lost": NoteSample(partial(channel_lost, "C0FINANCE1")),
    "scope missing": NoteSample(partial(scope_missing, "files:write")),
    "unreadable": NoteSample(partial(unreadable, ("D-7K3Q/stamp/1",))),
    "clock wrong": NoteSample(partial(clock_wrong, 61)),
}
