"""What a person says an operation became in Alegra: read there, held against what was meant, and taken only if it is free."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from bot.actions.announcements import Announcements, notice_name
from bot.actions.directory import Directory
from bot.actions.invoice_kind import DRAFTS
from bot.actions.outcomes import sighting_of
from bot.actions.payments import PAYMENTS_ASKED
from bot.alegra.api import Alegra
from bot.alegra.errors import AlegraError, NotFound
from bot.billing import linking
from bot.billing.invoice import Invoice, Payment, Status
from bot.billing.linking import Money, Trait, What
from bot.billing.markers import marker_in
from bot.operations import outcomes
from bot.operations.operation import Operation
from bot.store.documents import Documents

PAGE = 30
MOST_PAGES = 3
"""Payments cannot be asked for by number (Alegra fact sheet 2): the client's newest ninety are looked through."""
ELSEWHERE, VOIDED, OTHER_CLIENT = "linked_elsewhere", "link_void", "link_other_client"
VOID = "void"


class NothingSoCalled(Exception):
    """No such number or id in Alegra, or a number that two have."""

    def __init__(self, typed: str) -> None:
        super().__init__(f"nothing in Alegra is called {typed}")
        self.typed = typed


@dataclass(frozen=True)
class Seen:
    key: str
    """Its id in Alegra."""
    name: str
    """Its number; of a draft, which has none, its id."""
    traits: tuple[Trait, ...]
    effect: Any
    """The invoice or payment itself."""
    objection: str = ""
    """Why it cannot be linked, by the name of the situation."""


class Links(Protocol):
    def meant(self, operation: Operation) -> tuple[Trait, ...]: ...

    async def seek(self, operation: Operation, typed: str) -> Seen:
        """By number or id. Raise NothingSoCalled and AlegraErrors."""
        ...

    async def read(self, operation: Operation, key: str) -> Seen:
        """Raise NotFound and other AlegraErrors."""
        ...


@dataclass(frozen=True)
class InvoiceLinks:
    alegra: Alegra
    documents: Documents
    client_name: Callable[[str], str]

    def meant(self, operation: Operation) -> tuple[Trait, ...]:
        draft = DRAFTS.validate_python(operation.request["draft"])
        return linking.of_draft(draft, client=self.client_name(draft.client_id))

    async def seek(self, operation: Operation, typed: str) -> Seen:
        numbered = await self.alegra.invoices.find_by_number(typed)
        if len(numbered) > 1:
            raise NothingSoCalled(typed)
        if numbered:
            return await self._seen(numbered[0], operation)
        return await _by_id(self, operation, typed)

    async def read(self, operation: Operation, key: str) -> Seen:
        return await self._seen(await self.alegra.invoices.get(key), operation)

    async def _seen(self, invoice: Invoice, operation: Operation) -> Seen:
        objection = await self._objection(invoice, operation)
        return Seen(invoice.id, invoice.number or invoice.id, linking.of_invoice(invoice), invoice, objection)

    async def _objection(self, invoice: Invoice, operation: Operation) -> str:
        """Who has only looked at it in Slack does not hold it."""
        known = await self.documents.by_alegra_id(invoice.id)
        is_held = known and known.id != operation.document and (known.requester or known.open_operation)
        if is_held or _is_marked_by_another(invoice.observations, operation):
            return ELSEWHERE
        if invoice.client.id != DRAFTS.validate_python(operation.request["draft"]).client_id:
            return OTHER_CLIENT
        return VOIDED if invoice.status is Status.VOID else ""


@dataclass(frozen=True)
class PaymentLinks:
    alegra: Alegra
    documents: Documents
    client_name: Callable[[str], str]
    announcements: Announcements

    def meant(self, operation: Operation) -> tuple[Trait, ...]:
        asked = PAYMENTS_ASKED.validate_python(operation.request)
        applied = {share.number or share.invoice_id: (share.invoice_id, share.applied) for share in asked.shares}
        return (
            Trait(What.CLIENT, asked.client_id, self.client_name(asked.client_id)),
            Trait(What.AMOUNT, asked.amount, Money(asked.amount, asked.currency)),
            Trait(What.DATE, asked.paid_on, asked.paid_on),
            Trait(What.INVOICES, tuple(sorted(applied.values())), ", ".join(applied)),
        )

    async def seek(self, operation: Operation, typed: str) -> Seen:
        client = PAYMENTS_ASKED.validate_python(operation.request).client_id
        for page_number in range(MOST_PAGES):
            page = await self.alegra.payments.newest(start=page_number * PAGE, limit=PAGE, client_id=client)
            for payment in page.rows:
                if payment.number.upper() == typed.upper():
                    return await self._seen(payment, operation)
            if page.is_last:
                break
        return await _by_id(self, operation, typed)

    async def read(self, operation: Operation, key: str) -> Seen:
        return await self._seen(await self.alegra.payments.get(key), operation)

    async def _seen(self, payment: Payment, operation: Operation) -> Seen:
        applied = tuple(sorted((paid.id, paid.amount) for paid in payment.invoices))
        traits = (
            Trait(What.CLIENT, payment.client_id, payment.client_name),
            Trait(What.AMOUNT, payment.amount, Money(payment.amount, payment.currency)),
            Trait(What.DATE, payment.paid_on, payment.paid_on),
            Trait(What.INVOICES, applied, ", ".join(paid.number or paid.id for paid in payment.invoices)),
        )
        objection = await self._objection(payment, operation)
        return Seen(payment.id, payment.number or payment.id, traits, payment, objection)

    async def _objection(self, payment: Payment, operation: Operation) -> str:
        """One that Cobro has recorded for somebody is told of with their name."""
        recorded = await self.announcements.recording(payment)
        notice = await self.documents.find(notice_name(payment.id))
        is_held = (recorded and recorded[0].id != operation.id) or (notice and notice.facts.get("by"))
        if is_held or _is_marked_by_another(payment.observations, operation):
            return ELSEWHERE
        if payment.client_id != PAYMENTS_ASKED.validate_python(operation.request).client_id:
            return OTHER_CLIENT
        return VOIDED if payment.status == VOID else ""


def links_by_kind(
    alegra: Alegra, documents: Documents, directory: Directory, announcements: Announcements
) -> Mapping[str, Links]:
    """By the kind of operation of which something can be linked; whatever acts on what exists is looked up by its id."""

    def client_name(key: str) -> str:
        return directory.client_name(key) or key

    return {
        "create": InvoiceLinks(alegra, documents, client_name),
        "payment": PaymentLinks(alegra, documents, client_name, announcements),
    }


async def adopted(
    operation: Operation,
    own: outcomes.Sighting,
    *,
    links: Links,
    own_key: Callable[[outcomes.Found], str],
    take_up: Callable[[Any], Awaitable[outcomes.Found]],
) -> outcomes.Sighting:
    """What the person named, unless `own`, the usual look-up, has found what Cobro itself sent."""
    if isinstance(own, outcomes.Found) and own_key(own) != operation.ruling.link:
        return outcomes.NeedsPerson({"situation": "own_is_there", "message": own_key(own)})
    if not isinstance(own, outcomes.NotThere):
        return own
    return await _linked(operation, links, take_up)


async def _linked(
    operation: Operation, links: Links, take_up: Callable[[Any], Awaitable[outcomes.Found]]
) -> outcomes.Sighting:
    try:
        seen = await links.read(operation, operation.ruling.link)
    except NotFound:
        return outcomes.NeedsPerson({"situation": "link_gone"})
    except AlegraError as error:
        return sighting_of(error)
    if seen.objection:
        return outcomes.NeedsPerson({"situation": seen.objection})
    if not agrees(links.meant(operation), seen) and not operation.ruling.reason:
        return outcomes.NeedsPerson({"situation": "link_differs"})
    return await take_up(seen.effect)


def agrees(meant: tuple[Trait, ...], seen: Seen) -> bool:
    return all(pair.agrees for pair in linking.paired(meant, seen.traits))


async def _by_id(links: Links, operation: Operation, typed: str) -> Seen:
    if not (typed.isascii() and typed.isdigit()):
        raise NothingSoCalled(typed)
    try:
        return await links.read(operation, typed)
    except NotFound as missing:
        raise NothingSoCalled(typed) from missing


def _is_marked_by_another(observations: str, operation: Operation) -> bool:
    return marker_in(observations) not in {"", operation.marker}
