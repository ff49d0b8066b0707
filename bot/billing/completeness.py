"""Whether a draft has all that stamping needs, asked when it is submitted, not after it was approved (design 5)."""

import datetime as dt
from collections.abc import Mapping

from bot.billing.countries import elsewhere, rules_of
from bot.billing.countries.stamping import Lack, Missing, Stamping
from bot.billing.directory import Client, Company, Item, Numbering
from bot.billing.draft import DateMode, Draft

__all__ = ["Lack", "Missing", "missing_for_stamping"]


def missing_for_stamping(
    draft: Draft,
    *,
    client: Client | None,
    items: Mapping[str, Item],
    numbering: Numbering | None,
    company: Company,
    today: dt.date,
) -> tuple[Missing, ...]:
    """Everything that is missing; a numbering that is not electronic asks only that it has a number to give.

    `today` in the company's time zone. A floating date is taken to be today.
    """
    if numbering is None:
        return (Missing("numbering", Lack.MISSING),)
    stamping = Stamping(
        draft=draft,
        client=client,
        items=items,
        numbering=numbering,
        company=company,
        issue_date=(draft.fixed_date if draft.date_mode is DateMode.FIXED else None) or today,
    )
    rules = rules_of(company.country).missing if numbering.is_electronic else elsewhere.of_numbering
    return tuple(rules(stamping))
