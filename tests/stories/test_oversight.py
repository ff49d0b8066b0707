"""Who looks after Cobro: how it is, what was done, and how one click is followed through everything."""

import io
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import structlog
from prometheus_client.parser import text_string_to_metric_families

from bot.logs import configure_logs
from bot.store.audit import Audit
from bot.store.connection import Client
from bot.store.scripts import Store
from sandbox.slack.client.modal import Modal
from tests.stories.invoicing import approves, fills, mention, opens_form, to_approve
from tests.stories.stage import Stage, performance


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    before, output = structlog.get_config(), io.StringIO()
    configure_logs("INFO", output=output)
    yield output
    structlog.configure(**before)


async def issued_after_a_wrong_try(stage: Stage) -> str:
    """Ana asks, tries to approve her own, Bruno approves. Answers the number."""
    card = await to_approve(stage)
    await (await stage.person("ana").sees("Factura por aprobar")).press("Aprobar y emitir", confirm=True)
    await approves(card)
    stage.clock.advance(16)
    await card.shows("PDF y XML en el hilo")
    return str(stage.invoices[0]["numberTemplate"]["fullNumber"])


async def test_every_act_is_told_counted_and_logged_under_one_id(redis: Client, store: Store, log: io.StringIO) -> None:
    gabriel = "U0GUEST006"
    async with performance(redis, COBRO_METRICS="local", COBRO_ACCOUNTANTS=gabriel) as stage:
        number = await issued_after_a_wrong_try(stage)
        told = await the_story_as_the_accountant_reads_it(stage, number)
        await its_evidence_goes_into_its_thread(stage, number)
        await nobody_else_reads_it(stage, number)
        await it_is_counted(stage)
        await a_long_story_comes_as_a_file(stage, store, number)
    approval = next(line for line in told.splitlines() if "la aprobó" in line)
    await everything_has_its_id(store, log, request=approval.rpartition(" · ")[2])


async def the_story_as_the_accountant_reads_it(stage: Stage, number: str) -> str:
    gabriel = stage.person("gabriel")
    await gabriel.types(f"/cobro auditoría {number}", channel="general")
    told = (await gabriel.sees_privately(f"Auditoría de {number}", channel="general")).text
    ana, bruno = mention(stage, "ana"), mention(stage, "bruno")
    for said in (
        f"{ana} (solicita) la envió a aprobación",
        "Cobro envía a Alegra POST /invoices ·",
        "Alegra contesta 201",
        f"{ana} (solicita) lo intentó (invoice.approve) y no pudo: no tiene ese permiso",
        f"{bruno} (aprueba, solicita) la aprobó · vio el contenido ",
        "Cobro envía a Alegra POST /invoices/stamp",
        f"hecho: emitir · Cobro la emitió · {number}",
        "✅ La cadena está entera del registro ",
    ):
        assert said in told
    return told


async def its_evidence_goes_into_its_thread(stage: Stage, number: str) -> None:
    gabriel = stage.person("gabriel")
    told = await gabriel.sees_privately(f"Auditoría de {number}", channel="general")
    await told.press("Evidencia en PDF")
    await gabriel.sees_privately("en el hilo", channel="general")
    channels = stage.slack.state.workspace.directory.channels.values()
    channel = next(each for each in channels if each.name == "facturacion")
    (message,) = [each for each in channel.messages if f"evidencia_{number}.pdf" in repr(each.files)]
    card = next(each for each in channel.messages if each.ts == message.thread_ts)
    assert number in repr(card.blocks)


async def nobody_else_reads_it(stage: Stage, number: str) -> None:
    carla = stage.person("carla")
    await carla.types(f"/cobro audit {number}")
    assert "No tienes permiso" in (await carla.sees_privately("permiso")).text


async def a_long_story_comes_as_a_file(stage: Stage, store: Store, number: str) -> None:
    entries = [json.loads(entry) for entry in await Audit(store).entries(1, 1000)]
    document = next(entry["document"] for entry in entries if entry.get("request"))
    for _ in range(45):
        await Audit(store).note("accepted", document=document, by=stage.person("ana").id, act={"what": "edited"})
    gabriel = stage.person("gabriel")
    await gabriel.types(f"/cobro audit {number}", channel="general")
    await gabriel.sees_privately("por mensaje directo, en un archivo", channel="general")
    await gabriel.sees_directly(f"Auditoría de {number}")


async def it_is_counted(stage: Stage) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        page = (await client.get(stage.app_url + "/metrics")).text
    counted = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }
    assert counted["cobro_ack_seconds_count", "action", "refused"] >= 1
    assert counted["cobro_alegra_request_seconds_count", "/invoices/stamp", "200", "POST"] == 1
    assert counted["cobro_slack_call_seconds_count", "chat.postMessage", "ok"] >= 1
    assert counted["cobro_operation_moves_total", "done", "stamp"] == 1
    assert counted["cobro_store_up",] == 1
    assert counted["cobro_queue_oldest_seconds", "main"] == 0
    assert counted["cobro_directory_entries", "clients", "main"] > 10
    assert counted["cobro_audit_entries", "main"] > 10
    assert counted["cobro_replicas", "main"] == 1


async def everything_has_its_id(store: Store, log: io.StringIO, *, request: str) -> None:
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    its_own = [line for line in lines if line.get("request") == request]
    states = [line["state"] for line in its_own if line["event"] == "operation"]
    assert states[-2:] == ["sending", "done"], "before that it may have waited"
    assert all("/stamp/" in line["operation"] for line in its_own)
    await Audit(store).seal()
    entries = [json.loads(entry) for entry in await Audit(store).entries(1, 1000)]
    under_it = [entry["what"] for entry in entries if entry.get("request") == request]
    assert under_it[:1] == ["accepted"]
    assert {"moved", "request", "answer", "shown"} <= set(under_it)
    approval: dict[str, Any] = next(entry for entry in entries if entry.get("request") == request)
    assert approval["shown"]["client_name"].startswith("Clínica Los Andes")
    assert approval["seen"]["content_hash"] == approval["of_content"]
    assert (await Audit(store).verify()).holds


async def test_anybody_is_told_how_cobro_is_and_admins_more(stage: Stage) -> None:
    ana, emma, diego = stage.person("ana"), stage.person("emma"), stage.person("diego")
    await diego.sees("Cartera vencida")  # while it is on its way, something waits
    await ana.types("/cobro estado")
    told = (await ana.sees_privately("Cómo está Cobro")).text
    assert "🟢 Alegra: contesta." in told
    assert "🟢 Nada espera por salir." in told
    assert "Auditoría" not in told
    stage.traffic.expect("fault unauthorised")
    stage.alegra.state.faults.add("unauthorised", times=None)
    await (await filled(stage)).submit()
    await diego.sees_directly("no acepta las credenciales")
    await emma.types("/cobro status")
    told = (await emma.sees_privately("How Cobro is")).text
    assert "🔴 Alegra: paused since" in told
    assert "ALEGRA_TOKEN" in told
    assert "under way; the oldest, create a draft of D-" in told
    await diego.types("/cobro status")
    told = (await diego.sees_privately("Cómo está Cobro")).text
    assert "1 proceso vivo" in told
    assert "Auditoría: " in told
    stage.alegra.state.faults.clear()


async def filled(stage: Stage) -> Modal:
    return await fills(await opens_form(stage.person("ana")))
