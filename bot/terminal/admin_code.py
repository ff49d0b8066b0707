"""`cobro admin-code`: who has this terminal lets somebody in Slack become the first admin."""

import argparse
import asyncio
import secrets
import sys
from collections.abc import Mapping

from bot.locale import Words, phrase
from bot.terminal.command import EXIT_CANNOT_START, EXIT_INTERRUPTED, Command

LENGTH = 12
"""Characters of five bits: nobody tries that many in fifteen minutes."""


def add_options(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("--company", default="main", help=words.t("de qué empresa; sin decirlo, la del entorno (main)"))


def carry_out(given: argparse.Namespace, words: Words, environment: Mapping[str, str]) -> int:
    from redis.exceptions import RedisError  # noqa: PLC0415  imports that `--help` does without

    from bot.setting_hints import wrong_settings  # noqa: PLC0415  as above
    from bot.settings import WrongSettings  # noqa: PLC0415  as above
    from bot.start_errors import EXPECTED, sentence  # noqa: PLC0415  as above
    from bot.terminal.company_troubles import Troubled  # noqa: PLC0415  as above

    try:
        asyncio.run(_print_code(given.company, environment, words))
    except WrongSettings as wrong:
        said = wrong_settings(wrong.problems, words)
    except Troubled as trouble:
        said = trouble.said(words)
    except EXPECTED as cannot:
        said = sentence(cannot, words)
    except (RedisError, OSError) as gone:
        said = words.t(
            "No alcanzo el almacén ({why}). ¿Está encendido? Se busca en REDIS_URL, o en COBRO_DATA_DIR.",
            why=type(gone).__name__,
        )
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    else:
        return 0
    sys.stderr.write(f"{said}\n")
    return EXIT_CANNOT_START


async def _print_code(company: str, environment: Mapping[str, str], words: Words) -> None:
    """The line to be typed alone on standard output; what it is on the other. Raise Troubled."""
    from bot.billing.crockford import encoded  # noqa: PLC0415  as above
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


COMMAND = Command(
    "admin-code",
    phrase("un código para nombrar en Slack a la primera persona que administra"),
    carry_out,
    add_options,
    reads_settings=True,
)
