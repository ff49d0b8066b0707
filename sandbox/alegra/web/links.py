"""Links to a document's PDF and XML: signed, public while they last, then refused (fact sheet 1.6)."""

import hmac
import time
from hashlib import sha256
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from sandbox.alegra.account import Account
from sandbox.alegra.books import Record
from sandbox.alegra.papers import render_pdf, render_xml

FORMATS = {"pdf": ("application/pdf", render_pdf), "xml": ("application/xml", render_xml)}
KEY_PAIR = "KLOCALALEGRA01"


def link(account: Account, origin: str, kind: str, key: str, extension: str) -> str:
    """An address under /files that works for `link_seconds` of the sandbox's clock."""
    path = f"/files/{kind}/{key}.{extension}"
    expires = int(account.clock.now()) + account.switches.link_seconds
    signed = urlencode(
        {"Expires": expires, "Signature": _signature(account, path, str(expires)), "Key-Pair-Id": KEY_PAIR}
    )
    return f"{account.base_url() or origin}{path}?{signed}"


async def file(account: Account, request: Request) -> Response:
    """GET /files/{kind}/{name}: the bytes, or 403 in the words of the real content network."""
    started = time.perf_counter()
    answer = _file(account, request)
    account.traffic.record(
        at=account.clock.now(),
        service="alegra",
        direction="in",
        what=f"GET {request.url.path}",
        request={"query": {}, "body": ""},
        answer=f"{answer.media_type}, {len(answer.body)} bytes",
        status=answer.status_code,
        milliseconds=(time.perf_counter() - started) * 1000,
        trouble="" if answer.status_code == 200 else bytes(answer.body).decode(),
    )
    return answer


def _file(account: Account, request: Request) -> Response:
    expires, signature = request.query_params.get("Expires", ""), request.query_params.get("Signature", "")
    if not hmac.compare_digest(signature.encode(), _signature(account, request.url.path, expires).encode()):
        return _denied("AccessDenied", "Access denied")
    if not expires.isdigit() or int(expires) < account.clock.now():
        return _denied("AccessDenied", "Request has expired")
    key, _, extension = request.path_params["name"].rpartition(".")
    document = _document(account, request.path_params["kind"], key)
    if document is None or extension not in FORMATS:
        return _denied("NoSuchKey", "The specified key does not exist.", status=404)
    content_type, render = FORMATS[extension]
    return Response(render(document, account.books.company), media_type=content_type)


def _document(account: Account, kind: str, key: str) -> Record | None:
    return dict(account.previews).get(key) if kind == "previews" else account.books.invoices.get(key)


def _signature(account: Account, path: str, expires: str) -> str:
    return hmac.new(account.key, f"{path}?{expires}".encode(), sha256).hexdigest()


def _denied(code: str, message: str, *, status: int = 403) -> Response:
    said = f'<?xml version="1.0" encoding="UTF-8"?><Error><Code>{code}</Code><Message>{message}</Message></Error>'
    return Response(said, status, media_type="application/xml")
