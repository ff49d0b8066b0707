"""Two companies in one workspace: whoever works in one never reaches the other, though everything in them is called alike."""

import asyncio
from dataclasses import replace

from bot.store.connection import Client
from sandbox.slack.client.message import Message
from sandbox.slack.client.person import Person
from sandbox.slack.client.waiting import until
from tests.stories.acts import CLIENT, TO_APPROVE, in_time
from tests.stories.two_companies import NAME, TwoCompanies, two_companies

OWN = "Rivera Refrigeración"
IN_ALEGRA = "Rivera Refrigeración S.A.S."
PATIENCE_SECONDS = 45


async def _drafts(ana: Person) -> None:
    await ana.types("/invoice create")
    form = await ana.modal("Nueva factura")
    await form.fill("Cliente", CLIENT)
    await form.fill("Producto o servicio", "Mantenimiento preventivo")
    await form.shows("Subtotal")
    assert await form.submit() == {}


async def _issued(bruno: Person) -> Message:
    card = await bruno.sees(TO_APPROVE)
    await card.press("Aprobar y emitir", confirm=True)
    return card


async def test_each_company_keeps_to_itself_although_both_have_an_invoice_of_the_same_number(redis: Client) -> None:
    async with two_companies(redis) as two:
        await _both_issue_one(two)


async def _both_issue_one(two: TwoCompanies) -> None:
    here, there = two.main, two.other
    await _drafts(here.person("ana"))
    await _drafts(two.in_its_channel("ana"))
    card_here, card_there = (
        await _card_to_approve(two, here.person("bruno")),
        await _card_to_approve(two, two.in_its_channel("bruno")),
    )
    assert OWN in card_here.text
    assert NAME in card_there.text
    await _both_wait_on_one_home_tab(here.person("bruno"))
    await _issued(two.in_its_channel("bruno"))
    await in_time(here, lambda: "emitida" in card_there.text, "its stamp")
    assert [each["numberTemplate"]["fullNumber"] for each in there.invoices] == ["FE342"]
    assert [each["status"] for each in here.invoices] == ["draft"]
    await _issued(here.person("bruno"))
    await in_time(here, lambda: "emitida" in card_here.text, "the stamp")
    assert [each["numberTemplate"]["fullNumber"] for each in here.invoices] == ["FE342"]

    carla = two.in_its_channel("carla")
    await (await carla.sees("Registrar pago")).press("Registrar pago")
    form = await carla.modal("Registrar pago")
    await form.shows(NAME)
    await form.fill("Valor que entró al banco", "1011500")
    assert await form.submit() == {}
    await in_time(here, lambda: "Pagada" in card_there.text, "its payment")
    assert [each["status"] for each in there.invoices] == ["closed"]
    assert [each["status"] for each in here.invoices] == ["open"]
    assert "Pagada" not in card_here.text


async def _card_to_approve(two: TwoCompanies, person: Person) -> Message:
    def newest() -> Message | None:
        return next((message for message in reversed(person.messages()) if TO_APPROVE in message.text), None)

    return await in_time(two.main, newest, "the card")


async def _both_wait_on_one_home_tab(bruno: Person) -> None:
    await bruno.opens_home()
    home = await bruno.home()
    await home.shows(IN_ALEGRA)
    await home.shows(NAME)
    await until(lambda: home.text.count(CLIENT) == 2, lambda: f"what waits in each: {home.text}")
    await home.press("Nueva factura", beside="co:taller:home")
    form = await bruno.modal("Nueva factura")
    assert NAME in form.text
    await form.close()


async def test_a_company_comes_changes_and_goes_while_cobro_runs(redis: Client) -> None:
    async with two_companies(redis, added_first=False) as two:
        before = await _a_form(two)
        assert "Cliente" in before
        assert "🏢" not in before
        await two.companies.put(two.kept)
        await _form_that_shows(two, NAME)
        await _is_asked_of_which_company(two)
        await two.companies.put(replace(two.kept, name="Taller del Sur"))
        await _form_that_shows(two, "Taller del Sur")
        await _drafts(two.in_its_channel("ana"))
        card = await _card_to_approve(two, two.in_its_channel("bruno"))
        await two.companies.remove("taller")
        await _gone(two, card)
        assert two.other.invoices[0]["status"] == "draft"


async def _a_form(two: TwoCompanies) -> str:
    """What a form that is opened in the second company's channel shows; nothing while the company is being opened."""
    ana = two.in_its_channel("ana")
    await ana.types("/invoice create")
    shown = ""
    for form in ana.modals():
        shown = form.text
        await form.close()
    return shown


async def _form_that_shows(two: TwoCompanies, name: str) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while name not in await _a_form(two):
            pass


async def _gone(two: TwoCompanies, card: Message) -> None:
    bruno = two.in_its_channel("bruno")
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not any("ya no atiende" in message.text for message in bruno.messages()):
            await card.press("Devolver")
            for modal in bruno.modals():
                await modal.close()


async def _is_asked_of_which_company(two: TwoCompanies) -> None:
    """Where the channel does not say it."""
    ana = Person(two.main.slack, "ana", channel="ventas")
    await ana.types("/invoice show FE341")
    question = await ana.sees_privately("¿De qué empresa?")
    assert question.buttons == [IN_ALEGRA, NAME]
    await question.press(NAME)
    shown = await ana.sees_privately("FE341")
    assert NAME in shown.text
    await until(lambda: not [each for each in ana.messages() if "¿De qué empresa?" in each.text], "the question to go")
