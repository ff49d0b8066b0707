"""The lines of words inside the form of an invoice."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from bot.billing.composing import ComposedLine, Composition
from bot.billing.directory import Client, Company, Item, Term
from bot.billing.drafting import Mistake
from bot.billing.numbers import AmbiguousNumber, NotANumber, read_amount, read_number
from bot.billing.search import folded
from bot.billing.totals import LineTotals, Totals
from bot.locale import Words
from bot.slack.escape import inert
from bot.slack.invoice_phrases import dotted


def client_line(client: Client, form: Composition, terms: Sequence[Term], words: Words) -> str:
    term = next((term_name(term, words) for term in terms if term.id == client.term_id), "")
    email = (
        words.t("enviar a {email}", email=inert(client.email, 120))
        if client.email
        else words.t("⚠️ sin correo en Alegra")
    )
    return " · ".join(part for part in (inert(term, 60), email, _debt(form, words)) if part)


def term_name(term: Term, words: Words) -> str:
    """Alegra's name for it; where that is nothing but its days (`30 días`, `De contado`), they are said in the reader's language."""
    name = folded(term.name)
    if name == f"{term.days} dias":
        return words.days(term.days)
    return words.t("De contado") if name in {"de contado", "contado"} else term.name


def _debt(form: Composition, words: Words) -> str:
    if form.history is None:
        return ""
    late = form.history.standing.overdue_count
    return (
        words.n("⚠️ {count} factura vencida", "⚠️ {count} facturas vencidas", late) if late else words.t("sin vencidos")
    )


def closed_line(
    line: ComposedLine, item: Item | None, totals: LineTotals | None, company: Company, words: Words
) -> str:
    name = inert(item.name, 200) if item else words.t("producto que ya no está en Alegra")
    if item is None or totals is None:
        return dotted(
            f"{inert(line.quantity, 40)} × {name}", inert(line.description, 120), _price(line, company, words)
        )
    taxes = " · ".join(f"{inert(tax.name, 40)} {words.percent(tax.rate)}" for tax in item.taxes)
    amounts = f"{words.money(read_amount(line.price, currency=company.currency), company.currency)} → {words.money(totals.base, company.currency)}"
    discount = (
        words.t("dcto {percent}", percent=words.percent(read_number(line.discount))) if line.discount.strip() else ""
    )
    parts = (
        f"{words.number(read_number(line.quantity))} × {name}",
        inert(line.description, 120),
        discount,
        taxes,
        amounts,
    )
    return " · ".join(part for part in parts if part)


def _price(line: ComposedLine, company: Company, words: Words) -> str:
    """As money, or as it was typed where it cannot be read."""
    try:
        return words.money(read_amount(line.price, currency=company.currency), company.currency)
    except (NotANumber, AmbiguousNumber):
        return inert(line.price, 40)


def totals_line(totals: Totals | None, company: Company, words: Words) -> str:
    if totals is None:
        return words.t("*Total:* aparece al elegir un producto con su cantidad y su precio.")
    parts = [words.t("Subtotal {amount}", amount=words.money(totals.subtotal, company.currency))]
    if totals.discount:
        parts.append(words.t("Dcto −{amount}", amount=words.money(totals.discount, company.currency)))
    parts += [
        f"{inert(tax.name, 40)} {words.percent(tax.rate)} {words.money(tax.amount, company.currency)}"
        for tax in totals.taxes
    ]
    return " · ".join([*parts, words.t("*Total {amount}*", amount=words.money(totals.total, company.currency))])


def sentence(mistake: Mistake, words: Words, *, of_several: bool = False) -> str:
    """What is wrong and what to do, naming the line where there are several."""
    said = _said(mistake, words)
    if mistake.line > 1 or (mistake.line and of_several):
        return words.t("Línea {line}: {said}", line=mistake.line, said=said)
    return said[:1].upper() + said[1:]


def _said(mistake: Mistake, words: Words) -> str:
    say = SAID.get((mistake.field, mistake.code)) or SAID.get(("", mistake.code)) or SAID[mistake.field, ""]
    return say(words, mistake.values)


SAID: dict[tuple[str, str], Callable[[Words, tuple[str, ...]], str]] = {
    ("client", ""): lambda words, _: words.t("elige un cliente de la lista"),
    ("term", ""): lambda words, _: words.t("elige cuándo vence"),
    ("date", ""): lambda words, _: words.t("escribe la fecha de la factura"),
    ("item", "missing"): lambda words, _: words.t("elige un producto o servicio de la lista"),
    ("item", "inactive"): lambda words, said: words.t(
        "{name} está inactivo en Alegra; elige otro o actívalo allá", name=said[0]
    ),
    ("item", ""): lambda words, _: words.t("este producto ya no está en Alegra; elige otro"),
    ("quantity", "out_of_range"): lambda words, _: words.t("la cantidad debe ser mayor que 0"),
    ("quantity", ""): lambda words, _: words.t("escribe la cantidad como número, por ejemplo 2 o 1,5"),
    ("price", "out_of_range"): lambda words, _: words.t("el precio debe ser mayor que 0"),
    ("price", ""): lambda words, _: words.t("escribe el precio como número, por ejemplo 850000"),
    ("discount", "out_of_range"): lambda words, _: words.t("el descuento va de 0 a menos de 100"),
    ("discount", ""): lambda words, _: words.t("escribe el descuento como número, por ejemplo 10"),
    ("", "ambiguous"): lambda words, said: words.t(
        "¿{first} o {second}? Escríbelo sin el punto o con los decimales",
        first=_typed(said[0], words),
        second=_typed(said[1], words),
    ),
    ("", "too_long"): lambda words, said: words.t(
        "son {length} caracteres y caben {most}; acórtalo", length=said[0], most=said[1]
    ),
}
"""By field and code; an empty code is any other mistake of the field, an empty field any field."""


def _typed(number: str, words: Words) -> str:
    """A number as one types it: without thousands and idle zeros, with the decimal sign of the language."""
    sign = words.number(Decimal("0.5"))[1:-1]
    return f"{Decimal(number).normalize():f}".replace(".", sign)
