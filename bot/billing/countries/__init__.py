"""What differs between countries, one module each; a country without one gets the rules of `elsewhere`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.billing.countries import colombia, elsewhere, mexico
from bot.billing.countries.stamping import Missing, Stamping


@dataclass(frozen=True)
class CountryRules:
    authority: str
    """Before whom an electronic invoice is stamped, as people call it."""
    code_name: str
    """What its stamp is called: CUFE, folio fiscal."""
    missing: Callable[[Stamping], Iterator[Missing]]
    payment_form: Callable[[int], str]
    """Alegra's `paymentForm` (Colombia) or `paymentType` (Mexico) for a term in days; empty elsewhere."""
    holidays: str
    """The country's code in the `holidays` package; empty: no holidays known."""
    past_days: int
    """How far a fixed date may lie before the stamp, unless the company's settings say otherwise (assumed)."""
    future_days: int
    withholds_on_paying: bool = False
    """Clients keep their withholdings when they pay; elsewhere those stand in the invoice, whose total is net."""


COUNTRIES = {
    "colombia": CountryRules(
        "DIAN",
        "CUFE",
        colombia.missing,
        colombia.payment_form,
        "CO",
        past_days=5,
        future_days=10,
        withholds_on_paying=True,
    ),
    "mexico": CountryRules(
        "SAT", "folio fiscal", mexico.missing, mexico.payment_form, "MX", past_days=3, future_days=0
    ),
}
ELSEWHERE = CountryRules(
    "autoridad tributaria", "sello", elsewhere.missing, elsewhere.payment_form, "", past_days=0, future_days=0
)


def rules_of(country: str) -> CountryRules:
    """`country` as Alegra's `applicationVersion` spells it, in any case (Alegra fact sheet 4.1)."""
    return COUNTRIES.get(country.lower(), ELSEWHERE)
