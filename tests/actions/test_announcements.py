"""Payments: each is told once, and every card that it changes is read again."""

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.actions.admin_notices import AdminNotices
from bot.actions.announcements import Announcements
from bot.actions.payment_watch import PaymentWatch
from bot.alegra.payment_body import Allocation, payment_body
from bot.billing.invoice import PaidInvoice, Payment
from bot.operations.operation import Operation, State
from bot.operations.step import Step
from bot.store.records import UNASKED, Document, Phase
from bot.store.seen import Seen
from tests.actions.bench import ANA, Bench

DOCUMENT = Document("D-7K3Q", "main", Phase.ISSUED, requester=ANA, alegra_id="900", revision=1)


@pytest.fixture
async def announcements(bench: Bench) -> Announcements:
    await bench.documents.adopt(DOCUMENT)
    return Announcements(bench.journal, bench.documents, bench.new_operation, bench.store.clock)


def a_payment(bench: Bench, key: str, *, status: str = "open") -> Payment:
    paid = PaidInvoice("900", "FE900", Decimal(10), Decimal(100), Decimal(90))
    return Payment(
        id=key,
        number=key,
        paid_on=bench.today(),
        amount=Decimal(10),
        currency="COP",
        method="transfer",
        status=status,
        client_id="12",
        client_name="Clínica",
        bank_account="Banco",
        invoices=(paid,),
        observations="",
    )


async def operations(bench: Bench, document: str) -> list[Operation]:
    return list(await bench.journal.of_document(document))


async def carry_out_everything(bench: Bench) -> None:
    for operation in await bench.journal.claim(limit=100, lease_ms=90_000):
        done = await bench.journal.step(operation, Step(State.DONE), keeps_document=True, lease_ms=90_000)
        await bench.journal.mark_shown(done)


async def test_each_of_many_payments_has_the_card_read_again(bench: Bench, announcements: Announcements) -> None:
    for number in range(1, 9):
        await announcements.announce(a_payment(bench, str(number)))
        await carry_out_everything(bench)
        bench.clock.advance(60)

    reads = [each for each in await operations(bench, DOCUMENT.id) if each.kind == "read"]
    assert len(reads) == 8
    assert {each.state for each in reads} == {State.DONE}


async def test_a_payment_that_was_told_is_told_and_read_no_more(bench: Bench, announcements: Announcements) -> None:
    for _ in range(3):
        await announcements.announce(a_payment(bench, "1"))
        await carry_out_everything(bench)
        bench.clock.advance(60)
    assert len(await operations(bench, DOCUMENT.id)) == 1
    assert len(await operations(bench, "P-1")) == 1


async def test_a_card_that_was_read_since_is_not_read_again_but_told_what_was_withheld(
    bench: Bench, announcements: Announcements
) -> None:
    await announcements.announce(a_payment(bench, "1"), up_to_date={DOCUMENT.id})
    assert await operations(bench, DOCUMENT.id) == []
    assert (await bench.documents.get(DOCUMENT.id)).facts["withheld"] == {"1": "0"}
    assert len(await operations(bench, "P-1")) == 1


async def test_a_void_is_told_only_where_the_payment_was(bench: Bench, announcements: Announcements) -> None:
    await announcements.announce(a_payment(bench, "1"))
    await carry_out_everything(bench)
    bench.clock.advance(60)
    for key in ("1", "2"):
        await announcements.announce(a_payment(bench, key, status="void"))
        await announcements.correct(a_payment(bench, key, status="void"))
    assert [each.kind for each in await operations(bench, "P-1")] == ["announce", "unpaid"]
    assert await operations(bench, "P-2") == []
    assert [each.kind for each in await operations(bench, DOCUMENT.id)] == ["read", "read"]


@pytest.mark.parametrize(("voided", "is_left"), [("1", False), ("2", True)])
async def test_a_missing_certificate_is_forgotten_with_its_own_payment_only(
    bench: Bench, announcements: Announcements, voided: str, *, is_left: bool
) -> None:
    for key in ("1", "2"):
        await announcements.announce(a_payment(bench, key))
    await carry_out_everything(bench)
    left = {"kind": "undocumented", "amount": "34000", "reason": "", "payment": "1"}
    await bench.set(DOCUMENT.id, {"facts": {"residue": left}})
    bench.clock.advance(60)

    await announcements.correct(a_payment(bench, voided, status="void"))

    assert bool((await bench.documents.get(DOCUMENT.id)).facts.get("residue")) is is_left


async def test_whoever_recorded_it_in_slack_is_named(bench: Bench, announcements: Announcements) -> None:
    recorded = await bench.operation("payment", {"amount": "10"}, by="U0CARLA")
    payment = replace(a_payment(bench, "1"), observations=f"[cobro:{recorded.marker}]")
    await announcements.announce(payment)
    told = await bench.documents.get("P-1")
    assert told.facts["by"] == "U0CARLA"


async def test_a_void_in_alegra_is_no_act_of_whoever_recorded_the_payment(
    bench: Bench, announcements: Announcements
) -> None:
    recorded = await bench.operation("payment", {"amount": "10"}, by="U0CARLA")
    payment = replace(a_payment(bench, "1"), observations=f"[cobro:{recorded.marker}]")
    await announcements.announce(payment)
    await carry_out_everything(bench)
    await announcements.correct(replace(payment, status="void"))
    assert [each.actor for each in await operations(bench, "P-1")] == ["U0CARLA", UNASKED]
    assert (await bench.documents.get("P-1")).facts["by"] == "U0CARLA"


async def test_what_was_there_before_cobro_is_not_told_and_what_comes_is_told_once(
    bench: Bench, announcements: Announcements
) -> None:
    watch = PaymentWatch(bench.local.alegra, announcements, Seen(bench.store, "payments"), _notices(bench))
    assert await watch.poll() == 0
    invoice = next(each for each in bench.local.state.books.invoices.values() if each["status"] == "open")
    for amount in range(1, 24):
        await bench.local.alegra.payments.create(
            payment_body(
                client_id=invoice["client"]["id"],
                paid_on=bench.today(),
                bank_account_id=next(iter(bench.local.state.books.bank_accounts)),
                method="transfer",
                allocations=[Allocation(invoice["id"], Decimal(amount))],
                observations="",
            )
        )
    assert await watch.poll() == 23
    assert await watch.poll() == 0


async def test_a_page_that_is_older_than_a_void_tells_no_reopening(bench: Bench, announcements: Announcements) -> None:
    """The channel was told at once of what was recorded in Slack; the poll finds it later, and whoever shows it again too."""

    class VoidedMeanwhile(Seen):
        async def unseen(self, ids: Collection[str]) -> tuple[str, ...]:
            found = await super().unseen(ids)
            for key in found:
                await bench.local.alegra.payments.void(key)
                await announcements.correct(await bench.local.alegra.payments.get(key))
                await carry_out_everything(bench)
            return found

    watch = PaymentWatch(bench.local.alegra, announcements, VoidedMeanwhile(bench.store, "payments"), _notices(bench))
    await watch.poll()
    payment = await recorded_there(bench)
    await announcements.announce(payment)
    await carry_out_everything(bench)

    assert await watch.poll() == 1
    await announcements.announce(payment)

    assert [each.kind for each in await operations(bench, f"P-{payment.id}")] == ["announce", "unpaid"]
    assert (await bench.documents.get(f"P-{payment.id}")).facts["payment"]["status"] == "void"


async def test_an_old_payment_is_no_news_when_a_newer_one_is_deleted(
    bench: Bench, announcements: Announcements
) -> None:
    watch = PaymentWatch(bench.local.alegra, announcements, Seen(bench.store, "payments"), _notices(bench))
    await watch.poll()
    newest = await bench.local.alegra.payments.newest(limit=3)
    for payment in newest.rows:
        await bench.local.alegra.payments.delete(payment.id)
    assert await watch.poll() == 0


async def recorded_there(bench: Bench) -> Payment:
    invoice = next(each for each in bench.local.state.books.invoices.values() if each["status"] == "open")
    return await bench.local.alegra.payments.create(
        payment_body(
            client_id=invoice["client"]["id"],
            paid_on=bench.today(),
            bank_account_id=next(iter(bench.local.state.books.bank_accounts)),
            method="transfer",
            allocations=[Allocation(invoice["id"], Decimal(10))],
            observations="",
        )
    )


async def deleted_there(bench: Bench, announcements: Announcements) -> tuple[PaymentWatch, str]:
    """A payment that was told, and is gone; the watch that looks for it, and its id."""
    watch = PaymentWatch(bench.local.alegra, announcements, Seen(bench.store, "payments"), _notices(bench))
    await watch.poll()
    payment = await recorded_there(bench)
    await watch.poll()
    await carry_out_everything(bench)
    await bench.local.alegra.payments.delete(payment.id)
    return watch, payment.id


async def test_a_payment_that_was_deleted_is_told_once_as_deleted(bench: Bench, announcements: Announcements) -> None:
    watch, key = await deleted_there(bench, announcements)

    await watch.look_for_voids()
    await carry_out_everything(bench)
    await watch.look_for_voids()

    assert [each.kind for each in await operations(bench, f"P-{key}")] == ["announce", "unpaid"]
    notice = await bench.documents.get(f"P-{key}")
    assert (notice.facts["reversal"]["status"], notice.facts["payment"]["status"]) == ("deleted", "void")
    (paid,) = notice.facts["payment"]["invoices"]
    owed = bench.local.state.books.invoices[paid["id"]]["balance"]
    assert Decimal(str(paid["balance"])) == Decimal(str(owed))


async def test_a_payment_that_still_stands_is_not_missed(bench: Bench, announcements: Announcements) -> None:
    watch = PaymentWatch(bench.local.alegra, announcements, Seen(bench.store, "payments"), _notices(bench))
    newest = await bench.local.alegra.payments.newest(limit=3)
    for payment in newest.rows:
        await announcements.announce(payment)
    await carry_out_everything(bench)
    await watch.look_for_voids()
    for payment in newest.rows:
        assert [each.kind for each in await operations(bench, f"P-{payment.id}")] == ["announce"]


def _notices(bench: Bench) -> AdminNotices:
    return AdminNotices(bench.journal, bench.new_operation, bench.store.clock)
