import asyncio
from typing import Any

from sandbox.slack.app import point_at_app
from tests.sandbox.slack.little_bot import Json, Scene, full_manifest, scene, section


async def test_a_command_reaches_the_app_with_what_follows_it(either: Scene) -> None:
    heard: list[Json] = []

    @either.bolt.command("/invoice")
    async def listen(ack: Any, body: Json) -> None:
        heard.append(body)
        await ack("Anotado")

    ana = either.person("ana")
    await ana.types("/invoice create Hotel Mirador")
    answer = await ana.sees_privately("Anotado")

    assert heard[0]["text"] == "create Hotel Mirador"
    assert heard[0]["channel_name"] == "privategroup"
    assert answer.is_ephemeral
    assert not [message for message in either.person("bruno").messages() if "Anotado" in message.text]


async def test_an_answer_for_the_channel_shows_the_command_too(stage: Scene) -> None:
    @stage.bolt.command("/invoice")
    async def listen(ack: Any) -> None:
        await ack(text="Para todos", response_type="in_channel")

    await stage.person("ana").types("/invoice list")
    bruno = stage.person("bruno")
    await bruno.sees("/invoice list")
    assert not (await bruno.sees("Para todos")).is_ephemeral


async def test_an_unknown_command_is_refused_in_slacks_words_and_the_app_hears_nothing(stage: Scene) -> None:
    ana = stage.person("ana")
    await ana.types("/facturita")
    assert "`/facturita` is not a valid command." in (await ana.sees_privately("not a valid")).text
    assert not stage.lines("/facturita")


async def test_commands_do_not_work_in_threads(stage: Scene) -> None:
    ana = stage.person("ana")
    await ana.types("hola")
    await ana.types("/invoice list", thread=await ana.sees("hola"))
    await ana.sees_privately("`/invoice` is not supported in threads")
    assert not stage.lines("/invoice")


async def test_a_command_without_answer_in_time_fails_with_operation_timeout(stage: Scene) -> None:
    is_too_late = asyncio.Event()

    @stage.bolt.command("/invoice")
    async def late(ack: Any) -> None:
        await is_too_late.wait()
        await ack("tarde")

    stage.slack.state.delivery.ack_seconds = 0.05
    stage.traffic.expect("/invoice")
    ana = stage.person("ana")
    await ana.types("/invoice create")
    assert (await ana.sees_privately("failed")).text == '`/invoice` failed with the error "operation_timeout"'
    assert stage.last("/invoice").trouble == "operation_timeout: no answer in 0.05 s"
    is_too_late.set()


async def test_an_app_that_is_not_there_fails_with_dispatch_failed() -> None:
    manifest = full_manifest()
    async with scene(manifest=manifest) as stage:
        point_at_app(stage.slack, manifest=manifest, app_url="http://127.0.0.1:9")
        ana = stage.person("ana")
        await ana.types("/invoice create")
        await ana.sees_privately('`/invoice` failed with the error "dispatch_failed"')


async def test_a_wrong_signing_secret_is_refused_by_the_app_and_stands_in_red() -> None:
    async with scene(secret="another") as stage:
        ana = stage.person("ana")
        await ana.types("/invoice create")
        await ana.sees_privately("dispatch_failed")
        assert "401" in stage.last("/invoice").trouble


async def test_an_answer_with_blocks_that_slack_cannot_show_stands_in_red(stage: Scene) -> None:
    @stage.bolt.command("/invoice")
    async def listen(ack: Any) -> None:
        await ack(text="x", blocks=[section("x" * 3001)])

    ana = stage.person("ana")
    await ana.types("/invoice create")
    await ana.sees_privately("dispatch_failed")
    assert "must be less than 3001 characters" in stage.traffic.unexpected()[-1].trouble


async def test_special_characters_mentions_channels_and_links_arrive_as_slack_writes_them(stage: Scene) -> None:
    heard: list[str] = []

    @stage.bolt.command("/invoice")
    async def listen(ack: Any, body: Json) -> None:
        heard.append(body["text"])
        await ack()

    await stage.person("ana").types("/invoice create Ruiz & Hijos <3 @bruno #general #facturacion https://a.example/x")
    assert heard == [
        "create Ruiz &amp; Hijos &lt;3 <@U0BRUNO002|bruno> <#C0GENERAL1|general> <#C0FACTURAS|> <https://a.example/x>"
    ]
