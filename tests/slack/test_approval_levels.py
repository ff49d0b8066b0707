"""Under a card that nobody can approve any more stands what would help it, and nothing else."""

from bot.locale import Words
from bot.slack.approval_levels import LevelRow, who_may


def said(*levels: LevelRow, barred: tuple[str, ...] = ("U0BRUNO002",)) -> str:
    return who_may(levels, barred, Words("es_CO"), now=0)


def test_where_nobody_approves_at_all_approvers_are_to_be_named() -> None:
    assert "todavía" in said(LevelRow(1, is_open=True))


def test_where_the_people_of_a_level_are_out_naming_approvers_would_not_help() -> None:
    text = said(LevelRow(1, is_open=True, is_named=True))
    assert "/cobro roles" not in text
    assert "pedirla de nuevo" in text
    assert "<@U0BRUNO002> no puede aprobarla" in text


def test_where_anybody_would_do_more_approvers_help() -> None:
    text = said(LevelRow(2, people=("U0DIEGO004",), waits_for=("U0DIEGO004",), is_open=True))
    assert "/cobro roles" in text
    assert "pedirla de nuevo" not in text


def test_a_later_level_that_lacks_people_says_so_before_its_turn_comes() -> None:
    text = said(
        LevelRow(1, waits_for=("U0DIEGO004",), people=("U0DIEGO004",), is_open=True), LevelRow(1, is_named=True)
    )
    assert "Falta 1 de 1: <@U0DIEGO004>." in text
    assert "Nivel 2 · ⚠️ Falta 1 de 1 y nadie de ese nivel puede" in text


def test_where_all_of_them_are_needed_nobody_reads_or() -> None:
    both = ("U0DIEGO004", "U0EMMA0005")
    assert "<@U0DIEGO004> y <@U0EMMA0005>" in said(LevelRow(2, people=both, waits_for=both, is_open=True))
    assert "<@U0DIEGO004> o <@U0EMMA0005>" in said(LevelRow(1, people=both, waits_for=both, is_open=True))
