"""What a draft still lacks for stamping, said where it can be mended (Alegra fact sheet 5.6)."""

from collections.abc import Mapping

from bot.billing.completeness import Lack, Missing
from bot.billing.dates import OutsideWindow
from bot.locale import Words, phrase

CLIENT_FIELDS: Mapping[str, str] = {
    "name": phrase("el nombre"),
    "identification_type": phrase("el tipo de identificación"),
    "identification": phrase("la identificación"),
    "check_digit": phrase("un dígito de verificación correcto"),
    "kind_of_person": phrase("el tipo de persona"),
    "regime": phrase("el régimen"),
    "address": phrase("la dirección"),
    "city": phrase("la ciudad"),
    "department": phrase("el departamento"),
    "email": phrase("el correo"),
    "zip_code": phrase("el código postal"),
    "cfdi_use": phrase("el uso del CFDI"),
}
NUMBERING = {
    Lack.MISSING: phrase("elige la numeración en «Más opciones»"),
    Lack.INVALID: phrase("la numeración no sirve para esta factura; elige otra en «Más opciones»"),
    Lack.INACTIVE: phrase("la numeración está inactiva en Alegra; elige otra en «Más opciones»"),
    Lack.NOT_STARTED: phrase("la numeración todavía no rige en esa fecha; elige otra en «Más opciones»"),
    Lack.EXPIRED: phrase("la numeración ya venció; pide otra resolución o elige otra en «Más opciones»"),
    Lack.EXHAUSTED: phrase("a la numeración no le quedan números; pide otra resolución o elige otra en «Más opciones»"),
}


def of_client(missing: tuple[Missing, ...], words: Words) -> str:
    """One sentence for everything that the client lacks in Alegra; empty when it lacks nothing."""
    fields = [each.field.removeprefix("client.") for each in missing if each.field.startswith("client.")]
    if any(each.field == "client" for each in missing):
        return words.t("Este cliente está inactivo o ya no está en Alegra; elige otro.")
    if not fields:
        return ""
    lacks = words.listed([words.t(CLIENT_FIELDS[field]) for field in fields])
    return words.t("Para emitir, al cliente le falta {lacks}. Complétalo en Alegra y vuelve a elegirlo.", lacks=lacks)


def of_line(missing: Missing, words: Words) -> str:
    if missing.field == "line.unit":
        said = words.t("al producto le falta la unidad de medida en Alegra")
    elif missing.code is Lack.INACTIVE:
        said = words.t("el producto está inactivo en Alegra; elige otro")
    else:
        said = words.t("este producto ya no está en Alegra; elige otro")
    return words.t("Línea {line}: {said}", line=missing.line, said=said)


def of_rest(missing: Missing, words: Words) -> str:
    if missing.field == "numbering":
        said = words.t(NUMBERING[missing.code])
        return said[:1].upper() + said[1:]
    if missing.field == "payment_method":
        return words.t("Elige el medio de pago en «Más opciones»: de contado, la DIAN lo exige.")
    return words.t("Falta {field} para poder emitir.", field=missing.field)


def of_window(window: OutsideWindow, words: Words) -> str:
    return words.t(
        "La fecha fija debe estar entre el {earliest} y el {latest}; cámbiala en «Más opciones».",
        earliest=words.day(window.earliest),
        latest=words.day(window.latest),
    )
