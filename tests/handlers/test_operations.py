"""What admins type and press about operations: pages, words in both languages, and what a stale or forged button does."""

import pytest

from bot.actions.operations_list import PAGE, OperationsList
from bot.actions.resolutions import Resolutions
from bot.billing.eligibility import Roles
from bot.locale import Words
from bot.operations.answers import Guard
from bot.operations.journal import Journal
from bot.store.documents import Documents
from bot.store.people import Person
from bot.store.records import Act, Phase
from bot.store.scripts import Store
from handlers.answers import Answer, Note
from handlers.objections import Objections
from handlers.operations import OperationsTalk
from handlers.payloads import Click, Typed
from tests.operations.rehearsal import a_document, an_operation

DIEGO, ANA = Person("U0DIEGO", "Diego", "es-ES"), Person("U0ANA", "Ana", "es-ES")
OPERATIONS = 2 * PAGE + 3


@pytest.fixture
async def talk(store: Store) -> OperationsTalk:
    """Over more operations than two pages hold."""
    journal, documents = Journal(store), Documents(store)
    for number in range(OPERATIONS):
        document = f"D-{number:04}"
        await journal.accept(an_operation(document), guard=Guard(create=a_document(document)))
    objections = Objections(clock=store.clock, words_of=lambda _: Words("es_CO"))
    resolutions = Resolutions(journal, documents, _roles, store.clock)
    return OperationsTalk(OperationsList(journal, documents), resolutions, documents, _roles, store.clock, objections)


async def test_each_operation_is_on_one_page_and_the_last_page_has_no_next(talk: OperationsTalk) -> None:
    answer, seen = await talk.typed(_typed(), "lista"), list[str]()
    for expected in (PAGE, PAGE, OPERATIONS - 2 * PAGE):
        ids, following = _listed(answer)
        assert (len(ids), bool(following)) == (expected, expected == PAGE)
        seen += ids
        if following:
            answer = await talk.turn_page(_click(following))
    assert sorted(seen) == [f"D-{number:04}/create/1" for number in range(OPERATIONS)]


@pytest.mark.parametrize("forged", ["", "x", "99999999999999999999:accepted", "0:nothing", "-1:accepted"])
async def test_a_forged_page_is_the_first(talk: OperationsTalk, forged: str) -> None:
    ids, _ = _listed(await talk.turn_page(_click(forged)))
    assert len(ids) == PAGE


async def test_whoever_is_no_admin_any_more_sees_nothing(talk: OperationsTalk) -> None:
    for answer in (
        await talk.typed(_typed(ANA), ""),
        await talk.turn_page(_click("0:", ANA)),
        await talk.show_listed(_click("D-0001/create/1", ANA)),
    ):
        assert "No tienes permiso" in _text(answer)


async def test_one_is_shown_by_its_document_and_tried_at_once(talk: OperationsTalk) -> None:
    assert "D-0001/create/1" in str(_note(await talk.typed(_typed(), "ver D-0001/create/1")).message.blocks)
    assert "Intentarlo ya" in str(_note(await talk.typed(_typed(), "D-0002/create/1")).message.blocks)
    assert "Anotado" in _text(await talk.typed(_typed(), "reintentar D-0001/create/1"))
    assert "Falta cuál" in _text(await talk.typed(_typed(), "retry"))
    assert "No hay ninguna" in _text(await talk.show_listed(_click("D-9999/create/1")))


async def test_of_a_document_the_one_that_waits_is_meant_not_what_ended_after_it(talk: OperationsTalk) -> None:
    journal = talk.resolutions.journal
    later = an_operation("D-0003", kind="outside")
    await journal.accept(later, guard=Guard(alone=False))
    await journal.withdraw(later.id, phases=set(Phase), sets={}, act=Act(1, ANA.id, "undone"))
    for typed in ("D-0003", "ver D-0003"):
        assert "D-0003/create/1" in _text(await talk.typed(_typed(), typed))
    assert "Anotado" in _text(await talk.typed(_typed(), "reintentar D-0003"))


async def _roles() -> Roles:
    return Roles(admins=frozenset({DIEGO.id}))


def _typed(person: Person = DIEGO) -> Typed:
    return Typed.model_construct(
        person=person, text="", channel="C1", response_url="", command="/cobro", rehearse=False
    )


def _click(value: str, person: Person = DIEGO) -> Click:
    return Click.model_construct(person=person, value=value, place=None, action_id="", block_id="")


def _note(answer: Answer) -> Note:
    assert isinstance(answer.shows, Note)
    return answer.shows


def _text(answer: Answer) -> str:
    message = _note(answer).message
    return f"{message.text} {message.blocks}"


def _listed(answer: Answer) -> tuple[list[str], str]:
    """Ids of the rows, and the value of the button that turns the page."""
    blocks = _note(answer).message.blocks
    ids = [str(block["accessory"]["value"]) for block in blocks if "accessory" in block]
    turns = [element["value"] for block in blocks if block["type"] == "actions" for element in block["elements"]]
    return ids, str(turns[0]) if turns else ""
