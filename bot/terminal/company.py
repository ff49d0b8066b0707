"""`cobro company add | list | show | remove`: the companies beside that of the environment. It works while Cobro runs."""

import argparse
from collections.abc import Mapping

from bot.locale import Words, phrase
from bot.terminal.at_the_store import carried_out
from bot.terminal.command import Command

TOKEN = "COBRO_COMPANY_ALEGRA_TOKEN"  # noqa: S105  the name of a variable of the environment
OPTIONS = {
    "--alegra-email": "ALEGRA_EMAIL",
    "--alegra-api-url": "ALEGRA_API_URL",
    "--channel": "COBRO_CHANNEL",
    "--approvers": "COBRO_APPROVERS",
    "--collectors": "COBRO_COLLECTORS",
    "--admins": "COBRO_ADMINS",
    "--requesters": "COBRO_REQUESTERS",
    "--accountants": "COBRO_ACCOUNTANTS",
    "--closing-date": "COBRO_CLOSING_DATE",
    "--amounts": "COBRO_AMOUNTS",
    "--language": "COBRO_LANGUAGE",
    "--timezone": "COBRO_TIMEZONE",
    "--undo-seconds": "COBRO_UNDO_SECONDS",
    "--date-past-days": "COBRO_DATE_PAST_DAYS",
    "--date-future-days": "COBRO_DATE_FUTURE_DAYS",
    "--overdue-hour": "COBRO_OVERDUE_HOUR",
    "--opening-hour": "COBRO_OPENING_HOUR",
    "--closing-hour": "COBRO_CLOSING_HOUR",
    "--working-days": "COBRO_WORKING_DAYS",
    "--payment-poll-minutes": "COBRO_PAYMENT_POLL_MINUTES",
    "--email-on-stamp": "COBRO_EMAIL_ON_STAMP",
    "--generic-item": "COBRO_GENERIC_ITEM",
    "--risk-duplicate-days": "COBRO_RISK_DUPLICATE_DAYS",
    "--risk-duplicate-percent": "COBRO_RISK_DUPLICATE_PERCENT",
    "--risk-unusual-times": "COBRO_RISK_UNUSUAL_TIMES",
    "--risk-discount-percent": "COBRO_RISK_DISCOUNT_PERCENT",
    "--risk-overdue-days": "COBRO_RISK_OVERDUE_DAYS",
}
"""A company's settings, by the option that says each; they mean what they mean in the environment."""


def add_options(parser: argparse.ArgumentParser, words: Words) -> None:
    acts = parser.add_subparsers(dest="company", required=True, metavar="add | list | show | remove")
    add = acts.add_parser(
        "add", help=words.t("suma una empresa; su token de Alegra se pregunta, o está en {name}", name=TOKEN)
    )
    acts.add_parser("list", help=words.t("las empresas que hay")).add_argument(
        "--json", action="store_true", help=words.t("para programas: un objeto JSON")
    )
    show = acts.add_parser("show", help=words.t("los ajustes de una empresa, sin su token"))
    remove = acts.add_parser("remove", help=words.t("Cobro deja de atender a una empresa"))
    for act in (add, show, remove):
        act.add_argument("id", help=words.t("su nombre corto: de 1 a 20 letras minúsculas, cifras y guiones"))
    add.add_argument("--name", default="", help=words.t("como sale en las tarjetas; sin él, el de Alegra"))
    add.add_argument("--team", default="", metavar="T…", help=words.t("su espacio de Slack; sin él, el del entorno"))
    add.add_argument("--replace", action="store_true", help=words.t("cambia la que ya haya con ese nombre corto"))
    for option, setting in OPTIONS.items():
        add.add_argument(option, dest=setting, default="", metavar="…", help=setting)
    remove.add_argument(
        "--erase", action="store_true", help=words.t("borra también todo lo que Cobro recuerda de ella")
    )
    remove.add_argument("--force", action="store_true", help=words.t("borra aunque queden cosas sin terminar"))
    remove.add_argument("--yes", action="store_true", help=words.t("sin preguntar"))


def company(given: argparse.Namespace, words: Words, environment: Mapping[str, str]) -> int:
    from bot.settings import read_settings  # noqa: PLC0415  imports that `--help` does without
    from bot.terminal.company_acts import ACTS  # noqa: PLC0415  as above
    from bot.terminal.company_desk import opened  # noqa: PLC0415  as above

    async def acted() -> int:
        async with opened(read_settings(environment), environment, words) as desk:
            await ACTS[given.company](given, desk)
        return 0

    return carried_out(acted, words)


COMMAND = Command(
    "company",
    phrase("las empresas que Cobro atiende, además de la del entorno"),
    company,
    add_options,
    reads_settings=True,
)
