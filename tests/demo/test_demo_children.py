import asyncio
import io
import os
import textwrap
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.children import LAST_LINES, Child, Program, pause_after


class Stage:
    """A log, what was heard, and programs written where they are used."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.log, self.heard = folder, io.StringIO(), list[str]()
        self.said_something = asyncio.Event()
        self.children: list[Child] = []

    def hear(self, line: str) -> None:
        self.heard.append(line)
        self.said_something.set()

    async def start(self, source: str, *, unlogged: str = "") -> Child:
        (self.folder / "program.py").write_text(textwrap.dedent(source), "utf-8")
        program = Program("program", ("program",), {"PYTHONPATH": str(self.folder), "PATH": os.environ["PATH"]})
        child = await Child.start(program, log=self.log, heard=self.hear, unlogged=unlogged)
        self.children.append(child)
        return child


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = Stage(tmp_path)
    yield stage
    for child in stage.children:
        await child.stop()


async def test_what_a_child_says_is_in_the_log_with_its_name(stage: Stage) -> None:
    child = await stage.start("import sys\nprint('hola')\nprint('mal', file=sys.stderr)\nsys.exit(3)")
    assert await child.ended() == 3
    assert sorted(stage.log.getvalue().splitlines()) == ["program | hola", "program | mal"]
    assert sorted(child.last_lines) == ["hola", "mal"]


async def test_lines_with_secrets_are_heard_and_not_written(stage: Stage) -> None:
    child = await stage.start("print('export TOKEN=x')\nprint('rest')", unlogged="export ")
    await child.ended()
    assert stage.heard == ["export TOKEN=x", "rest"]
    assert stage.log.getvalue() == "program | rest\n"
    assert child.last_lines == ["rest"]


async def test_only_the_last_lines_are_remembered_and_bytes_that_are_no_text_do_no_harm(stage: Stage) -> None:
    child = await stage.start(
        """
        import sys
        for number in range(100): print(number, flush=True)
        sys.stdout.buffer.write(bytes([255, 254, 10]))
        """
    )
    await child.ended()
    assert len(child.last_lines) == LAST_LINES
    assert child.last_lines[-2] == "99"


async def test_a_line_of_several_megabytes_is_left_out_and_the_next_one_read(stage: Stage) -> None:
    child = await stage.start("print('x' * 5_000_000)\nprint('after', flush=True)")
    await child.ended()
    assert child.last_lines[-1] == "after"


async def test_a_child_gets_the_environment_that_was_given_and_nothing_else(stage: Stage) -> None:
    child = await stage.start("import os\nprint(sorted(name for name in os.environ if name.startswith('PYTEST')))")
    await child.ended()
    assert child.last_lines == ["[]"]


async def test_a_child_that_does_not_want_to_stop_is_killed(stage: Stage) -> None:
    child = await stage.start(
        "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint('deaf', flush=True)\ntime.sleep(600)"
    )
    await asyncio.wait_for(stage.said_something.wait(), 30)
    await child.stop(patience_seconds=0.2)
    assert await child.ended() == -9


async def test_stopping_one_that_has_ended_is_no_error(stage: Stage) -> None:
    child = await stage.start("")
    assert await child.ended() == 0
    await child.stop()
    assert child.has_ended


@pytest.mark.parametrize(
    ("lives", "seconds"),
    [([0.1], 0.5), ([0.1, 0.1], 1.0), ([0.1] * 3, 2.0), ([0.1] * 50, 8.0), ([600], 0.5), ([0.1, 0.1, 600, 0.1], 0.5)],
)
def test_who_dies_young_again_and_again_waits_longer(lives: list[float], seconds: float) -> None:
    assert pause_after(lives) == seconds
