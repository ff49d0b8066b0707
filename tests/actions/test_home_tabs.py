"""Home tabs: whoever looked sees what changed, not more often than every few seconds, and nothing is sent in vain."""

import asyncio
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from bot.actions.home_tabs import HomeTabs
from bot.billing.eligibility import Act
from bot.locale import Words
from bot.slack.drawing import View
from bot.slack.errors import SlackError
from bot.slack.home_contents import CompanyHome, HomeRow
from bot.slack.samples import NOW
from bot.store.home_viewers import HomeViewers
from bot.store.people import Person
from bot.store.scripts import Store
from handlers.afterwards import Afterwards
from sandbox.slack.client.waiting import until

ANA, BRUNO = Person("U0ANA00001", "Ana"), Person("U0BRUNO002", "Bruno")
EVERYBODY = {person.id: person for person in (ANA, BRUNO)}


@dataclass
class Tabs:
    """A company whose news is told by hand, and what was published."""

    shown: CompanyHome = field(default_factory=lambda: CompanyHome(NOW, may=frozenset({Act.DRAFT})))
    published: list[tuple[str, View]] = field(default_factory=list)
    refuses: bool = False
    travels: asyncio.Event | None = None
    """Set once Slack has taken what is published."""
    leaving: int = 0

    async def __call__(self, _person: Person, _words: Words) -> CompanyHome:
        return self.shown

    async def concerned(self, _document: str) -> frozenset[str]:
        return frozenset(EVERYBODY)

    async def publish_home(self, user: str, view: View) -> None:
        if self.refuses:
            raise SlackError("views.publish", "not_enabled")
        self.leaving += 1
        if self.travels:
            await self.travels.wait()
        self.published.append((user, view))

    def news(self, client: str) -> None:
        self.shown = replace(self.shown, to_approve=(HomeRow("D-7K3Q", client),))


@pytest.fixture
def company() -> Tabs:
    return Tabs()


@pytest.fixture
async def tabs(company: Tabs, store: Store) -> Any:
    later = Afterwards()

    async def known(user: str) -> Person | None:
        return EVERYBODY.get(user)

    made = HomeTabs(
        wire=company,  # type: ignore[arg-type]  # the one method that is used of it
        viewers=HomeViewers(store),
        team="T1",
        own=company,  # type: ignore[arg-type]  # as above
        parts=lambda: (company,),
        find_person=known,
        words_of=lambda _: Words("es_CO"),
        later=later,
        rest_seconds=0.05,
    )
    yield made
    made.close()
    await later.drain()


async def _nothing_is_under_way(tabs: HomeTabs) -> None:
    await until(lambda: not (tabs._resting or tabs.later.in_flight), "all that changed to be shown")  # type: ignore[attr-defined]  # of Afterwards


async def _published(company: Tabs, count: int) -> list[str]:
    await until(lambda: len(company.published) >= count, f"{count} publications")
    return [user for user, _ in company.published]


async def test_only_those_who_have_looked_are_shown_what_changed(tabs: HomeTabs, company: Tabs) -> None:
    await tabs.show(ANA)
    company.news("Hotel")
    tabs.changed("D-7K3Q")

    assert await _published(company, 2) == [ANA.id, ANA.id]
    assert "Hotel" in str(company.published[-1][1])


async def test_several_changes_in_a_row_are_one_publication_and_the_last_of_them_is_shown(
    tabs: HomeTabs, company: Tabs
) -> None:
    await tabs.show(ANA)
    for number in range(20):
        company.news(f"Cliente {number}")
        tabs.changed("D-7K3Q")
        await asyncio.sleep(0)

    await until(lambda: "Cliente 19" in str(company.published[-1][1]), "the last of the changes")
    await _nothing_is_under_way(tabs)
    assert 2 <= len(company.published) <= 3


async def test_a_form_that_somebody_begins_is_shown_to_them_alone(tabs: HomeTabs, company: Tabs) -> None:
    await tabs.show(ANA)
    await tabs.show(BRUNO)
    company.news("Hotel")
    tabs.changed_for(BRUNO.id)

    assert await _published(company, 3) == [ANA.id, BRUNO.id, BRUNO.id]


async def test_what_looks_as_before_is_not_sent_again(tabs: HomeTabs, company: Tabs) -> None:
    await tabs.show(ANA)
    tabs.changed("D-7K3Q")
    await _nothing_is_under_way(tabs)
    assert len(company.published) == 1

    company.news("Hotel")
    tabs.changed("D-7K3Q")
    assert await _published(company, 2) == [ANA.id, ANA.id]


async def test_what_changes_while_somebody_opens_their_tab_is_on_it_in_the_end(tabs: HomeTabs, company: Tabs) -> None:
    company.travels = asyncio.Event()
    opening = asyncio.create_task(tabs.show(ANA))
    await until(lambda: company.leaving, "the tab to be on its way")
    company.news("Hotel")
    tabs.changed("D-7K3Q")

    company.travels.set()
    await opening
    await _nothing_is_under_way(tabs)
    assert "Hotel" in str(company.published[-1][1])


async def test_a_tab_that_slack_refuses_is_not_taken_for_shown(tabs: HomeTabs, company: Tabs) -> None:
    company.refuses = True
    await tabs.show(ANA)
    assert await tabs.viewers.published("T1", ANA.id) == ""
    company.refuses = False
    await tabs.show(ANA)
    assert await tabs.viewers.published("T1", ANA.id)


async def test_all_companies_of_a_workspace_stand_on_one_tab(tabs: HomeTabs, company: Tabs) -> None:
    other = Tabs(replace(company.shown, company="mexico", name="Rivera México"))
    both = replace(tabs, parts=lambda: (company, other))
    await both.show(BRUNO)

    ((_, view),) = company.published
    ids = [block.get("block_id", "") for block in view["blocks"]]
    assert ids.count("home") == 1
    assert "co:mexico:home" in ids
