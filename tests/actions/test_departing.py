"""A workspace leaves: what is in flight is followed to its end, what is Slack's is deleted, the books stay."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from bot.actions.departing import LETTING_GO_MS, LOOKING_MS, SURE_MS, Departing
from bot.operations.operation import Operation, State
from bot.operations.replies import FIELDS
from bot.slack.errors import NotAuthorized, SlackUnavailable
from bot.store.asked import LastCompanies
from bot.store.companies import Companies, KeptCompany
from bot.store.connection import Client
from bot.store.departures import Departure, Departures
from bot.store.home_viewers import HomeViewers
from bot.store.hook_secrets import HookSecrets
from bot.store.installations import Installation, Installations
from bot.store.keys import EVERYWHERE, Keys
from bot.store.replicas import Replicas
from bot.store.scripts import Store
from bot.store.secret_box import SecretBox, new_key

NORTE, RIVERA = "T0NORTE002", "T0RIVERA01"
START = 1_795_330_162_000
IN_FLIGHT = Operation(
    id="D-7K3Q/stamp/1",
    company="sur",
    kind="stamp",
    document="D-7K3Q",
    actor="U1",
    request={},
    payload_hash="",
    marker="",
    state=State.UNKNOWN,
)
GONE = NotAuthorized("auth.test", "account_inactive")


@dataclass
class Scene:
    client: Client
    now: int = START
    slack_says: Exception | None = GONE
    box: SecretBox = field(default_factory=lambda: SecretBox([new_key()]))

    async def clock(self) -> int:
        return self.now

    async def check(self, _token: str) -> None:
        if self.slack_says:
            raise self.slack_says

    def store(self, company: str = EVERYWHERE) -> Store:
        return Store(client=self.client, keys=Keys(company), clock=self.clock)

    @property
    def departing(self) -> Departing:
        """One replica's; every call is another replica."""
        store = self.store()
        return Departing(
            departures=self.departures,
            installations=self.installations,
            companies=self.companies,
            last_companies=LastCompanies(store),
            home_viewers=HomeViewers(store),
            hook_secrets=HookSecrets(store),
            client=self.client,
            clock=self.clock,
            main_team=lambda: RIVERA,
            check_token=self.check,
        )

    @property
    def departures(self) -> Departures:
        return Departures(self.store())

    @property
    def companies(self) -> Companies:
        return Companies(self.store(), self.box)

    @property
    def installations(self) -> Installations:
        return Installations(self.store(), self.box)

    async def looks(self, times: int = 4) -> None:
        for _ in range(times):
            await self.departing.look()

    async def keys(self, company: str) -> set[str]:
        return {key.partition("}:")[2] async for key in self.client.scan_iter(f"cobro:{{{company}}}:*")}


@pytest.fixture
async def scene(redis: Client) -> Scene:
    made = Scene(redis)
    await made.installations.put(
        Installation(NORTE, "Norte", "xoxb-1", "U0COBRO002", ("commands",), "U0NADIA011", START)
    )
    for company, team in (("norte", NORTE), ("sur", NORTE), ("taller", RIVERA)):
        await made.companies.put(KeptCompany(company, team, company, {}, "alegra-token"))
        for key in ("doc:D-7K3Q", "slots", "audit", "audit-of:D-7K3Q"):
            await redis.set(f"cobro:{{{company}}}:{key}", "x")
        await LastCompanies(made.store()).put(team, "U1", company)
        await HomeViewers(made.store()).put(team, "U1", "seen")
    await made.departures.begin(Departure(NORTE, START, is_uninstalled=True))
    return made


async def test_its_companies_go_first_then_all_but_the_books_and_nobody_elses(scene: Scene) -> None:
    await scene.looks()
    assert (await scene.installations.teams(), await scene.companies.of_team(NORTE)) == ((), ())
    assert "doc:D-7K3Q" in await scene.keys("norte"), "a replica may still be finishing"
    scene.now += LETTING_GO_MS
    await scene.looks()
    for company in ("norte", "sur"):
        assert await scene.keys(company) == {"audit", "audit-of:D-7K3Q"}
    assert await scene.keys("taller") == {"doc:D-7K3Q", "slots", "audit", "audit-of:D-7K3Q"}
    assert await scene.companies.of_team(RIVERA) == ("taller",)
    last = LastCompanies(scene.store())
    assert (await last.get(NORTE, "U1"), await last.get(RIVERA, "U1")) == ("", "taller")
    homes = HomeViewers(scene.store())
    assert (await homes.published(NORTE, "U1"), await homes.published(RIVERA, "U1")) == ("", "seen")


async def test_what_a_frozen_process_wrote_late_is_deleted_too(scene: Scene) -> None:
    await scene.looks()
    scene.now += LETTING_GO_MS
    await scene.looks()
    await scene.client.set("cobro:{norte}:doc:D-LATE", "x")
    await scene.looks()
    scene.now += SURE_MS
    await scene.looks()
    assert "doc:D-LATE" not in await scene.keys("norte")
    assert await scene.departures.all() == ()


async def test_a_process_that_still_carries_a_company_on_is_waited_for(scene: Scene) -> None:
    await scene.looks()
    scene.now += LETTING_GO_MS
    replicas = Replicas(scene.store("norte"))
    await replicas.alive("one", version="1")
    await scene.looks()
    assert "doc:D-7K3Q" in await scene.keys("norte")
    await replicas.gone("one", version="1")
    await scene.looks()
    assert "doc:D-7K3Q" not in await scene.keys("norte")


async def test_what_may_have_reached_alegra_is_followed_but_not_for_ever(scene: Scene) -> None:
    await scene.client.zadd("cobro:{sur}:ops:unknown", {"D-7K3Q/stamp/1": START})
    fields: Any = FIELDS.encode(IN_FLIGHT)
    await scene.client.hset("cobro:{sur}:op:D-7K3Q/stamp/1", mapping=fields)
    await scene.looks()
    assert await scene.companies.of_team(NORTE) == ("norte", "sur")
    scene.now += LOOKING_MS - 1
    await scene.looks()
    assert await scene.companies.of_team(NORTE) == ("norte", "sur")
    scene.now += 1
    await scene.looks()
    assert await scene.companies.of_team(NORTE) == ()


async def test_a_workspace_that_is_back_already_keeps_everything(scene: Scene) -> None:
    scene.slack_says = None
    await scene.looks()
    assert await scene.companies.of_team(NORTE) == ("norte", "sur")
    assert (await scene.installations.teams(), await scene.departures.all()) == ((NORTE,), ())


async def test_while_slack_cannot_be_asked_nothing_is_deleted(scene: Scene) -> None:
    scene.slack_says = SlackUnavailable("auth.test")
    scene.now += LOOKING_MS * 3
    await scene.looks()
    assert (await scene.installations.teams(), len(await scene.departures.all())) == ((NORTE,), 1)


async def test_a_company_that_was_added_anew_meanwhile_is_not_erased(scene: Scene) -> None:
    await scene.looks()
    await scene.companies.put(KeptCompany("norte", RIVERA, "norte", {}, "another-token"))
    scene.now += LETTING_GO_MS
    await scene.looks()
    assert "doc:D-7K3Q" in await scene.keys("norte")
    assert "doc:D-7K3Q" not in await scene.keys("sur")


async def test_the_environments_own_workspace_loses_nothing(scene: Scene) -> None:
    await scene.departures.begin(Departure(RIVERA, START, is_uninstalled=True))
    await scene.looks()
    scene.now += LETTING_GO_MS + SURE_MS
    await scene.looks()
    assert await scene.companies.of_team(RIVERA) == ("taller",)
    assert "doc:D-7K3Q" in await scene.keys("taller")


async def test_a_removal_that_is_told_while_a_revoked_token_is_dealt_with_is_not_forgotten(scene: Scene) -> None:
    departures = scene.departures
    revoked = Departure("T0SUR00001", START, is_uninstalled=False)
    await departures.begin(revoked)
    await departures.begin(replace(revoked, is_uninstalled=True))
    await departures.begin(revoked)
    assert not await departures.end(revoked)
    assert replace(revoked, is_uninstalled=True) in await departures.all()


async def test_a_death_between_any_two_steps_loses_no_step(scene: Scene) -> None:
    """A replica that dies after each single look, and one that stored only which companies there were."""
    await scene.departing.look()
    held = (await scene.departures.all())[0]
    assert (held.companies, held.removed_at) == (("norte", "sur"), 0)
    await scene.companies.remove("norte")
    await scene.looks()
    scene.now += LETTING_GO_MS
    await scene.looks()
    assert await scene.keys("norte") == {"audit", "audit-of:D-7K3Q"}
