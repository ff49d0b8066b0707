"""The store, judged by what INFO says of it."""

from collections.abc import Mapping
from typing import Any

from bot.doctor.findings import Finding, error, ok, warning
from bot.locale import Words
from bot.store.connection import (
    Evicts,
    IsCluster,
    IsReplica,
    NotAppendOnly,
    StoreTooOld,
    UnsafeStore,
    check_information,
)
from bot.store.layout import NewerStore

NEARLY_FULL = 0.8
FULL = 0.95
MEGABYTE = 1024 * 1024


def store(info: Mapping[str, Any] | Exception, words: Words) -> tuple[Finding, ...]:
    """`info`: of `INFO everything`, or why it could not be read."""
    if isinstance(info, Exception):
        return (not_reached(info, words),)
    product = info.get("server_name") or "Redis"
    version = info.get("valkey_version") or info.get("redis_version", "?")
    reached = ok(
        "store.reached", words.t("{product} {version} responde.", product=str(product).capitalize(), version=version)
    )
    return (reached, safe(info, words), *writing(info, words), *memory(info, words))


def not_reached(why: Exception, words: Words) -> Finding:
    return error(
        "store.reached",
        words.t("No alcanzo el almacén ({why}).", why=type(why).__name__),
        words.t(
            "Mira que el Redis o Valkey de REDIS_URL esté encendido y que la clave sea la suya; Cobro sigue solo cuando vuelva."
        ),
    )


def newer(why: NewerStore, words: Words) -> Finding:
    return error(
        "store.layout",
        words.t("El almacén es de Cobro {version}, y este no sabe leerlo.", version=why.version),
        words.t(
            "Instala otra vez {version} o una posterior, o restaura la copia de antes de actualizar.",
            version=why.version,
        ),
    )


def safe(info: Mapping[str, Any], words: Words) -> Finding:
    check = "store.safe"
    try:
        check_information(info)
    except UnsafeStore as unsafe:
        return error(check, *_unsafe(unsafe, words))
    return ok(check, words.t("Escribe todo en disco y no descarta nada."))


def _unsafe(why: UnsafeStore, words: Words) -> tuple[str, str]:
    match why:
        case NotAppendOnly():
            return (
                words.t("El almacén no guarda en disco: al reiniciarse perdería operaciones."),
                words.t(
                    "Pon `appendonly yes` en su configuración, o ejecuta CONFIG SET appendonly yes y CONFIG REWRITE."
                ),
            )
        case Evicts(policy=policy):
            return (
                words.t("El almacén descarta datos cuando le falta memoria ({policy}).", policy=policy),
                words.t("Pon `maxmemory-policy noeviction` en su configuración."),
            )
        case IsCluster():
            return (
                words.t("El almacén es un Redis Cluster, que Cobro no admite."),
                words.t("Apunta REDIS_URL a un solo Redis o Valkey, con réplicas si hace falta."),
            )
        case IsReplica():
            return (
                words.t("El almacén es una réplica y no recibe escrituras."),
                words.t("Apunta REDIS_URL al principal, o a un nombre que siempre lleve a él."),
            )
        case StoreTooOld(version=version):
            return (
                words.t("El almacén es Redis {version}, demasiado viejo.", version=version),
                words.t("Actualízalo a Redis 7 o a cualquier Valkey."),
            )
    return str(why), words.t("Corrígelo en la configuración del almacén.")


def writing(info: Mapping[str, Any], words: Words) -> tuple[Finding, ...]:
    """Whether its last write to disk went well."""
    if str(info.get("aof_last_write_status", "ok")) == "ok":
        return ()
    return (
        error(
            "store.safe",
            words.t("El almacén no pudo escribir en su disco la última vez."),
            words.t("Libera espacio en el disco del almacén, o revisa sus permisos; mientras tanto rechaza todo."),
        ),
    )


def memory(info: Mapping[str, Any], words: Words) -> tuple[Finding, ...]:
    check = "store.memory"
    used, most = int(info.get("used_memory", 0)), int(info.get("maxmemory", 0))
    if most <= 0:
        megabytes = max(used // MEGABYTE, 1)
        return (ok(check, words.t("Ocupa {megabytes} MB de memoria, sin tope.", megabytes=megabytes)),)
    said = words.t("Ocupa {percent} % de su memoria.", percent=round(used / most * 100))
    cure = words.t(
        "Súbele `maxmemory`: cuando se llena, nadie puede aprobar ni enviar nada (no se pierde lo aceptado)."
    )
    if used / most >= FULL:
        return (error(check, said, cure),)
    return (warning(check, said, cure) if used / most >= NEARLY_FULL else ok(check, said),)
