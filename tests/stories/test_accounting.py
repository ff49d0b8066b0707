"""What the company's accountant checks before trusting Cobro with its invoices: amounts, dates, who is told what."""

from decimal import Decimal

from bot.store.connection import Client
from sandbox.slack.client.message import Message
from tests.stories.acts import in_time
from tests.stories.invoicing import (
    CLINIC,
    UNDO_IS_OVER,
    approves,
    in_alegra,
    issued,
    opens_form,
    payments_are_polled,
    to_approve,
)
from tests.stories.read_off import CODES, amounts, plain
from tests.stories.stage import FRIDAY_MORNING, Stage, performance

LAST_OF_NOVEMBER = FRIDAY_MORNING.replace(day=30, hour=23, minute=50)


async def test_three_rates_of_vat_have_their_own_base_and_an_excluded_base_is_not_called_taxed(stage: Stage) -> None:
    card = await _approval_of(stage, "4 x Mantenimiento preventivo\n2 x Nevera eficiente\n1 x Transporte de carga")

    assert "Base gravada 19 %  $3.400.000 · IVA  $646.000" in plain(card.text)
    assert "Base gravada 5 %  $2.900.000 · IVA  $145.000" in plain(card.text)
    assert "IVA Excluido  base $680.000" in plain(card.text)
    assert "Base gravada 0 %" not in plain(card.text)
    (invoice,) = stage.invoices
    assert (invoice["subtotal"], invoice["tax"]) == (Decimal(3400000 + 2900000 + 680000), Decimal(646000 + 145000))
    assert amounts(_line(card, "Total a pagar")) == [invoice["total"]]


async def test_discounts_and_cents_add_up_to_what_alegra_says(stage: Stage) -> None:
    card = await _approval_of(stage, "2 x Limpieza @185000 -10%\n7 x Visita @101333,33 -7,5%\n3 x Limpieza @0,99")

    (invoice,) = stage.invoices
    base, tax = amounts(_line(card, "Base gravada 19 %"))
    assert base == invoice["subtotal"] - invoice["discount"]
    assert tax == invoice["tax"]
    assert base + tax == invoice["total"] == amounts(_line(card, "Total a pagar"))[0]
    assert "(dcto 10 %) · $185.000 → *$333.000*" in plain(card.text)
    assert _total_of_dialog(card) == invoice["total"]


async def test_asked_for_in_november_and_approved_in_december_it_is_of_december_and_due_a_term_later(
    redis: Client,
) -> None:
    async with performance(redis, start=LAST_OF_NOVEMBER) as stage:
        card = await to_approve(stage)
        assert "*Fecha:* la del día de emisión · *Vence:* a 30 días · *Crédito*" in card.text
        stage.clock.advance(20 * 60)
        await approves(card)
        stage.clock.advance(UNDO_IS_OVER)
        await card.shows("emitida")

        (invoice,) = stage.invoices
        assert (invoice["date"], invoice["dueDate"]) == ("2026-12-01", "2026-12-31")
        assert "vence jue 31 dic 2026" in card.text


async def test_a_month_that_ends_between_approval_and_stamp_is_asked_about_in_words(redis: Client) -> None:
    async with performance(redis, start=LAST_OF_NOVEMBER) as stage:
        card = await to_approve(stage)
        await approves(card)
        stage.clock.advance(15 * 60)

        await card.shows("cambió el mes, y el IVA caería en otro período")
        assert "Aprobar y emitir" in card.text
        assert stage.invoices[0]["status"] == "draft"
        told = await stage.person("ana").sees_directly("No se emitió la factura de")
        assert "Qué hacer" in told.text
        assert not CODES.findall(told.text)


async def test_what_was_withheld_ties_the_bank_to_the_invoice(stage: Stage) -> None:
    card = await issued(stage)
    (invoice,) = stage.invoices
    await payments_are_polled(stage)
    await in_alegra(
        stage,
        "POST",
        "/payments",
        {
            "type": "in",
            "date": "2026-11-27",
            "bankAccount": {"id": 1},
            "paymentMethod": "transfer",
            "client": {"id": 12},
            "invoices": [{"id": int(invoice["id"]), "amount": 953275}],
            "retentions": [{"id": 1, "amount": 34000}, {"id": 3, "amount": 24225}],
        },
    )

    await in_time(stage, lambda: "*Pagada*" in card.text, "the card to be paid")
    notice = await stage.person("carla").sees("💰")
    said = plain(notice.text)
    assert "*$953.275*" in said
    assert "Retenciones  $58.225 (Retefuente servicios 34.000 · ReteIVA 24.225)" in said
    assert "Aplicado $1.011.500 · *saldo $0*" in said
    assert "saldo $0" in card.text
    assert "Registrar pago" not in card.text


async def _approval_of(stage: Stage, lines: str) -> Message:
    """The card of an invoice with these lines, pasted into the form."""
    ana = stage.person("ana")
    form = await opens_form(ana)
    await form.fill("Cliente", CLINIC)
    await form.press("Pegar varias")
    paste = await ana.modal("Pegar varias")
    await paste.fill("Líneas", lines)
    assert await paste.submit() == {}
    await form.shows("Subtotal")
    assert await form.submit() == {}
    return await stage.person("bruno").sees("Factura por aprobar")


def _line(card: Message, part: str) -> str:
    return next(line for line in plain(card.text).splitlines() if part in line)


def _total_of_dialog(card: Message) -> Decimal:
    return amounts(plain(card.confirmation("Aprobar y emitir")))[0]
