"""What carries a date of closed books is not accepted without an admin's reason, and does not leave later either."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.actions.accepting import payload_hash
from bot.actions.announcements import PAYMENTS
from bot.actions.attribution import Attribution
from bot.actions.closed_books import DATED, BooksClosed, ClosedBooks
from bot.actions.invoice_kind import DRAFTS
from bot.billing.closing import Closed
from bot.billing.company_choices import CompanyChoices
from bot.billing.draft import DateMode, Draft
from bot.billing.invoice import Payment
from bot.operations.answers import Guard
from bot.operations.journal import Journal
from bot.operations.operation import Operation
from bot.operations.outcomes import Refused
from bot.slack.references import Reference
from bot.store.records import Act, Document, Phase
from bot.store.request_context import asking
from tests.actions.bench import ANA, CARLA, DIEGO, Bench, a_draft, roles, spoken

TODAY = dt.date(2026, 11, 27)
YESTERDAY = TODAY - dt.timedelta(days=1)
WHY = "Lo pidió la revisora fiscal"
PAYMENT = {"paid_on": YESTERDAY.isoformat(), "note": "transferencia"}


async def friday() -> int:
    return int(dt.datetime(2026, 11, 27, 15, tzinfo=dt.UTC).timestamp() * 1000)


def books(bench: Bench, *, through: dt.date | None) -> ClosedBooks:
    async def settings() -> CompanyChoices:
        return CompanyChoices(closing_date=through)

    attribution = Attribution(bench.people.get, spoken)
    return ClosedBooks(settings, roles, bench.documents, friday, "America/Bogota", attribution)


def fixed(day: dt.date) -> Draft:
    return replace(a_draft(date_mode=DateMode.FIXED), fixed_date=day, note="contrato 7")


async def creation(bench: Bench, draft: Draft, *, by: str) -> tuple[Operation, Guard]:
    now = await bench.store.clock()
    request = {"draft": DRAFTS.dump_python(draft, mode="json")}
    operation = bench.new_operation("D-7K3Q/create/1", actor=by, request=request, accepted_at=now)
    document = Document(id="D-7K3Q", company="main", phase=Phase.CREATING, requester=by, draft=draft)
    return operation, Guard(create=document, act=Act(now, by, "submitted"))


@pytest.mark.parametrize(
    ("draft", "through", "is_closed"),
    [
        (fixed(YESTERDAY), YESTERDAY, True),
        (fixed(TODAY), YESTERDAY, False),
        (a_draft(), YESTERDAY, False),
        (a_draft(), TODAY, True),
        (fixed(YESTERDAY), None, False),
    ],
)
async def test_a_draft_is_judged_by_the_date_that_it_would_carry(
    bench: Bench, draft: Draft, through: dt.date | None, *, is_closed: bool
) -> None:
    operation, guard = await creation(bench, draft, by=ANA)
    if not is_closed:
        assert await books(bench, through=through).gate(operation, guard) == (operation, guard)
        return
    with pytest.raises(BooksClosed) as refused:
        await books(bench, through=through).gate(operation, guard)
    assert refused.value.closed == Closed(draft.fixed_date or TODAY, through or TODAY)
    assert refused.value.admins == {DIEGO}


async def test_with_an_admins_reason_it_is_accepted_and_says_so_everywhere(bench: Bench) -> None:
    operation, guard = await creation(bench, fixed(YESTERDAY), by=DIEGO)
    with asking(reason=WHY):
        crossed, told = await books(bench, through=YESTERDAY).gate(operation, guard)
    draft = DRAFTS.validate_python(crossed.request["draft"])
    assert draft.note == f"Cierre al 26 nov 2026, {DIEGO}: {WHY}. contrato 7"
    assert told.create
    assert told.create.draft == draft
    assert told.act
    assert told.act.detail == {"crossing": WHY, "through": "2026-11-26"}
    assert crossed.payload_hash == payload_hash(crossed.request)
    assert await books(bench, through=TODAY).permits(crossed) is None


async def test_a_reason_of_somebody_who_does_not_administer_is_no_reason(bench: Bench) -> None:
    operation = await bench.operation("payment", PAYMENT, by=CARLA, create=True)
    with asking(reason=WHY), pytest.raises(BooksClosed):
        await books(bench, through=YESTERDAY).gate(operation, Guard())


async def test_what_was_accepted_does_not_leave_once_the_books_are_closed(bench: Bench) -> None:
    operation = await bench.operation("payment", PAYMENT, by=CARLA, create=True)
    assert await books(bench, through=None).permits(operation) is None
    refused = await books(bench, through=YESTERDAY).permits(operation)
    assert isinstance(refused, Refused)
    assert refused.error["situation"] == "closed_period"
    assert refused.document["facts"]["refusal"] == refused.error


async def test_what_cobro_does_unasked_is_not_asked_for_a_reason(bench: Bench) -> None:
    operation = await bench.operation("payment", PAYMENT, by="cobro", create=True)
    assert await books(bench, through=TODAY).gate(operation, Guard()) == (operation, Guard())


async def test_a_dry_run_says_it_too(bench: Bench) -> None:
    document = await issued_yesterday(bench)
    acting = replace(bench.acting, journal=Journal(bench.store, books(bench, through=YESTERDAY).gate))
    asked: dict[str, Any] = {
        "by": CARLA,
        "request": PAYMENT,
        "phases": frozenset({Phase.ISSUED}),
        "act": "paid",
        "said": {},
    }
    reference = Reference(document.id, document.revision, f"{document.id}/payment/1", rehearse=True)
    with pytest.raises(BooksClosed):
        await acting.accept(reference, kind="payment", **asked)


async def test_to_undo_something_is_dated_as_what_it_undoes(bench: Bench) -> None:
    document = await issued_yesterday(bench)
    assert document.content
    issued = document.content.issue_date
    for kind in ("void", "reopen", "open", "stamp"):
        assert DATED[kind]({}, document, TODAY) == issued
    floating = replace(document, draft=a_draft())
    assert DATED["stamp"]({}, floating, TODAY) == TODAY
    assert DATED["void"]({}, floating, TODAY) == issued
    payment = Payment(
        id="58",
        number="RC58",
        paid_on=YESTERDAY,
        amount=Decimal(1),
        currency="COP",
        method="transfer",
        status="open",
        client_id="12",
        client_name="Clínica",
        bank_account="Bancolombia",
        invoices=(),
    )
    notice = Document("P-58", "main", Phase.NOTICE, facts={"payment": PAYMENTS.dump_python(payment, mode="json")})
    assert DATED["void_payment"]({}, notice, TODAY) == DATED["reopen_payment"]({}, notice, TODAY) == YESTERDAY
    assert DATED["void"]({}, None, TODAY) is None


async def issued_yesterday(bench: Bench) -> Document:
    invoice = await bench.local.alegra.invoices.get(next(iter(bench.local.state.books.invoices)))
    return await bench.documents.adopt(
        Document("D-7K3Q", "main", Phase.ISSUED, ANA, invoice.id, revision=1, content=invoice)
    )
