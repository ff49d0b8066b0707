"""The machine that Cobro runs on, judged."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.doctor.findings import Finding, error, ok, warning
from bot.locale import Words

LITTLE_DISK = 1024**3
NO_DISK = 100 * 1024**2
MEGABYTE = 1024**2


@dataclass(frozen=True)
class Machine:
    proxies: tuple[str, ...]
    """Names of the proxy variables that are set; their values may hold passwords."""
    zones: int
    """How many time zones its database knows."""
    folder: str
    is_folder_writable: bool
    disk_left: int
    """Bytes where the folder is."""
    needs_folder: bool
    """False with a store of its own elsewhere (REDIS_URL)."""
    open_env_files: Sequence[str] = ()
    """Names of files with settings that others on this machine can read."""


def machine(found: Machine, words: Words) -> tuple[Finding, ...]:
    return (proxy(found, words), zones(found, words), *folder(found, words), *env_file(found, words))


def proxy(found: Machine, words: Words) -> Finding:
    check = "machine.proxy"
    if not found.proxies:
        return ok(check, words.t("No hay variables de proxy."))
    return warning(
        check,
        words.t(
            "Hay variables de proxy ({names}): Slack pasa por el proxy, y Alegra no.", names=", ".join(found.proxies)
        ),
        words.t(
            "Quítalas del entorno de Cobro (env -u {name} cobro run) si esta máquina sale sin proxy; si lo necesita, déjale salida directa a api.alegra.com.",
            name=found.proxies[0],
        ),
    )


def zones(found: Machine, words: Words) -> Finding:
    check = "machine.zones"
    if found.zones:
        return ok(check, words.t("Conoce las zonas horarias del mundo."))
    return error(
        check,
        words.t("Esta máquina no tiene la base de zonas horarias: las fechas saldrían mal."),
        words.t("Instala el paquete tzdata del sistema (apt-get install tzdata), o `pip install tzdata`."),
    )


def folder(found: Machine, words: Words) -> tuple[Finding, ...]:
    if not found.needs_folder:
        return ()
    if not found.is_folder_writable:
        return (
            error(
                "machine.folder",
                words.t("Cobro no puede escribir en {folder}.", folder=found.folder),
                words.t("Dale la carpeta al usuario de Cobro (chown), o elige otra con COBRO_DATA_DIR."),
            ),
        )
    writable = ok("machine.folder", words.t("Cobro puede escribir en {folder}.", folder=found.folder))
    return (writable, disk(found, words))


def disk(found: Machine, words: Words) -> Finding:
    check = "machine.disk"
    said = words.t(
        "Quedan {megabytes} MB en el disco de {folder}.", megabytes=found.disk_left // MEGABYTE, folder=found.folder
    )
    cure = words.t("Libera espacio: sin disco el almacén rechaza todo, aunque no pierde lo aceptado.")
    if found.disk_left < NO_DISK:
        return error(check, said, cure)
    return warning(check, said, cure) if found.disk_left < LITTLE_DISK else ok(check, said)


def env_file(found: Machine, words: Words) -> tuple[Finding, ...]:
    return tuple(
        warning(
            "machine.env-file",
            words.t("Otros usuarios de esta máquina pueden leer {file}, que tiene tokens.", file=name),
            words.t("chmod 600 {file}", file=name),
        )
        for name in found.open_env_files
    )
