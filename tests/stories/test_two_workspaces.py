"""A second workspace installs Cobro, works with it, and removes it; the first one notices nothing."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from bot.store.connection import Client
from sandbox.slack.client.waiting import until
from tests.stories.acts import CLIENT, TO_APPROVE
from tests.stories.two_workspaces import APP, NORTE, TwoWorkspaces, two_workspaces

PATIENCE_SECONDS = 45


async def _in_time(is_so: Callable[[], Awaitable[bool]]) -> None:
    """What only the store, or a click, can tell."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not await is_so():
        assert time.monotonic() < end, f"gave up waiting for {is_so.__name__}"
        await asyncio.sleep(0.05)


async def _answers(two: TwoWorkspaces, person: str, text: str) -> None:
    """`/invoice help`, until it is answered with this: a company opens, and goes, within seconds."""

    async def answered() -> bool:
        await two.person(person).types("/invoice help")
        return any(text in message.text for message in two.person(person).messages())

    await _in_time(answered)


async def _drafts(two: TwoWorkspaces, person: str) -> None:
    await two.person(person).types("/invoice create")
    form = await two.person(person).modal("Nueva factura")
    await form.fill("Cliente", CLIENT)
    await form.fill("Producto o servicio", "Mantenimiento preventivo")
    await form.shows("Subtotal")
    assert await form.submit() == {}


async def _was_asked(two: TwoWorkspaces, what: str, *, times: int = 1) -> bool:
    return sum(line.what == what for line in two.rivera.traffic.lines) >= times


async def _everything(client: Client) -> str:
    """That the store holds."""
    read: dict[str, Callable[[str], Awaitable[Any]]] = {
        "string": client.get,
        "hash": client.hgetall,
        "set": client.smembers,
        "list": lambda key: client.lrange(key, 0, -1),
        "zset": lambda key: client.zrange(key, 0, -1),
        "none": client.get,  # it has expired since it was found
    }
    return "".join([repr(await read[str(await client.type(key))](str(key))) async for key in client.scan_iter("*")])


async def _keys_of(client: Client, company: str) -> set[str]:
    return {key.partition("}:")[2] async for key in client.scan_iter(f"cobro:{{{company}}}:*")}


async def test_a_second_workspace_installs_cobro_invoices_and_removes_it_while_the_first_goes_on(redis: Client) -> None:
    async with two_workspaces(redis) as two:
        await _installs(two)
        await _invoices_in_each(two)
        await _is_paid_after_slack_has_hidden_the_card(two)
        await _removes(two, redis)
        await _drafts(two, "bruno")
        await until(lambda: len(two.rivera.invoices) == 2, "the first workspace's second draft")


async def _installs(two: TwoWorkspaces) -> None:
    nadia = two.person("nadia")
    await nadia.types("/invoice help")
    await nadia.sees_privately("not a valid command")
    done = await two.browser.installs(two.install_page, person="nadia")
    assert (done.status, NORTE in done.text, "cobro company add" in done.text) == (200, True, True)
    kept = await two.installations.find(NORTE)
    assert kept
    assert (kept.installed_by, kept.bot_user, kept.team_name) == (nadia.id, "U0COBRO002", "Norte Logística")
    await _answers(two, "nadia", "no atiende a ninguna empresa")
    await two.companies.put(two.kept)
    await nadia.types("/invite @Cobro")
    await _answers(two, "nadia", "Esto puedes escribir")


async def _invoices_in_each(two: TwoWorkspaces) -> None:
    await _drafts(two, "ana")
    await _drafts(two, "paula")
    here, there = await two.person("bruno").sees(TO_APPROVE), await two.person("oscar").sees(TO_APPROVE)
    await there.press("Aprobar y emitir", confirm=True)
    two.rivera.clock.advance(60)
    await there.shows("emitida")
    assert [each["status"] for each in two.norte.invoices] == ["open"]
    assert [each["status"] for each in two.rivera.invoices] == ["draft"]
    assert "emitida" not in here.text


async def _is_paid_after_slack_has_hidden_the_card(two: TwoWorkspaces) -> None:
    """The free plan shows ninety days: the card stands there anew."""
    two.rivera.traffic.expect("message_not_found")
    two.rivera.clock.advance(91 * 24 * 3600)
    oscar = two.person("oscar")
    assert not [each for each in oscar.messages() if "emitida" in each.text]
    await oscar.types("/payment record FE342")
    form = await oscar.modal("Registrar pago")
    await form.fill("Valor que entró al banco", "1011500")
    assert await form.submit() == {}
    await oscar.sees("Pagada")


async def _removes(two: TwoWorkspaces, redis: Client) -> None:
    assert {"audit", "documents"} & {key.split(":")[0] for key in await _keys_of(redis, "norte")}
    two.rivera.traffic.expect("account_inactive")
    assert await two.slack_is_told("/apps/uninstall", team="norte") == 200

    async def is_let_go() -> bool:
        return await two.companies.of_team(NORTE) == () and await two.installations.teams() == ()

    async def is_carried_on_by_nobody() -> bool:
        return await redis.zcard("cobro:{norte}:replicas") == 0

    await _in_time(is_let_go)
    await _in_time(is_carried_on_by_nobody)
    two.rivera.clock.advance(91)

    async def is_erased() -> bool:
        return {key.split(":")[0] for key in await _keys_of(redis, "norte")} <= {"audit", "audit-seals", "audit-of"}

    await _in_time(is_erased)
    assert "audit" in await _keys_of(redis, "norte"), "the books stay"


async def test_an_installation_that_is_forged_replayed_or_cancelled_keeps_nothing(redis: Client) -> None:
    async with two_workspaces(redis) as two:
        two.rivera.traffic.expect("invalid_code")
        page = await two.browser.opens(two.install_page)
        back = await two.browser.allows(page.link("authorize"), person="nadia")
        forged = back.replace("state=", "state=1")
        assert (await two.browser.opens(forged)).status == 400
        two.browser._http.cookies.clear()
        assert "otro navegador" in (await two.browser.opens(back)).text
        again = await two.browser.allows((await two.browser.opens(two.install_page)).link("authorize"), person="nadia")
        other_code = again.replace("code=", "code=9")
        assert (await two.browser.opens(other_code)).status == 400
        assert (await two.browser.opens(again)).status == 400, "its state has come back once already"
        cancelled = await two.browser.allows(
            (await two.browser.opens(two.install_page)).link("authorize"), person="nadia", allow=False
        )
        assert "Se canceló" in (await two.browser.opens(cancelled)).text
        less = (await two.browser.opens(two.install_page)).link("authorize").replace("commands%2C", "")
        refused = await two.browser.opens(await two.browser.allows(less, person="nadia"))
        assert (refused.status, "commands" in refused.text) == (502, True)
        assert await two.installations.teams() == ()
        assert (await two.browser.installs(two.install_page, person="nadia")).status == 200
        assert await two.installations.teams() == (NORTE,)
        await two.installations.delete(NORTE)
        await _answers(two, "nadia", two.install_page)


async def test_only_the_workspaces_own_token_serves_its_company_and_a_revoked_one_is_forgotten(redis: Client) -> None:
    """Over sockets: one app-level token serves both workspaces."""
    async with two_workspaces(redis, transport="socket") as two:
        for refused in ("token_revoked", "auth.revoke"):
            two.rivera.traffic.expect(refused)
        await two.browser.installs(two.install_page, person="nadia")
        right = await two.installations.find(NORTE)
        assert right
        await two.installations.put(replace(right, bot_token=APP["token"]))
        await two.companies.put(two.kept)
        await two.person("nadia").types("/invite @Cobro")
        await _in_time(lambda: _was_asked(two, "auth.test", times=2))
        await _answers(two, "paula", "no está disponible ahora")
        await two.installations.put(right)
        await _answers(two, "paula", "Esto puedes escribir")
        everything = await _everything(redis)
        assert NORTE in everything
        assert right.bot_token not in everything
        assert two.kept.alegra_token not in everything
        norte = two.rivera.slack.state.teams.named("norte")
        norte.people.events.tokens_revoked()
        norte.workspace.grants.revoke()

        async def is_forgotten() -> bool:
            return await two.installations.teams() == ()

        await _in_time(is_forgotten)
        assert await two.companies.of_team(NORTE) == ("norte",)
        again = await two.browser.installs(two.install_page, person="nadia")
        assert "permiso nuevo" in again.text
        await _answers(two, "nadia", "Esto puedes escribir")
