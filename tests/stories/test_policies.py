"""Whose approval is asked for: set by admins, shown in words, and held to by the card."""

from bot.store.connection import Client
from sandbox.slack.client.message import Message
from sandbox.slack.client.modal import Modal
from sandbox.slack.client.waiting import until
from tests.stories.governing import gives_approvals_to, opens_policy
from tests.stories.invoicing import (
    UNDO_IS_OVER,
    approves,
    fills,
    issued,
    mention,
    opened,
    opens_form,
    payments,
    pays_a_part,
    texts,
    to_approve,
)
from tests.stories.stage import Stage, performance

ISSUE = "Emitir facturas"


async def sets_two_levels(stage: Stage) -> Modal:
    """Bruno always, and Diego too from a million on."""
    form = await opens_policy(stage)
    await form.fill("Nivel 1: quiénes", [stage.person("bruno").id])
    await form.fill("Nivel 2: qué se aprueba", [ISSUE])
    await form.fill("Nivel 2: desde qué total", "1.000.000,00")
    await form.fill("Nivel 2: quiénes", [stage.person("diego").id])
    return form


async def of_diego(stage: Stage, text: str) -> Message:
    return await stage.person("diego").sees(text)


async def test_an_invoice_above_the_amount_needs_both_levels_in_their_order(stage: Stage) -> None:
    form = await sets_two_levels(stage)
    assert await form.submit() == {}
    await form.shows("vale para lo que se pida desde ya")
    bruno, diego = mention(stage, "bruno"), mention(stage, "diego")
    assert f"{bruno} → {diego}" in form.text
    await form.close()

    card = await to_approve(stage)
    assert f"Nivel 1 · Falta 1 de 1: {bruno}." in card.text
    assert f"Nivel 2 · después, 1 de 1: {diego}." in card.text
    diegos = await of_diego(stage, "Factura por aprobar")
    await diegos.press("Aprobar", confirm=True)
    await stage.person("diego").sees_privately("Todavía no te toca")

    await card.press("Aprobar", confirm=True)
    await card.shows(f"Nivel 2 · Falta 1 de 1: {diego}.")
    assert f"Nivel 1 · ✅ {bruno}" in card.text
    await in_thread(card, f"Es tu turno, {diego}")
    assert stage.invoices[0]["status"] == "draft"
    await approves(diegos)
    stage.clock.advance(UNDO_IS_OVER)
    await card.shows("emitida")
    assert f"aprobaron {bruno} y {diego}" in card.text
    assert sum("turno" in reply.text for reply in card.thread()) == 1
    await stage.person("ana").sees_directly(
        f"FE342 emitida a Clínica Los Andes S.A.S. ($1.011.500), aprobaron {bruno} y {diego}"
    )


async def test_with_two_admins_a_change_waits_for_the_other_and_what_is_asked_already_keeps_its_policy(
    redis: Client,
) -> None:
    async with performance(redis, COBRO_ADMINS="U0DIEGO004,U0BRUNO002") as stage:
        card = await to_approve(stage)
        form = await sets_two_levels(stage)
        assert await form.submit() == {}
        await form.shows("vale cuando la acepte")
        await form.close()
        await stage.person("bruno").sees_directly("propone otra política de aprobación")
        await stage.person("diego").types("/cobro policy 5000000")
        mine = await stage.person("diego").sees_privately("Vale cuando la acepte otra persona")
        assert "Aceptar el cambio" not in mine.buttons

        await stage.person("bruno").types("/cobro policy")
        shown = await stage.person("bruno").sees_privately("propone")
        await gives_approvals_to(stage, "bruno", by="bruno")
        await shown.press("Aceptar el cambio")
        told = await stage.person("bruno").sees_privately("No la acepté")
        assert "Nivel 2: Diego" in told.text
        await gives_approvals_to(stage, "bruno", "diego", by="bruno")
        await shown.press("Aceptar el cambio")
        await stage.person("bruno").sees_privately("Aceptada: vale")
        await stage.person("diego").sees_directly("aceptó el cambio que propusiste")
        await shown.press("Aceptar el cambio")
        await stage.person("bruno").sees_privately("ya no está propuesto")

        assert "Falta 1 de 1" in card.text
        assert "Nivel" not in card.text
        await approves(card)
        assert texts(stage.person("bruno"), "Nivel 1") == []


async def test_what_a_policy_cannot_hold_is_said_under_its_field(stage: Stage) -> None:
    form = await opens_policy(stage)
    await form.fill("Nivel 1: quiénes", [stage.person("carla").id])
    await form.fill("Nivel 2: qué se aprueba", [ISSUE])
    await form.fill("Nivel 2: cuántas aprobaciones", "5")
    errors = " ".join((await form.submit()).values())
    assert "no aprueba. Dale antes el rol" in errors
    assert "Pides más de las que hay" in errors
    await form.fill("Nivel 2: qué se aprueba", [])
    await form.fill("Nivel 2: quiénes", [stage.person("bruno").id])
    assert "Marca qué se aprueba" in " ".join((await form.submit()).values())
    await form.fill("Nivel 1: solo en esta moneda", "US1")
    assert "tres letras" in " ".join((await form.submit()).values())


async def test_voiding_waits_for_somebody_else_where_the_policy_says_so(stage: Stage) -> None:
    form = await opens_policy(stage)
    await form.fill("Nivel 2: qué se aprueba", ["Anular facturas"])
    await form.fill("Nivel 2: quiénes", [stage.person("bruno").id])
    assert await form.submit() == {}
    await form.shows("vale para lo que se pida desde ya")
    await form.close()
    card = await opened(stage)
    await _diego_asks_to_void(stage, card)
    await in_thread(card, "pide anular")
    await card.press("No aprobarlo", confirm=True)
    await in_thread(
        card, f"{mention(stage, 'bruno')} no aprobó anular esta factura, como pidió {mention(stage, 'diego')}"
    )
    assert "pide anular" not in card.text

    await _diego_asks_to_void(stage, card)
    assert stage.invoices[0]["status"] == "open"

    await card.press("Aprobar", confirm=True)

    await card.shows("anulada")
    assert stage.invoices[0]["status"] == "void"


async def _diego_asks_to_void(stage: Stage, card: Message) -> None:
    await (await of_diego(stage, "emitida ·")).press("Anular")
    why = await stage.person("diego").modal()
    await why.fill("Motivo", "Iba a otro cliente")
    assert await why.submit() == {}
    await card.shows("pide anular esta factura")


async def in_thread(card: Message, text: str) -> None:
    await until(lambda: any(text in reply.text for reply in card.thread()), f"{text} in the thread")


async def test_a_routine_invoice_needs_nobodys_click_and_says_so(stage: Stage) -> None:
    form = await opens_policy(stage)
    await form.fill("Nivel 0, sin clic: hasta qué total", "2.000.000,00")
    assert await form.submit() == {}
    await form.shows("vale para lo que se pida desde ya")
    assert "*Sin clic*" in form.text
    assert "salvo que sea de rutina" in form.text
    await form.close()

    invoice = await fills(await opens_form(stage.person("ana")), item="Visita de diagnóstico")
    assert await invoice.submit() == {}
    card = await stage.person("bruno").sees("regla de documentos de rutina")
    stage.clock.advance(UNDO_IS_OVER)
    await card.shows("emitida")
    assert "Sin clic, por la regla de rutina" in card.text


async def test_voiding_a_payment_waits_on_its_notice_for_somebody_else(stage: Stage) -> None:
    form = await opens_policy(stage)
    await form.fill("Nivel 2: qué se aprueba", ["Anular pagos"])
    await form.fill("Nivel 2: quiénes", [stage.person("bruno").id])
    assert await form.submit() == {}
    await form.shows("vale para lo que se pida desde ya")
    await form.close()
    await issued(stage)
    carla, diego = stage.person("carla"), stage.person("diego")
    await carla.types("/pago registrar FE342")
    await pays_a_part(await carla.modal(), "500.000,00")
    news = await diego.sees("💰")

    await diego.types("/pago anular FE342")
    void = await diego.modal("Anular pago")
    await void.fill("Motivo", "Al cliente equivocado")
    assert await void.submit() == {}

    await news.shows("pide anular este pago")
    await news.press("Aprobar", confirm=True)
    await diego.sees_privately("La hiciste o la editaste tú")
    assert payments(stage)[0]["status"] == "open"
    brunos = await stage.person("bruno").sees("pide anular este pago")
    told = next(message for message in stage.person("bruno").messages() if "💰" in message.text)
    await (told if "Aprobar" in told.buttons else brunos).press("No aprobarlo", confirm=True)
    await in_thread(news, "no aprobó anular este pago")
    await diego.types("/pago anular FE342")
    void = await diego.modal("Anular pago")
    await void.fill("Motivo", "Al cliente equivocado, de verdad")
    assert await void.submit() == {}
    await news.shows("de verdad")
    await told.press("Aprobar", confirm=True)
    await news.shows("Anulado por")
    assert payments(stage)[0]["status"] == "void"
