"""Telling subscribers what has happened: an unsigned POST that needs a 2XX within five seconds (fact sheet 10)."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

from sandbox.alegra.account import Account
from sandbox.alegra.books import Books, Record
from sandbox.alegra.rules.webhooks import count_delivery
from sandbox.alegra.web.calls import Answer, Call
from sandbox.alegra.web.json_text import json_text
from sandbox.certificates import trusted

DELIVERY_SECONDS = 5.0
THINGS = {"invoices": "invoice", "contacts": "client", "items": "item"}
LOOPBACK = frozenset({"127.0.0.1", "localhost"})
"""assumed: this Alegra reaches nobody but this machine."""


@dataclass(frozen=True)
class Event:
    subject: str
    """Such as edit-invoice."""
    message: Record


def events_of(books: Books, call: Call, answer: Answer, *, on_payments: bool) -> list[Event]:
    """What subscribers hear of a request that was carried out; `on_payments`: a payment edits its invoices (unverified)."""
    if call.method == "GET" or answer.status >= 300:
        return []
    resource = call.path.split("/")[1]
    if resource == "payments":
        return _of_payment(books, answer) if on_payments else []
    if resource not in THINGS or call.path == "/invoices/preview" or call.path.endswith("/email"):
        return []
    change = {
        "POST": "edit" if call.params or call.path == "/invoices/stamp" else "new",
        "PUT": "edit",
        "DELETE": "delete",
    }
    subject = f"{change[call.method]}-{THINGS[resource]}"
    return [Event(subject, {THINGS[resource]: record}) for record in _records(books, resource, call, answer)]


async def deliver(account: Account, events: Iterable[Event]) -> None:
    for event in events:
        wanted = [each for each in account.books.webhooks.values() if each["event"] == event.subject]
        for subscription in wanted:
            body = json_text({"subject": event.subject, "message": event.message})
            arrived = await post(account, subscription["url"], body)
            with account.lock:
                count_delivery(account.books, subscription["id"], arrived=arrived)


async def post(account: Account, url: str, body: str) -> bool:
    """Whether it was answered with 2XX in time; an empty body is the handshake."""
    began, status, trouble = asyncio.get_running_loop().time(), 0, ""
    try:
        if (urlsplit(f"//{url}").hostname or "") not in LOOPBACK:
            raise httpx.UnsupportedProtocol("only this machine is reached from here")
        async with asyncio.timeout(DELIVERY_SECONDS), httpx.AsyncClient(trust_env=False, verify=trusted()) as http:
            answer = await http.post(f"http://{url}", content=body, headers={"Content-Type": "application/json"})
        status, trouble = answer.status_code, "" if answer.is_success else f"the hook answered {answer.status_code}"
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, TimeoutError) as wrong:
        trouble = f"the hook did not answer: {type(wrong).__name__}"
    account.traffic.record(
        at=account.clock.now(),
        service="alegra",
        direction="out",
        what=f"webhook {_without_secret(url)}",
        request=body,
        answer="",
        status=status,
        milliseconds=(asyncio.get_running_loop().time() - began) * 1000,
        trouble=trouble,
    )
    return not trouble


def _of_payment(books: Books, answer: Answer) -> list[Event]:
    invoices = answer.body.get("invoices") or [] if isinstance(answer.body, dict) else []
    known = (books.invoices.get(str(each.get("id"))) for each in invoices)
    return [Event("edit-invoice", {"invoice": invoice}) for invoice in known if invoice]


def _records(books: Books, resource: str, call: Call, answer: Answer) -> list[Record]:
    """One record, or those that were stamped together; of a deleted one only the id is left."""
    table: dict[str, Record] = getattr(books, resource)
    if call.path == "/invoices/stamp":
        ids: list[Any] = call.body.get("ids") or []
        return [table[str(key)] for key in ids if str(key) in table]
    key = call.params.get("id") or (str(answer.body.get("id", "")) if isinstance(answer.body, dict) else "")
    return [table.get(key, {"id": key})]


def _without_secret(url: str) -> str:
    return url.split("/hook", 1)[0]
