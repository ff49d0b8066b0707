"""An invoice as UBL 2.1 with the names of Colombia's technical annex, the names only: nothing here is signed or valid."""

import xml.etree.ElementTree as ET
from decimal import Decimal
from typing import Any

from sandbox.alegra.paper_amounts import TaxGroup, amount, full_number, line_net, places_of, rounded, tax_groups
from sandbox.alegra.paper_xml_parties import add_party
from sandbox.alegra.ubl import add, add_money, root_element

TEST_ENVIRONMENT = "2"
"""ProfileExecutionID and the scheme of the CUFE: 1 would be production."""
NOT_VALID = "Documento de prueba del Alegra local: sin firma y sin validez ante la DIAN."
PAYMENT_MEANS_CODES = {
    "INSTRUMENT_NOT_DEFINED": "1",
    "CASH": "10",
    "CHECK": "20",
    "BANK_DEPOSIT": "42",
    "DEBIT_TRANSFER_BANK": "47",
    "CREDIT_CARD": "48",
    "DEBIT_CARD": "49",
}
"""The usual ones of the DIAN's table of payment means; any other is told as not defined."""
UNIT_CODES = {
    "unit": "94",
    "piece": "H87",
    "service": "E48",
    "hour": "HUR",
    "day": "DAY",
    "meter": "MTR",
    "meterSquared": "MTK",
    "kilogram": "KGM",
    "liter": "LTR",
    "gallon": "GLL",
}
OTHER_UNIT = "ZZ"
CREDIT, CASH = "2", "1"


def render_xml(invoice: dict[str, Any], company: dict[str, Any]) -> bytes:
    """UTF-8 with a declaration. Both records are of Alegra's shape (fact sheet 5.3 and 4.1)."""
    root = root_element("Invoice")
    root.append(ET.Comment(f" {NOT_VALID} "))
    _dian_extension(root, invoice)
    _head(root, invoice)
    add_party(root, "AccountingSupplierParty", company)
    add_party(root, "AccountingCustomerParty", invoice["client"])
    _payment_means(root, invoice)
    currency = _currency(invoice)
    _tax_totals(root, tax_groups(invoice["items"], places_of(invoice)), currency)
    _monetary_total(root, invoice, currency)
    for position, line in enumerate(invoice["items"], 1):
        _line(root, line, position, currency)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="UTF-8", xml_declaration=True))


def _currency(invoice: dict[str, Any]) -> str:
    return str((invoice.get("currency") or {}).get("code") or "COP")


def _dian_extension(root: ET.Element, invoice: dict[str, Any]) -> None:
    extensions = add(root, "ext:UBLExtensions")
    content = add(add(extensions, "ext:UBLExtension"), "ext:ExtensionContent")
    dian = add(content, "sts:DianExtensions")
    authorized = add(add(dian, "sts:InvoiceControl"), "sts:AuthorizedInvoices")
    add(authorized, "sts:Prefix", (invoice.get("numberTemplate") or {}).get("prefix") or "")
    source = add(dian, "sts:InvoiceSource")
    add(source, "cbc:IdentificationCode", "CO", listAgencyID="6")
    stamp = invoice.get("stamp") or {}
    if stamp.get("barCodeContent"):
        add(dian, "sts:QRCode", stamp["barCodeContent"])


def _head(root: ET.Element, invoice: dict[str, Any]) -> None:
    add(root, "cbc:UBLVersionID", "UBL 2.1")
    add(root, "cbc:CustomizationID", "10")
    add(root, "cbc:ProfileID", "DIAN 2.1: Factura Electrónica de Venta")
    add(root, "cbc:ProfileExecutionID", TEST_ENVIRONMENT)
    add(root, "cbc:ID", full_number(invoice))
    add(
        root,
        "cbc:UUID",
        (invoice.get("stamp") or {}).get("cufe") or "",
        schemeID=TEST_ENVIRONMENT,
        schemeName="CUFE-SHA384",
    )
    add(root, "cbc:IssueDate", invoice["date"])
    add(root, "cbc:IssueTime", f"{str(invoice.get('datetime') or '')[11:19] or '00:00:00'}-05:00")
    add(root, "cbc:DueDate", invoice["dueDate"])
    add(root, "cbc:InvoiceTypeCode", "02" if invoice.get("type") == "EXPORT" else "01")
    for note in (NOT_VALID, invoice.get("anotation")):
        if note:
            add(root, "cbc:Note", note)
    add(root, "cbc:DocumentCurrencyCode", _currency(invoice))
    add(root, "cbc:LineCountNumeric", len(invoice["items"]))
    if invoice.get("purchaseOrderNumber"):
        add(add(root, "cac:OrderReference"), "cbc:ID", invoice["purchaseOrderNumber"])


def _payment_means(root: ET.Element, invoice: dict[str, Any]) -> None:
    means = add(root, "cac:PaymentMeans")
    is_credit = invoice.get("paymentForm") == "CREDIT"
    add(means, "cbc:ID", CREDIT if is_credit else CASH)
    add(means, "cbc:PaymentMeansCode", PAYMENT_MEANS_CODES.get(str(invoice.get("paymentMethod")), "1"))
    if is_credit:
        add(means, "cbc:PaymentDueDate", invoice["dueDate"])


def _tax_totals(parent: ET.Element, groups: list[TaxGroup], currency: str) -> None:
    if not groups:
        return
    total = add(parent, "cac:TaxTotal")
    add_money(total, "cbc:TaxAmount", sum((group.amount for group in groups), Decimal(0)), currency)
    for group in groups:
        subtotal = add(total, "cac:TaxSubtotal")
        add_money(subtotal, "cbc:TaxableAmount", group.base, currency)
        add_money(subtotal, "cbc:TaxAmount", group.amount, currency)
        category = add(subtotal, "cac:TaxCategory")
        add(category, "cbc:Percent", f"{group.percentage:.2f}")
        scheme = add(category, "cac:TaxScheme")
        add(scheme, "cbc:ID", "01")
        add(scheme, "cbc:Name", "IVA")


def _monetary_total(root: ET.Element, invoice: dict[str, Any], currency: str) -> None:
    """Lines add up to the cent here; what Alegra rounds on the total only is told as rounding."""
    lines, payable = invoice["items"], amount(invoice["total"])
    net = _sum_of_lines(lines)
    inclusive = net + sum((group.amount for group in tax_groups(lines, places_of(invoice))), Decimal(0))
    total = add(root, "cac:LegalMonetaryTotal")
    add_money(total, "cbc:LineExtensionAmount", net, currency)
    add_money(total, "cbc:TaxExclusiveAmount", _sum_of_lines([line for line in lines if line.get("tax")]), currency)
    add_money(total, "cbc:TaxInclusiveAmount", inclusive, currency)
    if payable != inclusive:
        add_money(total, "cbc:PayableRoundingAmount", payable - inclusive, currency)
    add_money(total, "cbc:PayableAmount", payable, currency)


def _sum_of_lines(lines: list[dict[str, Any]]) -> Decimal:
    return sum((rounded(line_net(line)) for line in lines), Decimal(0))


def _line(root: ET.Element, line: dict[str, Any], position: int, currency: str) -> None:
    element = add(root, "cac:InvoiceLine")
    unit = UNIT_CODES.get(str(line.get("unit")), OTHER_UNIT)
    base, gross = rounded(line_net(line)), rounded(amount(line["price"]) * amount(line["quantity"]))
    add(element, "cbc:ID", position)
    add(element, "cbc:InvoicedQuantity", amount(line["quantity"]), unitCode=unit)
    add_money(element, "cbc:LineExtensionAmount", base, currency)
    if base != gross:
        _discount(element, line, gross, currency)
    _tax_totals(element, tax_groups([line]), currency)
    item = add(element, "cac:Item")
    add(item, "cbc:Description", "\n".join(str(text) for text in (line["name"], line.get("description")) if text))
    add(
        add(item, "cac:StandardItemIdentification"),
        "cbc:ID",
        line.get("productKey") or line.get("reference") or line["id"],
        schemeID="999",
    )
    price = add(element, "cac:Price")
    add_money(price, "cbc:PriceAmount", amount(line["price"]), currency)
    add(price, "cbc:BaseQuantity", amount(line["quantity"]), unitCode=unit)


def _discount(element: ET.Element, line: dict[str, Any], gross: Decimal, currency: str) -> None:
    allowance = add(element, "cac:AllowanceCharge")
    add(allowance, "cbc:ID", "1")
    add(allowance, "cbc:ChargeIndicator", "false")
    add(allowance, "cbc:AllowanceChargeReason", "Descuento")
    add(allowance, "cbc:MultiplierFactorNumeric", f"{amount(line['discount']):.2f}")
    add_money(allowance, "cbc:Amount", gross - rounded(line_net(line)), currency)
    add_money(allowance, "cbc:BaseAmount", gross, currency)
