"""The e-mails that Alegra sends, kept as they would arrive."""

from copy import deepcopy
from dataclasses import dataclass

from sandbox.alegra.books import Books, Moment, Record
from sandbox.alegra.emails import attachment_names, invoice_email
from sandbox.alegra.papers import render_pdf, render_xml


@dataclass(frozen=True)
class Message:
    """What the sender typed; None where Alegra writes its own."""

    subject: str | None = None
    text: str | None = None


def send_invoice(books: Books, invoice: Record, to: list[str], moment: Moment, message: Message = Message()) -> Record:
    """Keep the e-mail with the document as it is now, and note it among the invoice's events (fact sheet 5.7)."""
    written = invoice_email(invoice, books.company, subject=message.subject, message=message.text)
    number = invoice["numberTemplate"]["fullNumber"]
    email = {
        "id": str(len(books.emails) + 1),
        "at": moment.datetime,
        "from": books.company.get("email"),
        "to": to,
        **written,
        "document": {"kind": "invoice", "id": invoice["id"], "number": number},
        "attachments": [_attachment(name) for name in attachment_names(invoice)],
        "snapshot": deepcopy(invoice),
    }
    books.emails.append(email)
    invoice["events"].append({"type": "CLIENT_EMAILS", "date": moment.datetime, "emails": to})
    return email


def attachment(books: Books, email: Record, filename: str) -> tuple[str, bytes] | None:
    """Content type and bytes of an attachment, drawn from the document as it was when it was sent."""
    for each in email["attachments"]:
        if each["filename"] == filename:
            render = render_pdf if each["content_type"] == "application/pdf" else render_xml
            return each["content_type"], render(email["snapshot"], books.company)
    return None


def _attachment(filename: str) -> Record:
    return {"filename": filename, "content_type": "application/pdf" if filename.endswith(".pdf") else "application/xml"}
