"""The Home tab: what waits for a person, their own invoices, what is stuck, what is overdue, and what they may begin.

One tab for the whole workspace, so it is put together from a part for each company; each part's ids are of its company's
own (`bot/slack/letterhead.py`).
"""

from decimal import Decimal

from bot.billing.ageing import Buckets
from bot.billing.eligibility import Act
from bot.locale import Words, phrase
from bot.slack import home_samples
from bot.slack import invoice_phrases as phrases
from bot.slack.author_buttons import ASK_AGAIN, CORRECT
from bot.slack.blocks import actions, button, context, divider, header, section
from bot.slack.drawing import Block, Message, View
from bot.slack.escape import inert, mention
from bot.slack.home_contents import CompanyHome, Home, HomeRow, Stuck
from bot.slack.letterhead import Letterhead
from bot.slack.messages.door_notes import guests_refused

CALLBACK = "home"
NEW_INVOICE, RECORD_PAYMENT, SETTINGS, RESUME = "home.new_invoice", "home.payment", "home.settings", "home.resume"
APPROVE_MANY = "home.approve_many"
BUTTONS = {
    NEW_INVOICE: (Act.DRAFT, phrase("Nueva factura")),
    RECORD_PAYMENT: (Act.COLLECT, phrase("Registrar pago")),
    SETTINGS: (Act.ADMINISTER, phrase("Ajustes")),
}
"""What each opens, for whoever may."""
STUCK = {
    Stuck.UNKNOWN: phrase("Alegra no ha dicho qué pasó: la estoy consultando"),
    Stuck.NEEDS_PERSON: phrase("No pude saber qué pasó: alguien debe mirarla en Alegra y decidir en la tarjeta"),
}
ASKED = {
    "void": phrase("{person} pide anularla {moment}: «{reason}»"),
    "void_payment": phrase("{person} pide anular el pago {moment}: «{reason}»"),
    "delete": phrase("{person} pide borrar el borrador en Alegra {moment}"),
}
MOST_ROWS = 5
"""Of each kind; what is longer is a list of its own."""
LONGEST_REASON = 200
MOST_BLOCKS = 100
STEPS = (
    phrase("*1.* Pulsa *Nueva factura* o escribe `/factura crear`: eliges el cliente, lo que vendiste y envías."),
    phrase("*2.* Otra persona la revisa y la aprueba; nadie aprueba lo que pidió. Solo entonces se emite."),
    phrase("*3.* Te aviso por mensaje directo cuando salga, y aquí ves siempre en qué va."),
)


def draw(home: Home, words: Words) -> View:
    """Without any company it is the tab of a guest whom none of them names, or names any more."""
    parts = [_part(company, words) for company in home.companies] or [guests_refused(words).blocks]
    blocks = [block for number, each in enumerate(parts) for block in ((divider(), *each) if number else each)]
    if len(blocks) > MOST_BLOCKS:
        rest = words.t("Hay más de lo que cabe aquí: `/invoice list` en el canal de cada empresa lo muestra todo.")
        blocks = [*blocks[: MOST_BLOCKS - 1], context(rest)]
    return {"type": "home", "callback_id": CALLBACK, "blocks": blocks}


def _part(home: CompanyHome, words: Words) -> tuple[Block, ...]:
    return Letterhead(home.company).addressed(Message("", tuple(_blocks(home, words)))).blocks


def _blocks(home: CompanyHome, words: Words) -> list[Block]:
    return [
        *([header(f"🏢 {home.name}")] if home.name else []),
        *_buttons(home, words),
        *_paused(home, words),
        *_steps(home, words),
        *_group(words.t("🟢 Esperan tu aprobación"), [_to_approve(row, home, words) for row in home.to_approve], words),
        *_together(home, words),
        *_group(words.t("🗳️ Falta tu voto"), [_petition(row, home, words) for row in home.petitions], words),
        *_group(words.t("↩️ Devueltas a ti"), [_returned(row, home, words) for row in home.returned], words),
        *_group(words.t("🟠 Detenidas"), [_stuck(row, home, words) for row in home.stuck], words),
        *_unsent(home, words),
        *_group(words.t("🕓 Pedidas por ti, sin decidir"), [_asked(row, home, words) for row in home.under_way], words),
        *_overdue(home, words),
    ]


def _buttons(home: CompanyHome, words: Words) -> list[Block]:
    """Invoicing first, where they may: it is what most people come for."""
    offered = [(action, words.t(label)) for action, (act, label) in BUTTONS.items() if act in home.may]
    if not offered:
        return []
    first = offered[0][0]
    drawn = [button(label, action=action, style="primary" if action == first else None) for action, label in offered]
    return [actions(*drawn, block_id="home")]


def _paused(home: CompanyHome, words: Words) -> list[Block]:
    if not home.paused_since:
        return []
    since = words.moment(home.paused_since, now_ms=home.now)
    said = words.t("⏸️ *Desde {moment} nada sale hacia Alegra.* Lo aceptado espera y saldrá solo.", moment=since)
    return [section(said)]


def _steps(home: CompanyHome, words: Words) -> list[Block]:
    if home.is_new and home.waits_for_nobody and Act.DRAFT in home.may:
        title = words.t("👋 *Así se hace tu primera factura*")
        return [section("\n".join([title, *(words.t(step) for step in STEPS)]))]
    if home.waits_for_nobody:
        return [section(words.t("✅ Nada espera por ti."))]
    return []


def _group(title: str, rows: list[Block], words: Words) -> list[Block]:
    if not rows:
        return []
    hidden = len(rows) - MOST_ROWS
    more = words.n("y {count} más: `/invoice list`", "y {count} más: `/invoice list`", hidden) if hidden > 0 else ""
    return [divider(), section(f"*{title}*"), *rows[:MOST_ROWS], *([context(more)] if more else [])]


def _to_approve(row: HomeRow, home: CompanyHome, words: Words) -> Block:
    asked = words.t("Pidió {person} {moment}", person=mention(row.person), moment=words.moment(row.at, now_ms=home.now))
    return section(f"{_head(row, words)}\n{phrases.dotted(asked, *_links(row, words))}")


def _petition(row: HomeRow, home: CompanyHome, words: Words) -> Block:
    said = words.t(
        ASKED[row.asked],
        person=mention(row.person),
        moment=words.moment(row.at, now_ms=home.now),
        reason=inert(row.reason, LONGEST_REASON),
    )
    return section(f"{_head(row, words)}\n{phrases.dotted(phrases.unquoted(said), *_links(row, words))}")


def _together(home: CompanyHome, words: Words) -> list[Block]:
    if len(home.to_approve) < 2:
        return []
    return [actions(button(words.t("Aprobar varias"), action=APPROVE_MANY), block_id="together")]


def _returned(row: HomeRow, home: CompanyHome, words: Words) -> Block:
    reason = inert(row.reason, LONGEST_REASON)
    if row.has_expired:
        said = words.t("Venció sin que nadie decidiera")
    elif row.is_own:
        said = words.t("La retiraste: «{reason}»", reason=reason)
    elif row.person:
        said = words.t("{person} la devolvió: «{reason}»", person=mention(row.person), reason=reason)
    else:
        said = words.t("Alegra no la creó: {reason}", reason=reason)
    when = words.moment(row.at, now_ms=home.now) if row.at else ""
    label, action = (words.t("Pedir otra vez"), ASK_AGAIN) if row.has_expired else (words.t("Corregir"), CORRECT)
    again = button(label, action=action, value=row.reference.pack()) if row.reference is not None else None
    text = f"{_head(row, words)}\n{phrases.dotted(phrases.unquoted(said), when, *_links(row, words))}"
    return section(text, block_id=f"turn.{row.document}", accessory=again)


def _stuck(row: HomeRow, home: CompanyHome, words: Words) -> Block:
    since = words.t("desde {moment}", moment=words.moment(row.at, now_ms=home.now)) if row.at else ""
    said = words.t(STUCK[row.stuck]) if row.stuck else ""
    return section(f"{_head(row, words)}\n{phrases.dotted(said, since, *_links(row, words))}")


def _asked(row: HomeRow, home: CompanyHome, words: Words) -> Block:
    sent = words.t("Enviada {moment}", moment=words.moment(row.at, now_ms=home.now)) if row.at else ""
    return section(f"{_head(row, words)}\n{phrases.dotted(sent, *_links(row, words))}")


def _head(row: HomeRow, words: Words) -> str:
    amount = f"*{words.money(row.amount, row.currency)}*" if row.amount is not None else ""
    return phrases.dotted(f"*{inert(row.client, phrases.LONGEST_NAME) or '—'}*", amount)


def _links(row: HomeRow, words: Words) -> tuple[str, str]:
    return inert(row.document, 20), phrases.see_card(row.permalink, words)


def _unsent(home: CompanyHome, words: Words) -> list[Block]:
    if home.unsent is None:
        return []
    client = inert(home.unsent.client, phrases.LONGEST_NAME)
    lines = home.unsent.lines
    held = words.n("{count} línea", "{count} líneas", lines) if lines else ""
    said = phrases.dotted(f"*{client}*" if client else words.t("Todavía sin cliente"), held)
    go_on = button(words.t("Seguir"), action=RESUME)
    return [divider(), section(f"*{words.t('✏️ Sin enviar')}*\n{said}", block_id="unsent", accessory=go_on)]


def _overdue(home: CompanyHome, words: Words) -> list[Block]:
    summary = home.overdue
    if summary is None:
        return _not_scanned(home, words)
    scanned = words.t("Revisada {moment}", moment=words.moment(summary.scanned_at, now_ms=home.now))
    if not summary.clients:
        return [divider(), section(words.t("📋 *Cartera vencida* · nadie debe nada")), context(scanned)]
    total = words.n(
        "📋 *Cartera vencida* · *{total}* en {count} cliente",
        "📋 *Cartera vencida* · *{total}* en {count} clientes",
        summary.clients,
        total=words.money(summary.buckets.total, summary.currency),
    )
    young, middle, old, oldest = (
        f"{label} {words.money(amount, summary.currency)}".replace(" ", "\u00a0")
        for label, amount in _aged(summary.buckets, words)
    )
    return [divider(), section(f"{total}\n{young} · {middle}\n{old} · {oldest}"), context(scanned)]


def _not_scanned(home: CompanyHome, words: Words) -> list[Block]:
    """Silence would look like nobody owing anything."""
    if Act.COLLECT not in home.may:
        return []
    said = words.t("📋 *Cartera vencida* · todavía no la he revisado: lo hago los días hábiles, a la hora del aviso")
    return [divider(), section(said)]


def _aged(buckets: Buckets, words: Words) -> list[tuple[str, Decimal]]:
    return [
        (words.t("1–30 d"), buckets.days_1_30),
        (words.t("31–60 d"), buckets.days_31_60),
        (words.t("61–90 d"), buckets.days_61_90),
        (words.t("+90 d"), buckets.over_90),
    ]


SAMPLES = home_samples.HOMES
