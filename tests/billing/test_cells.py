import pytest

from bot.billing.cells import inert_cell


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+57 300",
        "-5",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "\u00a0=1",
        "\ufeff=1",
        "＝1+1",
        "｜calc",
        "%0A=1",
        "\n=1",
    ],
)
def test_what_a_spreadsheet_would_calculate_is_only_shown(text: str) -> None:
    assert inert_cell(text) == "'" + text


@pytest.mark.parametrize(
    "text", ["", "Clínica = Los Andes", "3 × 4", "FE-341", "U0ANA", "2026-11-27", "'quoted", "a@b.c"]
)
def test_everything_else_is_left_as_it_is(text: str) -> None:
    assert inert_cell(text) == text
