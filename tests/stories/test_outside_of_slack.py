"""What happens in Alegra while nobody looks from Slack."""

import asyncio
from decimal import Decimal

from sandbox.alegra.rules.payments import void_payment
from tests.stories.acts import PATIENCE_SECONDS, in_time
from tests.stories.invoicing import fills, opens_form
from tests.stories.stage import Stage


async def test_the_form_of_a_payment_goes_by_the_balance_that_it_shows(stage: Stage) -> None:
    """Cobro had read it before a payment was voided in Alegra: the balance is higher now."""
    carla, books = stage.person("carla"), stage.alegra.state.books
    invoice = next(
        each
        for each in books.invoices.values()
        if each["status"] == "open" and Decimal(str(each["totalPaid"])) > 0 and each["numberTemplate"]["fullNumber"]
    )
    number = invoice["numberTemplate"]["fullNumber"]
    await carla.types(f"/payment record {number}")
    before = await carla.modal("Registrar pago")
    await before.shows("Saldo de")
    await before.close()
    owed = Decimal(str(invoice["balance"]))
    for payment in books.payments.values():
        if any(str(paid["id"]) == invoice["id"] for paid in payment["invoices"]):
            void_payment(books, payment)
    now_owed = Decimal(str(invoice["balance"]))
    assert now_owed > owed

    await carla.types(f"/payment record {number}")
    form = await carla.modal("Registrar pago")
    await form.shows("Saldo de")
    await form.fill("Valor que entró al banco", str(now_owed).replace(".", ","))
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await form.submit():  # noqa: ASYNC110  what is stored follows a moment after what is shown
            await asyncio.sleep(0.05)


async def test_admins_are_told_once_that_alegra_refuses_the_credentials_and_the_work_goes_on(stage: Stage) -> None:
    ana, diego = stage.person("ana"), stage.person("diego")
    stage.traffic.expect("fault unauthorised")
    stage.alegra.state.faults.add("unauthorised", method="POST", path="/invoices", times=2)
    form = await fills(await opens_form(ana))
    assert await form.submit() == {}

    def told() -> list[str]:
        return [message.text for message in diego.direct_messages() if "Alegra" in message.text]

    await in_time(stage, told, "the admin's message")
    await in_time(stage, lambda: stage.invoices, "the draft")
    assert len(told()) == 1
    assert len(stage.invoices) == 1
