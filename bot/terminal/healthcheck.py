"""`cobro healthcheck`: whether the Cobro of this machine lives, or is ready; for containers and supervisors."""

import argparse
import http.client
import sys
from collections.abc import Mapping

from bot.locale import Words, phrase
from bot.terminal.command import Command

SECONDS = 2.0
USUAL_PORT = "3000"
SICK = 1


def add_options(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("--ready", action="store_true", help=words.t("también que ya atienda, no solo que viva"))


def healthcheck(given: argparse.Namespace, words: Words, environment: Mapping[str, str]) -> int:
    path, wanted = ("/readyz", b"ready") if given.ready else ("/healthz", b"alive")
    port = environment.get("COBRO_PORT") or USUAL_PORT
    line = http.client.HTTPConnection("127.0.0.1", int(port) if port.isdecimal() else 0, timeout=SECONDS)
    try:
        line.request("GET", path)
        said = line.getresponse().read(100).strip()
    except (OSError, http.client.HTTPException) as why:
        sys.stderr.write(f"{words.t('No contesta ({why}).', why=type(why).__name__)}\n")
        return SICK
    finally:
        line.close()
    sys.stdout.write(f"{said.decode(errors='replace')}\n")
    return 0 if said.split(b"\n")[0] == wanted else SICK


COMMAND = Command(
    "healthcheck",
    phrase("si el Cobro de esta máquina vive; para contenedores"),
    healthcheck,
    add_options,
    reads_settings=True,
)
