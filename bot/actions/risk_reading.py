"""The risks of a document, from what is stored of it: no request, whoever draws or decides."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.actions.invoice_kind import date_mode
from bot.adapters import TypeAdapter
from bot.billing.numbering import NumberingWarning
from bot.billing.risks import (
    Background,
    Earlier,
    Risk,
    RiskKind,
    RiskLimits,
    Weighed,
    risks_of,
)
from bot.store.records import Document

BACKGROUND, OWN, DROPPED, ASIDE = "background", "own_before", "dropped_before", "risks_set_aside"
"""Facts: what was known when it was handed in; Cobro's own documents of the client then, and Alegra's ids of those that
somebody had discarded, whose drafts Alegra keeps; what an admin set aside since."""


@dataclass(frozen=True)
class KnownThen:
    """With the limits of that day: a document in flight keeps them."""

    background: Background = field(default_factory=Background)
    limits: RiskLimits = field(default_factory=RiskLimits)
    numbering_prefix: str = ""
    numbering: NumberingWarning | None = None


@dataclass(frozen=True)
class SetAside:
    by: str
    at: int
    reason: str
    revision: int
    """Of another revision it says nothing."""


KNOWN: TypeAdapter[KnownThen] = TypeAdapter(KnownThen)
EARLIER: TypeAdapter[tuple[Earlier, ...]] = TypeAdapter(tuple[Earlier, ...])
SET_ASIDE: TypeAdapter[SetAside] = TypeAdapter(SetAside)


def risks_found(document: Document, *, today: dt.date, currency: str) -> tuple[Risk, ...]:
    """All of them; `currency` is the company's own. None of a document that Alegra has not yet."""
    if document.content is None:
        return ()
    known = KNOWN.validate_python(document.facts.get(BACKGROUND) or {})
    dropped = frozenset(document.facts.get(DROPPED) or ())
    of_client = tuple(each for each in known.background.earlier if not each.id or each.id not in dropped)
    earlier = of_client + EARLIER.validate_python(document.facts.get(OWN) or ())
    weighed = Weighed(
        document.content,
        date_mode(document),
        today,
        currency,
        _with(known.background, _without_repeats(earlier)),
        known.numbering_prefix,
        known.numbering,
    )
    return risks_of(weighed, known.limits)


def set_aside(document: Document) -> dict[RiskKind, SetAside]:
    """Of this revision."""
    stored: dict[str, Any] = document.facts.get(ASIDE) or {}
    found = {RiskKind(kind): SET_ASIDE.validate_python(said) for kind, said in stored.items()}
    return {kind: said for kind, said in found.items() if said.revision == document.revision}


def counted(document: Document, *, today: dt.date, currency: str, voter: str = "") -> frozenset[str]:
    """Names of those that nobody has set aside: what a policy's levels look at.

    One that was set aside by somebody who has voted, or by `voter`, counts: nobody is spared a second person by themselves.
    """
    found = {risk.kind for risk in risks_found(document, today=today, currency=currency)}
    voters = voters_of(document) | {voter}
    aside = {kind for kind, said in set_aside(document).items() if said.by not in voters}
    return frozenset(kind.value for kind in found - aside)


def voters_of(document: Document) -> frozenset[str]:
    return frozenset(vote.by for vote in document.votes)


def _without_repeats(earlier: Iterable[Earlier]) -> tuple[Earlier, ...]:
    """The later of two that are the same invoice: Cobro's own is read later than the client's history."""
    by_id = {each.id or each.name: each for each in earlier}
    return tuple(by_id.values())


def _with(background: Background, earlier: tuple[Earlier, ...]) -> Background:
    return Background(earlier, background.standing, background.owed, background.credit_limit)
