"""What other hands do in Alegra to a document that Cobro knows is taken over once, with the difference."""

from dataclasses import replace
from typing import Any

import pytest

from bot.actions.marks import ReadAgain
from bot.actions.outside import DIFFERS, Noticing, Outside
from bot.actions.stamps import StampInvoice
from bot.operations.answers import Guard
from bot.operations.operation import State
from bot.operations.outcomes import Done, NotSent, Refused
from bot.store.records import Document, Phase, Vote
from tests.actions.bench import ANA, BRUNO, Bench
from tests.actions.carried_out import created, opened


async def voted(bench: Bench, document: Document) -> Document:
    return await bench.set(document.id, {"votes": (Vote(BRUNO, 1, document.revision, document.content_hash),)})


async def noticed(bench: Bench) -> Document:
    return await bench.done(Outside(bench.desk, bench.journal), await bench.operation("outside", {}, by="cobro"))


def told(document: Document) -> list[dict[str, Any]]:
    return [entry for name, entry in document.facts.items() if name.startswith("outside:")]


async def test_an_edited_draft_is_a_new_revision_without_votes_and_told_with_its_difference(bench: Bench) -> None:
    document = await voted(bench, await created(bench))
    await bench.local.alegra.invoices.edit(document.alegra_id, {"purchaseOrderNumber": "45-8821"})

    now = await noticed(bench)

    assert now.facts["changed_by"] == "alegra"
    assert (now.phase, now.revision, now.votes) == (Phase.PENDING, document.revision + 1, ())
    assert [(entry["act"], entry["voters"], entry["waits"]) for entry in told(now)] == [("edited", [BRUNO], True)]
    act = now.history[-1]
    assert (act.what, act.detail["changes"]) == (
        "outside_edited",
        [{"field": "purchase_order", "before": "", "after": "45-8821"}],
    )


async def test_another_seller_is_an_edit_like_any_other(bench: Bench) -> None:
    """The card shows it, and so the votes were for it."""
    document = await voted(bench, await created(bench))
    await bench.local.alegra.invoices.edit(document.alegra_id, {"seller": {"id": "2"}})

    now = await noticed(bench)

    assert (now.revision, now.votes) == (document.revision + 1, ())
    (change,) = now.history[-1].detail["changes"]
    assert (change["field"], change["before"]) == ("seller", "")
    assert change["after"]
    assert len(told(await noticed(bench))) == 1


async def test_what_was_told_is_not_told_again(bench: Bench) -> None:
    document = await created(bench)
    await bench.local.alegra.invoices.edit(document.alegra_id, {"purchaseOrderNumber": "45-8821"})
    await noticed(bench)
    assert len(told(await noticed(bench))) == 1


async def test_two_readings_of_one_change_ask_for_it_once(bench: Bench) -> None:
    document = await created(bench)
    noticing = Noticing(bench.journal, bench.documents, bench.new_operation, bench.store.clock)
    await noticing(document.id)
    await noticing(document.id)
    assert [each.kind for each in await bench.journal.of_document(document.id)].count("outside") == 1


async def test_a_reading_leaves_what_differs_to_be_told_and_takes_over_what_does_not(bench: Bench) -> None:
    document, asked = await created(bench), []

    async def notice(document_id: str) -> None:
        asked.append(document_id)

    reading = ReadAgain(bench.desk, notice)
    operation = await bench.operation("read", {}, by="cobro")
    await bench.local.alegra.invoices.edit(document.alegra_id, {"purchaseOrderNumber": "45-8821"})

    outcome = await reading.send(operation)

    assert outcome == Done({DIFFERS: True})
    await reading.show(replace(operation, state=State.DONE, result={DIFFERS: True}))
    assert asked == [document.id]


async def test_a_draft_that_was_stamped_there_is_issued_by_nobodys_votes(bench: Bench) -> None:
    document = await voted(bench, await created(bench))
    await bench.local.alegra.invoices.stamp(document.alegra_id)

    now = await noticed(bench)

    assert (now.phase, now.votes, now.decision) == (Phase.ISSUED, (), None)
    assert now.facts["issued_outside"]
    assert "issued_at" not in now.facts
    assert [entry["act"] for entry in told(now)] == ["issued"]


async def test_one_stamped_there_while_its_approval_waited_is_never_stamped_again(bench: Bench) -> None:
    document = await voted(bench, await created(bench))
    request = {"content_hash": document.content_hash, "revision": 1}
    await bench.set(document.id, {"phase": Phase.APPROVED})
    await bench.local.alegra.invoices.stamp(document.alegra_id)
    now = await bench.store.clock()
    operation = bench.new_operation(
        f"{document.id}/stamp/1", actor=BRUNO, request=request, accepted_at=now, not_before=now + 15_000
    )
    await bench.journal.accept(operation, guard=Guard(alone=False))

    outcome = await StampInvoice(bench.desk).send(replace(operation, attempts=1))

    assert isinstance(outcome, Done)
    issued = await bench.take_up(outcome, operation)
    assert (issued.phase, issued.decision, issued.facts["issued_outside"]) == (Phase.ISSUED, None, True)
    assert [(entry["act"], entry["voters"]) for entry in told(issued)] == [("issued", [BRUNO])]


async def test_an_approved_draft_that_is_gone_is_refused_and_told(bench: Bench) -> None:
    document = await voted(bench, await created(bench))
    await bench.local.alegra.invoices.delete(document.alegra_id)
    operation = await bench.operation("stamp", {"content_hash": document.content_hash, "revision": 1}, by=BRUNO)

    outcome = await StampInvoice(bench.desk).send(operation)

    assert isinstance(outcome, Refused)
    gone = await bench.set(document.id, outcome.document)
    assert gone.phase is Phase.DELETED
    assert [entry["act"] for entry in told(gone)] == ["deleted"]


@pytest.mark.parametrize(
    ("body", "phase", "act"),
    [("void", Phase.VOIDED, "voided"), ("edit", Phase.ISSUED, "edited")],
)
async def test_an_issued_invoice_that_is_voided_or_edited_there(
    bench: Bench, body: str, phase: Phase, act: str
) -> None:
    document = await opened(bench)
    if body == "void":
        await bench.local.alegra.invoices.void(document.alegra_id, cause="repetida")
    else:
        await bench.local.alegra.invoices.edit(document.alegra_id, {"purchaseOrderNumber": "45-8821"})

    now = await noticed(bench)

    assert (now.phase, [entry["act"] for entry in told(now)]) == (phase, [act])


async def test_a_draft_deleted_there(bench: Bench) -> None:
    document = await created(bench)
    await bench.local.alegra.invoices.delete(document.alegra_id)
    now = await noticed(bench)
    assert (now.phase, now.history[-1].what) == (Phase.DELETED, "outside_deleted")


async def test_while_cobro_is_at_work_on_it_no_difference_is_laid_to_others(bench: Bench) -> None:
    document = await opened(bench)
    void = bench.new_operation(f"{document.id}/void/77", actor=ANA, request={"cause": "x"}, accepted_at=1)
    await bench.journal.accept(void, guard=Guard())
    await bench.local.alegra.invoices.void(document.alegra_id, cause="x")

    outcome = await Outside(bench.desk, bench.journal).send(await bench.operation("outside", {}, by="cobro"))

    assert isinstance(outcome, NotSent)


async def test_what_cobro_did_during_the_reading_is_not_laid_to_others(bench: Bench) -> None:
    document = await opened(bench)

    class Meanwhile:
        """Between the request and its answer Cobro voids it itself, from beginning to end."""

        async def get(self, key: str) -> Any:
            await bench.local.alegra.invoices.void(key, cause="x")
            read = await bench.local.alegra.invoices.get(key)
            await bench.set(document.id, {"phase": Phase.VOIDED, "content": read})
            return read

    desk = replace(bench.desk, alegra=_WithInvoices(bench.local.alegra, Meanwhile()))  # type: ignore[arg-type]

    assert isinstance(
        await Outside(desk, bench.journal).send(await bench.operation("outside", {}, by="cobro")), NotSent
    )


async def test_payments_are_no_change_to_be_told(bench: Bench) -> None:
    document = await opened(bench)
    kept = bench.kept(document)
    kept["observations"] = "otra"
    now = await noticed(bench)
    assert told(now) == []
    assert now.content
    assert now.content.observations == "otra"


class _WithInvoices:
    def __init__(self, alegra: Any, invoices: Any) -> None:
        self._alegra, self.invoices = alegra, invoices

    def __getattr__(self, name: str) -> Any:
        return getattr(self._alegra, name)
