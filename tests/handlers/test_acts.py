"""Whoever types or presses something, by any role: the door lets in exactly those whom the table of acts and roles names."""

from dataclasses import replace
from typing import Any

import pytest

from bot.assembly import Assembly
from bot.billing.eligibility import Act
from bot.conversations import door_of
from bot.locale import Words
from bot.slack.messages import door_notes
from bot.slack.verbs import SPANISH, Verb
from bot.slack.verbs import VERBS as SPOKEN
from bot.store.people import Person
from bot.store.scripts import Store
from handlers.acts import LISTENERS, VERBS, act_of
from handlers.asked import Asked
from handlers.door import Door
from handlers.doorkeeper import NotAdmitted
from tests.handlers.assembled import ACCOUNTANT, ANYBODY, BRUNO, CARLA, DIEGO, OUTSIDE_ACCOUNTANT, TEAM, assembled

MEMBER = Person(ANYBODY, "Ana", "es-ES", team=TEAM)
TEAM_MATES = {
    "anybody": MEMBER,
    "approver": replace(MEMBER, id=BRUNO),
    "collector": replace(MEMBER, id=CARLA),
    "admin": replace(MEMBER, id=DIEGO),
    "accountant": replace(MEMBER, id=ACCOUNTANT),
    "a guest who is named": replace(MEMBER, id=OUTSIDE_ACCOUNTANT, is_guest=True),
}
NEVER = {
    "another guest": replace(MEMBER, id="U0GUEST007", is_guest=True),
    "a bot": replace(MEMBER, id="U0BOT00008", is_bot=True),
    "somebody of another workspace": replace(MEMBER, id="U0OTHER009", team="T0OTHER001"),
    "a stranger in a shared channel": replace(MEMBER, id="U0STRANG10", is_stranger=True),
    "somebody deleted": replace(MEMBER, id="U0GONE0011", is_deleted=True),
}
WRITERS = {"anybody", "approver", "collector", "admin"}
MAY: dict[Act, set[str]] = {
    Act.SEE: set(TEAM_MATES),
    Act.DRAFT: WRITERS,
    Act.EDIT: WRITERS,
    Act.DELETE: WRITERS,
    Act.APPROVE: {"approver", "admin"},  # admins only what was escalated to them, which its document says
    Act.UNDO: WRITERS,
    Act.COLLECT: {"approver", "collector", "admin"},
    Act.VOID: {"approver", "admin"},
    Act.LOOK: WRITERS,
    Act.RESOLVE: {"approver", "admin"},
    Act.AUDIT: {"admin", "accountant", "a guest who is named"},
    Act.ADMINISTER: {"admin"},
}
"""Written out, so that a slip in the table of the rules is seen. Of one's own documents the act asks again, inside."""
BODIES: dict[str, Any] = {
    "action": lambda entry: {"type": "block_actions", "actions": [{"action_id": entry, "block_id": "b"}]},
    "options": lambda entry: {"type": "block_suggestion", "action_id": entry},
    "submission": lambda entry: {"type": "view_submission", "view": {"callback_id": entry}},
    "shortcut": lambda entry: {"type": "shortcut", "callback_id": entry},
}


@pytest.fixture
async def parts(store: Store) -> Assembly:
    parts = assembled(store)
    await parts.people.put([*TEAM_MATES.values(), *NEVER.values()])
    return parts


async def refused(parts: Assembly, person: Person, body: dict[str, Any]) -> str:
    """What they are told; empty when they are let in."""
    asks = {"user_id": person.id} if "command" in body else {"user": {"id": person.id}}
    try:
        await parts.keeper.admit({**body, **asks})
    except NotAdmitted as no:
        return no.message.text
    return ""


def pressed(door: Door) -> list[Asked]:
    """Everything that can be pressed, chosen or handed in: the listeners themselves."""
    return [about for about in door._listeners if about.kind not in {"command", "event"}]


def typed(verb: Verb, *, spanish: bool = False) -> dict[str, str]:
    noun = SPANISH[verb.noun] if spanish else verb.noun
    word = verb.aliases[0] if spanish and verb.aliases else verb.name
    return {"command": f"/{noun}", "text": f"{word} {verb.example}".strip()}


async def test_every_listener_and_every_verb_has_its_act(parts: Assembly) -> None:
    listening = pressed(door_of(parts))
    assert set(listening) - set(LISTENERS) == set(), "a new button needs its line in handlers/acts.py"
    assert set(LISTENERS) - set(listening) == set(), "nobody listens to it"
    assert {(verb.noun, verb.name) for verb in SPOKEN} == set(VERBS), "a new verb needs its line in handlers/acts.py"


async def test_every_button_is_for_those_whom_its_act_is_for(parts: Assembly) -> None:
    for about in pressed(door_of(parts)):
        let_in = {
            role
            for role, person in TEAM_MATES.items()
            if not await refused(parts, person, BODIES[about.kind](about.id))
        }
        assert let_in == MAY[LISTENERS[about]], about


@pytest.mark.parametrize("spanish", [False, True])
async def test_every_verb_is_for_those_whom_its_act_is_for(parts: Assembly, *, spanish: bool) -> None:
    for verb in SPOKEN:
        body = typed(verb, spanish=spanish)
        let_in = {role for role, person in TEAM_MATES.items() if not await refused(parts, person, body)}
        assert let_in == MAY[VERBS[verb.noun, verb.name]], body


async def test_strangers_bots_and_other_guests_are_let_in_nowhere(parts: Assembly) -> None:
    everything = [BODIES[about.kind](about.id) for about in pressed(door_of(parts))] + [typed(verb) for verb in SPOKEN]
    for who, person in NEVER.items():
        told = {await refused(parts, person, body) for body in everything}
        assert told == {door_notes.guests_refused(Words("es_CO")).text}, who


async def test_an_accountant_who_presses_is_told_who_may(parts: Assembly) -> None:
    writing = [about for about, act in LISTENERS.items() if act in {Act.COLLECT, Act.VOID, Act.APPROVE, Act.ADMINISTER}]
    assert len(writing) > 10
    for about in writing:
        told = await refused(parts, TEAM_MATES["a guest who is named"], BODIES[about.kind](about.id))
        assert "Tu acceso es de consulta" in told
        assert f"<@{DIEGO}>" in told or f"<@{BRUNO}>" in told


def test_what_nobody_listed_writes() -> None:
    """Until its line is there, whoever only sees is refused."""
    assert act_of({"type": "block_actions", "actions": [{"action_id": "brand.new"}]}) is Act.EDIT


def test_a_verb_is_known_behind_a_prefix_and_a_dry_run() -> None:
    body = {"command": "/rivera-pago", "text": "--dry-run registrar FE341"}
    assert act_of(body, command_prefix="rivera-") is Act.COLLECT
    assert act_of({"command": "/invoice", "text": "create help"}) is Act.SEE
    assert act_of({"command": "/cobro", "text": "ajustes"}) is Act.ADMINISTER
