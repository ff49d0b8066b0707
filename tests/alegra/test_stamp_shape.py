from typing import Any

import pytest

from bot.alegra.shapes import shaped
from bot.alegra.stamp_shape import StampShape, stamp_of
from bot.billing.invoice import Stamp, StampState


def read(answer: dict[str, Any], emission_status: str = "") -> Stamp:
    return stamp_of(shaped(StampShape, answer), emission_status=emission_status)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ({"legalStatus": "STAMPED_AND_ACCEPTED", "cufe": "ab"}, StampState.ACCEPTED),
        ({"legalStatus": "STAMPED_AND_ACCEPTED"}, StampState.ACCEPTED),
        ({"legalStatus": "STAMPED_AND_ACCEPTED_WITH_OBSERVATIONS", "cufe": "ab"}, StampState.OBSERVED),
        ({"legalStatus": "STAMPED_AND_WAITING_RESPONSE", "cufe": "ab"}, StampState.WAITING),
        ({"legalStatus": "PENDING"}, StampState.WAITING),
        ({"legalStatus": "STAMPED_AND_REJECTED", "cufe": "ab"}, StampState.REJECTED),
        ({"legalStatus": "REJECTED", "cufe": "ab"}, StampState.REJECTED),
        ({"legalStatus": "stamped_and_accepted "}, StampState.ACCEPTED),
        ({"legalStatus": "SOMETHING_NEW", "cufe": "ab"}, StampState.WAITING),
        ({"emissionStatus": "STAMPED_AND_ACCEPTED", "uuid": "u"}, StampState.ACCEPTED),
        ({"emissionStatus": "STAMPED_AND_CANCELLED", "uuid": "u"}, StampState.ACCEPTED),
        ({"cufe": "ab"}, StampState.ACCEPTED),
        ({"uuid": "u"}, StampState.ACCEPTED),
        ({"cufe": ""}, StampState.NONE),
        ({}, StampState.NONE),
    ],
)
def test_the_status_decides_and_a_code_only_without_one(answer: dict[str, Any], state: StampState) -> None:
    assert read(answer).state is state


def test_mexicos_status_on_the_invoice_decides_over_a_uuid() -> None:
    assert read({"uuid": "u"}, emission_status="STAMPED_AND_REJECTED").state is StampState.REJECTED


def test_no_stamp_at_all_is_none() -> None:
    assert stamp_of(None) == Stamp(StampState.NONE)


def test_code_address_and_warnings_are_kept() -> None:
    stamp = read(
        {
            "legalStatus": "STAMPED_AND_ACCEPTED_WITH_OBSERVATIONS",
            "cufe": "ab12",
            "barCodeContent": "NumFac: FE341\nQRCode: https://catalogo-vpfe.dian.gov.co/document/searchqr?documentkey=ab12\n",
            "date": "2026-05-02 10:22:52",
            "warnings": ["Regla: FAZ09, Notificación: …"],
        }
    )
    assert stamp == Stamp(
        StampState.OBSERVED,
        "ab12",
        "https://catalogo-vpfe.dian.gov.co/document/searchqr?documentkey=ab12",
        "2026-05-02 10:22:52",
        ("Regla: FAZ09, Notificación: …",),
    )


@pytest.mark.parametrize("text", ["QRCode: javascript:alert(1)", "QRCode: http://plain.example/x", ""])
def test_only_a_secure_address_counts_as_one(text: str) -> None:
    assert read({"cufe": "ab", "barCodeContent": text}).qr_url == ""
