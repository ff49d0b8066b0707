"""Clients or items that were searched for, a row each, with what one does next."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.billing.directory import Client, Item, Tax
from bot.billing.identifiers import client_label
from bot.locale import Words
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.blocks import actions, button, context, option, overflow, section
from bot.slack.drawing import Block, Message
from bot.slack.escape import inert

MORE = "client.more"
"""Its options' values are `<verb>:<client id>`."""
NEW_CLIENT, NEW_ITEM = "client.new", "item.new"
"""Their value is the name that was searched for."""
INVOICE, STATEMENT = "invoice", "statement"
MOST_ROWS = 15


@dataclass(frozen=True)
class FoundClients:
    clients: Sequence[Client]
    searched: str
    terms: dict[str, str]
    """Names of payment terms by id."""
    copied: int | None = None
    """How many there are so far, while the directory is being copied for the first time."""


@dataclass(frozen=True)
class FoundItems:
    items: Sequence[Item]
    searched: str
    currency: str
    copied: int | None = None
    """As for clients."""


def draw(found: FoundClients | FoundItems, words: Words) -> Message:
    searched = inert(found.searched, 80)
    if isinstance(found, FoundClients):
        rows = [_client(client, found, words) for client in found.clients[:MOST_ROWS]]
        title, nothing = words.t("Clientes"), words.t("No encontré clientes con «{searched}».", searched=searched)
        create = button(words.t("➕ Crear cliente"), action=NEW_CLIENT, value=found.searched[:200] or "-")
        hidden = len(found.clients) - MOST_ROWS
    else:
        rows = [_item(item, found.currency, words) for item in found.items[:MOST_ROWS]]
        title = words.t("Productos y servicios")
        nothing = words.t("No encontré productos con «{searched}».", searched=searched)
        create = button(words.t("➕ Crear producto"), action=NEW_ITEM, value=found.searched[:200] or "-")
        hidden = len(found.items) - MOST_ROWS
    said = title if rows else nothing
    more = [context(words.t("Hay más: escribe algo más del nombre o del documento."))] if hidden > 0 else []
    return Message(said, (section(f"*{said}*"), *rows, *more, *_so_far(found.copied, words), actions(create)))


def _so_far(copied: int | None, words: Words) -> list[Block]:
    if copied is None:
        return []
    return [
        context(
            words.t(
                "⏳ Todavía estoy copiando el directorio de Alegra, van {count}. Si no aparece, busca otra vez en unos "
                "minutos antes de crearlo.",
                count=words.number(copied),
            )
        )
    ]


def _client(client: Client, found: FoundClients, words: Words) -> Block:
    about = phrases.dotted(
        inert(client_label(client), 40),
        inert(client.email, 80) or words.t("sin correo"),
        inert(found.terms.get(client.term_id, ""), 40),
        inert(client.city, 40),
    )
    menu = overflow(
        [
            option(words.t("Nueva factura"), f"{INVOICE}:{client.id}"),
            option(words.t("Estado de cuenta"), f"{STATEMENT}:{client.id}"),
        ],
        action=MORE,
    )
    return section(f"*{inert(client.name, 120)}*\n{about}", accessory=menu)


def _item(item: Item, currency: str, words: Words) -> Block:
    taxes = ", ".join(inert(tax.name, 30) for tax in item.taxes) or words.t("sin impuesto")
    about = phrases.dotted(words.money(item.price, currency), taxes, inert(item.reference, 40))
    return section(f"*{inert(item.name, 120)}*\n{about}")


_CLIENTS = (
    Client(
        "12", "Clínica Los Andes S.A.S.", "NIT", "900482713", "5", "facturas@losandes.co", city="Bogotá", term_id="2"
    ),
    Client("13", "Zapatería El Cordón", "CC", "1020304050"),
)
_ITEMS = (
    Item("101", "Mantenimiento preventivo", Decimal(850000), (Tax("3", "IVA 19 %", Decimal(19)),), reference="MP-01"),
    Item("102", "Visita de diagnóstico", Decimal(120000)),
)
_HOSTILE_CLIENT = Client("1", samples.HOSTILE, "NIT", samples.HOSTILE, email=samples.HOSTILE, city=samples.HOSTILE)
_HOSTILE_ITEM = Item(
    "1", samples.HOSTILE, Decimal(1), (Tax("1", samples.HOSTILE, Decimal(1)),), reference=samples.HOSTILE
)
SAMPLES = {
    "clients": FoundClients(_CLIENTS, "", {"2": "30 días"}),
    "many clients": FoundClients(_CLIENTS * 20, "a", {}),
    "no client": FoundClients((), "zapateria", {}),
    "no client yet": FoundClients((), "zapateria", {}, copied=12300),
    "items": FoundItems(_ITEMS, "", "COP"),
    "no item": FoundItems((), "limpieza", "COP"),
    "hostile": FoundClients((_HOSTILE_CLIENT,), samples.HOSTILE, {}),
    "hostile items": FoundItems((_HOSTILE_ITEM,), samples.HOSTILE, "COP"),
    "hostile and nothing": FoundClients((), samples.HOSTILE, {}),
}
