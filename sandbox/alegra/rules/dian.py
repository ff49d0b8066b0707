"""What the DIAN's answer carries: the CUFE, the text behind the QR code, the observations (fact sheet 5.5)."""

from collections.abc import Iterable
from decimal import Decimal
from hashlib import sha384

from sandbox.alegra.books import Books, Moment, Record
from sandbox.alegra.rules import money

TECHNICAL_KEY = "693ff6f2a553c3646a063436fd4dd9ded0311471"
TEST_ENVIRONMENT = "2"
TAX_CODES = (("01", ("IVA",)), ("04", ("INC", "ICO")), ("03", ("ICA",)))
"""The three taxes of the CUFE in their order: Anexo técnico de la factura electrónica, 'Cálculo del CUFE'."""


def cufe(books: Books, invoice: Record, moment: Moment) -> str:
    """SHA-384 over number, moment, amounts, parties and key: 96 hex characters (the DIAN's annex 1.9)."""
    amounts = tax_amounts(books, invoice)
    taxed = "".join(f"{code}{_two(amounts[code])}" for code, _ in TAX_CODES)
    parties = f"{books.company['identification']}{invoice['client']['identification']}"
    said = f"{invoice['numberTemplate']['fullNumber']}{invoice['date']}{_time(moment)}{_two(_taxable(invoice))}{taxed}{_two(invoice['total'])}"
    return sha384(f"{said}{parties}{TECHNICAL_KEY}{TEST_ENVIRONMENT}".encode()).hexdigest()


def bar_code(books: Books, invoice: Record, moment: Moment, code: str) -> str:
    """The lines that a reader of the QR code shows."""
    amounts = tax_amounts(books, invoice)
    rows = {
        "NumFac": invoice["numberTemplate"]["fullNumber"],
        "FecFac": invoice["date"],
        "HorFac": _time(moment),
        "NitFac": books.company["identification"],
        "DocAdq": invoice["client"]["identification"],
        "ValFac": _two(_taxable(invoice)),
        "ValIva": _two(amounts["01"]),
        "ValOtroIm": _two(amounts["03"] + amounts["04"]),
        "ValTolFac": _two(invoice["total"]),
        "CUFE": code,
        "QRCode": f"https://catalogo-vpfe.dian.gov.co/document/searchqr?documentkey={code}",
    }
    return "".join(f"{name}: {value}\n" for name, value in rows.items())


def observations(invoice: Record) -> tuple[str, ...]:
    """FAZ09 for lines without a product key: accepted all the same (fact sheet 5.5, 5.6)."""
    bare = [str(index) for index, line in enumerate(invoice["items"], start=1) if not line["productKey"]]
    return (
        (
            f"Regla: FAZ09, Notificación: No se informó el código del producto según el estándar, líneas {', '.join(bare)}",
        )
        if bare
        else ()
    )


def tax_amounts(books: Books, invoice: Record) -> dict[str, Decimal]:
    by_id = money.taxes(invoice["items"], books.places)
    return {code: _sum(by_id[key] for key in by_id if books.taxes[key]["type"] in kinds) for code, kinds in TAX_CODES}


def _taxable(invoice: Record) -> Decimal:
    return Decimal(invoice["subtotal"] - invoice["discount"])


def _time(moment: Moment) -> str:
    offset = moment.at.strftime("%z")
    return f"{moment.at:%H:%M:%S}{offset[:3]}:{offset[3:]}"


def _two(amount: Decimal) -> str:
    return f"{money.rounded(amount, 2):f}"


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, money.ZERO)
