"""What is known of a client when an invoice is handed in, kept with it for whoever approves it: asks Alegra for nothing."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from bot.actions.directory import Directory
from bot.actions.risk_reading import BACKGROUND, EARLIER, KNOWN, KnownThen
from bot.adapters import TypeAdapter
from bot.billing.client_history import PastInvoice
from bot.billing.client_standing import Standing
from bot.billing.company_choices import CompanyChoices
from bot.billing.composing import Composition
from bot.billing.draft import DraftLine
from bot.billing.invoice import Status
from bot.billing.numbering import numbering_warning
from bot.billing.risks import Background, Earlier, LineKey, RiskLimits, line_key, lines_of
from bot.store.records import Document, Phase

OWN_PHASES = (Phase.CREATING, Phase.PENDING, Phase.APPROVED, Phase.RETURNED, Phase.ISSUED)
MOST_OWN = 60
STANDINGS: TypeAdapter[Standing] = TypeAdapter(Standing)


def facts_of(form: Composition, directory: Directory, choices: CompanyChoices, *, today: dt.date) -> dict[str, Any]:
    """Its history is of when the client was chosen; None: Alegra did not answer then."""
    client, numbering = directory.client(form.client_id), directory.numbering(form.numbering_id)
    history = form.history
    background = Background(
        earlier=tuple(_earlier(past) for past in history.invoices) if history else (),
        standing=history.standing if history else None,
        owed=history.owed if history else Decimal(0),
        credit_limit=client.credit_limit if client else None,
    )
    warning = numbering_warning(numbering, today=today) if numbering else None
    prefix = (numbering.prefix or numbering.name) if numbering else ""
    known = KnownThen(background, limits_of(choices), prefix, warning)
    standing = {"standing": STANDINGS.dump_python(history.standing, mode="json")} if history else {}
    return {BACKGROUND: KNOWN.dump_python(known, mode="json"), **standing}


def limits_of(choices: CompanyChoices) -> RiskLimits:
    return RiskLimits(
        duplicate_days=choices.risk_duplicate_days,
        duplicate_percent=Decimal(choices.risk_duplicate_percent),
        unusual_times=Decimal(choices.risk_unusual_times),
        discount_percent=Decimal(choices.risk_discount_percent),
        overdue_days=choices.risk_overdue_days,
    )


def own_before(document: Document, others: Iterable[Document], *, today: dt.date, currency: str) -> list[Any]:
    """As the fact that is kept: what Cobro itself has of the same client, drafts that are only on their way too."""
    client_id = document.draft.client_id if document.draft else ""
    found = [_own(other, today=today, currency=currency) for other in others if other.id != document.id]
    of_client = tuple(earlier for client, earlier in filter(None, found) if client == client_id)
    dumped: list[Any] = EARLIER.dump_python(of_client, mode="json")
    return dumped


def drafts_of(document: Document) -> list[str]:
    """Alegra's ids of those that it knew of the client when this one was handed in."""
    known = KNOWN.validate_python(document.facts.get(BACKGROUND) or {})
    return [each.id for each in known.background.earlier if each.id and not each.is_issued]


def _own(other: Document, *, today: dt.date, currency: str) -> tuple[str, Earlier] | None:
    if invoice := other.content:
        is_issued = invoice.status in {Status.OPEN, Status.CLOSED}
        name = invoice.number or other.id
        of_invoice = Earlier(
            invoice.id, name, invoice.issue_date, invoice.total, invoice.currency, lines_of(invoice), is_issued
        )
        return invoice.client.id, of_invoice
    if other.draft is None:
        return None
    lines = _keys(other.draft.lines)
    on_its_way = Earlier("", other.id, today, None, other.draft.currency or currency, lines, is_issued=False)
    return other.draft.client_id, on_its_way


def _earlier(past: PastInvoice) -> Earlier:
    return Earlier(
        past.id, past.number, past.issue_date, past.total, past.currency, _keys(past.lines), bool(past.number)
    )


def _keys(lines: Iterable[DraftLine]) -> tuple[LineKey, ...]:
    return tuple(line_key(line.item_id, line.quantity, line.price) for line in lines)
