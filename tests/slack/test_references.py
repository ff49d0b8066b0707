import pytest

from bot.slack.references import BadReference, Reference


def test_a_reference_survives_the_journey_through_a_button() -> None:
    reference = Reference("D-7K3Q", 3, "D-7K3Q/stamp/1", "history")

    assert Reference.unpack(reference.pack()) == reference
    assert Reference.unpack(Reference("D-7K3Q").pack()) == Reference("D-7K3Q")


def test_the_longest_reference_fits_the_value_of_an_option() -> None:
    assert len(Reference("D-7K3Q9X", 9999, "D-7K3Q9X/payment/9999", "technical").pack()) <= 75


@pytest.mark.parametrize(
    "value",
    [
        "",
        "FE341",
        "[]",
        "{}",
        '{"d":1}',
        '{"d":"D-1","r":"3"}',
        '{"d":"D-1","r":true}',
        '{"d":"D-1","o":5}',
        '{"d":"D-1","v":[]}',
        "{" * 5000,
    ],
)
def test_a_value_that_cobro_did_not_write_is_refused(value: str) -> None:
    with pytest.raises(BadReference):
        Reference.unpack(value)
