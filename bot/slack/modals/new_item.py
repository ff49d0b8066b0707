"""The form of a new product or service."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.billing.directory import Tax
from bot.billing.new_entries import NewItem, flaws_of_item
from bot.locale import Words
from bot.slack import samples
from bot.slack.blocks import choice, field, option, radio, text_input
from bot.slack.drawing import Block, View
from bot.slack.forms import FieldErrors, Values, amount_or_error, chosen, modal, typed
from bot.slack.modals.new_client import MEXICO

CALLBACK = "new_item.submit"
NAME, PRICE, TAX = "new_item.name", "new_item.price", "new_item.tax"
REFERENCE, WHAT = "new_item.reference", "new_item.what"
PRODUCT_KEY = "new_item.product_key"
NO_TAX = "-"
SERVICE, PRODUCT = "service", "product"


@dataclass(frozen=True)
class NewItemForm:
    private_metadata: str
    taxes: Sequence[Tax]
    name: str = ""
    country: str = ""


def draw(model: NewItemForm, words: Words) -> View:
    taxes = [option(words.t("Sin impuesto"), NO_TAX), *(option(tax.name, tax.id) for tax in model.taxes[:99])]
    kinds = [option(words.t("Servicio"), SERVICE), option(words.t("Producto"), PRODUCT)]
    return modal(
        callback=CALLBACK,
        title=words.t("Nuevo producto"),
        blocks=[
            field(words.t("Nombre"), text_input(NAME, initial=model.name, longest=150), block_id=NAME),
            field(words.t("¿Qué es?"), radio(WHAT, kinds, chosen=SERVICE), block_id=WHAT),
            field(words.t("Precio unitario sin impuestos"), text_input(PRICE, longest=40), block_id=PRICE),
            field(words.t("Impuesto"), choice(TAX, taxes), block_id=TAX),
            *_product_key(model, words),
            field(words.t("Referencia"), text_input(REFERENCE, longest=45), block_id=REFERENCE, optional=True),
        ],
        submit=words.t("Crear"),
        close=words.t("Cancelar"),
        private_metadata=model.private_metadata,
    )


def _product_key(model: NewItemForm, words: Words) -> list[Block]:
    """Nothing is stamped in Mexico without the SAT's (Alegra fact sheet 5.6)."""
    if model.country != MEXICO:
        return []
    label = words.t("Clave del SAT (producto o servicio)")
    return [field(label, text_input(PRODUCT_KEY, longest=8), block_id=PRODUCT_KEY)]


def read(values: Values, words: Words, *, currency: str) -> NewItem | FieldErrors:
    price = amount_or_error(typed(values, PRICE, PRICE), words, currency=currency)
    if isinstance(price, str):
        return FieldErrors({PRICE: price})
    tax = chosen(values, TAX, TAX)
    item = NewItem(
        name=typed(values, NAME, NAME),
        price=price,
        tax_id="" if tax == NO_TAX else tax,
        reference=typed(values, REFERENCE, REFERENCE),
        is_service=chosen(values, WHAT, WHAT) != PRODUCT,
        product_key=typed(values, PRODUCT_KEY, PRODUCT_KEY),
    )
    flaws = dict(flaws_of_item(item))
    said = {
        "name": (NAME, words.t("Hace falta")),
        "price": (PRICE, words.t("El precio no puede ser negativo")),
        "product_key": (PRODUCT_KEY, words.t("Son 8 números del catálogo del SAT, por ejemplo 72101511")),
    }
    return FieldErrors(dict(said[name] for name in flaws)) if flaws else item


_TAXES = (Tax("3", "IVA 19 %", Decimal(19)), Tax("4", "Exento", Decimal(0)))
SAMPLES = {
    "empty": NewItemForm(samples.REFERENCE.pack(), _TAXES),
    "named": NewItemForm(samples.REFERENCE.pack(), _TAXES, "Limpieza de condensador"),
    "mexico": NewItemForm(samples.REFERENCE.pack(), _TAXES, country=MEXICO),
    "hostile": NewItemForm(samples.REFERENCE.pack(), (Tax("3", samples.HOSTILE, Decimal(1)),), samples.HOSTILE),
}
