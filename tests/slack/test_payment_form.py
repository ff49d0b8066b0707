"""The form of a payment comes back as it was drawn: what nobody touched stays Cobro's to compute."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.billing.paying import Paying, weigh
from bot.billing.payments import Objection, PaymentProblem, Residue
from bot.locale import Words
from bot.slack import payment_form_samples as forms
from bot.slack.modals.payment import PaymentForm, draw, whose
from bot.slack.modals.payment_lines import WITHHELD
from bot.slack.modals.payment_state import errors_of, is_on_screen, residue_of, take_over, unread_of
from sandbox.slack.elements import state_of

WORDS = Words("es_CO")
NET = replace(forms.OPEN, entered="4283919", usual=forms.USUAL)
FILLED = {name: PaymentForm(**fields) for name, fields in forms.FORMS.items() if name != "hostile"}


def shown(form: Paying) -> dict[str, Any]:
    """The state of the form as Slack would send it, untouched."""
    model = PaymentForm(form, weigh(form, forms.RULES), forms.RULES, forms.ACCOUNTS, forms.TODAY)
    return state_of(draw(model, WORDS)["blocks"])


def block(values: dict[str, Any], start: str) -> str:
    return next(name for name in values if name.startswith(start))


@pytest.mark.parametrize("name", FILLED)
def test_untouched_it_means_what_it_meant(name: str) -> None:
    model = FILLED[name]
    values = state_of(draw(model, WORDS)["blocks"])

    form = take_over(model.form, values)

    assert form.lines == model.form.lines
    assert (form.entered, form.residue, form.reason) == (model.form.entered, model.form.residue, model.form.reason)
    assert weigh(form, model.rules).digest == model.weighed.digest == whose(draw(model, WORDS)["private_metadata"])[1]


def test_taking_a_usual_withholding_away_is_a_choice_and_all_of_them_too() -> None:
    values = shown(NET)
    boxes = block(values, WITHHELD)
    kept = values[boxes][WITHHELD]["selected_options"][:1]

    values[boxes][WITHHELD]["selected_options"] = kept
    assert take_over(NET, values).lines[0].chosen == (kept[0]["value"],)
    values[boxes][WITHHELD]["selected_options"] = []
    assert take_over(NET, values).lines[0].chosen == ()


def test_what_was_typed_of_the_certificate_stays_and_the_rest_is_computed() -> None:
    form = replace(NET, by_hand=True)
    values = shown(form)
    field = block(values, "payment.held:501:1:")
    values[field]["payment.held"]["value"] = "150000"

    (line,) = take_over(form, values).lines

    assert (line.amounts, line.chosen) == ({"1": "150000"}, None)


def test_what_was_given_to_one_invoice_stays_and_the_others_follow() -> None:
    form = replace(forms.SEVERAL, entered="2000000", usual=())
    values = shown(form)
    values[block(values, "payment.applied:502:")]["payment.applied"]["value"] = "500000"

    settlement = weigh(take_over(form, values), forms.RULES).settlement

    assert settlement
    assert [share.applied for share in settlement.shares] == [500000, 1500000, 0]


def test_each_objection_stands_under_its_field_and_never_under_one_that_is_not_there() -> None:
    values = shown(replace(forms.SEVERAL, entered="2000000"))
    above = Objection(PaymentProblem.NO_ROOM, "502", Decimal(1))
    errors = errors_of([above, Objection(PaymentProblem.IN_FUTURE)], values, forms.SEVERAL, WORDS)
    assert set(errors) == {block(values, "payment.applied:502:"), "payment.day"}

    unread = replace(NET, entered="1,500")
    assert set(unread_of(weigh(unread, forms.RULES), shown(unread), replace(unread, paid_on="2025-12-28"), WORDS)) == {
        "payment.amount"
    }
    assert not is_on_screen(Objection(PaymentProblem.RESIDUE_UNSAID), shown(forms.OPEN))
    assert is_on_screen(Objection(PaymentProblem.RESIDUE_UNSAID), shown(replace(forms.OPEN, entered="1000000")))


def test_in_mexico_no_withholding_is_offered_and_the_complement_is_named() -> None:
    view = draw(FILLED["Mexico"], Words("es_MX", currency="MXN"))
    text = str(view)
    assert "etenciones de" not in text
    assert "por documentar" not in text
    assert "complemento" in text
    assert "Es un pago parcial, deja el saldo" in text
    assert "recibo de caja" not in text


@pytest.mark.parametrize("value", ["", "part", "other", "undocumented", "<script>"])
def test_a_residue_that_no_form_offers_is_none(value: str) -> None:
    residue = residue_of(replace(forms.OPEN, residue=value))
    assert residue == (value if value in set(Residue) else Residue.NONE)


def test_a_debt_in_another_currency_is_paid_in_alegra() -> None:
    """Sent without its rate, 1.190 dollars would stand in the books as 1.190 pesos."""
    view = draw(FILLED["in another currency"], WORDS)
    assert view.get("submit") is None
    assert "regístralo en Alegra" in str(view["blocks"])
    assert draw(replace(FILLED["in another currency"], home_currency="USD"), WORDS)["submit"]


def test_what_an_earlier_payment_withheld_can_be_chosen_again_and_stands_last() -> None:
    """Some clients withhold on each payment; nothing of it is presumed."""
    line = NET.lines[0]
    carried = replace(line, owed=replace(line.owed, withheld=frozenset({"1"})))
    form = replace(NET, lines=(carried,), entered="1000000")
    model = PaymentForm(form, weigh(form, forms.RULES), forms.RULES, forms.ACCOUNTS, forms.TODAY)

    blocks = draw(model, WORDS)["blocks"]

    element = next(each["element"] for each in blocks if each.get("block_id", "").startswith(WITHHELD))
    assert element["options"][-1]["value"] == "1"
    assert "1" not in [option["value"] for option in element["initial_options"]]


def test_a_part_of_what_mexico_wants_paid_at_once_is_warned_of() -> None:
    model = FILLED["Mexico, to be paid at once"]
    assert "FE342 es PUE" in str(draw(model, WORDS)["blocks"])
    assert "PUE" not in str(draw(FILLED["Mexico"], WORDS)["blocks"])
