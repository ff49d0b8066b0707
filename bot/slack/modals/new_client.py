"""The form of a new client: what an electronic invoice will ask of it, and no more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.billing.directory import Term
from bot.billing.identifiers import nit_check_digit
from bot.billing.new_entries import (
    CFDI_USES,
    FISCAL_REGIMES,
    KINDS,
    SIMPLIFIED,
    TAXED,
    Flaw,
    NewClient,
    flaws_of_client,
    read_identification,
)
from bot.locale import Words, phrase
from bot.slack import samples
from bot.slack.blocks import choice, context, field, option, text_input
from bot.slack.drawing import Block, View
from bot.slack.forms import FieldErrors, Values, chosen, modal, typed

CALLBACK = "new_client.submit"
NAME, KIND, NUMBER, EMAIL = "new_client.name", "new_client.kind", "new_client.number", "new_client.email"
ADDRESS, CITY, DEPARTMENT = "new_client.address", "new_client.city", "new_client.department"
TERM, REGIME = "new_client.term", "new_client.regime"
POSTAL_CODE, CFDI_USE = "new_client.postal_code", "new_client.cfdi_use"
BLOCKS = {"name": NAME, "identification": NUMBER, "email": EMAIL, "regime": REGIME, "postal_code": POSTAL_CODE}
FLAWS = {
    Flaw.MISSING: phrase("Hace falta"),
    Flaw.NOT_A_NIT: phrase("Un NIT son solo números, por ejemplo 900482713-5"),
    Flaw.NOT_AN_RFC: phrase("No parece un RFC, por ejemplo EKU9003173C9"),
    Flaw.NOT_A_POSTAL_CODE: phrase("El código postal tiene 5 números"),
    Flaw.NOT_AN_EMAIL: phrase("No parece un correo"),
}
REGIMES = {TAXED: phrase("Responsable de IVA"), SIMPLIFIED: phrase("No responsable de IVA")}
LONGEST = 120
MEXICO = "mexico"


@dataclass(frozen=True)
class NewClientForm:
    private_metadata: str
    country: str
    terms: Sequence[Term]
    name: str = ""


def draw(model: NewClientForm, words: Words) -> View:
    kinds = KINDS.get(model.country, ())
    return modal(
        callback=CALLBACK,
        title=words.t("Nuevo cliente"),
        blocks=[
            _name(model, words),
            *_identification(kinds, words),
            field(
                words.t("Correo al que se le factura"),
                _text(EMAIL),
                block_id=EMAIL,
                optional=True,
                hint=words.t("Sin correo se emite, pero no se le puede enviar."),
            ),
            *_of_cfdi(model, words),
            *_place(model.country, words),
            *_term(model.terms, words),
            context(words.t("Se crea en Alegra, y lo eliges en la factura en cuanto esté.")),
        ],
        submit=words.t("Crear"),
        close=words.t("Cancelar"),
        private_metadata=model.private_metadata,
    )


def read(values: Values, words: Words, *, country: str) -> NewClient | FieldErrors:
    kinds = KINDS.get(country, ())
    kind = chosen(values, KIND, KIND) or (kinds[0] if kinds else "")
    number, digit = read_identification(kind, typed(values, NUMBER, NUMBER))
    client = NewClient(
        name=typed(values, NAME, NAME),
        identification_type=kind,
        identification=number,
        check_digit=digit,
        email=typed(values, EMAIL, EMAIL),
        address=typed(values, ADDRESS, ADDRESS),
        city=typed(values, CITY, CITY),
        department=typed(values, DEPARTMENT, DEPARTMENT),
        term_id=chosen(values, TERM, TERM),
        regime=chosen(values, REGIME, REGIME),
        postal_code=typed(values, POSTAL_CODE, POSTAL_CODE),
        cfdi_use=chosen(values, CFDI_USE, CFDI_USE),
    )
    flaws = dict(flaws_of_client(client))
    return (
        FieldErrors({BLOCKS[name]: _sentence(flaw, client, words) for name, flaw in flaws.items()}) if flaws else client
    )


def _sentence(flaw: Flaw, client: NewClient, words: Words) -> str:
    if flaw is Flaw.CHECK_DIGIT:
        right = nit_check_digit(client.identification)
        return words.t("El dígito de verificación de {number} es {digit}", number=client.identification, digit=right)
    if flaw is Flaw.DIGIT_WITHIN:
        number, digit = client.identification[:-1], client.identification[-1]
        return words.t("Escribe el dígito de verificación con guion: {number}-{digit}", number=number, digit=digit)
    return words.t(FLAWS[flaw])


def _name(model: NewClientForm, words: Words) -> Block:
    """The SAT compares it letter by letter."""
    hint = words.t("Igual que en su Constancia de Situación Fiscal, sin «S.A. de C.V.».") if _is_mexico(model) else ""
    return field(words.t("Nombre o razón social"), _text(NAME, model.name), block_id=NAME, hint=hint)


def _is_mexico(model: NewClientForm) -> bool:
    return model.country == MEXICO


def _identification(kinds: Sequence[str], words: Words) -> Iterable[Block]:
    if len(kinds) > 1:
        options = [option(kind, kind) for kind in kinds]
        yield field(words.t("Tipo de documento"), choice(KIND, options, chosen=kinds[0]), block_id=KIND)
    label = words.t("NIT o número de documento") if len(kinds) > 1 else words.t("Identificación tributaria")
    yield field(label, _text(NUMBER), block_id=NUMBER)


def _of_cfdi(model: NewClientForm, words: Words) -> Iterable[Block]:
    if not _is_mexico(model):
        return
    regimes = [option(name, value) for value, name in FISCAL_REGIMES.items()]
    yield field(words.t("Régimen fiscal"), choice(REGIME, regimes), block_id=REGIME)
    yield field(words.t("Código postal del domicilio fiscal"), _text(POSTAL_CODE), block_id=POSTAL_CODE)
    uses = [option(name, value) for value, name in CFDI_USES.items()]
    yield field(words.t("Uso del CFDI"), choice(CFDI_USE, uses, chosen=next(iter(CFDI_USES))), block_id=CFDI_USE)


def _place(country: str, words: Words) -> Iterable[Block]:
    """The DIAN asks for them (Alegra fact sheet 5.6); elsewhere they may wait."""
    is_asked = country == "colombia"
    yield field(words.t("Dirección"), _text(ADDRESS), block_id=ADDRESS, optional=not is_asked)
    yield field(words.t("Ciudad"), _text(CITY), block_id=CITY, optional=not is_asked)
    label = words.t("Departamento") if is_asked else words.t("Estado o provincia")
    yield field(label, _text(DEPARTMENT), block_id=DEPARTMENT, optional=not is_asked)
    if is_asked:
        options = [option(words.t(name), value) for value, name in REGIMES.items()]
        hint = words.t("Si no lo eliges: responsable con NIT, no responsable con los demás documentos.")
        yield field(words.t("IVA"), choice(REGIME, options), block_id=REGIME, optional=True, hint=hint)


def _term(terms: Sequence[Term], words: Words) -> Iterable[Block]:
    if terms:
        options = [option(term.name, term.id) for term in terms[:100]]
        yield field(words.t("Plazo de pago"), choice(TERM, options), block_id=TERM, optional=True)


def _text(action: str, initial: str = "") -> Block:
    return text_input(action, initial=initial, longest=LONGEST)


_TERMS = (Term("1", "De contado", 0), Term("2", "30 días", 30))
SAMPLES = {
    "colombia": NewClientForm(samples.REFERENCE.pack(), "colombia", _TERMS, "Zapatería El Cordón"),
    "mexico": NewClientForm(samples.REFERENCE.pack(), "mexico", _TERMS),
    "elsewhere": NewClientForm(samples.REFERENCE.pack(), "panama", ()),
    "hostile": NewClientForm(samples.REFERENCE.pack(), "colombia", (Term("1", samples.HOSTILE, 0),), samples.HOSTILE),
}
