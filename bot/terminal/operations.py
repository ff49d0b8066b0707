"""`cobro operations list | show | retry | resolve`: what waits, and what a person decides about it, while Cobro runs or not."""

import argparse
from collections.abc import Callable, Mapping

from bot.locale import Words, phrase
from bot.terminal.command import Command
from bot.terminal.store_reading import ended

STATES = ("accepted", "sending", "unknown", "needs-person", "done", "refused", "withdrawn")
LINK, NOT_DONE, SEND_AGAIN = "link", "not-done", "send-again"
USUAL_ROWS = 50
NOTHING = phrase("No hay operaciones en {place}: revisa REDIS_URL o COBRO_DATA_DIR, y --company.")


def add_options(parser: argparse.ArgumentParser, words: Words) -> None:
    acts = parser.add_subparsers(dest="operations", required=True, metavar="list | show | retry | resolve")
    listing = acts.add_parser("list", help=words.t("las que no han terminado, o las de un estado"))
    listing.add_argument(
        "--state",
        action="append",
        default=[],
        choices=STATES,
        help=words.t("solo las de este estado; se puede repetir"),
    )
    listing.add_argument(
        "--limit", type=_rows(words), default=USUAL_ROWS, metavar="N", help=words.t("a lo sumo tantas")
    )
    show = acts.add_parser("show", help=words.t("todo lo que se sabe de una"))
    retry = acts.add_parser("retry", help=words.t("que siga ya; si no se sabe si pasó, la busca y no la envía"))
    resolve = acts.add_parser("resolve", help=words.t("lo que una persona vio en Alegra"))
    for act in (show, retry, resolve):
        act.add_argument("id", metavar="ID", help=words.t("como la llama la lista, D-7K3Q/create/1, o su documento"))
    resolve.add_argument(
        "--as",
        dest="what",
        nargs="+",
        required=True,
        metavar=("link|not-done|send-again", "ID"),
        help=words.t("link y su id en Alegra; not-done: no quedó hecho; send-again: se busca una vez más y se envía"),
    )
    resolve.add_argument(
        "--reason", default="", metavar="TEXT", help=words.t("queda en el historial y en la auditoría")
    )
    for act in (listing, show, retry, resolve):
        act.add_argument("--company", default="", metavar="ID", help=words.t("una sola empresa; sin él, todas"))
        act.add_argument("--json", action="store_true", help=words.t("para programas: un objeto JSON"))
        act.epilog = words.t("Códigos de salida: 0 hecho, 1 no hay ninguna así o no se puede, 2 no se pudo leer.")


def operations(given: argparse.Namespace, words: Words, environment: Mapping[str, str]) -> int:
    from bot.terminal.operations_desk import carry_out  # noqa: PLC0415  imports that `--help` does without

    return ended(carry_out(given, words, environment), words, {"nothing": NOTHING})


def _rows(words: Words) -> Callable[[str], int]:
    def rows(text: str) -> int:
        if not text.isdecimal() or not 0 < int(text) <= 1000:
            raise argparse.ArgumentTypeError(words.t("{text} no es un número de 1 a 1000", text=text))
        return int(text)

    return rows


COMMAND = Command(
    "operations",
    phrase("lo que espera y lo que necesita a una persona: verlo, reintentarlo, resolverlo"),
    operations,
    add_options,
    reads_settings=True,
)
