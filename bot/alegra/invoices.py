"""Invoices: what can be asked and done (Alegra fact sheet 5)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.alegra.answers import authority_codes, refusal
from bot.alegra.errors import Exchange, NotFound, OutcomeUnknown, Refused, Unreadable
from bot.alegra.invoice_body import with_numbers
from bot.alegra.invoice_reading import invoice_of, read_invoice
from bot.alegra.invoice_shape import InvoiceShape
from bot.alegra.marked import find_marked, has_passed, oldest_of_interest
from bot.alegra.overdue import read_overdue
from bot.alegra.resources import PAGE_ROWS, Page, member, read_page, strict
from bot.alegra.shapes import Shape, Text, shaped
from bot.alegra.transport import STAMP_SECONDS, Transport
from bot.billing.invoice import Invoice, Status
from bot.billing.markers import marker_in

INVOICES = "/invoices"
MOST_PAGES = 10


@dataclass(frozen=True)
class InvoiceWithPapers:
    """The links are signed and expire: fetch the bytes, never keep or post them. Empty while there is no paper."""

    invoice: Invoice
    pdf_url: str
    xml_url: str


@dataclass(frozen=True)
class StampAnswer:
    """What Alegra said to a stamp request. Never believed: the invoice is read (design 4.5)."""

    is_success: bool | None
    message: str
    authority_codes: tuple[str, ...] = ()

    @property
    def refusal(self) -> Refused | OutcomeUnknown | None:
        """Why, for when the invoice that was read afterwards is not stamped; None when Alegra named no failure."""
        if self.is_success is not False:
            return None
        return refusal(Exchange("POST", f"{INVOICES}/stamp"), status=200, message=self.message)


class _Preview(Shape):
    pdf_url: Text = ""
    url: Text = ""


class Invoices:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def get(self, key: str) -> Invoice:
        """With the events, which tell to whom Alegra has e-mailed it. Raise `NotFound`."""
        return read_invoice(await self._transport.read(member(INVOICES, key), {"fields": "events"}))

    async def get_with_papers(self, key: str) -> InvoiceWithPapers:
        """Without papers where a document that has none yet answers 404 to them (seen on drafts). Raise `NotFound`."""
        try:
            answer = await self._transport.read(member(INVOICES, key), {"fields": "events,pdf,xml"})
        except NotFound:
            return InvoiceWithPapers(await self.get(key), "", "")
        shape = shaped(InvoiceShape, answer)
        return InvoiceWithPapers(invoice_of(shape), shape.pdf, shape.xml)

    async def list_page(
        self,
        *,
        start: int = 0,
        status: Status | None = None,
        client_id: str = "",
        from_date: dt.date | None = None,
        until_date: dt.date | None = None,
        order: str = "id",
        newest_first: bool = True,
    ) -> Page[Invoice]:
        """Filtered by Alegra and, since it ignores some filters, once more here: a page may hold fewer rows."""
        filters = {
            "status": status.value if status else None,
            "client_id": client_id,
            "date_afterOrNow": from_date.isoformat() if from_date else None,
            "date_beforeOrNow": until_date.isoformat() if until_date else None,
        }
        page = await read_page(
            self._transport,
            INVOICES,
            read_invoice,
            start=start,
            filters=filters,
            order=order,
            newest_first=newest_first,
        )
        kept = (
            invoice
            for invoice in page.rows
            if (status is None or invoice.status is status)
            and (not client_id or invoice.client.id == client_id)
            and (from_date is None or invoice.issue_date >= from_date)
            and (until_date is None or invoice.issue_date <= until_date)
        )
        return Page(tuple(kept), page.is_last, page.unreadable)

    async def by_ids(self, keys: Sequence[str]) -> tuple[Invoice, ...]:
        """One request; at most 30, whatever order. Fewer where some are gone, none where Alegra ignores the filter."""
        filters = {"id": ",".join(keys)}
        page = await read_page(self._transport, INVOICES, read_invoice, filters=filters)
        return tuple(invoice for invoice in page.rows if invoice.id in keys)

    async def find_by_number(self, number: str) -> tuple[Invoice, ...]:
        """Those whose full number is exactly this; Alegra's filter matches any ending (Alegra fact sheet 2).

        Where it filters nothing at all, only the newest `MOST_PAGES` pages are looked through.
        """
        wanted, start = number.strip().upper(), 0
        while wanted and start < MOST_PAGES * PAGE_ROWS:
            filters = {"numberTemplate_fullNumber": wanted}
            page = strict(
                await read_page(self._transport, INVOICES, read_invoice, start=start, filters=filters), INVOICES
            )
            found = tuple(invoice for invoice in page.rows if invoice.number.upper() == wanted)
            if found or page.is_last:
                return found
            start += PAGE_ROWS
        return ()

    async def find_by_marker(
        self, *, client_id: str, issued_on: dt.date, marker: str, not_before: dt.datetime
    ) -> tuple[Invoice, ...]:
        """The invoices whose internal note ends in the marker, newest first; empty is a sure no as of now.

        `not_before` is when the request left, in the company's local time without offset, as Alegra writes `datetime`.
        Raise `OutcomeUnknown` when the list cannot be trusted to be complete.
        """
        filters = {"client_id": client_id, "date": issued_on.isoformat()}

        async def page(start: int) -> Page[Invoice]:
            return await read_page(self._transport, INVOICES, read_invoice, start=start, filters=filters)

        oldest = oldest_of_interest(not_before)

        def is_it(invoice: Invoice) -> bool:
            is_theirs = invoice.client.id == client_id and marker_in(invoice.observations) == marker
            return is_theirs and (not invoice.created_at or invoice.created_at >= oldest)

        return await find_marked(
            page, is_it, is_enough=lambda rows: has_passed([row.created_at for row in rows], oldest)
        )

    async def overdue(self, *, today: dt.date) -> tuple[Invoice, ...]:
        """Open invoices with a balance whose due date has passed, longest overdue first; `today` is the company's.

        Alegra has no such status and ignores due date filters (Alegra fact sheet 1.5, 2). Raise `OutcomeUnknown`.
        """

        async def page(start: int, order: str) -> Page[Invoice]:
            return await self.list_page(start=start, status=Status.OPEN, order=order, newest_first=False)

        return await read_overdue(page, today=today)

    async def create(self, body: dict[str, Any]) -> Invoice:
        """Raise `Refused`, whose `created_id` names a draft that exists all the same."""
        return read_invoice(await self._transport.write("POST", INVOICES, with_numbers(body)))

    async def edit(self, key: str, body: dict[str, Any]) -> Invoice:
        return read_invoice(await self._transport.write("PUT", member(INVOICES, key), with_numbers(body)))

    async def open(self, key: str) -> None:
        """A draft becomes open by PUT; the path `/open` only reverts a void (Alegra fact sheet 5.4)."""
        await self._transport.write("PUT", member(INVOICES, key), {"status": Status.OPEN.value})

    async def void(self, key: str, *, cause: str) -> None:
        await self._transport.write("POST", member(INVOICES, key, "void"), {"cause": cause})

    async def reopen(self, key: str) -> None:
        """Revert a void."""
        await self._transport.write("POST", member(INVOICES, key, "open"), {})

    async def delete(self, key: str) -> None:
        """Of a draft that was never stamped."""
        await self._transport.write("DELETE", member(INVOICES, key))

    async def stamp(self, key: str) -> StampAnswer:
        """Submit one invoice to the authority. The answer is not the outcome: read the invoice afterwards."""
        member(INVOICES, key)
        answer = await self._transport.write("POST", f"{INVOICES}/stamp", {"ids": [key]}, seconds=STAMP_SECONDS)
        return _stamp_answer(answer, key)

    async def email(
        self,
        key: str,
        addresses: Sequence[str],
        *,
        copy_to_user: bool = False,
        is_copy: bool = False,
        subject: str = "",
        message: str = "",
    ) -> None:
        """`is_copy` sends the copy instead of the original. Subject and message go together or not at all."""
        body: dict[str, Any] = {
            "emails": list(addresses),
            "sendCopyToUser": copy_to_user,
            "invoiceType": "copy" if is_copy else "original",
        }
        if subject or message:
            body["emailMessage"] = {"subject": subject, "message": message}
        await self._transport.write("POST", member(INVOICES, key, "email"), body)

    async def preview(self, body: dict[str, Any]) -> str:
        """The link to a PDF of what would be created; nothing is stored."""
        shape = shaped(_Preview, await self._transport.write("POST", f"{INVOICES}/preview", with_numbers(body)))
        if not (shape.pdf_url or shape.url):
            raise Unreadable(Exchange("POST", f"{INVOICES}/preview"), "the preview has no link")
        return shape.pdf_url or shape.url

    async def download(self, url: str) -> bytes:
        """The bytes of a PDF or XML. Raise `LinkRefused`."""
        return await self._transport.download(url)


def _stamp_answer(answer: Any, key: str) -> StampAnswer:
    """Its shape is not confirmed (Alegra fact sheet 5.5): a list with `success` and `message`, or an object with `error`."""
    rows = answer if isinstance(answer, list) else [answer]
    said = [row for row in rows if isinstance(row, dict)]
    mine = next((row for row in said if str(row.get("id")) == key), said[0] if said else {})
    error = mine.get("error")
    texts = (mine.get("message"), error, error.get("message") if isinstance(error, dict) else None)
    message = next((text.encode("utf-8", "replace").decode() for text in texts if isinstance(text, str)), "")
    success = mine.get("success") if isinstance(mine.get("success"), bool) else None
    return StampAnswer(False if error and success is None else success, message, authority_codes(message))
