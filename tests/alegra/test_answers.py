import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alegra.answers import meaning, seconds_to_wait
from bot.alegra.errors import (
    AlegraError,
    AlreadyAtAuthority,
    AuthorityDown,
    Exchange,
    Forbidden,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    Refused,
    Suspended,
    Unauthorized,
    Unreadable,
)

POST = Exchange("POST", "/invoices")


def failure(status: int, body: Any, exchange: Exchange = POST) -> AlegraError:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    with pytest.raises(AlegraError) as failed:
        meaning(exchange, status, {}, raw)
    return failed.value


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (401, {"message": "Unauthorized"}, Unauthorized),
        (402, {"message": "Cuenta suspendida"}, Suspended),
        (403, {"code": 403, "message": "No tienes permiso"}, Forbidden),
        (404, {"error": "No se encontró en la aplicación la categoría que se está buscando", "code": 404}, NotFound),
        (405, {"message": "Method Not Allowed"}, Refused),
        (408, b"", OutcomeUnknown),
        (429, b"Too Many request(s)", RateLimited),
        (400, {"code": 429, "message": "Too many requests"}, RateLimited),
        (400, {"error": {"code": "429", "message": "Too many requests"}}, RateLimited),
        (301, b"", Forbidden),
        (500, b"<html>oops</html>", OutcomeUnknown),
        (503, {"message": "En mantenimiento"}, OutcomeUnknown),
        (400, {"message": "EPR503: La DIAN no responde"}, AuthorityDown),
        (500, {"message": "EPR500"}, AuthorityDown),
        (400, {"message": "AEP2011: El documento ya fue enviado"}, AlreadyAtAuthority),
    ],
)
def test_each_failure_has_its_class(status: int, body: Any, error: type[AlegraError]) -> None:
    assert type(failure(status, body)) is error


@pytest.mark.parametrize(
    ("body", "message", "code"),
    [
        ({"code": 2006, "message": "Ya existe", "contactId": "57"}, "Ya existe", 2006),
        ({"code": 400, "message": "El método de pago no es válido"}, "El método de pago no es válido", 400),
        ({"error": "Falta el ítem", "code": "3065"}, "Falta el ítem", 3065),
        ({"error": {"message": "adentro", "code": 3003}}, "adentro", 3003),
        ({"message": "", "error": "segundo"}, "segundo", None),
        ({"message": ["rara"], "error": None}, '{"message": ["rara"], "error": null}', None),
        (b"plain words", "plain words", None),
        ("just a string", '"just a string"', None),
        (b"", "", None),
    ],
)
def test_what_alegra_said_is_found_in_every_shape(body: Any, message: str, code: int | None) -> None:
    refused = failure(400, body)
    assert isinstance(refused, Refused)
    assert (refused.message, refused.code, refused.status) == (message, code, 400)


def test_codes_of_the_authority_are_found_in_the_text_once_each() -> None:
    refused = failure(400, {"message": "AEP6009 y D0001, otra vez AEP6009; FED00012 no cuenta"})
    assert isinstance(refused, Refused)
    assert refused.authority_codes == ("AEP6009", "D0001")


@pytest.mark.parametrize(
    "body",
    [
        {"message": "falló", "invoice": {"id": "91", "status": "draft"}},
        {"message": "falló", "id": 91, "status": "draft"},
        {"message": "falló", "data": {"id": "91"}},
        {"error": {"message": "falló", "invoiceId": "91"}},
    ],
)
def test_a_draft_that_was_created_all_the_same_is_named(body: Any) -> None:
    refused = failure(400, body)
    assert isinstance(refused, Refused)
    assert refused.created_id == "91"


def test_an_authority_that_is_down_still_names_the_draft() -> None:
    down = failure(400, {"message": "EPR503", "id": "91"})
    assert isinstance(down, AuthorityDown)
    assert down.created_id == "91"


@pytest.mark.parametrize(
    ("exchange", "body"),
    [
        (Exchange("PUT", "/invoices/8"), {"message": "no", "id": "8"}),
        (POST, {"message": "ya existe", "contactId": "57"}),
    ],
)
def test_what_was_not_created_is_not_named(exchange: Exchange, body: Any) -> None:
    refused = failure(400, body, exchange)
    assert isinstance(refused, Refused)
    assert refused.created_id == ""


@pytest.mark.parametrize("status", [200, 201, 202])
def test_every_success_is_one_even_when_it_is_called_error(status: int) -> None:
    body = {"error": "El producto fue eliminado correctamente.", "code": 200}
    assert meaning(POST, status, {}, json.dumps(body).encode()) == body


def test_an_empty_success_is_none() -> None:
    assert meaning(POST, 204, {}, b" \n") is None


@pytest.mark.parametrize(
    "body", [b'{"id": "8", "sta', b"<html>", b'{"total": NaN}', b"[" * 100_000, b'{"n": 1e99999999999999999999}']
)
def test_an_unreadable_success_is_unknown_never_done(body: bytes) -> None:
    with pytest.raises(Unreadable) as unreadable:
        meaning(POST, 200, {}, body)
    assert isinstance(unreadable.value, OutcomeUnknown)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "12", "x-rate-limit-reset": "40"}, 12),
        ({"x-rate-limit-reset": "40"}, 40),
        ({"retry-after": "Mon, 01 Jan 2001 00:00:00 GMT"}, 1),
        ({"retry-after": "soon", "x-rate-limit-reset": "-3"}, 60),
        ({"retry-after": "999999"}, 600),
        ({"x-rate-limit-reset": "0"}, 1),
        ({}, 60),
    ],
)
def test_how_long_to_wait_is_read_from_the_headers(headers: dict[str, str], seconds: float) -> None:
    assert seconds_to_wait(headers) == seconds


@given(status=st.integers(100, 599), body=st.binary(max_size=200), retry=st.text(max_size=40))
def test_no_answer_raises_anything_but_our_errors(status: int, body: bytes, retry: str) -> None:
    try:
        outcome = meaning(POST, status, {"retry-after": retry}, body)
    except AlegraError as error:
        outcome = error
    assert not isinstance(outcome, AlegraError) or POST.path in repr(outcome)
    assert isinstance(outcome, AlegraError) or 200 <= status < 300


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["message", "error", "code", "id", "invoice", "data"]), inner), max_leaves=8)  # fmt: skip


@given(status=st.integers(300, 599), answer=JSON)
def test_no_json_of_a_failure_raises_anything_but_our_errors(status: int, answer: Any) -> None:
    assert isinstance(failure(status, answer), AlegraError)
