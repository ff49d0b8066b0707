"""What Alegra was seen to do on some accounts and not on others, each to be turned on or off."""

from dataclasses import asdict, dataclass, fields
from typing import Any


class UnknownSwitch(ValueError):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"there is no switch {name}; there are {', '.join(sorted(each.name for each in fields(Switches)))}"
        )


class WrongSwitchValue(ValueError):
    def __init__(self, name: str, value: object, wanted: type) -> None:
        super().__init__(f"switch {name} takes {wanted.__name__}, not {value!r}")


@dataclass
class Switches:
    """The defaults are the quirks that cost a careless client most, so that they are met first here."""

    requests_per_minute: int = 150
    """Fact sheet 1.2."""
    over_limit_as_400: bool = False
    """Too many requests are told as 400 with `code` 429 (fact sheet 1.2), everywhere."""
    contacts_per_minute: int = 0
    """The hidden throttle of /contacts, told as 400 with `code` 429; 5 was seen live; 0 is off (fact sheet 1.2)."""
    ignores_date_after: bool = True
    """`date_after` and `date_before` do not filter (fact sheet 2, truth table; for `date_before` assumed)."""
    ignores_due_date_filters: bool = True
    """`dueDate_...` do not filter (fact sheet 2, truth table)."""
    ignores_payment_dates: bool = True
    """Date filters of /payments (fact sheet 2, truth table)."""
    ignores_contact_search: bool = True
    """`query` and `name` do not filter /contacts, as on a Colombian account (fact sheet 2, truth table)."""
    one_status_at_a_time: bool = True
    """`status=open,closed` filters by the first one only (fact sheet 2: a list is documented, one at a time live)."""
    number_suffix_match: bool = True
    """`numberTemplate_fullNumber` matches every number that ends so (fact sheet 2, truth table)."""
    orders_by_due_date: bool = True
    """`order_field=dueDate` is honoured; off: ordered by id, as if unknown."""
    padded_numbers: str = "some"
    """`none`, `some` (prices and percentages of lines and items, amounts of an invoice's payments) or `all` amounts are
    texts with padded decimals (fact sheet 1.5)."""
    whole_ids: bool = True
    """Ids of items and payments are JSON numbers in lists (fact sheet 1.4)."""
    template_as_array: str = "list"
    """Where an invoice's numberTemplate is an array: `never`, `list`, `always` (fact sheet 5.3)."""
    taxes_as_results: bool = True
    """GET /taxes answers {"total": "4", "results": [...]} (fact sheet 1.3)."""
    draft_pdf: str = "null"
    """What `fields=pdf` of a draft gives: `null`, `404` or `link` (design 9)."""
    open_accepts_drafts: bool = False
    """POST /open works on a draft (fact sheet 5.4: seen both ways)."""
    stamped_observations_editable: bool = False
    """`observations` of a stamped invoice may be changed (fact sheet 14.12)."""
    failed_stamp_keeps_draft: bool = True
    """Create with generateStamp that fails to stamp answers 400 and leaves the draft (fact sheet 5.5)."""
    email_on_stamp: bool = True
    """The account's setting: the client gets the document when it is stamped (fact sheet 5.7, assumed)."""
    retentions_of_paid_invoices: bool = True
    """`invoices[].retentions` of a payment count (fact sheet 6: possible, unconfirmed); off: they are ignored."""
    payment_edits_invoice: bool = True
    """A payment, its voiding and reopening fire `edit-invoice` (fact sheet 10 and 14.3: unverified, assumed)."""
    payment_row_seconds: float = 0.0
    """How long each row of a list of payments takes; 0.3 was seen live (fact sheet 2)."""
    link_seconds: int = 300
    """How long a link to a PDF or XML works, by the sandbox's clock (fact sheet 1.6, 13.10)."""

    def change(self, wanted: dict[str, Any]) -> None:
        """All of them or none: raise UnknownSwitch or WrongSwitchValue before anything is changed."""
        now = asdict(self)
        for name, value in wanted.items():
            if name not in now:
                raise UnknownSwitch(name)
            _check(name, value, now[name])
        for name, value in wanted.items():
            setattr(self, name, value)

    def reset(self) -> None:
        self.change(asdict(Switches()))


MOST = 10**9
CHOICES = {
    "padded_numbers": ("none", "some", "all"),
    "template_as_array": ("never", "list", "always"),
    "draft_pdf": ("null", "404", "link"),
}


def _check(name: str, value: object, now: object) -> None:
    kind = type(now)
    fits = (
        isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= MOST
        if kind in {int, float}
        else isinstance(value, kind)
    )
    if not fits or value not in CHOICES.get(name, (value,)):
        raise WrongSwitchValue(name, value, kind)
