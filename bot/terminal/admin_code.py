"""`cobro admin-code`: who has this terminal lets somebody in Slack become the first admin."""

import argparse
import secrets
import sys
from collections.abc import Mapping

from bot.locale import Words, phrase
from bot.terminal.at_the_store import carried_out
from bot.terminal.command import Command

LENGTH = 12
"""Characters of five bits: nobody tries that many in fifteen minutes."""


def add_options(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("--company", default="main", help=words.t("de qué empresa; sin decirlo, la del entorno (main)"))


def carry_out(given: argparse.Namespace, words: Words, environment: Mapping[str, str]) -> int:
    return carried_out(lambda: _print_code(given.company, environment, words), words)


async def _print_code(company: str, environment: Mapping[str, str], words: Words) -> int:
    """The line to be typed alone on standard output; what it is on the other. Raise Troubled."""
    from bot.billing.crockford import encoded  # noqa: PLC0415  imports that `--help` does without
    from bot.settings import read_settings  # noqa: PLC0415  as above
    from bot.store.admin_codes import AdminCodes  # noqa: PLC0415  as above
    from bot.terminal.company_desk import company_store, opened  # noqa: PLC0415  as above

    settings = read_settings(environment)
    code = encoded(secrets.randbits(5 * LENGTH), length=LENGTH)
    async with opened(settings, environment, words) as desk:
        await AdminCodes(await company_store(desk, company)).keep(code)
    sys.stdout.write(f"/{settings.command_prefix}cobro setup {code}\n")
    sys.stdout.flush()
    told = words.t(
        "Quien escriba esa línea en Slack, en el canal de la empresa, administra Cobro: vale una vez, 15 minutos, y solo "
        "mientras nadie administre."
    )
    sys.stderr.write(f"{told}\n")
    return 0


COMMAND = Command(
    "admin-code",
    phrase("un código para nombrar en Slack a la primera persona que administra"),
    carry_out,
    add_options,
    reads_settings=True,
)
