"""Every payload reaches the company it belongs to, and no other; where nobody can tell, the person does."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

import pytest

from bot.slack.letterhead import Letterhead
from bot.slack.messages.closed_company import ClosedCompany
from bot.store.asked import AskedBefore, LastCompanies
from bot.store.keys import EVERYWHERE, Keys
from bot.store.people import People, Person
from bot.store.scripts import Store
from handlers import payloads
from handlers.afterwards import Afterwards
from handlers.answers import Answer
from handlers.carrying_out import CarryingOut
from handlers.choosing_company import ChoosingCompany
from handlers.door import Door
from handlers.doorkeeper import Doorkeeper
from handlers.switchboard import Desk, Reception, Switchboard
from tests.actions.bench import roles
from tests.handlers.test_carrying_out import Tape, an_ack
from tests.handlers.test_door import ES, WORDS

ANA = Person("U0ANA", "Ana", "es-ES", team="T1")
BRUNO = replace(ANA, id="U0BRUNO")
COMMAND = {
    "command": "/invoice",
    "text": "list",
    "trigger_id": "t1",
    "user_id": ANA.id,
    "response_url": "https://hooks.slack.com/1",
}
NO_NOTES: dict[str, Any] = {"type": "shortcut", "callback_id": "new", "trigger_id": "t1", "user": {"id": ANA.id}}


class QuietTape(Tape):
    @property
    def unheaded(self) -> "QuietTape":
        return self

    async def take_back(self, response_url: str) -> None:
        await self._say("take back", response_url)


@dataclass
class Hall:
    switchboard: Switchboard
    people: People
    tape: QuietTape
    afterwards: Afterwards
    choosing: ChoosingCompany
    last: LastCompanies
    heard: list[tuple[str, Any]] = field(default_factory=list)

    def opens(self, company: str, *, channel: str, team: str = "T1") -> Desk:
        keeper = Doorkeeper(
            roles=roles,
            people=self.people,
            wire=self.tape,
            team=team,
            afterwards=self.afterwards,
            words=WORDS,
            language="es_CO",
        )
        door = Door(
            keeper=keeper,
            carrying_out=CarryingOut(wire=self.tape, afterwards=self.afterwards),
            afterwards=self.afterwards,
            new_reference=lambda: "REF123",
        )
        self._listens(door, company)
        desk = Desk(
            company=company,
            name=company.title(),
            team=team,
            channel=channel,
            door=door,
            words_of=keeper.words_of,
            later=self.afterwards,
            take_back=self.tape.take_back,
        )
        self.switchboard.open(desk)
        return desk

    def inviting(self, install_url: str) -> "Hall":
        """The same, where people of other workspaces may install Cobro."""
        reception = Reception(CarryingOut(wire=self.tape, afterwards=self.afterwards), ES, install_url=install_url)
        other = replace(self, switchboard=Switchboard(choosing=self.choosing, last=self.last, reception=reception))
        other.opens("main", channel="C1")
        other.switchboard.know_installed(frozenset({"T2"}))
        return other

    def _listens(self, door: Door, company: str) -> None:
        async def hears(payload: payloads.Asking) -> Answer:
            self.heard.append((company, payload))
            return Answer()

        door.command("/invoice", hears)
        door.action("press", hears)
        door.options("client", hears)
        door.submission("form", hears)
        door.shortcut("new", hears)
        door.event("app_home_opened", hears)

    async def gets(self, body: dict[str, Any], *, team: str = "T1") -> str:
        """What Slack is answered."""
        ack = an_ack()
        await self.switchboard(ack, body, team)
        await self.afterwards.drain()
        assert ack.response, "nobody answered Slack"
        return str(ack.response.body)

    @property
    def companies(self) -> list[str]:
        return [company for company, _ in self.heard]


@pytest.fixture
async def hall(store: Store) -> Hall:
    everywhere = replace(store, keys=Keys(EVERYWHERE))
    tape, afterwards, names = QuietTape(), Afterwards(), count(1)
    people = People(store)
    await people.put([ANA, BRUNO])
    choosing = ChoosingCompany(AskedBefore(everywhere), lambda: f"name{next(names)}")
    last = LastCompanies(everywhere)
    switchboard = Switchboard(
        choosing=choosing,
        last=last,
        reception=Reception(CarryingOut(wire=tape, afterwards=afterwards), ES),
    )
    return Hall(switchboard, people, tape, afterwards, choosing, last)


@pytest.fixture
def two(hall: Hall) -> Hall:
    hall.opens("main", channel="C1")
    hall.opens("taller", channel="C2")
    return hall


def said(answered: str) -> str:
    return str(json.loads(answered)["text"])


def press(block_id: str = "decision", *, channel: str = "C1", user: str = ANA.id) -> dict[str, Any]:
    return {
        "type": "block_actions",
        "user": {"id": user},
        "trigger_id": "t2",
        "response_url": "https://hooks.slack.com/2",
        "channel": {"id": channel},
        "actions": [{"action_id": "press", "block_id": block_id, "value": "FE341"}],
    }


def submission(metadata: str) -> dict[str, Any]:
    view = {"id": "V1", "callback_id": "form", "private_metadata": metadata, "state": {"values": {}}, "blocks": []}
    return {"type": "view_submission", "user": {"id": ANA.id}, "trigger_id": "t2", "view": view}


def typing(metadata: str) -> dict[str, Any]:
    view = submission(metadata)["view"]
    return {
        "type": "block_suggestion",
        "user": {"id": ANA.id},
        "action_id": "client",
        "block_id": "client",
        "value": "c",
        "view": view,
    }


def home_opened() -> dict[str, Any]:
    return {"type": "event_callback", "event": {"type": "app_home_opened", "user": ANA.id, "tab": "home"}}


@pytest.mark.parametrize("channel", ["C1", "C2", "D9"])
async def test_a_button_belongs_to_the_company_that_drew_it_wherever_it_is_pressed(two: Hall, channel: str) -> None:
    two.switchboard.expect({"main": ("", ""), "taller": ("T1", "C2")})
    await two.gets(press("co:taller:decision", channel=channel))
    await two.gets(press("decision", channel=channel))
    assert two.companies == ["taller", "main"]
    assert [payload.block_id for _, payload in two.heard] == ["decision", "decision"]


@pytest.mark.parametrize("body", [submission, typing])
async def test_a_modal_belongs_to_the_company_that_drew_it(two: Hall, body: Callable[[str], dict[str, Any]]) -> None:
    await two.gets(body("co:taller:D-7K3Q:1"))
    await two.gets(body("D-7K3Q:1"))
    assert two.companies == ["taller", "main"]
    assert [payload.view.private_metadata for _, payload in two.heard] == ["D-7K3Q:1", "D-7K3Q:1"]


async def test_what_is_typed_belongs_to_the_company_of_its_channel(two: Hall) -> None:
    await two.gets(COMMAND | {"channel_id": "C2"})
    await two.gets(COMMAND | {"channel_id": "C1"})
    await two.gets(NO_NOTES | {"type": "message_action", "channel": {"id": "C2"}, "message": {"text": "x"}})
    assert two.companies == ["taller", "main", "taller"]


async def test_one_company_alone_in_its_workspace_is_never_asked_for(hall: Hall) -> None:
    hall.opens("main", channel="C1")
    hall.opens("otra", channel="C9", team="T2")
    await hall.gets(COMMAND | {"channel_id": "D9"})
    await hall.gets(NO_NOTES)
    assert hall.companies == ["main", "main"]


def choice_in(answered: str, index: int) -> str:
    blocks = json.loads(answered)["blocks"]
    return str(blocks[-1]["elements"][index]["value"])


def chosen(value: str, *, user: str = ANA.id) -> dict[str, Any]:
    pressed = press(user=user, channel="D9")
    return pressed | {"actions": [{"action_id": "company.choose.1", "block_id": "x", "value": value}]}


async def test_where_nobody_can_tell_the_person_is_asked_and_goes_on_with_what_they_wanted(two: Hall) -> None:
    asked = await two.gets(COMMAND | {"channel_id": "D9"})
    assert two.companies == []
    assert "Taller" in asked
    await two.gets(chosen(choice_in(asked, 1)))
    company, typed = two.heard[0]
    assert (company, typed.text, typed.trigger_id) == ("taller", "list", "t2")
    assert typed.response_url == "https://hooks.slack.com/2"
    assert ("take back", "https://hooks.slack.com/2") in two.tape.sent


async def test_a_shortcut_goes_on_in_the_modal_that_asked(two: Hall) -> None:
    await two.gets(NO_NOTES)
    assert two.tape.sent == [("open", "company.which")]
    view = {"id": "V7", "blocks": []}
    await two.gets(chosen("taller name1") | {"view": view, "container": {"type": "view"}})
    company, shortcut = two.heard[0]
    assert (company, shortcut.callback_id, shortcut.trigger_id) == ("taller", "new", "t2")


async def test_the_question_is_answered_once_and_by_whoever_was_asked(two: Hall) -> None:
    value = choice_in(await two.gets(COMMAND | {"channel_id": "D9"}), 1)
    await two.gets(chosen(value, user=BRUNO.id))
    assert two.companies == []
    value = choice_in(await two.gets(COMMAND | {"channel_id": "D9"}), 1)
    await two.gets(chosen(value))
    await two.gets(chosen(value))
    assert two.companies == ["taller"]
    refused = [told for way, told in two.tape.sent if way == "respond"]
    assert len(refused) == 2
    assert all("No hice nada" in told for told in refused)


async def test_a_choice_made_up_of_another_workspace_reaches_nobody(two: Hall) -> None:
    two.opens("ajena", channel="C9", team="T2")
    value = choice_in(await two.gets(COMMAND | {"channel_id": "D9"}), 1)
    await two.gets(chosen(value.replace("taller", "ajena")))
    assert two.companies == []


async def test_a_company_that_is_gone_is_said_to_be_and_one_that_is_coming_is_waited_for(two: Hall) -> None:
    two.switchboard.expect({"main": ("", ""), "nueva": ("T1", "C3")})
    await two.gets(press("co:vieja:decision"))
    await two.gets(press("co:nueva:decision"))
    (_, gone), (_, coming) = two.tape.sent
    assert "ya no atiende" in gone
    assert "Vuelve a intentarlo" in coming
    assert two.companies == []


async def test_why_a_company_is_not_open_is_said_to_its_admins_and_to_others_whom_to_ask(two: Hall) -> None:
    two.switchboard.expect({"main": ("", ""), "nueva": ("T1", "C3")})
    two.switchboard.shut(ClosedCompany("nueva", "Nueva S.A.S.", "alegra_refused", frozenset({BRUNO.id})))
    typed = COMMAND | {"channel_id": "C3"}
    to_admin = said(await two.gets(typed | {"user_id": BRUNO.id}))
    assert "*Nueva S.A.S.* no está disponible: Alegra no acepta su correo con su token" in to_admin
    assert "cobro company add nueva --replace" in to_admin
    to_others = said(await two.gets(typed))
    assert f"Pregúntale a <@{BRUNO.id}>" in to_others
    assert "Alegra no acepta" not in to_others

    two.opens("nueva", channel="C3")
    await two.gets(typed)
    assert two.companies == ["nueva"]
    two.switchboard.dismiss("nueva")
    assert "Vuelve a intentarlo en un momento" in await two.gets(typed), "what was wrong before is forgotten"


async def test_where_the_only_company_of_a_workspace_is_closed_nobody_is_told_that_there_is_none(hall: Hall) -> None:
    hall.opens("main", channel="C1")
    hall.switchboard.know_installed(frozenset({"T2"}))
    hall.switchboard.expect({"main": ("", ""), "norte": ("T2", "C9")})
    hall.switchboard.shut(ClosedCompany("norte", "Norte", "alegra_away"))
    answered = said(await hall.gets(COMMAND | {"channel_id": "D9"}, team="T2"))
    assert "*Norte* no está disponible" in answered
    assert "quien instaló Cobro" in answered


async def test_what_is_typed_in_the_channel_of_a_company_that_is_not_open_yet_reaches_no_other(hall: Hall) -> None:
    hall.opens("main", channel="C1")
    hall.switchboard.expect({"main": ("", ""), "nueva": ("T1", "C3")})
    assert "Vuelve a intentarlo" in await hall.gets(COMMAND | {"channel_id": "C3"})
    assert hall.companies == []


async def test_a_workspace_without_a_company_is_told_what_is_missing(hall: Hall) -> None:
    hall.opens("main", channel="C1")
    hall.opens("otra", channel="C9", team="T2")
    assert "cobro company add" in await hall.gets(COMMAND | {"channel_id": "D9"}, team="T3")
    assert hall.companies == []


async def test_the_home_tab_is_that_of_the_company_used_last(two: Hall) -> None:
    await two.gets(home_opened())
    await two.gets(press("co:taller:decision"))
    await two.gets(home_opened())
    assert two.companies == ["main", "taller", "taller"]


async def test_a_company_opened_anew_takes_over_at_once_and_its_former_desk_closes_nothing(two: Hall) -> None:
    former = two.opens("taller", channel="C2")
    two.opens("taller", channel="C3")
    two.switchboard.close(former)
    await two.gets(COMMAND | {"channel_id": "C3"})
    assert two.companies == ["taller"]


async def test_nothing_new_is_begun_for_a_company_that_was_dismissed(two: Hall) -> None:
    two.switchboard.expect({"main": ("", "")})
    two.switchboard.dismiss("taller")
    await two.gets(press("co:taller:decision"))
    await two.gets(COMMAND | {"channel_id": "C2"})
    assert two.companies == ["main"]


async def test_what_a_company_draws_comes_back_to_it(two: Hall) -> None:
    drawn = Letterhead("taller").on_view({"type": "modal", "private_metadata": "co:main:forged"})
    await two.gets(submission(drawn["private_metadata"]))
    company, payload = two.heard[0]
    assert (company, payload.view.private_metadata) == ("taller", "co:main:forged")


async def test_nobody_waits_when_it_is_drained(two: Hall) -> None:
    entered, goes_on = asyncio.Event(), asyncio.Event()

    async def holds(_: payloads.Asking) -> Answer:
        entered.set()
        await goes_on.wait()
        return Answer()

    two.opens("main", channel="C1").door.action("press", holds)
    pressing = asyncio.create_task(two.gets(press()))
    await entered.wait()
    draining = asyncio.create_task(two.switchboard.drained(5))
    await asyncio.sleep(0)
    assert not draining.done()
    goes_on.set()
    await pressing
    await draining


async def test_a_workspace_that_has_not_installed_cobro_is_told_where_to_and_one_without_a_company_that_it_needs_one(
    hall: Hall,
) -> None:
    hall.opens("main", channel="C1")
    assert "no atiende a ninguna" not in await hall.gets(COMMAND, team="T9"), (
        "with one workspace the doorkeeper decides"
    )
    hall.switchboard.know_installed(frozenset({"T2"}))
    assert "no atiende a ninguna empresa" in await hall.gets(COMMAND, team="T2")
    several = hall.inviting("https://cobro.rivera.example/slack/install")
    assert "https://cobro.rivera.example/slack/install" in await several.gets(COMMAND, team="T9")
    assert "no atiende a ninguna empresa" in await several.gets(COMMAND, team="T2")
    assert several.companies == []
