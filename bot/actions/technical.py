"""The exact request of a document's last operation, for admins."""

from collections.abc import Sequence

from bot.locale import Words
from bot.operations.operation import Operation
from bot.slack.drawing import Message
from bot.slack.messages import private_notes
from bot.slack.messages.technical_request import TechnicalRequest, draw
from bot.store.records import Document

PATHS = {
    "create": ("POST", "/invoices"),
    "edit": ("PUT", "/invoices/{id}"),
    "stamp": ("POST", "/invoices/stamp"),
    "open": ("PUT", "/invoices/{id}"),
    "void": ("POST", "/invoices/{id}/void"),
    "delete": ("DELETE", "/invoices/{id}"),
    "email": ("POST", "/invoices/{id}/email"),
    "payment": ("POST", "/payments"),
}


def technical_request(document: Document, operations: Sequence[Operation], words: Words) -> Message:
    last = next((each for each in reversed(operations) if each.kind in PATHS), None)
    if last is None:
        return private_notes.said(words.t("Todavía no se ha enviado nada a Alegra."))
    method, path = PATHS[last.kind]
    path = path.format(id=document.alegra_id)
    return draw(TechnicalRequest(document.id, method, path, {"marker": last.marker, **last.request}), words)
