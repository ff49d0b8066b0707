"""What to do when Alegra or the tax authority says no, by the code in its words (Alegra fact sheet 3: errors)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.locale import Words, phrase
from bot.slack.escape import as_shown, inert

ADVICE = {
    "AEP1001": phrase("Renueva el certificado digital en Alegra: Configuración → Facturación electrónica."),
    "AEP1003": phrase("Renueva el certificado digital en Alegra: Configuración → Facturación electrónica."),
    "AEP1005": phrase("Renueva el certificado digital en Alegra: Configuración → Facturación electrónica."),
    "AEP2011": phrase("La DIAN dice que ya la tiene. No la emitas otra vez: la consulto yo y aviso aquí."),
    "AEP6008": phrase("Habilita la facturación electrónica de la empresa en Alegra y en el portal de la DIAN."),
    "1008": phrase("En Alegra, asigna las cuentas contables al producto o servicio de la línea."),
    "2006": phrase("Ya hay un cliente con esa identificación en Alegra: úsalo en lugar de crear otro."),
    "2035": phrase("Completa el tipo de identificación del cliente en Alegra."),
    "3003": phrase("El cliente ya no existe en Alegra: elige otro."),
    "3065": phrase("Una línea usa un producto o servicio que ya no existe en Alegra: elige otro."),
    "4096": phrase("La factura ya no está abierta en Alegra: revisa su estado."),
    "9030": phrase("El valor supera el saldo de la factura: revisa lo que debe hoy."),
    "AEP601": phrase("Falta un dato obligatorio: corrígelo con *Editar* o en la ficha del cliente en Alegra."),
    "EPR": phrase("El servicio de la DIAN no responde. No hay que hacer nada: se reintenta sola."),
}
"""By code, or by how a family of codes begins."""
SITUATIONS = {
    "changed_in_alegra": phrase("alguien la cambió en Alegra"),
    "other_month": phrase("entre la aprobación y la emisión cambió el mes, y el IVA caería en otro período"),
    "closed_period": phrase("su fecha cae en libros que ya están cerrados"),
    "not_found": phrase("ya no está en Alegra"),
    "not_created": phrase("no quedó creada en Alegra"),
    "suspended": phrase("la cuenta de Alegra está suspendida"),
    "forbidden": phrase("el usuario de Alegra no tiene permiso"),
    "unauthorized": phrase("Alegra no aceptó la clave de Cobro"),
    "paid": phrase("tiene pagos"),
    "stamped": phrase("ya fue aceptada por la autoridad tributaria"),
    "stamped_and_paid": phrase("ya fue aceptada por la autoridad tributaria y tiene pagos"),
    "cancelled": phrase("ya fue cancelada ante la autoridad tributaria"),
    "already_void": phrase("ya está anulada"),
    "not_void": phrase("no está anulada"),
    "not_issued": phrase("todavía es un borrador"),
    "payment_already_void": phrase("ya está anulado"),
    "payment_not_void": phrase("no está anulado"),
    "payment_above_balance": phrase("sus facturas ya no deben tanto"),
    "balance_changed": phrase("el saldo cambió en Alegra mientras se registraba"),
    "rejected": phrase("no dijo por qué"),
    "refused": phrase("no dijo por qué"),
}
"""What Cobro found out by itself, or Alegra said without words, by the name that the operation keeps."""
NOT_VOIDED = frozenset({"paid", "stamped", "stamped_and_paid", "cancelled"})
"""Those that only a void meets."""
SITUATION_ADVICE = {
    **dict.fromkeys(
        ("stamped", "stamped_and_paid", "cancelled", "already_void", "not_void", "not_issued"),
        phrase("Mira su tarjeta: ya dice en qué va y qué se puede."),
    ),
    **dict.fromkeys(
        ("payment_already_void", "payment_not_void", "payment_above_balance"),
        phrase("Mira sus pagos con `/payment list` y el número de la factura."),
    ),
    "paid": phrase(
        "Mientras tenga pagos no se puede anular: anula antes los que sobren (`/payment list` y su número)."
    ),
    "balance_changed": phrase(
        "Mira con `/payment list` si alguien ya registró este mismo pago en Alegra; si no está, regístralo otra vez."
    ),
    "changed_in_alegra": phrase("Revisa lo que cambió y apruébala otra vez."),
    "other_month": phrase("Apruébala otra vez para que salga con la fecha de hoy, o edítala con una fecha fija."),
    "closed_period": phrase(
        "Quien administra puede hacerlo con un motivo; los demás, con una fecha posterior al cierre (`/cobro settings`)."
    ),
    "not_found": phrase("Si alguien la borró, hazla de nuevo."),
    "suspended": phrase("Un administrador debe revisar el plan de Alegra."),
    "forbidden": phrase("Un administrador debe revisar los permisos del usuario de Alegra."),
    "unauthorized": phrase("Un administrador debe revisar ALEGRA_EMAIL y ALEGRA_TOKEN."),
}
ANY_OTHER = phrase("Corrige el dato con *Editar* y envíala otra vez, o pide ayuda a un administrador.")


@dataclass(frozen=True)
class Refusal:
    text: str
    """In the words of Alegra or of the authority."""
    code: str = ""
    """AEP6009, EPR503, 3065 …; empty when there is none."""
    resolution: str = ""
    """The number of the authority's authorisation of the numbering, where it is known."""
    may_retry: bool = True
    """Something outside can be mended and the same content tried again."""
    situation: str = ""
    """A key of `SITUATIONS`; says it where `text` is empty."""


def code_in(text: str) -> str:
    """The code of the electronic invoicing provider that stands in a message of Alegra; empty when none does."""
    found = re.search(r"AEP\d{3,5}|EPR\d{3}", text)
    return found.group() if found else ""


def sentence(refusal: Refusal, words: Words) -> str:
    """Their words, inert, with the code behind them; never the bare name of a situation."""
    if not refusal.text:
        return words.t(SITUATIONS.get(refusal.situation, SITUATIONS["refused"]))
    said = inert(refusal.text.removeprefix(f"{refusal.code}: ") if refusal.code else refusal.text, 600).rstrip(".")
    said = as_shown(said, words)
    return said if not refusal.code or refusal.code in said else f"{said} ({inert(refusal.code, 20)})"


def what_to_do(refusal: Refusal, words: Words) -> str:
    """`*Qué hacer:* en el portal de la DIAN, asocia …`."""
    said = advice(refusal, words)
    return words.t("*Qué hacer:* {advice}", advice=said[:1].lower() + said[1:])


def advice(refusal: Refusal, words: Words) -> str:
    """What to do about it: never empty."""
    code = refusal.code
    if not refusal.text and refusal.situation in SITUATION_ADVICE:
        return words.t(SITUATION_ADVICE[refusal.situation])
    if code in {"AEP6009", "AEP6011"}:
        return _associate(refusal, words)
    family = next((known for known in ADVICE if known and code.startswith(known)), "")
    return words.t(ADVICE.get(code) or ADVICE.get(family) or ANY_OTHER)


def _associate(refusal: Refusal, words: Words) -> str:
    if refusal.resolution:
        return words.t(
            "En el portal de la DIAN, asocia la resolución {resolution} a Alegra.",
            resolution=inert(refusal.resolution, 40),
        )
    return words.t("En el portal de la DIAN, asocia la resolución de la numeración a Alegra.")


def refusal_sentence(error: Mapping[str, Any], words: Words) -> str:
    """Of the error that an operation keeps: their words, and what to do where it is known."""
    text = str(error.get("message") or "")
    code = str(error.get("code") or "") or code_in(text)
    refusal = Refusal(text, code=code, situation=str(error.get("situation", "")))
    known = words.t(ADVICE[code]) if code in ADVICE else ""
    return f"{sentence(refusal, words)}. {known}".strip() if known else sentence(refusal, words)


def refused_lines(refusal: Refusal, words: Words) -> list[str]:
    """What was not done with an issued invoice, who said no, and what to do about it."""
    reason = sentence(refusal, words)
    said = words.t("🔴 Alegra dijo que no: {reason}", reason=reason)
    if not refusal.text and refusal.situation in NOT_VOIDED:
        said = words.t("🔴 No se anuló: {reason}", reason=reason)
    elif not refusal.text:
        said = words.t("🔴 No se hizo: {reason}", reason=reason)
    return [said, what_to_do(refusal, words)]
