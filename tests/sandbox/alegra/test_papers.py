"""What a client gets: a PDF whose text says what the invoice says, and an XML that a program can read."""

import re
import xml.etree.ElementTree as ET
import zlib
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.alegra.paper_amounts import line_net, rounded, tax_groups
from sandbox.alegra.papers import file_name, render_pdf, render_xml
from sandbox.alegra.rules import money
from sandbox.alegra.ubl import NAMESPACES
from tests.sandbox.alegra.papers_samples import COMPANY, CUFE, draft, stamped, with_lines

UBL = {prefix or "invoice": uri for prefix, uri in NAMESPACES.items()}
MONETARY = ("LineExtensionAmount", "TaxInclusiveAmount", "PayableRoundingAmount", "PayableAmount")
TAXES = [
    {"id": "3", "name": "IVA", "percentage": "19.00"},
    {"id": "4", "name": "IVA", "percentage": "5.00"},
    {"id": "1", "name": "IVA Exento", "percentage": "0.00"},
]


@pytest.fixture(scope="module")
def stamped_text() -> str:
    return _text(render_pdf(stamped(), COMPANY))


@pytest.mark.parametrize(
    "said",
    [
        "Rivera Refrigeración S.A.S.",
        "NIT 901.318.442-7",
        "Factura electrónica de venta",
        "FE342",
        "Clínica Los Andes S.A.S.",
        "NIT 900.482.713-5",
        "26 nov 2026",
        "26 dic 2026",
        "45-8812",
        "Mantenimiento preventivo cuarto frío",
        "$850.000",
        "$3.400.000",
        "10 %",
        "$3.890.000",
        "-$37.000",
        "IVA 19 % de $3.853.000",
        "$732.070",
        "$4.585.070",
        "Mantenimiento de noviembre, contrato 2026-07",
        "Resolución 18764000001",
        CUFE[:48],
        "Página 1 de 1",
    ],
)
def test_the_pdf_says_what_the_invoice_says(stamped_text: str, said: str) -> None:
    assert said in stamped_text


def test_the_internal_note_is_never_printed() -> None:
    assert "No imprimir" not in _text(render_pdf(stamped(), COMPANY))


def test_the_same_invoice_gives_the_same_bytes() -> None:
    assert render_pdf(stamped(), COMPANY) == render_pdf(stamped(), COMPANY)


@pytest.mark.parametrize(("status", "word"), [("draft", "BORRADOR"), ("void", "ANULADA")])
def test_what_is_worth_nothing_says_so_across_the_page(status: str, word: str) -> None:
    assert word in _text(render_pdf(stamped(status=status), COMPANY))
    assert word not in _text(render_pdf(stamped(), COMPANY))


def test_a_draft_promises_no_number_and_has_no_code() -> None:
    text = _text(render_pdf(draft(), COMPANY))
    assert "Sin número" in text
    assert "FE342" not in text
    assert "CUFE" not in text


def test_a_stamped_invoice_carries_a_qr_code_drawn_of_dark_modules() -> None:
    plain = _streams(render_pdf(stamped(stamp=None), COMPANY)).count(" re f")
    assert _streams(render_pdf(stamped(), COMPANY)).count(" re f") > plain + 500


def test_a_rejected_document_is_not_called_an_invoice_of_the_authority() -> None:
    rejected = stamped()["stamp"] | {"legalStatus": "STAMPED_AND_REJECTED"}
    assert "sin aceptación de la DIAN" in _text(render_pdf(stamped(stamp=rejected), COMPANY))


def test_forty_lines_take_several_pages_and_every_line_is_there() -> None:
    pdf = render_pdf(with_lines(40, stamped()), COMPANY)
    text = _text(pdf)
    assert [f"Línea {position:02d}" in text for position in range(1, 41)] == [True] * 40
    assert text.count("Rivera Refrigeración S.A.S.") >= 2
    assert "Página 2 de" in text


def test_a_description_longer_than_a_page_is_printed_whole() -> None:
    invoice = stamped()
    invoice["items"][0]["description"] = " ".join(f"palabra{number}" for number in range(900))
    text = _text(render_pdf(invoice, COMPANY))
    assert all(f"palabra{number}" in text for number in range(900))


def test_what_the_fonts_cannot_print_does_not_stop_the_paper() -> None:
    invoice = stamped(anotation="Hielo 🧊 “seco” – 5 € <!channel> \u4f60")
    assert 'Hielo ? "seco" - 5 EUR <!channel> ?' in _text(render_pdf(invoice, COMPANY))


def test_a_client_with_nothing_but_a_name_gets_a_paper() -> None:
    bare = {"id": "1", "name": "Sin Datos", "address": None, "identificationObject": None}
    assert "Sin Datos" in _text(render_pdf(stamped(client=bare, seller=None, paymentForm=None, term=None), COMPANY))


def test_a_part_payment_shows_what_is_still_owed() -> None:
    text = _text(render_pdf(stamped(totalPaid=3000000, balance=1585070), COMPANY))
    assert "-$3.000.000" in text
    assert "$1.585.070" in text


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("cbc:ID", "FE342"),
        ("cbc:UUID", CUFE),
        ("cbc:IssueDate", "2026-11-26"),
        ("cbc:DueDate", "2026-12-26"),
        ("cbc:InvoiceTypeCode", "01"),
        ("cbc:DocumentCurrencyCode", "COP"),
        ("cbc:LineCountNumeric", "3"),
        ("cac:OrderReference/cbc:ID", "45-8812"),
        ("cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID", "901318442"),
        ("cac:AccountingCustomerParty/cac:Party/cac:PartyName/cbc:Name", "Clínica Los Andes S.A.S."),
        ("cac:AccountingCustomerParty/cac:Party/cac:Contact/cbc:ElectronicMail", "facturacion@losandes.example"),
        ("cac:PaymentMeans/cbc:ID", "2"),
        ("cac:TaxTotal/cbc:TaxAmount", "732070.00"),
        ("cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount", "3853000.00"),
        ("cac:LegalMonetaryTotal/cbc:LineExtensionAmount", "3853000.00"),
        ("cac:LegalMonetaryTotal/cbc:PayableAmount", "4585070.00"),
        ("cac:InvoiceLine[3]/cac:AllowanceCharge/cbc:Amount", "37000.00"),
        ("cac:InvoiceLine[3]/cac:Price/cbc:PriceAmount", "185000.00"),
    ],
)
def test_the_xml_says_what_the_invoice_says(path: str, value: str) -> None:
    assert _xml(stamped()).findtext(path, namespaces=UBL) == value


def test_the_xml_names_the_kind_of_its_code_and_the_check_digit() -> None:
    root = _xml(stamped())
    codes = [each.attrib["schemeName"] for each in root.iterfind("cbc:UUID", UBL)]
    digits = [
        (each.attrib["schemeID"], each.attrib["schemeName"])
        for each in root.iterfind("cac:AccountingCustomerParty//cbc:CompanyID", UBL)
    ]
    assert codes == ["CUFE-SHA384"]
    assert digits == [("5", "31"), ("5", "31")]


def test_the_xml_says_that_it_is_not_valid() -> None:
    assert "sin validez ante la DIAN" in str(_xml(stamped()).findtext("cbc:Note", namespaces=UBL))


LINES = st.lists(
    st.fixed_dictionaries(
        {
            "price": st.decimals(0, 9_999_999, places=6),
            "quantity": st.decimals("0.0001", 99, places=4),
            "discount": st.decimals(0, 100, places=2),
            "tax": st.lists(st.sampled_from(TAXES), max_size=1),
        }
    ),
    min_size=1,
    max_size=12,
)


@given(lines=LINES)
def test_the_papers_add_up_to_what_alegra_adds_up_to(lines: list[dict[str, Any]]) -> None:
    totals = money.totals(lines, 2)
    assert sum(group.amount for group in tax_groups(lines)) == totals.tax
    assert rounded(sum((line_net(line) for line in lines), Decimal(0))) == totals.subtotal - totals.discount


@settings(max_examples=30, deadline=None)
@given(lines=LINES)
def test_the_totals_of_the_xml_add_up_to_the_cent(lines: list[dict[str, Any]]) -> None:
    named = [line | {"id": "101", "name": "Servicio", "unit": "service"} for line in lines]
    root = _xml(stamped(items=named, total=money.totals(lines, 2).total))
    amounts = {name: Decimal(root.findtext(f"cac:LegalMonetaryTotal/cbc:{name}", "0", UBL)) for name in MONETARY}
    of_lines = [Decimal(str(each.text)) for each in root.findall("cac:InvoiceLine/cbc:LineExtensionAmount", UBL)]
    tax = Decimal(root.findtext("cac:TaxTotal/cbc:TaxAmount", "0", UBL))
    assert sum(of_lines) == amounts["LineExtensionAmount"]
    assert amounts["LineExtensionAmount"] + tax == amounts["TaxInclusiveAmount"]
    assert amounts["TaxInclusiveAmount"] + amounts["PayableRoundingAmount"] == amounts["PayableAmount"]


def test_the_lines_of_the_xml_add_up_to_its_total() -> None:
    root = _xml(with_lines(40, stamped()))
    lines = [Decimal(each.text or "") for each in root.findall("cac:InvoiceLine/cbc:LineExtensionAmount", UBL)]
    assert len(lines) == 40
    assert sum(lines) == Decimal(str(root.findtext("cac:LegalMonetaryTotal/cbc:LineExtensionAmount", namespaces=UBL)))


@pytest.mark.parametrize("awkward", ["Panadería & Pastelería D'Antaño <b>", "tab\tand bell\x07", "\ud800 alone", "🧊"])
def test_no_name_breaks_the_xml(awkward: str) -> None:
    client = stamped()["client"] | {"name": awkward}
    name = _xml(stamped(client=client)).findtext("cac:AccountingCustomerParty//cac:PartyName/cbc:Name", namespaces=UBL)
    assert name == awkward.replace("\x07", "").replace("\ud800", "")


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        ("Clínica Los Andes S.A.S.", "FE342_ClinicaLosAndes.pdf"),
        ("Hotel Mirador del Río S.A.", "FE342_HotelMiradorDelRio.pdf"),
        ("Panadería & Pastelería D'Antaño S.A.S.", "FE342_PanaderiaPasteleriaDAntano.pdf"),
        ("Muñoz Peña y Cía. S. en C.", "FE342_MunozPena.pdf"),
        ("Casas SAS Ltda", "FE342_Casas.pdf"),
        ("../../etc", "FE342_Etc.pdf"),
        ("🧊", "FE342_Cliente.pdf"),
    ],
)
def test_files_are_named_by_number_and_client(client: str, expected: str) -> None:
    assert file_name(stamped(client={"name": client}), "pdf") == expected


def test_a_drafts_file_is_called_a_draft() -> None:
    assert file_name(draft(), "pdf") == "Borrador_ClinicaLosAndes.pdf"


def _xml(invoice: dict[str, Any]) -> ET.Element:
    return ET.fromstring(render_xml(invoice, COMPANY))  # noqa: S314 - our own document


def _text(pdf: bytes) -> str:
    """What the pages show, in drawing order: the texts of the inflated content streams, one space between words."""
    pieces = re.findall(r"\(((?:\\.|[^\\()])*)\) Tj", _streams(pdf), re.DOTALL)
    return " ".join(" ".join(re.sub(r"\\(.)", r"\1", piece) for piece in pieces).split())


def _streams(pdf: bytes) -> str:
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return "\n".join(zlib.decompress(stream).decode("latin-1") for stream in streams)
