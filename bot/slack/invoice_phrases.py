"""The sentences about an invoice that several cards share."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from bot.billing.identifiers import client_label
from bot.billing.invoice import BilledClient, Invoice
from bot.billing.totals import TaxTotal, line_base, taxes_of
from bot.locale import Words
from bot.slack.escape import as_shown, inert, mention, slack_link
from bot.store.records import UNASKED

LONGEST_NAME, LONGEST_REASON = 150, 1000
EMPTY_QUOTATION = re.compile(r": (?:«»|“”)")
PRECISION = 2
"""Decimal places kept while adding up; the currency decides how many are shown."""


def client_name(client: BilledClient) -> str:
    return inert(client.name, LONGEST_NAME)


def client_line(client: BilledClient) -> str:
    """`*Clínica Los Andes S.A.S.* · NIT 900.482.713-5 · Bogotá`."""
    return dotted(f"*{client_name(client)}*", inert(client_label(client), 60), inert(client.city, 60))


def total(invoice: Invoice, words: Words) -> str:
    return words.money(invoice.total, invoice.currency)


def balance(invoice: Invoice, words: Words) -> str:
    return words.money(invoice.balance, invoice.currency)


def tax_lines(invoice: Invoice, words: Words) -> list[str]:
    """One line per tax and rate, with the base that it is computed on; what bears no tax has its base too."""
    taxes = taxes_of(invoice.lines, precision=PRECISION)
    bare = sum((line_base(line, precision=PRECISION) for line in invoice.lines if not line.taxes), Decimal(0))
    untaxed = [words.t("Sin impuesto  {base}", base=words.money(bare, invoice.currency))] if bare and taxes else []
    return [*(_tax_line(tax, invoice, words) for tax in taxes), *untaxed]


def _tax_line(tax: TaxTotal, invoice: Invoice, words: Words) -> str:
    """An exempt or excluded base is not a taxed one: it goes by the name of its tax."""
    name, base = inert(tax.name, 40), words.money(tax.base, invoice.currency)
    if not tax.rate:
        return words.t("{tax}  base {base}", tax=name, base=base)
    return words.t(
        "Base gravada {rate}  {base} · {tax}  {amount}",
        rate=words.percent(tax.rate),
        base=base,
        tax=name,
        amount=words.money(tax.amount, invoice.currency),
    )


def withholding_lines(invoice: Invoice, words: Words) -> list[str]:
    return [
        words.t(
            "Retención {name}  {amount}", name=inert(held.name, 60), amount=words.money(held.amount, invoice.currency)
        )
        for held in invoice.withholdings
    ]


def addresses(recipients: Iterable[str], words: Words, *, most: int = 5) -> str:
    """`a@x.co, b@x.co y 3 más`."""
    known = list(recipients)
    shown = ", ".join(inert(address, 100) for address in known[:most])
    hidden = len(known) - most
    return words.n("{shown} y {count} más", "{shown} y {count} más", hidden, shown=shown) if hidden > 0 else shown


def either(people: Iterable[str], words: Words) -> str:
    """`@Bruno, @Carla o @Diego`."""
    return words.listed([mention(person) for person in people], alternatives=True)


def everyone(people: Iterable[str], words: Words) -> str:
    """`@Bruno, @Carla y @Diego`."""
    return words.listed([mention(person) for person in people])


def asked(people: Sequence[str], missing: int, words: Words) -> str:
    """`@Bruno o @Diego`; where both are needed, `@Bruno y @Diego`."""
    return either(people, words) if len(people) > missing else everyone(people, words)


def waiting_for(people: Sequence[str], missing: int, words: Words) -> str:
    """A sentence; empty where nobody is left who may."""
    named = asked(people, missing, words)
    return words.n("Falta {people}.", "Faltan {count}: {people}.", missing, people=named) if people else ""


def who(person: str, words: Words) -> str:
    """Somebody, or the rule by which a routine document went out."""
    return words.t("la regla de documentos de rutina") if person == UNASKED else mention(person)


def approved_by(people: Iterable[str], words: Words) -> str:
    """Within a line; empty where nobody did."""
    named = [who(person, words) for person in people]
    if not named:
        return ""
    return words.n("aprobó {person}", "aprobaron {person}", len(named), person=words.listed(named))


def see_card(permalink: str, words: Words) -> str:
    """A link to the card in the channel; empty until it is there."""
    return slack_link(permalink, words.t("ver la tarjeta"))


def because(reason: str, words: Words) -> str:
    """What somebody wrote, at the end of what they did; empty where they gave no reason."""
    return f": «{as_shown(inert(reason, LONGEST_REASON), words)}»" if reason else ""


def unquoted(sentence: str) -> str:
    """Without the quotation at its end, in any language, when there was nothing to quote."""
    return EMPTY_QUOTATION.sub("", sentence)


def dotted(*pieces: str) -> str:
    return " · ".join(piece for piece in pieces if piece)
