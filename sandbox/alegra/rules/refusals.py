"""Alegra's refusals: HTTP status, its words, and its application code where one is known (fact sheet 3)."""

from typing import Any

from sandbox.alegra.books import Record


class Refused(Exception):
    """The request is answered with `status` and `body`; nothing was changed unless a subclass says so."""

    def __init__(self, message: str, *, status: int = 400, code: int | None = None, **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.body: Record = {"code": code or status, "message": message, **more}


class Malformed(Refused):
    """assumed: the words for a field of the wrong kind are not in any source."""

    def __init__(self, field: str, wanted: str) -> None:
        super().__init__(f"El campo {field} es inválido: {wanted}")


class FieldRequired(Refused):
    def __init__(self, field: str) -> None:
        super().__init__(f"El campo {field} es requerido")


class NotFound(Refused):
    def __init__(self, what: str) -> None:
        super().__init__(f"No se encontró en la aplicación {what} que se está buscando", status=404)
        self.body = {"error": str(self), "code": 404}


class ClientMissing(Refused):
    def __init__(self) -> None:
        super().__init__("El cliente no existe", code=3003)


class NoItems(Refused):
    def __init__(self) -> None:
        super().__init__("la factura debe contener mínimo un item")


class ItemWithoutId(Refused):
    def __init__(self, index: int) -> None:
        super().__init__(f"El item en la posición {index} debe tener un id", code=3065)


class ItemNotSellable(Refused):
    def __init__(self, item: str) -> None:
        super().__init__(
            f"Solo puedes incluir ítems activos en la factura. El ítem {item} está inactivo o fue eliminado"
        )


class NumberRefused(Refused):
    """assumed: the sentences; that numbering has a range and dates is fact sheet 4.6."""


class NotInThisStatus(Refused):
    """assumed: the sentences; the graph is fact sheet 5.4."""

    def __init__(self, act: str, why: str) -> None:
        super().__init__(f"No es posible {act}: {why}")


class InvoiceNotOpen(Refused):
    def __init__(self, number: str) -> None:
        super().__init__(f"El pago no se puede asociar a la factura {number} porque no está abierta", code=4096)


class MoreThanBalance(Refused):
    def __init__(self) -> None:
        super().__init__("El monto a aplicar de una de las facturas es superior al total por pagar", code=9030)


class IdentificationTaken(Refused):
    def __init__(self, identification: str, contact: str) -> None:
        super().__init__(f"Ya existe un contacto con la identificación {identification}", code=2006, contactId=contact)


class StampRefused(Refused):
    """Nothing was stamped; `message` carries the provider's code, for example AEP6009 (fact sheet 3)."""


class StampRefusedOnCreate(Refused):
    """Answered 400, and yet the draft exists (fact sheet 5.5). assumed: under which key it travels."""

    def __init__(self, refusal: Refused, invoice: Record) -> None:
        super().__init__(str(refusal), code=refusal.body["code"], invoice=invoice)
