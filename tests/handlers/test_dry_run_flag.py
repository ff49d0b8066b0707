import pytest

from handlers.dry_run_flag import without_dry_run


@pytest.mark.parametrize(
    ("typed", "bare", "is_dry_run"),
    [
        ("void FE341 --dry-run", "void FE341", True),
        ("--simular void FE341", "void FE341", True),
        ("void —dry-run FE341", "void  FE341", True),
        ("void FE341 --dryrun", "void FE341", True),
        ("void FE341", "void FE341", False),
        ("create 2 x servicio --dry-running", "create 2 x servicio --dry-running", False),
    ],
)
def test_the_flag_may_stand_anywhere_and_a_keyboard_may_make_a_dash_of_it(
    typed: str,
    bare: str,
    is_dry_run: bool,  # noqa: FBT001 a column of the table
) -> None:
    text, found = without_dry_run(typed)
    assert (text.split(), found) == (bare.split(), is_dry_run)
