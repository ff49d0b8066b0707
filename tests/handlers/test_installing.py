"""Whatever an installation comes to, the person reads what happened and what to do; nothing of the address is shown."""

from typing import Any, cast

import pytest

from bot.actions.installing import (
    Installed,
    Installing,
    ScopesMissing,
    StateUsed,
    TeamNotAllowed,
    TokenExpires,
    WholeOrganization,
)
from bot.locale import Words
from bot.slack.errors import SlackError, SlackUnavailable
from bot.slack.install_pages import html
from bot.slack.install_state import StateExpired, StateForged
from bot.slack.oauth import METHOD, ClientRefused, CodeRefused
from bot.store.scripts import STORE_GONE
from handlers.installing import INSTALL_PATH, REDIRECT_PATH, InstallPages, Reply, Visit

ES = Words("es_CO")
PUBLIC = "https://cobro.rivera.example"
RIGHT = {"code": "12.34.ab", "state": "s"}


class Finishing:
    """An installation that ends like this."""

    def __init__(self, end: Installed | Exception) -> None:
        self.end = end
        self.asked: list[dict[str, str]] = []

    async def finish(self, **given: str) -> Installed:
        self.asked.append(given)
        if isinstance(self.end, Exception):
            raise self.end
        return self.end


async def reply(end: Installed | Exception, query: dict[str, str] | None = None) -> tuple[Reply, str, Finishing]:
    finishing = Finishing(end)
    pages = InstallPages(cast(Installing, finishing), public_url=f"{PUBLIC}/")
    given = await pages(Visit(REDIRECT_PATH, RIGHT if query is None else query, "b"), ES)
    return given, html(given.page, ES), finishing


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (StateForged(), 400, "otro navegador"),
        (StateExpired(), 400, "diez minutos"),
        (StateUsed(), 400, "ya se usó"),
        (CodeRefused(METHOD, "invalid_code"), 400, "ya se usó"),
        (ClientRefused(METHOD, "bad_client_secret"), 502, "SLACK_CLIENT_SECRET"),
        (SlackUnavailable(METHOD), 503, "Slack no contesta"),
        (SlackError(METHOD, "no_scopes"), 502, "no_scopes"),
        (TeamNotAllowed("T0NORTE002"), 403, "COBRO_ALLOWED_TEAMS"),
        (WholeOrganization(), 403, "organización"),
        (TokenExpires(), 502, "rotación"),
        (ScopesMissing(("commands",)), 502, "commands"),
        (STORE_GONE[0](), 503, "guardar"),
    ],
)
async def test_each_trouble_has_its_sentence_and_a_way_to_begin_again(error: Exception, status: int, said: str) -> None:
    given, drawn, _ = await reply(error)
    assert given.status == status
    assert said in drawn
    assert f'href="{PUBLIC}{INSTALL_PATH}"' in drawn


async def test_what_is_no_expected_trouble_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        await reply(ZeroDivisionError())


@pytest.mark.parametrize(
    "query",
    [{}, {"code": "1.2"}, {"state": "s"}, {"code": "<script>", "state": "s"}, {"code": "1" * 300, "state": "s"}],
)
async def test_an_address_that_is_incomplete_is_not_tried(query: dict[str, str]) -> None:
    given, drawn, finishing = await reply(Installed("T1", ""), query)
    assert (given.status, finishing.asked) == (400, [])
    assert "script" not in drawn


@pytest.mark.parametrize(("word", "shown"), [("invalid_scope", "invalid_scope"), ("<b>hola</b>", "(?)")])
async def test_only_a_word_like_slacks_is_shown_from_the_address(word: str, shown: str) -> None:
    given, drawn, finishing = await reply(Installed("T1", ""), {"error": word, "state": "s"})
    assert (given.status, finishing.asked) == (400, [])
    assert shown in drawn
    assert "hola" not in drawn


async def test_cancelling_is_no_mistake() -> None:
    given, drawn, _ = await reply(Installed("T1", ""), {"error": "access_denied"})
    assert (given.status, "Se canceló" in drawn) == (200, True)


@pytest.mark.parametrize(
    ("installed", "said"),
    [
        (Installed("T0NORTE002", "Norte <Logística>"), "cobro company add"),
        (Installed("T0NORTE002", "", companies=("norte",)), "siguen como estaban"),
        (Installed("T0RIVERA01", "Rivera", is_of_environment=True), "SLACK_BOT_TOKEN"),
    ],
)
async def test_what_comes_next_is_said(installed: Installed, said: str) -> None:
    given, drawn, finishing = await reply(installed)
    assert (given.status, finishing.asked) == (200, [{**RIGHT, "browser": "b"}])
    assert said in drawn
    assert "<Logística>" not in drawn


async def test_the_way_to_slack_is_for_one_browser() -> None:
    class Beginning:
        states: Any

        def begin(self, browser: str) -> str:
            return f"https://slack.com/oauth/v2/authorize?state={browser}&x=1"

    class States:
        def browser_of(self, cookie: str) -> str:
            return cookie or "new"

    beginning = Beginning()
    beginning.states = States()
    pages = InstallPages(cast(Installing, beginning), public_url=PUBLIC)
    for cookie, browser in (("", "new"), ("old", "old")):
        given = await pages(Visit(INSTALL_PATH, {}, cookie), ES)
        assert (given.status, given.browser) == (200, browser)
        assert f"state={browser}&amp;x=1" in html(given.page, ES)
