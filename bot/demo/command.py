"""The command: looks at the machine, the ports and the folder before anything starts."""

import asyncio
import platform
import sys
from collections.abc import Mapping
from dataclasses import replace

from bot.demo.course import Course
from bot.demo.folder import DemoFolder, NotOurFolder
from bot.demo.plan import CannotStart, DemoPlan
from bot.demo.ports import PortTaken, free_port
from bot.locale import Words
from bot.store.folder_lock import LockHeld

EXIT_CANNOT_START = 2


def demo(plan: DemoPlan, words: Words, environment: Mapping[str, str]) -> int:
    """Run until Ctrl-C; the command's exit code."""
    try:
        check_machine(words, system=platform.system(), libc=platform.libc_ver()[0])
        plan = with_free_ports(plan, words)
        folder = _folder(plan, words)
    except CannotStart as cannot:
        sys.stderr.write(f"{cannot}\n")
        return EXIT_CANNOT_START
    with folder, folder.log.open("w", encoding="utf-8") as log:
        return asyncio.run(Course(plan, words, environment, folder, log).run())


def check_machine(words: Words, *, system: str, libc: str) -> None:
    """Raise CannotStart where the embedded store has no binary. `system` and `libc` as `platform` says them."""
    if system == "Darwin" or (system == "Linux" and libc == "glibc"):
        return
    if system == "Windows":
        raise CannotStart(words.t("La demo corre en Linux con glibc y en macOS. En Windows, ábrela dentro de WSL."))
    raise CannotStart(
        words.t(
            "La demo corre en Linux con glibc y en macOS; este sistema es otro ({system}). "
            "Úsala en un contenedor basado en Debian o Ubuntu, con Python 3.11 o posterior y make.",
            system=f"{system} {libc}".strip(),
        )
    )


def with_free_ports(plan: DemoPlan, words: Words) -> DemoPlan:
    """The plan with the bot's port chosen: the local Slack has to know it first. Raises CannotStart."""
    wanted = {"--port": plan.port, "--port-slack": plan.port_slack, "--port-alegra": plan.port_alegra}
    chosen: dict[str, int] = {}
    for option, port in wanted.items():
        if port and port in chosen.values():
            raise CannotStart(
                words.t("{option} repite un puerto: {port}. Cada uno necesita el suyo.", option=option, port=port)
            )
        chosen[option] = _free(port, option, words)
    return replace(plan, port=chosen["--port"])


def _free(port: int, option: str, words: Words) -> int:
    try:
        return free_port(port)
    except PortTaken as taken:
        raise CannotStart(
            words.t(
                "El puerto {port} está ocupado por otro programa. Ciérralo, o elige otro puerto con {choose}.",
                port=taken.port,
                choose=f'{option} (make demo DEMO="{option} {taken.port + 1}")',
            )
        ) from taken


def _folder(plan: DemoPlan, words: Words) -> DemoFolder:
    try:
        return DemoFolder(plan.folder, keeps_data=plan.keeps_data)
    except NotOurFolder as foreign:
        raise CannotStart(
            words.t(
                "{folder} tiene archivos que no son de la demo; elige otra carpeta con --data.", folder=foreign.folder
            )
        ) from foreign
    except LockHeld as held:
        raise CannotStart(
            words.t("Otra demo está usando {folder}. Termínala, o elige otra carpeta con --data.", folder=plan.folder)
        ) from held
    except OSError as error:
        raise CannotStart(
            words.t(
                "No puedo escribir en {folder} ({why}); elige otra carpeta con --data.",
                folder=plan.folder,
                why=error.strerror,
            )
        ) from error
