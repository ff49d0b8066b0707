"""What stands in the way of a command is a sentence with what to do, never a traceback."""

from pathlib import Path

import pytest

from bot.locale import Words
from bot.store.connection import IsReplica
from bot.store.embedded import FolderInUse
from bot.terminal.at_the_store import carried_out
from bot.terminal.company_troubles import Troubled

WORDS = Words("es_CO")


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (FolderInUse(Path("/srv/cobro")), "COBRO_DATA_DIR"),
        (IsReplica(), "Nombra el principal"),
        (ConnectionRefusedError(), "No alcanzo el almacén (ConnectionRefusedError)"),
        (Troubled("absent", id="norte"), "No hay una empresa norte"),
    ],
)
def test_whatever_is_in_the_way_is_said(trouble: Exception, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    async def work() -> int:
        raise trouble

    assert carried_out(work, WORDS) == 2
    assert said in capsys.readouterr().err


def test_the_code_of_what_was_done_is_answered() -> None:
    async def work() -> int:
        return 3

    assert carried_out(work, WORDS) == 3
