"""Documents that have come somewhere, and operations upon them."""

from decimal import Decimal

from bot.actions.announcements import Announcements
from bot.actions.creations import CreateInvoice
from bot.actions.payment_kind import RecordPayment
from bot.actions.stamps import OpenInvoice
from bot.billing.draft import Draft
from bot.operations.operation import Operation
from bot.store.records import Document, Phase, Vote
from bot.store.withheld import Withheld
from tests.actions.bench import BRUNO, CARLA, PLAIN, Bench, a_draft


async def created(bench: Bench, draft: Draft | None = None, *, document: str = "D-7K3Q") -> Document:
    return await bench.done(CreateInvoice(bench.desk), await bench.creation(draft or a_draft(), document=document))


async def opened(bench: Bench) -> Document:
    """Of a plain numbering: nobody stamps it."""
    document = await created(bench, a_draft(PLAIN))
    request = {"content_hash": document.content_hash, "revision": 1}
    return await bench.done(OpenInvoice(bench.desk), await bench.operation("open", request, by=BRUNO))


def recording(bench: Bench) -> RecordPayment:
    announcements = Announcements(bench.journal, bench.documents, bench.new_operation, bench.store.clock)
    return RecordPayment(bench.desk, announcements, bench.journal, Withheld(bench.store))


def _owed(document: Document) -> Decimal:
    return document.content.balance if document.content else Decimal(0)


async def payment_of(bench: Bench, document: Document, amount: Decimal) -> Operation:
    account = next(iter(bench.local.state.books.bank_accounts))
    share = {"document": document.id, "invoice_id": document.alegra_id, "number": "", "applied": str(amount)}
    request = {
        "bank_account_id": account,
        "method": "transfer",
        "paid_on": bench.today().isoformat(),
        "note": "",
        "client_id": document.content.client.id if document.content else "",
        "currency": "COP",
        "shares": [{**share, "residual": str(_owed(document) - amount), "withholdings": []}],
    }
    return await bench.operation("payment", request, by=CARLA)


async def approved(bench: Bench, kind: str = "stamp") -> tuple[Document, Operation]:
    draft = a_draft() if kind == "stamp" else a_draft(PLAIN)
    document = await created(bench, draft)
    return document, await approved_again(bench, document, kind)


async def approved_again(bench: Bench, document: Document, kind: str = "stamp") -> Operation:
    request = {"content_hash": document.content_hash, "revision": document.revision}
    operation = await bench.operation(kind, request, by=BRUNO)
    vote = Vote(BRUNO, operation.accepted_at, document.revision, document.content_hash)
    await bench.set(document.id, {"phase": Phase.APPROVED, "votes": (vote,)})
    return operation
