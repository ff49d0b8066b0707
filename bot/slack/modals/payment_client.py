"""Whose payment it is: asked when `/payment record` names nobody, or somebody of whom there are several."""

from dataclasses import dataclass

from bot.billing.directory import Client
from bot.locale import Words
from bot.slack import samples
from bot.slack.blocks import context, field, option, plain_text, section
from bot.slack.drawing import Block, View
from bot.slack.escape import inert
from bot.slack.forms import Values, chosen, modal
from bot.slack.references import Reference

CALLBACK, CLIENT = "payment_client.submit", "payment_client.client"


@dataclass(frozen=True)
class PaymentClient:
    called: str = ""
    """As typed, when it fits several or none."""
    likely: Client | None = None
    amount: str = ""
    rehearse: bool = False


def draw(model: PaymentClient, words: Words) -> View:
    select: Block = {
        "type": "external_select",
        "action_id": CLIENT,
        "min_query_length": 0,
        "placeholder": plain_text(words.t("Nombre o NIT"), 150),
    }
    if model.likely:
        select["initial_option"] = option(model.likely.name, model.likely.id)
    return modal(
        callback=CALLBACK,
        title=words.t("Registrar pago"),
        blocks=[
            *_called(model, words),
            field(words.t("Cliente"), select, block_id=CLIENT),
            context(words.t("Verás todas sus facturas abiertas. Si sabes el número: `/payment record FE341`.")),
        ],
        submit=words.t("Seguir"),
        close=words.t("Cancelar"),
        private_metadata=Reference("-", operation=model.amount[:40], rehearse=model.rehearse).pack(),
    )


def read(values: Values) -> str:
    """The client's id."""
    return chosen(values, CLIENT, CLIENT)


def _called(model: PaymentClient, words: Words) -> list[Block]:
    if not model.called:
        return []
    called = inert(model.called, 80)
    if model.likely:
        return [section(words.t("Varios clientes se parecen a «{called}»: ¿cuál pagó?", called=called))]
    return [section(words.t("No encontré ni factura ni cliente «{called}». Búscalo aquí:", called=called))]


_LIKELY = Client(id="12", name="Clínica Los Andes S.A.S.")
SAMPLES = {
    "nobody named": PaymentClient(),
    "several": PaymentClient("los andes", _LIKELY, "4283919"),
    "nobody found": PaymentClient("FE99999"),
    "hostile": PaymentClient(samples.HOSTILE, Client(id="1", name=samples.HOSTILE), samples.HOSTILE),
}
