"""Looking inside from a page or a test, and turning switches and accidents by HTTP. Nothing of this is Alegra's."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.alegra import mail
from sandbox.alegra.account import Account
from sandbox.alegra.books import Record
from sandbox.alegra.faults import UnusableFault
from sandbox.alegra.papers import file_name, render_pdf, render_xml
from sandbox.alegra.rules.refusals import Refused
from sandbox.alegra.switches import UnknownSwitch, WrongSwitchValue
from sandbox.alegra.web.calls import read_body
from sandbox.alegra.web.json_text import json_text
from sandbox.received import NotJson, read_json
from sandbox.traffic import Line

LINES_SHOWN = 200
PAPERS = {"pdf": ("application/pdf", render_pdf), "xml": ("application/xml", render_xml)}

View = Callable[[Account, Request], Awaitable[Response]]


async def state(account: Account, _: Request) -> Response:
    """Everything that a page shows: documents newest first, e-mails, the last requests, switches, accidents."""
    account.catch_up()
    books = account.books
    lines = [line for line in account.traffic.lines if line.service == "alegra"]
    return _json(
        {
            "today": account.moment().date,
            "company": books.company,
            "invoices": list(reversed(books.invoices.values())),
            "payments": list(reversed(books.payments.values())),
            "emails": [_email(each) for each in reversed(books.emails)],
            "requests": {"count": len(lines), "lines": [_headline(line) for line in lines[-LINES_SHOWN:]]},
            "switches": asdict(account.switches),
            "faults": account.faults.shown(),
        }
    )


async def directory(account: Account, _: Request) -> Response:
    """Clients, items and the short lists."""
    names = ("contacts", "items", "taxes", "retentions", "number_templates", "bank_accounts", "terms", "sellers")
    return _json({name: list(getattr(account.books, name).values()) for name in names})


async def exchange(account: Account, request: Request) -> Response:
    """GET /inspect/requests/{number}: one request and its answer, whole."""
    number = request.path_params["number"]
    line = next((line for line in account.traffic.lines if line.number == number and line.service == "alegra"), None)
    return _json(asdict(line)) if line else _json({"error": "there is no such request any more"}, 404)


async def paper(account: Account, request: Request) -> Response:
    """GET /inspect/invoices/{id}.{pdf|xml}."""
    key, _, extension = request.path_params["name"].rpartition(".")
    invoice = account.books.invoices.get(key)
    if invoice is None or extension not in PAPERS:
        return _json({"error": "there is no such document"}, 404)
    content_type, render = PAPERS[extension]
    named = {"content-disposition": f'inline; filename="{file_name(invoice, extension)}"'}
    return Response(render(invoice, account.books.company), headers=named, media_type=content_type)


async def attachment(account: Account, request: Request) -> Response:
    """GET /inspect/emails/{id}/{filename}."""
    email = next((each for each in account.books.emails if each["id"] == request.path_params["id"]), None)
    found = mail.attachment(account.books, email, request.path_params["filename"]) if email else None
    return Response(found[1], media_type=found[0]) if found else _json({"error": "there is no such attachment"}, 404)


async def switches(account: Account, request: Request) -> Response:
    """GET, or POST {"name": value} to change some."""
    if request.method == "POST":
        try:
            account.switches.change(await _object(request))
        except (UnknownSwitch, WrongSwitchValue, Refused) as wrong:
            return _json({"error": str(wrong)}, 400)
    return _json(asdict(account.switches))


async def faults(account: Account, request: Request) -> Response:
    """GET lists, POST {"kind": "lost_answer", "method": "POST", "path": "/invoices"} adds, DELETE ?id= clears."""
    if request.method == "DELETE":
        account.faults.clear(request.query_params.get("id"))
    if request.method == "POST":
        try:
            wanted = await _object(request)
            fault = account.faults.add(wanted.pop("kind", None), **wanted)
        except (UnusableFault, Refused) as wrong:
            return _json({"error": str(wrong)}, 400)
        return _json(asdict(fault), 201)
    return _json(account.faults.shown())


VIEWS: tuple[tuple[str, View, tuple[str, ...]], ...] = (
    ("/inspect/state", state, ("GET",)),
    ("/inspect/directory", directory, ("GET",)),
    ("/inspect/requests/{number:int}", exchange, ("GET",)),
    ("/inspect/invoices/{name}", paper, ("GET",)),
    ("/inspect/emails/{id}/{filename}", attachment, ("GET",)),
    ("/switches", switches, ("GET", "POST")),
    ("/faults", faults, ("GET", "POST", "DELETE")),
)


def inspection_routes(account: Account) -> list[Route]:
    return [Route(path, _bound(account, view), methods=list(methods)) for path, view, methods in VIEWS]


def _bound(account: Account, view: View) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return await view(account, request)

    return endpoint


def _headline(line: Line) -> dict[str, Any]:
    """Without the answer, which may be a list of thirty records: `exchange` gives it."""
    return {name: value for name, value in asdict(line).items() if name != "answer"}


def _email(email: Record) -> Record:
    links = [each | {"href": f"/inspect/emails/{email['id']}/{each['filename']}"} for each in email["attachments"]]
    return {key: value for key, value in email.items() if key != "snapshot"} | {"attachments": links}


async def _object(request: Request) -> dict[str, Any]:
    """The JSON object sent, with plain numbers: these are settings, not money."""
    try:
        found = read_json(await read_body(request))
    except NotJson:
        raise Refused("not JSON") from None
    if not isinstance(found, dict) or not all(isinstance(key, str) for key in found):
        raise Refused("a JSON object is wanted")
    return found


def _json(value: Any, status: int = 200) -> Response:
    return Response(json_text(value), status, media_type="application/json")
