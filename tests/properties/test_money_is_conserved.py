"""Money neither appears nor vanishes: over any payments of any invoices, in any order and with any rounding."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.billing.directory import WithholdingRule
from bot.billing.draft import DraftLine
from bot.billing.paying import PaidLine, Paying, weigh
from bot.billing.payments import PaidHow, Residue, objections
from bot.billing.settlement import Owed, Settlement, Wish, settle
from bot.billing.totals import totals_of
from bot.billing.withholdings import Bases
from tests.billing.cast import TAXES, TODAY
from tests.properties.lengths import PATIENCE, PURE

pytestmark = PATIENCE

ZERO = Decimal(0)
RULES = (
    WithholdingRule("1", "Retefuente servicios", Decimal(4), "FUENTE"),
    WithholdingRule("3", "ReteIVA", Decimal(15), "IVA"),
    WithholdingRule("4", "ReteICA", Decimal("0.966"), "ICA"),
)
HOW = PaidHow(TODAY, "1", "transfer", Residue.PART)
MONEY = st.decimals(min_value=0, max_value=10**7, places=2)
CURRENCY = st.sampled_from(["COP", "USD"])
OWED = st.builds(
    lambda number, net, vat: Owed(number, number, net + vat, TODAY, Bases(net, vat)),
    st.uuids().map(str),
    st.decimals(min_value=1, max_value=10**7, places=2),
    st.decimals(min_value=0, max_value=10**6, places=2),
)
KEPT = st.lists(st.sampled_from(RULES), unique_by=lambda rule: rule.id, max_size=3).map(tuple)
WISH = st.builds(
    Wish,
    st.none() | MONEY,
    st.none() | KEPT,
    st.dictionaries(st.sampled_from("134"), st.decimals(min_value=0, max_value=10**5, places=2), max_size=1),
)
PART = st.sampled_from(["1", "0.96", "0.5", "0.333", "1.01"]).map(Decimal)
PAYMENT = st.tuples(PART, st.lists(WISH, min_size=4, max_size=4), st.permutations(range(4)), KEPT)


def paid(
    entered: Decimal, offered: Sequence[tuple[Owed, Wish]], usual: tuple[WithholdingRule, ...], currency: str
) -> Settlement:
    return settle(entered, offered, usual=usual, currency=currency)


def is_recorded(settlement: Settlement) -> bool:
    return not objections(settlement, HOW, today=TODAY)


@PURE
@given(st.lists(OWED, min_size=1, max_size=4), st.lists(PAYMENT, min_size=1, max_size=5), CURRENCY)
def test_what_entered_and_was_withheld_and_is_still_owed_is_what_was_owed(
    invoices: list[Owed],
    payments: list[tuple[Decimal, list[Wish], list[int], tuple[WithholdingRule, ...]]],
    currency: str,
) -> None:
    """Per invoice and in all, after every payment that would be recorded, whatever order the invoices are offered in."""
    owed = {each.invoice_id: each for each in invoices}
    entered, withheld = dict.fromkeys(owed, ZERO), dict.fromkeys(owed, ZERO)
    received = ZERO
    for part, wishes, order, usual in payments:
        open_now = [owed[invoices[place].invoice_id] for place in order if place < len(invoices)]
        offered = [(each, wish) for each, wish in zip(open_now, wishes, strict=False) if each.balance > 0]
        amount = (sum((each.balance for each, _ in offered), ZERO) * part).quantize(Decimal("0.01"))
        settlement = paid(amount, offered, usual, currency)
        if not offered or not is_recorded(settlement):
            continue
        received += amount
        for share in settlement.shares:
            key = share.owed.invoice_id
            entered[key] += share.applied
            withheld[key] += share.withheld
            kinds = share.owed.withheld | {each.id for each in share.withholdings}
            owed[key] = replace(share.owed, balance=share.residual, withheld=frozenset(kinds))
    for each in invoices:
        key = each.invoice_id
        assert entered[key] + withheld[key] + owed[key].balance == each.balance
        assert owed[key].balance >= 0
    assert sum(entered.values(), ZERO) == received


@PURE
@given(st.lists(OWED, min_size=1, max_size=4), KEPT, PART, CURRENCY, st.randoms(use_true_random=False))
def test_the_order_of_the_invoices_changes_who_gets_it_and_not_how_much(
    invoices: list[Owed], kept: tuple[WithholdingRule, ...], part: Decimal, currency: str, chance: Random
) -> None:
    other = list(invoices)
    chance.shuffle(other)
    amount = (sum((each.balance for each in invoices), ZERO) * part).quantize(Decimal("0.01"))
    first, second = (
        paid(amount, [(each, Wish(rules=kept)) for each in order], (), currency) for order in (invoices, other)
    )
    assert first.applied == second.applied
    assert first.unspread == second.unspread


@PURE
@given(OWED, MONEY, KEPT, CURRENCY)
def test_a_form_that_is_typed_comes_to_what_its_settlement_says(
    owed: Owed, entered: Decimal, kept: tuple[WithholdingRule, ...], currency: str
) -> None:
    """What stands in the form's digest is all that is sent, so the same text is the same payment."""
    chosen = tuple(rule.id for rule in kept)
    line = PaidLine("D-7K3Q", "D-7K3Q/payment/1", owed, chosen=chosen)
    form = Paying("f", "carla", "12", "Clínica", currency, (line,), entered=f"{entered:.2f}".replace(".", ","))
    weighed = weigh(form, RULES)
    assert not weighed.unread
    assert weighed.settlement == settle(entered, [(owed, Wish(rules=kept))], currency=currency)
    assert weighed.digest == weigh(form, RULES[::-1]).digest


LINE = st.builds(
    DraftLine,
    item_id=st.just("1"),
    name=st.just("x"),
    price=st.decimals(min_value=0, max_value=10**8, places=4),
    quantity=st.decimals(min_value="0.01", max_value=1000, places=2),
    discount=st.decimals(min_value=0, max_value=100, places=2),
    tax_ids=st.lists(st.sampled_from(["3", "5"]), unique=True).map(tuple),
)


@PURE
@given(st.lists(LINE, min_size=1, max_size=8), st.sampled_from([0, 2]), st.randoms(use_true_random=False))
def test_a_total_is_its_parts_and_the_order_of_the_lines_does_not_matter(
    lines: list[DraftLine], precision: int, chance: Random
) -> None:
    other = list(lines)
    chance.shuffle(other)
    totals = totals_of(lines, taxes=TAXES, precision=precision)
    mixed = totals_of(other, taxes=TAXES, precision=precision)
    assert totals.total == totals.subtotal - totals.discount + totals.tax
    assert totals.tax == sum((each.amount for each in totals.taxes), ZERO)
    assert (mixed.subtotal, mixed.discount, mixed.tax, mixed.total) == (
        totals.subtotal, totals.discount, totals.tax, totals.total
    )  # fmt: skip
    nothing = replace(lines[0], price=ZERO)
    assert totals_of([*lines, nothing], taxes=TAXES, precision=precision).total == totals.total
