"""What Slack grants is looked at before it is kept, and given back where it is never to be used."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import cast

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
from bot.slack.errors import SlackUnavailable
from bot.slack.install_state import InstallStates, StateForged
from bot.slack.oauth import METHOD, Granted, OAuthClient
from bot.store.companies import Companies, KeptCompany
from bot.store.installations import Installation, Installations
from bot.store.keys import EVERYWHERE, Keys
from bot.store.replays import Replays
from bot.store.scripts import Store
from bot.store.secret_box import SecretBox, new_key

NORTE, RIVERA = "T0NORTE002", "T0RIVERA01"
SCOPES = ("chat:write", "commands")
GRANTED = Granted(NORTE, "Norte", "xoxb-norte", "U0COBRO002", SCOPES, "U0NADIA011", expires=False)
NOW = 1_795_330_162


@dataclass
class Slack:
    """Grants this for every code."""

    grants: Granted = GRANTED
    away: bool = False
    codes: list[str] = field(default_factory=list)
    given_back: list[str] = field(default_factory=list)

    async def exchange(self, code: str) -> Granted:
        self.codes.append(code)
        return self.grants

    async def give_back(self, token: str) -> None:
        self.given_back.append(token)
        if self.away:
            raise SlackUnavailable(METHOD)


@dataclass
class Scene:
    slack: Slack
    store: Store
    allowed: frozenset[str] = frozenset()
    nonces: Iterator[str] = field(default_factory=lambda: map(str, count()))
    box: SecretBox = field(default_factory=lambda: SecretBox([new_key()]))
    states: InstallStates = field(default_factory=lambda: InstallStates("client-secret", now=lambda: NOW))

    async def clock(self) -> int:
        return NOW * 1000

    @property
    def installations(self) -> Installations:
        return Installations(self.store, self.box)

    @property
    def installing(self) -> Installing:
        return Installing(
            oauth=cast(OAuthClient, self.slack),
            states=self.states,
            first_time=Replays(self.store, new_nonce=self.nonces.__next__).first_time,
            installations=self.installations,
            companies=Companies(self.store, self.box),
            scopes=frozenset(SCOPES),
            allowed_teams=self.allowed,
            main_team=lambda: RIVERA,
            clock=self.clock,
        )

    async def finishes(self, state: str = "") -> Installed:
        browser = "b" * 32
        return await self.installing.finish(code="1.2", state=state or self.states.new(browser), browser=browser)


@pytest.fixture
def scene(store: Store) -> Scene:
    return Scene(Slack(), replace(store, keys=Keys(EVERYWHERE)))


async def test_what_was_granted_is_kept_with_who_and_when(scene: Scene) -> None:
    assert await scene.finishes() == Installed(NORTE, "Norte")
    kept = Installation(NORTE, "Norte", "xoxb-norte", "U0COBRO002", SCOPES, "U0NADIA011", NOW * 1000)
    assert await scene.installations.find(NORTE) == kept
    await Companies(scene.store, scene.box).put(KeptCompany("norte", NORTE, "Norte", {}, "alegra-token"))
    assert await scene.finishes() == Installed(NORTE, "Norte", companies=("norte",))
    assert scene.slack.given_back == []


@pytest.mark.parametrize(
    ("granted", "allowed", "error", "is_given_back"),
    [
        (replace(GRANTED, team=""), "", WholeOrganization, True),
        (GRANTED, "T0OTHER001", TeamNotAllowed, True),
        (replace(GRANTED, expires=True), "", TokenExpires, False),
        (replace(GRANTED, scopes=("commands",)), "", ScopesMissing, False),
    ],
)
async def test_what_will_not_do_is_not_kept(
    scene: Scene, granted: Granted, allowed: str, error: type[Exception], *, is_given_back: bool
) -> None:
    scene.slack.grants, scene.allowed = granted, frozenset(filter(None, [allowed]))
    with pytest.raises(error):
        await scene.finishes()
    assert await scene.installations.teams() == ()
    assert bool(scene.slack.given_back) is is_given_back


async def test_who_is_allowed_is_taken_and_the_environments_own_keeps_its_token(scene: Scene) -> None:
    scene.allowed = frozenset({NORTE})
    assert (await scene.finishes()).team == NORTE
    scene.slack.grants = replace(GRANTED, team=RIVERA)
    assert (await scene.finishes()).is_of_environment
    assert await scene.installations.teams() == (NORTE,)


async def test_a_state_comes_back_once_and_a_forged_one_costs_slack_nothing(scene: Scene) -> None:
    state = scene.states.new("b" * 32)
    await scene.finishes(state)
    with pytest.raises(StateUsed):
        await scene.finishes(state)
    with pytest.raises(StateForged):
        await scene.finishes(state.replace(".", ".A", 1))
    assert scene.slack.codes == ["1.2"]


async def test_that_a_token_could_not_be_given_back_changes_nothing_for_the_person(scene: Scene) -> None:
    scene.slack.away, scene.allowed = True, frozenset({"T0OTHER001"})
    with pytest.raises(TeamNotAllowed):
        await scene.finishes()
