"""An emergency: off as it comes, switched on by two admins, used by one alone with a reason, and seen by everybody afterwards."""

from bot.store.connection import Client
from sandbox.slack.client.message import Message
from tests.stories.governing import opens_policy
from tests.stories.invoicing import UNDO_IS_OVER, asks_for, mention, to_approve
from tests.stories.stage import Stage, performance

BUTTON = "Emergencia: emitir sin segunda persona"
ALLOWED = "Quien administra puede emitir sin segunda persona, con un motivo"
WHY = "El cliente paga hoy y no hay quien apruebe"
MARK = f"en una emergencia: «{WHY}»"


async def test_an_admin_issues_alone_where_two_allowed_it_and_card_admins_and_audit_say_so(redis: Client) -> None:
    async with performance(redis, COBRO_ADMINS="U0DIEGO004,U0BRUNO002") as stage:
        before = await to_approve(stage)
        await _two_admins_allow_it(stage)
        assert BUTTON not in before.text, "what waits keeps the policy that it began with"

        await asks_for(stage.person("ana"))
        card = await stage.person("diego").sees(BUTTON)
        assert card.ts != before.ts
        await _only_admins_may(stage)
        await _diego_breaks_it(stage, card)
        told = await stage.person("bruno").sees_directly("sin segunda persona, en una emergencia")
        assert WHY in told.text
        stage.clock.advance(UNDO_IS_OVER)
        await card.shows("emitida")
        assert MARK in card.text
        await told.press("Ver la factura")
        await stage.person("bruno").sees_privately("FE342", channel="direct")
        await _the_audit_has_it(stage)


async def _two_admins_allow_it(stage: Stage) -> None:
    diego, bruno = stage.person("diego"), stage.person("bruno")
    form = await opens_policy(stage)
    await form.fill("Emergencias", [ALLOWED])
    assert await form.submit() == {}
    await form.close()
    await bruno.types("/cobro policy")
    await (await bruno.sees_privately("propone")).press("Aceptar el cambio")
    await diego.sees_directly("aceptó el cambio que propusiste")


async def _only_admins_may(stage: Stage) -> None:
    ana = stage.person("ana")
    await (await ana.sees(BUTTON)).press(BUTTON)
    said = await ana.sees_privately("No tienes permiso para eso")
    assert mention(stage, "diego") in said.text


async def _diego_breaks_it(stage: Stage, card: Message) -> None:
    await card.press(BUTTON)
    form = await stage.person("diego").modal("Emergencia")
    assert "Sale sin que otra persona la apruebe" in form.text
    assert await form.submit() != {}, "without a reason it does not go"
    await form.fill("Por qué no puede esperar", WHY)
    assert await form.submit() == {}
    await card.shows("se emite en 15 s")
    assert MARK in card.text


async def _the_audit_has_it(stage: Stage) -> None:
    diego = stage.person("diego")
    await diego.types("/cobro audit FE342")
    story = await diego.sees_privately("Auditoría de FE342")
    assert "la hizo emitir sin segunda persona" in story.text
    assert WHY in story.text
