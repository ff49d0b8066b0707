"""Elements of UBL 2.1 by their usual prefixes."""

import xml.etree.ElementTree as ET
from decimal import Decimal
from typing import Any

from sandbox.alegra.paper_amounts import rounded

NAMESPACES = {
    "": "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "ext": "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2",
    "sts": "dian:gov:co:facturaelectronica:Structures-2-1",
}
for _prefix, _uri in NAMESPACES.items():
    ET.register_namespace(_prefix, _uri)


def root_element(name: str) -> ET.Element:
    return ET.Element(f"{{{NAMESPACES['']}}}{name}")


def add(parent: ET.Element, name: str, text: Any = None, **attributes: str) -> ET.Element:
    """A child `prefix:Name`; the text is left out when None."""
    prefix, _, local = name.rpartition(":")
    child = ET.SubElement(parent, f"{{{NAMESPACES[prefix]}}}{local}", attributes)
    if text is not None:
        child.text = _printable(str(text))
    return child


def add_money(parent: ET.Element, name: str, value: Decimal, currency: str) -> None:
    add(parent, name, f"{rounded(value):.2f}", currencyID=currency)


def _printable(text: str) -> str:
    """Without the control characters that XML 1.0 cannot carry."""
    return "".join(
        letter
        for letter in text
        if letter in "\t\n\r" or (letter >= " " and letter not in "\ufffe\uffff" and not "\ud800" <= letter <= "\udfff")
    )
