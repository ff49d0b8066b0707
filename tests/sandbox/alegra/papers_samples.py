"""The invoice of every example: Clínica Los Andes, three lines, $4.585.070."""

from copy import deepcopy
from typing import Any

from sandbox.alegra.world_check import load_world

CUFE = "8f3a" * 23 + "c21e"
COMPANY: dict[str, Any] = load_world()["company"]
IVA = {"id": "3", "name": "IVA", "percentage": "19.00", "type": "IVA"}
STAMP = {
    "legalStatus": "STAMPED_AND_ACCEPTED",
    "cufe": CUFE,
    "barCodeContent": f"NumFac: FE342\nCUFE: {CUFE}\nQRCode: https://catalogo-vpfe.dian.gov.co/document/searchqr?documentkey={CUFE}\n",
    "date": "2026-11-26 10:03:52",
    "warnings": [],
}
_INVOICE: dict[str, Any] = {
    "id": "8",
    "date": "2026-11-26",
    "dueDate": "2026-12-26",
    "datetime": "2026-11-26 10:03:49",
    "observations": "No imprimir [cobro:0123456789AB]",
    "anotation": "Mantenimiento de noviembre, contrato 2026-07",
    "termsConditions": None,
    "status": "open",
    "client": {
        "id": "12",
        "name": "Clínica Los Andes S.A.S.",
        "identification": "900482713",
        "identificationObject": {"type": "NIT", "number": "900482713", "dv": "5"},
        "email": "facturacion@losandes.example",
        "address": {"address": "Cra 7 # 119-14", "city": "Bogotá, D.C.", "department": "Bogotá, D.C."},
        "kindOfPerson": "LEGAL_ENTITY",
        "regime": "COMMON_REGIME",
    },
    "numberTemplate": {
        "id": "19",
        "prefix": "FE",
        "number": "342",
        "fullNumber": "FE342",
        "isElectronic": True,
        "text": "Resolución 18764000001",
    },
    "purchaseOrderNumber": "45-8812",
    "subtotal": 3890000,
    "discount": 37000,
    "tax": 732070,
    "total": "4585070.00",
    "totalPaid": 0,
    "balance": 4585070,
    "term": "30 días",
    "type": "NATIONAL",
    "paymentForm": "CREDIT",
    "paymentMethod": None,
    "seller": {"id": "1", "name": "Ana Torres"},
    "items": [
        {
            "id": "101",
            "name": "Mantenimiento preventivo cuarto frío",
            "price": 850000,
            "discount": 0,
            "quantity": 4,
            "unit": "service",
            "tax": [IVA],
        },
        {
            "id": "102",
            "name": "Visita de diagnóstico",
            "price": "120000.00",
            "discount": None,
            "quantity": 1,
            "unit": "service",
            "tax": [IVA],
        },
        {
            "id": "103",
            "name": "Limpieza de condensador",
            "price": 185000,
            "discount": 10,
            "quantity": 2,
            "unit": "service",
            "tax": [IVA],
        },
    ],
    "stamp": STAMP,
}


def stamped(**changes: Any) -> dict[str, Any]:
    return deepcopy(_INVOICE) | changes


def draft(**changes: Any) -> dict[str, Any]:
    template = {"id": "19", "prefix": "FE", "number": None, "isElectronic": True}
    return stamped(status="draft", stamp=None, numberTemplate=template) | changes


def with_lines(count: int, invoice: dict[str, Any]) -> dict[str, Any]:
    line = invoice["items"][0]
    return invoice | {
        "items": [line | {"name": f"Línea {position:02d} con ñ y tilde: café"} for position in range(1, count + 1)]
    }
