"""The living card of an issued invoice: its number, what the authority said, who was e-mailed, what is still owed."""

from dataclasses import dataclass, replace
from decimal import Decimal

from bot.billing.invoice import Invoice, StampState
from bot.billing.payments import PaidWord, paid_word
from bot.locale import Words, phrase
from bot.slack import invoice_phrases as phrases
from bot.slack import samples
from bot.slack.amounts import hidden_here, see_amounts
from bot.slack.blocks import actions, button, context, option, overflow, paragraphs
from bot.slack.drawing import Block, Message
from bot.slack.email_line import NOT_SENT, Emailing, EmailLine, email_line
from bot.slack.escape import as_shown, inert, link, mention
from bot.slack.references import Reference
from bot.slack.refusals import Refusal, refused_lines

PAY = "payment.record"
EMAIL = "invoice.email"
VOID = "invoice.void"
MORE = "issued.more"
HISTORY, TECHNICAL, PREVIEW, CLONE, PAYMENTS = "history", "technical", "preview", "clone", "payments"
"""Verbs of the options of `MORE`, in their references."""
AUTHORITY_HOSTS = frozenset(
    {"catalogo-vpfe.dian.gov.co", "catalogo-vpfe-hab.dian.gov.co", "verificacfdi.facturaelectronica.sat.gob.mx"}
)
"""Where the link of the QR text may lead: it is data, and whoever wrote it is not trusted."""
SETTLED = {
    PaidWord.PARTLY: phrase("Abonada"),
    PaidWord.PAID: phrase("Pagada"),
    PaidWord.CREDITED: phrase("Saldada con nota crédito"),
}
"""Three words for three things; an invoice that is owed has none."""


@dataclass(frozen=True)
class IssuedCard:
    reference: Reference
    authority: str
    code_name: str
    """CUFE, folio fiscal …"""
    invoice: Invoice
    requester: str
    approvers: tuple[str, ...]
    issued_at: int
    """0: nobody here knows; Alegra does not say when a plain invoice was opened."""
    now: int
    email: EmailLine = NOT_SENT
    has_files: bool = False
    """PDF and XML are in the thread."""
    in_progress: str = ""
    """payment, email or void: what is on its way to Alegra; empty when nothing is."""
    refusal: Refusal | None = None
    """Of the last payment, e-mail or void."""
    withheld: Decimal = Decimal(0)
    """Kept by the client when it paid."""
    still_owed: str = ""
    """Why something is owed after a payment, already written by `Words`."""
    warning: str = ""
    """What differs from what was approved, already written by `Words`; an alarm."""
    by_others: bool = False
    """It was stamped or opened in Alegra, and approved by nobody here."""
    for_admins: bool = False


def draw(card: IssuedCard, words: Words) -> Message:
    number, client = inert(card.invoice.number, 40), phrases.client_name(card.invoice.client)
    text = words.t("{number} emitida a {client}", number=number, client=client)
    blocks = [
        *paragraphs([*_facts(card, words), *_trouble(card, words)]),
        _buttons(card, words),
        *_observations(card, words),
        *hidden_here(words),
    ]
    return Message(phrases.dotted(text, _settled(card, words)), tuple(blocks))


def _facts(card: IssuedCard, words: Words) -> list[str]:
    invoice = card.invoice
    number, client = inert(invoice.number, 40), phrases.client_name(invoice.client)
    head = words.t(
        "✅ *{number}* emitida · {client} · *{total}*",
        number=number,
        client=client,
        total=phrases.total(invoice, words),
    )
    return [
        phrases.dotted(head, f"*{settled}*" if (settled := _settled(card, words)) else ""),
        _dates(card, words),
        _people(card, words),
        _proof(card, words),
    ]


def _people(card: IssuedCard, words: Words) -> str:
    """Of an invoice that was made in Alegra nobody here knows who asked for it, nor whether it was sent."""
    if not card.requester:
        sent = "" if card.email.state is Emailing.NONE else email_line(card.email, words)
        return phrases.dotted(words.t("Hecha en Alegra"), sent)
    asked = words.t("Pidió {person}", person=mention(card.requester))
    by_others = words.t("la emitieron en Alegra, fuera de Cobro: nadie la aprobó aquí") if card.by_others else ""
    return phrases.dotted(asked, phrases.approved_by(card.approvers, words) or by_others, email_line(card.email, words))


def _settled(card: IssuedCard, words: Words) -> str:
    word = paid_word(card.invoice, withheld=card.withheld)
    return words.t(SETTLED[word]) if word in SETTLED else ""


def _dates(card: IssuedCard, words: Words) -> str:
    moment = words.dated(card.issued_at, now_ms=card.now) if card.issued_at else ""
    accepted = words.t("Abierta en Alegra {moment}", moment=moment)
    if card.invoice.is_electronic:
        accepted = words.t("Aceptada por la {authority} {moment}", authority=inert(card.authority, 20), moment=moment)
    due = words.t("vence {day}", day=words.day(card.invoice.due_date))
    return phrases.dotted(
        accepted.rstrip(), due, words.t("saldo {amount}", amount=phrases.balance(card.invoice, words))
    )


def _proof(card: IssuedCard, words: Words) -> str:
    stamp = card.invoice.stamp
    code = f"{inert(card.code_name, 20)} {_short(stamp.code)}" if stamp.code else ""
    see = words.t("Ver en la {authority}", authority=inert(card.authority, 20))
    seen = link(stamp.qr_url, see, hosts=AUTHORITY_HOSTS)
    files = words.t("PDF y XML en el hilo") if card.has_files and card.invoice.is_electronic else ""
    if card.has_files and not card.invoice.is_electronic:
        files = words.t("PDF en el hilo")
    return phrases.dotted(code, seen if seen != see else "", files)


def _short(code: str) -> str:
    return inert(code if len(code) <= 12 else f"{code[:4]}…{code[-4:]}")


def _trouble(card: IssuedCard, words: Words) -> list[str]:
    progress = {
        "payment": words.t("⏳ Registrando el pago en Alegra…"),
        "email": words.t("⏳ Enviando el correo…"),
        "void": words.t("⏳ Anulando en Alegra…"),
    }
    lines = [progress[card.in_progress]] if card.in_progress in progress else []
    lines += [f"🟡 {as_shown(card.still_owed, words)}"] if card.still_owed else []
    if card.warning:
        lines.append(
            words.t("🚨 *No es lo aprobado:* {difference}", difference=as_shown(inert(card.warning, 800), words))
        )
    return [*lines, *refused_lines(card.refusal, words)] if card.refusal else lines


def _buttons(card: IssuedCard, words: Words) -> Block:
    value = card.reference.pack()
    pay = (
        button(words.t("Registrar pago"), action=PAY, value=value, style="primary")
        if card.invoice.balance > 0
        else None
    )
    return actions(
        pay,
        see_amounts(card.reference, label=words.t("Ver")) if words.hides_amounts else None,
        button(_resend(card, words), action=EMAIL, value=value),
        _void(card, value, words),
        overflow(_options(card, words), action=MORE),
        block_id="issued",
    )


def _resend(card: IssuedCard, words: Words) -> str:
    return (
        words.t("Enviar por correo") if card.email.state in {Emailing.NONE, Emailing.REFUSED} else words.t("Reenviar")
    )


def _void(card: IssuedCard, value: str, words: Words) -> Block | None:
    """A stamped one cannot be voided: its button leads to what is possible. A plain one can until it has a payment."""
    if card.invoice.is_electronic:
        return button(words.t("Anular o corregir"), action=VOID, value=value)
    return None if card.invoice.paid else button(words.t("Anular"), action=VOID, value=value, style="danger")


def _options(card: IssuedCard, words: Words) -> list[Block]:
    papers = words.t("PDF y XML") if card.invoice.is_electronic else words.t("Ver PDF")
    verbs = [(PREVIEW, papers), (CLONE, words.t("Igual que esta")), (HISTORY, words.t("Historial"))]
    if card.invoice.payments:
        verbs.insert(1, (PAYMENTS, words.t("Pagos")))
    if card.for_admins:
        verbs.append((TECHNICAL, words.t("Solicitud técnica")))
    return [option(label, replace(card.reference, verb=verb).pack()) for verb, label in verbs]


def _observations(card: IssuedCard, words: Words) -> list[Block]:
    stamp = card.invoice.stamp
    if stamp.state is not StampState.OBSERVED or not stamp.warnings:
        return []
    said = " · ".join(inert(warning, 200) for warning in stamp.warnings[:5])
    return [context(words.t("Aceptada con observaciones: {said}", said=said))]


_STAMPED = IssuedCard(
    reference=samples.REFERENCE,
    authority="DIAN",
    code_name="CUFE",
    invoice=samples.STAMPED,
    requester=samples.ANA,
    approvers=(samples.BRUNO,),
    issued_at=samples.NOW - 2 * samples.MINUTE,
    now=samples.NOW,
    has_files=True,
    email=EmailLine(Emailing.BY_ALEGRA, samples.STAMPED.emailed_to),
)
_OPENED = replace(_STAMPED, invoice=samples.OPENED, email=NOT_SENT)
SAMPLES = {
    "stamped": _STAMPED,
    "resent, for admins": replace(
        _STAMPED,
        email=EmailLine(Emailing.BY_PERSON, ("a@losandes.co", "b@losandes.co"), samples.CARLA),
        for_admins=True,
    ),
    "e-mail of unknown fate": replace(_STAMPED, email=EmailLine(Emailing.UNKNOWN, ("a@losandes.co",), samples.CARLA)),
    "part paid": replace(_STAMPED, invoice=samples.PART_PAID, in_progress="payment"),
    "part paid, no certificate": replace(_STAMPED, invoice=samples.PART_PAID, still_owed="Quedan $1.585.070."),
    "paid": replace(_STAMPED, invoice=samples.PAID),
    "paid net": replace(
        _STAMPED, invoice=replace(samples.PAID, payments=samples.PART_PAID.payments), withheld=Decimal(1585070)
    ),
    "settled": replace(_STAMPED, invoice=replace(samples.PAID, payments=())),
    "made in Alegra": replace(_STAMPED, requester="", approvers=(), issued_at=0, email=NOT_SENT, has_files=False),
    "issued by others": replace(_STAMPED, approvers=(), by_others=True, has_files=False),
    "opened": _OPENED,
    "opened, paid instead of voided": replace(_OPENED, refusal=Refusal("", situation="paid")),
    "opened, voiding": replace(_OPENED, in_progress="void"),
    "opened, part paid": replace(_OPENED, invoice=replace(samples.OPENED, paid=Decimal(1), balance=Decimal(4585069))),
    "payment refused": replace(_STAMPED, refusal=Refusal("El valor es mayor que el saldo", "9030"), has_files=False),
    "not what was approved": replace(_STAMPED, warning="Total: $4.585.070 → $4.585.071"),
    "hostile": replace(
        _STAMPED,
        invoice=samples.HOSTILE_INVOICE,
        requester=samples.HOSTILE,
        warning=samples.HOSTILE,
        in_progress="email",
        email=EmailLine(Emailing.REFUSED, (samples.HOSTILE,) * 9, samples.HOSTILE),
        refusal=Refusal(samples.HOSTILE, "x"),
    ),
}
