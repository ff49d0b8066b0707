"""Approving from a list: each vote for itself, on what the list showed; gone through twice it counts once."""

from dataclasses import replace
from decimal import Decimal
from itertools import count
from typing import Any, cast

import pytest

from bot.actions.bulk_approval import MOST_WAITING, BulkApprovals, ListGone
from bot.actions.bulk_kind import ApproveMany
from bot.actions.creations import CreateInvoice
from bot.billing.eligibility import NotApprover, Roles
from bot.billing.policy import Level, Policy
from bot.billing.substitutions import Substitution
from bot.locale import Words
from bot.operations.answers import Accepted, Same, Withdrawn
from bot.operations.operation import Operation, State
from bot.operations.outcomes import Done, Found
from bot.slack.board import Faces
from bot.slack.modals.bulk_approval import PAGE_ROWS, BulkForm, draw
from bot.slack.references import Reference
from bot.store.compositions import Compositions
from bot.store.records import Act, Document, Phase
from tests.actions.bench import ANA, BRUNO, CARLA, LINE, OLGA, POLLING, ROLES, Bench, a_draft, roles, spoken


class Wall:
    """Keeps what was shown, in the words that were shown."""

    def __init__(self, bench: Bench) -> None:
        self.texts: list[str] = []
        self._bench = bench

    async def show(self, document: str, faces: Faces) -> float:
        placed = await faces(await self._bench.documents.get(document))
        self.texts += [str(each.drawing) for each in placed.values()]
        return 0.0


@pytest.fixture
def bulk(bench: Bench) -> BulkApprovals:
    bits = count(1)
    return BulkApprovals(
        bench.journal,
        bench.documents,
        bench.new_operation,
        roles,
        bench.store.clock,
        POLLING,
        Compositions(bench.store),
        lambda: next(bits),
    )


@pytest.fixture
def wall(bench: Bench) -> Wall:
    return Wall(bench)


async def kind_of(bench: Bench, wall: Wall) -> ApproveMany:
    words = await spoken()
    return ApproveMany(
        bench.approvals, bench.documents, cast(Any, wall), find_person=bench.people.get, words_of=lambda _: words
    )


async def waiting(bench: Bench, number: int, **changes: Any) -> Document:
    """No two alike, so that nothing warns of repetitions."""
    line = replace(LINE, price=Decimal(1000 * 3**number), **changes)
    creation = await bench.creation(replace(a_draft(), lines=(line,)), document=f"D-{number:04}")
    await bench.set(creation.document, {"history+": Act(1, ANA, "submitted")})
    return await bench.done(CreateInvoice(bench.desk), creation)


async def listed(bulk: BulkApprovals, by: str = BRUNO) -> BulkForm:
    form = await bulk.begin(by=by)
    assert isinstance(form, BulkForm)
    return form


async def many_newer(bench: Bench, *, like: Document) -> None:
    """As many as a list has at the most."""
    assert like.content
    for number in range(MOST_WAITING):
        invoice = replace(like.content, id=f"newer-{number}")
        newer = replace(like, id=f"D-N{number:03}", alegra_id=invoice.id, content=invoice)
        await bench.documents.adopt(newer)


async def accepted(bench: Bench, bulk: BulkApprovals, form: BulkForm, *names: str) -> Operation:
    answer = await bulk.submit(form.name, by=BRUNO, ticked=names)
    assert isinstance(answer, Accepted)
    return answer.operation


def fates(outcome: object) -> dict[str, str]:
    assert isinstance(outcome, Done | Found)
    told: dict[str, str] = outcome.result["fates"]
    return told


async def test_the_exceptions_stand_apart_and_unticked(bench: Bench, bulk: BulkApprovals) -> None:
    usual, risky = await waiting(bench, 1), await waiting(bench, 2, discount=Decimal(50))
    form = await listed(bulk)
    assert [(row.document, row.is_ticked) for row in form.safe] == [(usual.id, True)]
    assert [(row.document, row.is_ticked) for row in form.risky] == [(risky.id, False)]
    assert usual.content
    assert risky.content
    assert form.totals == (("COP", usual.content.total + risky.content.total),)


async def test_of_more_than_a_list_has_it_has_what_waits_longest(bench: Bench, bulk: BulkApprovals) -> None:
    oldest = await waiting(bench, 1)
    bench.clock.advance(60)
    await many_newer(bench, like=await bench.documents.get(oldest.id))
    form = await listed(bulk)
    assert oldest.id in {row.document for row in (*form.safe, *form.risky)}
    assert form.waiting == MOST_WAITING


async def test_only_what_waits_for_this_person_is_listed(bench: Bench, bulk: BulkApprovals) -> None:
    document = await waiting(bench, 1)
    await bench.set(document.id, {"editors": (BRUNO,)})
    assert await bulk.begin(by=BRUNO) is None
    assert isinstance(await bulk.begin(by=OLGA), BulkForm)
    assert isinstance(await bulk.begin(by=CARLA), NotApprover)


async def test_what_is_ticked_is_approved_once_each_and_what_is_not_stays(
    bench: Bench, bulk: BulkApprovals, wall: Wall
) -> None:
    first, second, third = [await waiting(bench, number) for number in (1, 2, 3)]
    form = await listed(bulk)
    operation = await accepted(bench, bulk, form, first.id, second.id)
    assert isinstance(await bulk.submit(form.name, by=BRUNO, ticked=[first.id, second.id]), Same)

    outcome = await (await kind_of(bench, wall)).send(operation)

    assert fates(outcome) == {first.id: "approved", second.id: "approved"}
    phases = [(await bench.documents.get(each.id)).phase for each in (first, second, third)]
    assert phases == [Phase.APPROVED, Phase.APPROVED, Phase.PENDING]


async def test_what_they_took_back_after_opening_the_list_is_not_called_approved(
    bench: Bench, bulk: BulkApprovals, wall: Wall
) -> None:
    document = await waiting(bench, 1)
    operation = await accepted(bench, bulk, await listed(bulk), document.id)
    (item,) = operation.request["items"]
    on_card = Reference(document.id, document.revision, item["operation"])
    assert isinstance(await bench.approvals.approve(on_card, by=BRUNO), Accepted)
    assert isinstance(await bench.approvals.undo(on_card, by=BRUNO), Withdrawn)

    assert fates(await (await kind_of(bench, wall)).send(operation)) == {document.id: "undone"}
    assert (await bench.documents.get(document.id)).phase is Phase.PENDING


async def test_a_vote_that_others_must_follow_is_told_as_such(bench: Bench, bulk: BulkApprovals, wall: Wall) -> None:
    document = await waiting(bench, 1)
    await bench.set(document.id, {"policy": Policy((Level(needed=2),))})
    operation = await accepted(bench, bulk, await listed(bulk), document.id)
    kind = await kind_of(bench, wall)

    first, again = fates(await kind.send(operation)), fates(await kind.look_up(operation))
    await kind.show(replace(operation, state=State.DONE, result={"fates": again}))

    assert first == again == {document.id: "counted"}
    assert "todavía no sale" in wall.texts[-1]
    assert "deshacer" not in wall.texts[-1]


async def test_what_changed_since_it_was_shown_is_not_approved(bench: Bench, bulk: BulkApprovals, wall: Wall) -> None:
    """Even under the same revision: the vote is bound to the content."""
    document = await waiting(bench, 1)
    operation = await accepted(bench, bulk, await listed(bulk), document.id)
    await bench.set(document.id, {"content_hash": "another"})
    assert fates(await (await kind_of(bench, wall)).send(operation)) == {document.id: "changed"}
    assert (await bench.documents.get(document.id)).votes == ()


async def test_every_reason_is_told_for_itself(bench: Bench, bulk: BulkApprovals, wall: Wall) -> None:
    decided, edited, fine = [await waiting(bench, number) for number in (1, 2, 3)]
    operation = await accepted(bench, bulk, await listed(bulk), decided.id, edited.id, fine.id)
    await bench.set(decided.id, {"phase": Phase.RETURNED})
    await bench.set(edited.id, {"editors": (BRUNO,)})

    kind = await kind_of(bench, wall)
    outcome = await kind.send(operation)
    await kind.show(replace(operation, state=State.DONE, result={"fates": fates(outcome)}))

    assert fates(outcome) == {decided.id: "decided", edited.id: "not_asked", fine.id: "approved"}
    assert "Aprobaste 1 de 3" in wall.texts[-1]
    assert "no se aprobaron" in wall.texts[-1]


async def test_after_a_crash_in_the_middle_the_list_is_completed_and_nothing_is_counted_twice(
    bench: Bench, bulk: BulkApprovals, wall: Wall
) -> None:
    documents = [await waiting(bench, number) for number in range(1, 6)]
    operation = await accepted(bench, bulk, await listed(bulk), *(each.id for each in documents))
    kind = await kind_of(bench, wall)
    half = replace(operation, request={**operation.request, "items": operation.request["items"][:3]})
    await kind.send(half)

    found = await kind.look_up(operation)

    assert set(fates(found).values()) == {"approved"}
    for document in documents:
        stamps = [each for each in await bench.journal.of_document(document.id) if each.kind == "stamp"]
        assert len(stamps) == 1
        assert [vote.by for vote in (await bench.documents.get(document.id)).votes] == [BRUNO]


async def test_pages_that_were_not_opened_do_not_count(bench: Bench, bulk: BulkApprovals) -> None:
    known = await waiting(bench, 1)
    names = [f"D-{number:04}" for number in range(2, PAGE_ROWS + 3)]
    for name in names:
        copy = replace(known, id=name, history=(), facts={}, alegra_id=f"x{name}", created_at=0)
        await bench.documents.adopt(copy)
    form = await listed(bulk)
    assert (form.waiting, form.pages, len(form.safe)) == (PAGE_ROWS + 2, 2, PAGE_ROWS)
    shown = [row.document for row in form.safe]

    unopened = await accepted(bench, bulk, form, *shown[:2])
    assert [item["document"] for item in unopened.request["items"]] == sorted(shown[:2], key=shown.index)

    again = await listed(bulk)
    second = await bulk.turn(again.name, by=BRUNO, ticked=shown[:1], forward=True)
    assert len(second.safe) == 2
    both = await accepted(bench, bulk, second, *(row.document for row in second.safe))
    assert len(both.request["items"]) == 3


async def test_nobody_submits_the_list_of_somebody_else(bench: Bench, bulk: BulkApprovals) -> None:
    document = await waiting(bench, 1)
    form = await listed(bulk)
    with pytest.raises(ListGone):
        await bulk.submit(form.name, by=OLGA, ticked=[document.id])
    assert await bulk.submit(form.name, by=BRUNO, ticked=[]) is None


async def test_a_substitute_whose_vote_leaves_nobody_for_another_level_finds_it_unticked_and_warned(
    bench: Bench, bulk: BulkApprovals
) -> None:
    days = bench.today(), bench.today()

    async def with_substitute() -> Roles:
        return replace(ROLES, approvers=frozenset({BRUNO, OLGA}), substitutions=(Substitution(OLGA, BRUNO, *days),))

    usual, costly = await waiting(bench, 1), await waiting(bench, 2)
    await bench.set(costly.id, {"policy": Policy((Level(people=(OLGA,)), Level(people=(BRUNO,))))})
    form = await replace(bulk, roles=with_substitute).begin(by=BRUNO)
    assert isinstance(form, BulkForm)
    assert [(row.document, row.is_ticked, row.emptied) for row in form.safe] == [(usual.id, True, ())]
    assert [(row.document, row.is_ticked, row.emptied) for row in form.risky] == [(costly.id, False, (2,))]
    assert "nadie queda para el nivel 2" in str(draw(form, Words("es_CO")))
