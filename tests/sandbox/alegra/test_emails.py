"""The e-mail as it arrives: who writes, what is owed, what is attached, and nothing that a name could smuggle in."""

import pytest

from sandbox.alegra.emails import attachment_names, invoice_email
from tests.sandbox.alegra.papers_samples import COMPANY, draft, stamped


def test_an_electronic_invoices_subject_is_the_authoritys() -> None:
    assert _mail()["subject"] == "901318442;Rivera Refrigeración S.A.S.;FE342;01;Rivera Refrigeración S.A.S."


def test_a_plain_invoices_subject_is_words() -> None:
    plain = stamped(stamp=None, numberTemplate={"prefix": "RR", "number": "88"})
    assert (
        invoice_email(plain, COMPANY, subject=None, message=None)["subject"]
        == "Factura RR88 de Rivera Refrigeración S.A.S."
    )


@pytest.mark.parametrize("form", ["text", "html"])
@pytest.mark.parametrize(
    "said",
    [
        "Rivera Refrigeración",
        "Clínica Los Andes",
        "FE342",
        "$4.585.070",
        "26 dic 2026",
        "FE342_ClinicaLosAndes.pdf",
        "FE342_ClinicaLosAndes.xml",
    ],
)
def test_both_forms_say_what_matters(form: str, said: str) -> None:
    assert said in _mail()[form]


def test_what_the_sender_typed_wins() -> None:
    mail = invoice_email(stamped(), COMPANY, subject="Tu  factura\nde noviembre", message="Hola,\nva la factura.")
    assert mail["subject"] == "Tu factura de noviembre"
    assert "Hola,<br>va la factura." in mail["html"]
    assert "Hola,\nva la factura." in mail["text"]


@pytest.mark.parametrize("blank", [None, "", "   "])
def test_a_blank_subject_or_message_is_worded_here(blank: str | None) -> None:
    assert invoice_email(stamped(), COMPANY, subject=blank, message=blank) == _mail()


def test_names_and_messages_stay_text() -> None:
    client = stamped()["client"] | {"name": "<script>alert(1)</script> & {total}"}
    html = invoice_email(stamped(client=client), COMPANY, subject=None, message="<img src=x>")["html"]
    assert "<script>" not in html
    assert "<img" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {total}" in html


def test_a_part_payment_asks_for_what_is_left() -> None:
    mail = invoice_email(stamped(totalPaid=3000000, balance=1585070), COMPANY, subject=None, message=None)
    assert "Saldo por pagar: $1.585.070" in mail["text"]
    assert "$1.585.070" in mail["html"]


def test_only_an_accepted_document_has_its_xml_attached() -> None:
    rejected = stamped()["stamp"] | {"legalStatus": "STAMPED_AND_REJECTED"}
    assert attachment_names(stamped()) == ["FE342_ClinicaLosAndes.pdf", "FE342_ClinicaLosAndes.xml"]
    assert attachment_names(draft()) == ["Borrador_ClinicaLosAndes.pdf"]
    assert attachment_names(stamped(stamp=rejected)) == ["FE342_ClinicaLosAndes.pdf"]


def _mail() -> dict[str, str]:
    return invoice_email(stamped(), COMPANY, subject=None, message=None)
