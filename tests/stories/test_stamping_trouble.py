"""When the authority or Alegra says no, says nothing, or says it late: no document twice, none missing, and people told."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.store.connection import Client
from sandbox.slack.client.message import Message
from sandbox.slack.client.waiting import until
from tests.stories.acts import in_time
from tests.stories.invoicing import UNDO_IS_OVER, a_while, approves, fills, opens_form, texts, to_approve
from tests.stories.stage import Stage, performance

STAMPS = "POST /invoices/stamp"
LOOKED = 8
"""Seconds after which an unknown stamp is looked for."""


async def test_refused_by_the_authority_the_card_says_what_to_do_and_it_can_be_tried_again(stage: Stage) -> None:
    card = await _approved_into(stage, "refuse_stamp", code="AEP6009")

    await card.shows("La DIAN no la recibió")
    assert "AEP6009" in card.text
    assert "n el portal de la DIAN, asocia la resolución" in card.text
    assert "No se emitió nada" in card.text
    await stage.person("ana").sees_directly("No se emitió la factura de Clínica Los Andes")
    assert stage.invoices[0]["status"] == "draft"

    await approves(card, button="Ya lo hice, reintentar")
    stage.clock.advance(UNDO_IS_OVER)
    await card.shows("emitida")
    assert len(_stamped(stage)) == 1


async def test_the_authority_is_down_and_comes_back_and_nothing_is_stamped_twice(stage: Stage) -> None:
    card = await _approved_into(stage, "authority_down")

    await card.shows("La DIAN está fuera de servicio")
    assert "sigue aprobada" in card.text
    stage.alegra.state.faults.clear()
    stage.clock.advance(600)

    await card.shows("emitida")
    assert len(_stamped(stage)) == 1
    assert len(stage.emails_since) == 1


async def test_the_authority_takes_its_time_and_then_accepts(stage: Stage) -> None:
    card = await _approved_into(stage, "stamp_waits", seconds=90)

    await card.shows("DIAN")
    await a_while(stage, 40)
    assert "emitida" not in card.text
    await _until_issued(stage, card)

    assert len(stage.requests(STAMPS)) == 1


async def test_rejected_although_it_has_a_cufe_is_not_issued(stage: Stage) -> None:
    card = await _approved_into(stage, "stamp_rejected", code="FAD06")

    await card.shows("La DIAN la rechazó")
    assert "FAD06" in card.text
    assert stage.invoices[0]["stamp"]["cufe"]
    assert stage.invoices[0]["status"] == "draft"
    assert texts(stage.person("bruno"), "✅") == []
    await stage.person("ana").sees_directly("No se emitió la factura de Clínica Los Andes")


async def test_accepted_with_observations_is_accepted_and_they_are_shown(stage: Stage) -> None:
    card = await _approved_into(stage, "stamp_observed", code="FAK27")

    await card.shows("emitida")
    assert "Aceptada con observaciones" in card.text
    assert "FAK27" in card.text
    assert len(stage.requests(STAMPS)) == 1


async def test_an_answer_lost_after_the_commit_is_looked_for_and_adopted(stage: Stage) -> None:
    card = await _approved_into(stage, "lost_answer", method="POST", path="/invoices/stamp")

    await card.shows("Puede que sí haya quedado emitida")
    assert "no la emitas ni la crees en Alegra" in card.text
    stage.clock.advance(LOOKED)

    await card.shows("emitida")
    assert len(stage.requests(STAMPS)) == 1
    assert len(_stamped(stage)) == 1


async def test_a_creation_whose_answer_is_lost_is_adopted_by_its_marker(stage: Stage) -> None:
    ana = stage.person("ana")
    form = await fills(await opens_form(ana))
    stage.alegra.state.faults.add("lost_answer", method="POST", path="/invoices")
    stage.traffic.expect("lost_answer")
    assert await form.submit() == {}
    await ana.sees_directly("Alegra no respondió")
    assert "Puede que sí haya quedado creada" in (await ana.sees("Alegra no respondió")).text

    stage.clock.advance(LOOKED)

    await ana.sees_directly("En aprobación")
    await stage.person("bruno").sees("Factura por aprobar")
    assert len(stage.invoices) == 1


async def test_an_effect_that_lands_late_is_not_repeated(stage: Stage) -> None:
    card = await _approved_into(stage, "late_commit", method="POST", path="/invoices/stamp", seconds=70)

    await card.shows("Puede que sí haya quedado emitida")
    await a_while(stage, 400)

    await card.shows("emitida")
    assert len(_stamped(stage)) == 1
    assert len(stage.emails_since) == 1


@pytest.mark.parametrize(
    ("fault", "how"),
    [
        ("rate_limited", {"seconds": 1}),
        ("rate_limited_as_400", {"seconds": 1}),
        ("drop_before", {}),
        ("error_before", {"status": 500}),
        ("error_after", {"status": 502}),
        ("unreadable", {}),
    ],
)
async def test_a_hiccup_at_the_stamp_costs_time_and_nothing_else(stage: Stage, fault: str, how: dict[str, int]) -> None:
    card = await _approved_into(stage, fault, method="POST", path="/invoices/stamp", **how)

    await _until_issued(stage, card)

    assert len(_stamped(stage)) == 1
    assert len(stage.emails_since) == 1


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        ("rate_limited", "acepta pocas peticiones por minuto"),
        ("drop_before", "lo sigo intentando y sale sola"),
        ("forbidden", "no deja entrar a Cobro"),
    ],
)
async def test_the_card_says_why_it_is_late_and_forgets_it_in_the_end(stage: Stage, fault: str, line: str) -> None:
    card = await _approved_into(stage, fault, method="GET", path="/invoices/*", times=None, seconds=1)

    await card.shows(line)

    stage.alegra.state.faults.clear()
    stage.clock.advance(330)
    await card.shows("emitida")
    assert line not in card.text


@pytest.mark.parametrize("fault", ["unauthorised", "suspended"])
async def test_refused_credentials_pause_everything_and_each_admin_hears_it_once(stage: Stage, fault: str) -> None:
    diego, ana = stage.person("diego"), stage.person("ana")
    card = await to_approve(stage)
    stage.traffic.expect(f"fault {fault}")
    stage.alegra.state.faults.add(fault, times=None)
    await approves(card)
    stage.clock.advance(UNDO_IS_OVER)

    await diego.sees_directly("No se pierde nada")
    before = len(stage.requests(""))
    stage.clock.advance(330)
    await until(lambda: len(stage.requests("")) > before, "Alegra to be tried again")
    stage.alegra.state.faults.clear()
    await _until_issued(stage, card)
    assert len(_stamped(stage)) == 1
    assert len(texts(diego, "No se pierde nada", channel="direct")) == 1
    assert texts(ana, "No se pierde nada", channel="direct") == []


async def test_a_floating_date_moves_to_the_day_of_the_stamp(stage: Stage) -> None:
    card = await to_approve(stage)
    assert stage.invoices[0]["date"] == "2026-11-27"
    stage.clock.advance(24 * 3600)

    await approves(card)
    stage.clock.advance(UNDO_IS_OVER)

    await card.shows("emitida")
    assert stage.invoices[0]["date"] == "2026-11-28"
    assert stage.invoices[0]["dueDate"] == "2026-12-28"


async def test_when_the_month_is_crossed_between_approval_and_stamp_it_asks_again(redis: Client) -> None:
    late = datetime(2026, 11, 30, 23, 50, tzinfo=ZoneInfo("America/Bogota"))
    async with performance(redis, start=late) as stage:
        card = await to_approve(stage)
        await approves(card)
        stage.clock.advance(15 * 60)

        await card.shows("Factura por aprobar")
        await card.shows("mes")
        assert stage.requests(STAMPS) == []
        await approves(card, button=next(label for label in card.buttons if label != "Devolver"))
        stage.clock.advance(UNDO_IS_OVER)
        await card.shows("emitida")
        assert stage.invoices[0]["date"] == "2026-12-01"


async def _approved_into(stage: Stage, fault: str, **how: object) -> Message:
    """An invoice that is approved, and meets this accident when it goes out."""
    card = await to_approve(stage)
    stage.alegra.state.faults.add(fault, **how)
    stage.traffic.expect("fault ")
    stage.traffic.expect("POST /invoices/stamp")
    await approves(card)
    stage.clock.advance(UNDO_IS_OVER)
    return card


async def _until_issued(stage: Stage, card: Message) -> None:
    await in_time(stage, lambda: "emitida ·" in card.text, lambda: f"it to be issued: {card.text}")


def _stamped(stage: Stage) -> list[str]:
    return [each["id"] for each in stage.invoices if str((each["stamp"] or {}).get("legalStatus")).endswith("ACCEPTED")]
