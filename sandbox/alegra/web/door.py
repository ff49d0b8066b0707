"""What stands before and behind every endpoint: who asks, how often, the accidents, the record of it all."""

import asyncio
import base64
import binascii
import hmac
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import Response

from sandbox.alegra.accidents import DELAYING, REFUSING, SPOILING
from sandbox.alegra.account import Account, Late
from sandbox.alegra.books import Record
from sandbox.alegra.faults import Fault
from sandbox.alegra.hooks import deliver, events_of
from sandbox.alegra.rules.refusals import Refused
from sandbox.alegra.web.calls import Answer, Call, read_body
from sandbox.alegra.web.directory import Handler
from sandbox.alegra.web.json_text import json_text
from sandbox.alegra.web.rate import Allowance
from sandbox.alegra.web.webhooks import greeted
from sandbox.silence import NoAnswer

PREFIX = "/api/v1"
TOO_MANY = "Too Many requests"


@dataclass(frozen=True)
class Outcome:
    """What goes back: an answer, half of one, or none (`answer` is None)."""

    answer: Answer | None
    trouble: str = ""
    cut_short: bool = False
    reset: int | None = None
    """Seconds until the rate limit's window is said to end, when an accident says so."""


class MethodNotAllowed(Refused):
    def __init__(self) -> None:
        super().__init__("Method Not Allowed", status=405)


class NoSuchPath(Refused):
    def __init__(self) -> None:
        super().__init__("No se encontró el recurso solicitado", status=404)


async def pass_through(account: Account, request: Request, handlers: Mapping[str, Handler]) -> Response:
    """Answer one request under /api/v1; `handlers` by method, empty for a path that does not exist."""
    started = time.perf_counter()
    call, allowance, outcome = await _answered(account, request, handlers)
    _record(account, call, outcome, time.perf_counter() - started)
    if outcome.answer is None:
        return NoAnswer()
    text = json_text(outcome.answer.body)
    body = text[: len(text) // 2] if outcome.cut_short else text
    told = allowance if outcome.reset is None else replace(allowance, remaining=0, reset=outcome.reset)
    return Response(body, outcome.answer.status, told.headers, "application/json", _telling(account))


async def _answered(
    account: Account, request: Request, handlers: Mapping[str, Handler]
) -> tuple[Call, Allowance, Outcome]:
    email, token = _credentials(request.headers.get("authorization", ""))
    allowance = account.windows.count(email, account.switches.requests_per_minute)
    call = _call(request)
    try:
        call = replace(call, user=_user(account, email, token), raw=await read_body(request))
        _check_rate(account, call, allowance)
        outcome = await _carried_out(account, call, _handler(call, handlers))
    except Refused as refusal:
        outcome = Outcome(Answer(refusal.status, refusal.body), str(refusal))
    return call, allowance, outcome


async def _carried_out(account: Account, call: Call, handler: Handler) -> Outcome:
    """The accidents that come before the effect, the effect, those that come after."""
    account.catch_up()
    before = account.faults.strike(call.method, call.path, REFUSING)
    if before is not None:
        return _refused(account, call, handler, before)
    delay = account.faults.strike(call.method, call.path, DELAYING)
    if delay is not None and delay.kind == "slow":
        await asyncio.sleep(delay.seconds)
        account.catch_up()
    answer = _effect(account, await greeted(account, call), handler)
    if call.method == "GET" and call.path == "/payments" and isinstance(answer.body, list):
        await asyncio.sleep(account.switches.payment_row_seconds * len(answer.body))
    if delay is not None and delay.kind == "slow_answer":
        await asyncio.sleep(delay.seconds)
    outcome = _spoilt(answer, account.faults.strike(call.method, call.path, SPOILING))
    return replace(outcome, trouble=outcome.trouble or f"fault {delay.kind}") if delay is not None else outcome


def _telling(account: Account) -> BackgroundTask | None:
    """Subscribers hear of what happened after the answer has left; of what got no answer, with the next one."""
    events = list(account.happened)
    account.happened.clear()
    return BackgroundTask(deliver, account, events) if events and account.books.webhooks else None


def _effect(account: Account, call: Call, handler: Handler) -> Answer:
    try:
        with account.lock:
            answer = handler(account, call)
            on_payments = account.switches.payment_edits_invoice
            account.happened.extend(events_of(account.books, call, answer, on_payments=on_payments))
            return answer
    except Refused as refusal:
        return Answer(refusal.status, refusal.body)


def _refused(account: Account, call: Call, handler: Handler, fault: Fault) -> Outcome:
    told = f"fault {fault.kind}"
    if fault.kind == "late_commit":
        account.late.append(Late(account.clock.now() + fault.seconds, lambda: _land(account, call, handler)))
        return Outcome(None, told)
    answers = {
        "drop_before": None,
        "error_before": Answer(fault.status, {"message": "Internal Server Error", "code": fault.status}),
        "rate_limited": Answer(429, {"message": TOO_MANY}),
        "rate_limited_as_400": Answer(400, {"code": 429, "message": "Too many requests"}),
        "unauthorised": Answer(401, {"message": "Unauthorized"}),
        "suspended": Answer(
            402, {"code": 402, "message": "La cuenta se encuentra suspendida o el plan no permite esta operación"}
        ),
        "forbidden": Answer(403, {"code": 403, "message": "El usuario no tiene permisos para realizar esta acción"}),
    }
    limits = fault.kind in {"rate_limited", "rate_limited_as_400"} and fault.seconds > 0
    return Outcome(answers[fault.kind], told, reset=math.ceil(fault.seconds) if limits else None)


def _spoilt(answer: Answer, fault: Fault | None) -> Outcome:
    if fault is None:
        return Outcome(answer, _trouble(answer))
    told = f"fault {fault.kind}"
    if fault.kind == "lost_answer":
        return Outcome(None, told)
    if fault.kind == "error_after":
        return Outcome(Answer(fault.status, {"message": "Internal Server Error", "code": fault.status}), told)
    return Outcome(answer, told, cut_short=True)


def _trouble(answer: Answer) -> str:
    """Why the line is red; a stamp that was refused inside a 200 is trouble too."""
    if answer.status < 400:
        rows = answer.body if isinstance(answer.body, list) else []
        return " ".join(str(each["message"]) for each in rows if each.get("success") is False)
    return str(answer.body.get("message") or answer.body.get("error"))


def _land(account: Account, call: Call, handler: Handler) -> None:
    """The effect of a request whose sender is gone; whatever it answers, nobody hears."""
    answer = _effect(account, call, handler)
    _record(account, call, Outcome(answer, f"landed late, answered {answer.status} to nobody"), 0.0)


def _credentials(header: str) -> tuple[str, str]:
    """E-mail and token of Basic auth; empty texts for anything else."""
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        email, _, token = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return "", ""
    return email, token


def _user(account: Account, email: str, token: str) -> Record:
    for user in account.books.users.values():
        if hmac.compare_digest(f"{user['email']}:{user['token']}".encode(), f"{email}:{token}".encode()):
            return user
    refusal = Refused("Unauthorized", status=401)
    refusal.body = {"message": "Unauthorized"}
    raise refusal


def _check_rate(account: Account, call: Call, allowance: Allowance) -> None:
    """429, or 400 with code 429 where Alegra hides it (fact sheet 1.2)."""
    hidden = account.switches.contacts_per_minute
    throttled = hidden and call.path.startswith("/contacts") and account.windows.count("/contacts", hidden).exceeded
    if throttled or (allowance.exceeded and account.switches.over_limit_as_400):
        raise Refused("Too many requests", code=429)
    if allowance.exceeded:
        raise Refused(TOO_MANY, status=429)


def _handler(call: Call, handlers: Mapping[str, Handler]) -> Handler:
    if not handlers:
        raise NoSuchPath
    if call.method not in handlers:
        raise MethodNotAllowed
    return handlers[call.method]


def _call(request: Request) -> Call:
    path = request.url.path.removeprefix(PREFIX).rstrip("/") or "/"
    origin = str(request.base_url).rstrip("/")
    return Call(request.method, path, dict(request.path_params), dict(request.query_params), b"", origin)


def _record(account: Account, call: Call, outcome: Outcome, seconds: float) -> None:
    account.traffic.record(
        at=account.clock.now(),
        service="alegra",
        direction="in",
        what=f"{call.method} {call.path}",
        request={"query": dict(call.query), "body": call.raw.decode(errors="replace")},
        answer=json_text(outcome.answer.body) if outcome.answer else None,
        status=outcome.answer.status if outcome.answer else 0,
        milliseconds=seconds * 1000,
        trouble=outcome.trouble,
    )
