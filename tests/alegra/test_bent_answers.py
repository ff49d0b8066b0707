"""Every endpoint that Cobro reads or writes, answered wrongly: only errors of ours come out, and no token in one or in a log.

`BENT=20000 make test TEST=tests/alegra/test_bent_answers.py` tries as many as the figures in docs/reliability.md.
"""

import base64
import datetime as dt
import json
import os
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response

from bot.alegra.api import Alegra
from bot.alegra.errors import AlegraError
from bot.billing.approval import approved_content, content_hash
from bot.billing.draft import DateMode
from bot.billing.invoice import Invoice
from bot.billing.new_entries import NewClient, NewItem
from bot.locale import Words
from tests.alegra.bending import bent
from tests.alegra.serving import EMAIL, TOKEN, Served, a_transport, answering, listening

COUNT, SEED = int(os.environ.get("BENT", "250")), 4711
TODAY = dt.date(2026, 11, 27)
INVOICE = "1"
CLIENT = NewClient("Zapatería El Cordón", "NIT", "901555777", "4")
ITEM = NewItem("Plantilla", Decimal(1000))
SECRETS = (TOKEN, base64.b64encode(f"{EMAIL}:{TOKEN}".encode()).decode())
Calls = Mapping[str, Callable[[Alegra], Awaitable[Any]]]

READS: Calls = {
    "/invoices/1": lambda alegra: alegra.invoices.get(INVOICE),
    "/invoices/1 papers": lambda alegra: alegra.invoices.get_with_papers(INVOICE),
    "/invoices": lambda alegra: alegra.invoices.list_page(),
    "/invoices overdue": lambda alegra: alegra.invoices.overdue(today=TODAY),
    "/invoices by ids": lambda alegra: alegra.invoices.by_ids([INVOICE, "2"]),
    "/invoices numbered": lambda alegra: alegra.invoices.find_by_number("FE1"),
    "/invoices marked": lambda alegra: alegra.invoices.find_by_marker(
        client_id="12",
        issued_on=TODAY,
        marker="0123456789AB",
        not_before=dt.datetime(2026, 11, 27),  # noqa: DTZ001 local, as Alegra's
    ),
    "/payments": lambda alegra: alegra.payments.newest(),
    "/payments/1": lambda alegra: alegra.payments.get("1"),
    "/payments marked": lambda alegra: alegra.payments.find_by_marker(client_id="12", marker="0123456789AB"),
    "/company": lambda alegra: alegra.company.get(),
    "/contacts": lambda alegra: alegra.clients.page(),
    "/contacts/12": lambda alegra: alegra.clients.get("12"),
    "/contacts alike": lambda alegra: alegra.new_entries.find_client(CLIENT),
    "/items": lambda alegra: alegra.items.page(),
    "/items alike": lambda alegra: alegra.new_entries.find_item(ITEM),
    "/taxes": lambda alegra: alegra.taxes.page(),
    "/terms": lambda alegra: alegra.terms.page(),
    "/number-templates": lambda alegra: alegra.numberings.page(),
    "/bank-accounts": lambda alegra: alegra.bank_accounts.page(),
    "/sellers": lambda alegra: alegra.sellers.page(),
    "/cost-centers": lambda alegra: alegra.cost_centers.page(),
    "/retentions": lambda alegra: alegra.withholdings.page(),
    "/webhooks/subscriptions": lambda alegra: alegra.webhooks.all(),
}
"""By the path that is asked, and what for."""
WRITES: Calls = {
    "/invoices/1 create": lambda alegra: alegra.invoices.create({"client": {"id": "12"}}),
    "/invoices/1 edit": lambda alegra: alegra.invoices.edit(INVOICE, {}),
    "/invoices/1 open": lambda alegra: alegra.invoices.open(INVOICE),
    "/invoices/1 void": lambda alegra: alegra.invoices.void(INVOICE, cause="x"),
    "/invoices/1 stamp": lambda alegra: alegra.invoices.stamp(INVOICE),
    "/invoices/1 email": lambda alegra: alegra.invoices.email(INVOICE, ["a@b.example"]),
    "/invoices/1 preview": lambda alegra: alegra.invoices.preview({}),
    "/invoices/1 delete": lambda alegra: alegra.invoices.delete(INVOICE),
    "/payments/1 create": lambda alegra: alegra.payments.create({}),
    "/payments/1 void": lambda alegra: alegra.payments.void("1"),
    "/contacts/12 create": lambda alegra: alegra.new_entries.create_client({}),
}
"""Each is answered with what its path would show, bent."""
CALLS: Calls = {**READS, **WRITES}


async def test_of_whatever_alegra_answers_only_our_own_errors_come_out(
    local: Served, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    genuine = await _genuine(local)
    assert not [path for path, answer in genuine.items() if answer in ([], {}, None)], "nothing there to be bent"
    chance, outcomes, now = random.Random(SEED), Counter[str](), _Now()  # noqa: S311  the same answers from the seed

    async def answer(request: Request) -> Response:
        echo = f"{request.headers['authorization']} {TOKEN}"
        status, body, headers = bent(genuine[now.path], chance, echo=echo)
        now.sent.append((status, body[:400]))
        return Response(body, status, {**headers, "content-type": "application/json"})

    async with listening(answering(answer)) as url:
        alegra = Alegra(a_transport(f"{url}/api/v1", pauses=()))
        for _ in range(COUNT):
            name = chance.choice(sorted(CALLS))
            now.path, now.sent = name.partition(" ")[0], []
            outcomes[await _asked(name, alegra, now)] += 1
        await alegra.aclose()
    assert {"answered", "Unreadable", "Refused", "Unauthorized"} <= set(outcomes), outcomes
    assert not [secret for secret in SECRETS if secret in caplog.text]


class _Now:
    path: str = ""
    sent: list[tuple[int, bytes]]


async def _asked(name: str, alegra: Alegra, now: _Now) -> str:
    try:
        answer = await CALLS[name](alegra)
    except AlegraError as error:
        said = f"{error} {error!r} {error.exchange}"
        assert not [secret for secret in SECRETS if secret in said], (name, now.sent)
        return type(error).__name__
    except Exception as strange:
        raise AssertionError(f"{name}: {strange!r} after {now.sent}") from strange
    for invoice in _invoices(answer):
        _is_usable(invoice)
    return "answered"


def _invoices(answer: Any) -> list[Invoice]:
    rows = getattr(answer, "rows", answer if isinstance(answer, tuple) else (answer,))
    return [row for row in rows if isinstance(row, Invoice)]


def _is_usable(invoice: Invoice) -> None:
    """What was read can be shown, hashed and told."""
    content = approved_content(invoice, date_mode=DateMode.FIXED, term_days=30)
    assert len(content_hash(content)) == 64
    assert Words("es_CO").money(invoice.total, invoice.currency or "COP")


async def _genuine(local: Served) -> dict[str, Any]:
    """What the local Alegra answers to each path."""
    found: dict[str, Any] = {}
    for path in sorted({name.partition(" ")[0] for name in CALLS}):
        answer = await local.alegra.transport.read(path)
        found[path] = json.loads(json.dumps(answer, default=float))
    return found
