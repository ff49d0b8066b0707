"""What a payment does to balances: nothing is lost, nothing is made, and what was withheld ties with the certificate."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.billing.directory import WithholdingRule
from bot.billing.payments import Objection, PaidHow, PaymentProblem, Residue, objections
from bot.billing.settlement import Owed, Settlement, Wish, settle
from bot.billing.withholdings import Bases, bases_of, places_of, tolerance, usual_withholdings, withholding_of
from tests.billing.cast import TODAY, decimals, invoice

SERVICES = WithholdingRule("1", "Retefuente servicios", Decimal(4), "FUENTE")
VAT = WithholdingRule("3", "ReteIVA", Decimal(15), "IVA")
MUNICIPAL = WithholdingRule("4", "ReteICA", Decimal("0.966"), "ICA")
USUAL = (SERVICES, VAT, MUNICIPAL)
NOVEMBER = Bases(Decimal(3853000), Decimal(732070))
"""Of the clinic's FE342: 4.585.070 in all."""
HOW = PaidHow(TODAY, "1", "transfer")


def owed(number: str = "FE342", balance: str = "4585070", bases: Bases = NOVEMBER, **changes: frozenset[str]) -> Owed:
    return Owed(number, number, Decimal(balance), TODAY, bases, **changes)


def paid(entered: str, *offered: Owed, wish: Wish = Wish(), usual: Sequence[WithholdingRule] = USUAL) -> Settlement:  # noqa: B008  frozen
    return settle(Decimal(entered), [(each, wish) for each in offered or (owed(),)], usual=usual)


def problems(settlement: Settlement, how: PaidHow = HOW) -> list[PaymentProblem]:
    return [each.problem for each in objections(settlement, how, today=TODAY, precision=2)]


@pytest.mark.parametrize(("rule", "amount"), [(SERVICES, 154120), (VAT, 109811), (MUNICIPAL, 37220)])
def test_each_withholding_has_its_own_base(rule: WithholdingRule, amount: int) -> None:
    assert withholding_of(rule, NOVEMBER, currency="COP").amount == amount


def test_the_bases_of_an_invoice_are_what_is_left_without_taxes_and_its_vat() -> None:
    assert bases_of(invoice()) == Bases(Decimal(850000), Decimal(161500))
    after_discount = invoice(subtotal=Decimal(900000), discount=Decimal(50000))
    assert bases_of(after_discount).net == Decimal(850000)


def test_what_entered_net_settles_the_invoice_with_what_the_client_usually_withholds() -> None:
    (share,) = paid("4283919").shares
    assert (share.applied, share.withheld, share.residual) == decimals(4283919, 301151, 0)
    assert problems(paid("4283919")) == []


@pytest.mark.parametrize("entered", ["4283914", "4283917", "4283922", "4283924"])
def test_a_few_pesos_are_rounding_and_go_into_the_largest_withholding(entered: str) -> None:
    settlement = paid(entered)
    assert (settlement.residual, settlement.unspread) == decimals(0, 0)
    assert settlement.withheld == 4585070 - Decimal(entered)
    assert [each.amount for each in settlement.shares[0].withholdings[1:]] == [109811, 37220]


def test_more_than_rounding_is_said() -> None:
    assert paid("4283913").residual == 6
    assert problems(paid("4283913")) == [PaymentProblem.RESIDUE_UNSAID]


@pytest.mark.parametrize("entered", ["4585070", "4283925", "4500000"])
def test_who_pays_more_than_the_net_has_not_withheld_as_usual(entered: str) -> None:
    assert paid(entered).withheld == 0


def test_what_was_withheld_with_an_earlier_payment_is_not_presumed_again() -> None:
    settlement = paid("1000000", owed(balance="1585070", withheld=frozenset({"1", "4"})))
    assert [each.id for each in settlement.shares[0].withholdings] == ["3"]


def test_a_part_payment_asks_what_the_rest_is() -> None:
    settlement = paid("1000000", usual=())
    assert settlement.residual == 3585070
    assert problems(settlement) == [PaymentProblem.RESIDUE_UNSAID]
    for said in (Residue.PART, Residue.UNDOCUMENTED):
        assert problems(settlement, PaidHow(TODAY, "1", "transfer", said)) == []
    other = PaidHow(TODAY, "1", "transfer", Residue.OTHER, "  ")
    assert problems(settlement, other) == [PaymentProblem.REASON_MISSING]


def test_more_than_the_balance_is_refused_and_what_would_fit_is_told() -> None:
    above = objections(paid("4585070.01"), HOW, today=TODAY)
    assert above == (Objection(PaymentProblem.ABOVE_BALANCE, amount=Decimal(4585070)),)


def test_a_chosen_withholding_that_does_not_fit_is_refused() -> None:
    chosen = paid("4500000", wish=Wish(rules=(SERVICES,)))
    assert objections(chosen, HOW, today=TODAY) == (Objection(PaymentProblem.NO_ROOM, "FE342", Decimal(69050)),)
    typed = paid("4500000", wish=Wish(rules=(SERVICES,), amounts={"1": Decimal(85070)}))
    assert problems(typed) == []
    assert typed.residual == 0


def test_a_typed_withholding_is_never_changed_for_rounding() -> None:
    typed = paid("4283919", wish=Wish(rules=USUAL, amounts={"1": Decimal(154118)}))
    assert [each.amount for each in typed.shares[0].withholdings] == [154118, 109813, 37220]


@pytest.mark.parametrize("amount", ["0", "-5", "10.005"])
def test_a_typed_withholding_is_an_amount_of_money(amount: str) -> None:
    assert problems(paid("1000000", wish=Wish(rules=(VAT,), amounts={"3": Decimal(amount)})))


@pytest.mark.parametrize(
    ("how", "problem"),
    [
        (PaidHow(TODAY + dt.timedelta(days=1), "1", "transfer"), PaymentProblem.IN_FUTURE),
        (PaidHow(TODAY, "", "transfer"), PaymentProblem.NO_ACCOUNT),
        (PaidHow(TODAY, "1", "TRANSFER"), PaymentProblem.UNKNOWN_METHOD),
    ],
)
def test_day_account_and_method_are_checked(how: PaidHow, problem: PaymentProblem) -> None:
    assert problems(paid("4585070"), how) == [problem]


@pytest.mark.parametrize("entered", ["0", "-1"])
def test_nothing_is_no_payment(entered: str) -> None:
    assert problems(paid(entered)) == [PaymentProblem.NOT_POSITIVE]


def test_several_invoices_are_filled_oldest_first() -> None:
    two = (owed("FE1", "1000", Bases(Decimal(840), Decimal(160))), owed("FE2", "500", Bases(Decimal(420), Decimal(80))))
    settlement = paid("1200", *two, usual=())
    assert [(share.applied, share.residual) for share in settlement.shares] == [decimals(1000, 0), decimals(200, 300)]
    in_full = paid("1000", *two, usual=(SERVICES,))
    assert [share.withheld for share in in_full.shares] == [0, 0], "the first was paid in full"
    net = paid("1449", *two, usual=(SERVICES,))
    assert [(share.applied, share.withheld) for share in net.shares] == [decimals(966, 34), decimals(483, 17)]


def test_what_is_given_to_one_invoice_by_hand_is_taken_from_the_others() -> None:
    one, two = owed("FE1", "1000"), owed("FE2", "500")
    by_hand = settle(Decimal(600), [(one, Wish(Decimal(150))), (two, Wish())])
    assert [share.applied for share in by_hand.shares] == [150, 450]
    left = settle(Decimal(600), [(one, Wish(Decimal(50))), (two, Wish())])
    assert objections(left, HOW, today=TODAY) == (Objection(PaymentProblem.NOT_SPREAD, amount=Decimal(50)),)
    over = settle(Decimal(600), [(one, Wish(Decimal(700))), (two, Wish())])
    assert objections(over, HOW, today=TODAY) == (Objection(PaymentProblem.OVERSPREAD, amount=Decimal(100)),)


def test_nothing_can_be_withheld_from_an_invoice_that_gets_nothing() -> None:
    one, two = owed("FE1", "4585070"), owed("FE2", "4585070")
    settlement = settle(Decimal(4585070), [(one, Wish()), (two, Wish(rules=(VAT,)))])
    assert objections(settlement, HOW, today=TODAY)[0] == Objection(PaymentProblem.NOTHING_APPLIED, "FE2")


@pytest.mark.parametrize(
    ("kept", "usual"),
    [
        ([], ()),
        ([{"1", "3"}, {"1", "3"}, {"1"}], ("1", "3")),
        ([{"1"}, set(), set()], ()),
        ([{"1"}, set()], ()),
        ([set()] * 3 + [{"1"}] * 3, ()),
        ([{"2"}] * 6 + [{"1"}] * 20, ("2",)),
    ],
)
def test_usual_is_what_most_of_the_last_payments_carried(kept: list[set[str]], usual: tuple[str, ...]) -> None:
    assert usual_withholdings([frozenset(one) for one in kept]) == usual


MONEY = st.decimals(min_value=0, max_value=10**9, places=2)
WHOLE = st.integers(1, 10**9).map(Decimal)
RULES = st.builds(
    WithholdingRule,
    st.sampled_from("1234"),
    st.just("Retención"),
    st.decimals(min_value=0, max_value=20, places=3),
    st.sampled_from(["FUENTE", "IVA", "ICA", "CREE"]),
)
OFFERED = st.builds(
    lambda number, net, vat, part: Owed(
        number, number, max((net + vat) * part / 100, Decimal(1)), TODAY, Bases(net, vat)
    ),
    st.uuids().map(str),
    WHOLE,
    st.integers(0, 10**8).map(Decimal),
    st.integers(1, 100),
)
WISHES = st.builds(
    Wish,
    st.none() | MONEY,
    st.none() | st.lists(RULES, max_size=3, unique_by=lambda rule: rule.id).map(tuple),
    st.dictionaries(st.sampled_from("1234"), MONEY, max_size=2),
)


@given(
    MONEY,
    st.lists(st.tuples(OFFERED, WISHES), min_size=1, max_size=4),
    st.lists(RULES, max_size=3, unique_by=lambda rule: rule.id),
    st.sampled_from(["COP", "USD"]),
)
def test_applied_and_withheld_and_residual_are_always_the_balance(
    entered: Decimal, offered: list[tuple[Owed, Wish]], usual: list[WithholdingRule], currency: str
) -> None:
    settlement = settle(entered, offered, usual=usual, currency=currency)

    for share in settlement.shares:
        assert share.applied + share.withheld + share.residual == share.owed.balance
    assert settlement.applied + settlement.unspread == settlement.entered
    if not objections(settlement, PaidHow(TODAY, "1", "transfer", Residue.PART), today=TODAY):
        assert settlement.applied == entered > 0
        for share in settlement.shares:
            assert share.residual >= 0
            assert share.applied >= 0
            assert all(each.amount > 0 for each in share.withholdings)
            assert share.applied > 0 or not share.withholdings


@given(MONEY, st.lists(OFFERED, min_size=1, max_size=4), st.sampled_from(["COP", "USD"]))
def test_left_to_itself_the_spread_never_overpays_and_what_it_withholds_is_what_the_rates_say(
    entered: Decimal, offered: list[Owed], currency: str
) -> None:
    settlement = settle(entered, [(each, Wish()) for each in offered], usual=USUAL, currency=currency)
    owing = [share.residual > 0 for share in settlement.shares]

    assert all(share.applied >= 0 for share in settlement.shares)
    assert all(share.residual >= 0 or share.owed.balance < share.withheld for share in settlement.shares)
    for share in settlement.shares:
        computed = sum(withholding_of(rule, share.owed.bases, currency=currency).amount for rule in USUAL)
        assert share.withheld == 0 or abs(share.withheld - computed) <= tolerance(currency)
    assert owing == sorted(owing), "the oldest are filled first"


@given(WHOLE, RULES)
def test_withholdings_are_rounded_as_the_currency_is(net: Decimal, rule: WithholdingRule) -> None:
    for currency in ("COP", "MXN"):
        amount = withholding_of(rule, Bases(net, net), currency=currency).amount
        assert amount == round(amount, places_of(currency))
        assert abs(amount - net * rule.rate / 100) <= Decimal("0.5").scaleb(-places_of(currency))
