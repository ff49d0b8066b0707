import asyncio
from pathlib import Path

import pytest

from bot.store.audit import Audit
from bot.store.embedded import EmbeddedStore
from bot.store.scripts import Store
from tests.terminal.cobro_audit import STAMPED, Cobro, Ended, typed


@pytest.fixture
def cobro(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Cobro:
    """In this process; what is not named in the environment is looked for in an empty folder."""

    async def carried_out(*arguments: str, **environment: str) -> Ended:
        around = {"COBRO_DATA_DIR": str(tmp_path / ".cobro"), **environment}
        returned = await asyncio.to_thread(typed, arguments, around)
        said_there = capsys.readouterr()
        return Ended(returned, said_there.out, said_there.err)

    return carried_out


@pytest.fixture
def url(embedded: EmbeddedStore) -> str:
    return f"unix://{embedded.socket}"


@pytest.fixture
async def audit(store: Store) -> Audit:
    """Four entries about two documents: one of them was issued, and somebody has tried a formula on the other."""
    kept = Audit(store)
    await kept.note("accepted", document="D-7K3Q", by="U_ANA", doing="draft.submit")
    await kept.note("moved", document="D-7K3Q", seen={"operation": "D-7K3Q/stamp/1"}, sets=STAMPED)
    await kept.note("refused", document="D-2222", by="U_ANA", doing='=HYPERLINK("https://x.example")')
    await kept.seal()
    await kept.note("accepted", document="D-2222", by="U_BEA")
    return kept
