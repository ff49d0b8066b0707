"""A switchboard with the doors of companies behind it, and payloads that come in."""

import json
from dataclasses import dataclass, field, replace
from typing import Any

from bot.store.asked import LastCompanies
from bot.store.people import People, Person
from handlers import payloads
from handlers.afterwards import Afterwards
from handlers.answers import Answer
from handlers.carrying_out import CarryingOut
from handlers.choosing_company import ChoosingCompany
from handlers.door import Door
from handlers.doorkeeper import Doorkeeper
from handlers.switchboard import Desk, Reception, Switchboard
from tests.actions.bench import roles
from tests.handlers.doorway import ES, WORDS
from tests.handlers.tape import Tape, an_ack

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
