"""From what a person typed to the invoice as Alegra has it now."""

from decimal import Decimal
from typing import Any

import pytest

from bot.actions.finding import Finding, NoSuchInvoice
from tests.actions.bench import Bench


async def test_a_number_and_a_name_are_each_read_with_one_request(bench: Bench) -> None:
    finding, kept = _finding(bench), _open_one(bench)

    document, invoice = await finding.read(kept["numberTemplate"]["fullNumber"].lower())
    again, renewed = await finding.read(document.id)

    assert _asked(bench) == ["GET /invoices", f"GET /invoices/{kept['id']}"]
    assert again.id == document.id
    assert invoice is not None
    assert invoice.balance == Decimal(str(kept["balance"]))
    assert renewed == invoice == document.content


async def test_what_no_invoice_is_called_is_none(bench: Bench) -> None:
    with pytest.raises(NoSuchInvoice):
        await _finding(bench).read("FE999999")


def _finding(bench: Bench) -> Finding:
    return Finding(bench.local.alegra, bench.documents, "main", lambda: 7)


def _open_one(bench: Bench) -> dict[str, Any]:
    invoices: dict[str, dict[str, Any]] = bench.local.state.books.invoices
    return next(each for each in invoices.values() if each["status"] == "open")


def _asked(bench: Bench) -> list[str]:
    return [line.what for line in bench.local.state.account.traffic.lines]
