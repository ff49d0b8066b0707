"""What can be typed behind `/payment record`."""

import pytest

from bot.billing.payment_request import PaymentRequest, read_payment_request


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", PaymentRequest()),
        ("  , ", PaymentRequest()),
        ("FE341", PaymentRequest(("FE341",))),
        ("fe341", PaymentRequest(("fe341",))),
        ("341", PaymentRequest(("341",))),
        ("D-7K3Q", PaymentRequest(("D-7K3Q",))),
        ("d-kmpq", PaymentRequest(("d-kmpq",))),
        ("FE341 4283919", PaymentRequest(("FE341",), amount="4283919")),
        ("FE341 4.283.919,50", PaymentRequest(("FE341",), amount="4.283.919,50")),
        ("FE341 1.500", PaymentRequest(("FE341",), amount="1.500")),
        ("FE341,FE342", PaymentRequest(("FE341", "FE342"))),
        ("FE341, FE342 5000000", PaymentRequest(("FE341", "FE342"), amount="5000000")),
        ("FE341 FE342", PaymentRequest(("FE341", "FE342"))),
        ("FE341,FE341", PaymentRequest(("FE341",))),
        ("341 4283919", PaymentRequest(("341",), amount="4283919")),
        ("Clínica Los Andes", PaymentRequest(client="Clínica Los Andes")),
        ("Clínica Los Andes 4283919", PaymentRequest(client="Clínica Los Andes", amount="4283919")),
        ("Hotel 27", PaymentRequest(client="Hotel 27")),
        ("Andes", PaymentRequest(client="Andes")),
        ("<!channel>", PaymentRequest(client="<!channel>")),
    ],
)
def test_numbers_amounts_and_names_are_told_apart(text: str, meant: PaymentRequest) -> None:
    assert read_payment_request(text) == meant
