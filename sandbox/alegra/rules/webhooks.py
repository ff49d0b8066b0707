"""Subscriptions to what happens in the account (fact sheet 10)."""

import re
from typing import Any

from sandbox.alegra.books import Books, Record
from sandbox.alegra.rules.refusals import FieldRequired, Malformed, NotFound, Refused

EVENTS = tuple(
    f"{change}-{thing}" for thing in ("invoice", "bill", "client", "item") for change in ("new", "edit", "delete")
)
MOST_FAILURES = 10
"""In a row; then the subscription is gone."""


class UrlWithScheme(Refused):
    def __init__(self) -> None:
        super().__init__('La URL ingresada no debe incluir el "http://" o "https://"')


class AlreadySubscribed(Refused):
    def __init__(self) -> None:
        super().__init__("Ya existe una suscripción con el mismo evento y URL")


class UrlSilent(Refused):
    """assumed: the sentence; that an empty POST must be answered with 2XX in 5 s is documented."""

    def __init__(self) -> None:
        super().__init__("La URL ingresada no respondió correctamente")


def check(books: Books, body: Record, *, besides: str = "") -> tuple[str, str]:
    """Event and URL, as they may be kept; `besides` is the subscription that is being edited."""
    event, url = _text(body, "event"), _text(body, "url")
    if event not in EVENTS:
        raise Malformed("event", f"debe ser uno de {', '.join(EVENTS)}")
    if re.match(r"https?://", url, re.IGNORECASE):
        raise UrlWithScheme
    for other in books.webhooks.values():
        if other["id"] != besides and (other["event"], other["url"]) == (event, url):
            raise AlreadySubscribed
    return event, url


def subscribe(books: Books, event: str, url: str) -> Record:
    subscription = {"id": books.new_id("webhooks"), "event": event, "url": url}
    books.webhooks[subscription["id"]] = subscription
    return subscription


def subscription(books: Books, key: str) -> Record:
    try:
        return books.webhooks[key]
    except KeyError:
        raise NotFound("la suscripción") from None


def count_delivery(books: Books, key: str, *, arrived: bool) -> None:
    """The tenth failure in a row deletes the subscription."""
    failures = 0 if arrived else books.webhook_failures.get(key, 0) + 1
    books.webhook_failures[key] = failures
    if failures >= MOST_FAILURES:
        books.webhooks.pop(key, None)


def _text(body: Record, name: str) -> str:
    value: Any = body.get(name)
    if value in (None, ""):
        raise FieldRequired(name)
    if not isinstance(value, str) or len(value) > 2000:
        raise Malformed(name, "debe ser un texto")
    return value
