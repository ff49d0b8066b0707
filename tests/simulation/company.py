"""The one company of every run: its people, its directory, its settings. Read only, so all runs share them."""

import asyncio
from copy import copy
from decimal import Decimal
from typing import Any, cast

from bot.actions.directory import Directory
from bot.alegra.api import Alegra
from bot.billing.directory import BankAccount, Client, Company, Item, Numbering, Tax, Term
from bot.settings import Settings
from bot.store.directory import Changes, DirectoryStore

ANA, BRUNO, CARLA, DIEGO = "U00000ANA", "U0000BRUNO", "U0000CARLA", "U0000DIEGO"
EVA, OLGA = "U00000EVA", "U00000OLGA"
APPROVERS, COLLECTORS, ADMINS = (BRUNO, DIEGO, EVA), (CARLA,), (OLGA,)
CHANNEL = "C0000VENTAS"
TIMEZONE = "America/Bogota"
ELECTRONIC, PLAIN = "19", "20"
CLIENT, ITEM, TERM, BANK = "12", "101", "2", "7"
LIST_PRICE = "250000"

SETTINGS = Settings.model_validate(
    {
        "SLACK_BOT_TOKEN": "xoxb-simulated",
        "SLACK_SIGNING_SECRET": "simulated",
        "ALEGRA_EMAIL": "cobro@rivera.example",
        "ALEGRA_TOKEN": "simulated",
        "COBRO_CHANNEL": CHANNEL,
        "COBRO_APPROVERS": ",".join(APPROVERS),
        "COBRO_COLLECTORS": ",".join(COLLECTORS),
        "COBRO_ADMINS": ",".join(ADMINS),
        "COBRO_EMAIL_ON_STAMP": "cobro",
        "COBRO_UNDO_SECONDS": "40",
    }
)

VAT = Tax("3", "IVA", Decimal(19))
ENTRIES: dict[str, dict[str, Any]] = {
    "taxes": {"3": VAT},
    "terms": {TERM: Term(TERM, "30 días", 30), "1": Term("1", "De contado", 0)},
    "numberings": {
        ELECTRONIC: Numbering(ELECTRONIC, "Electrónica", "FE", is_electronic=True, is_default=True),
        PLAIN: Numbering(PLAIN, "Remisiones", "PL", is_electronic=False),
    },
    "bank_accounts": {BANK: BankAccount(BANK, "Bancolombia", "bank")},
    "items": {ITEM: Item(ITEM, "Mantenimiento preventivo", Decimal(LIST_PRICE), (VAT,), unit="service")},
    "clients": {
        CLIENT: Client(
            CLIENT,
            "Clínica Los Andes S.A.S.",
            "NIT",
            "900482713",
            "5",
            "pagos@losandes.example",
            address="Calle 100 # 8-60",
            city="Bogotá",
            department="Bogotá, D.C.",
            kind_of_person="LEGAL_ENTITY",
            regime="COMMON_REGIME",
            term_id=TERM,
        )
    },
    "company": {"company": Company("Rivera S.A.S.", "900123456", "colombia", TIMEZONE, "COP", 2)},
}


def _filled() -> Directory:
    directory = Directory(store=cast(Any, None), alegra=cast(Any, None))
    for name, entries in ENTRIES.items():
        shelf = getattr(directory, f"_{name}")
        shelf.take(Changes(0, {key: shelf.written(entry) for key, entry in entries.items()}, is_whole=True))
    return directory


FILLED = _filled()


def a_directory(store: DirectoryStore, alegra: Alegra) -> Directory:
    """With the company's entries, which filling anew for each replica would take longer than its whole life."""
    directory = copy(FILLED)
    directory._store, directory._alegra, directory._one_at_a_time = store, alegra, asyncio.Lock()
    return directory
