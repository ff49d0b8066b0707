"""The bot as a process of its own, to be killed: from the environment, on a free port, looking at things often."""

import asyncio
import multiprocessing
import os
from collections.abc import Mapping
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from bot.app import Pace, serve
from bot.logs import configure_logs
from bot.loop import run
from bot.operations.timing import Timing
from bot.parent import watch_parent
from bot.settings import read_settings, secrets_of


class Victim:
    """Forked from a process that has imported the bot and begun nothing: it starts in a third of the time."""

    def __init__(
        self, environment: Mapping[str, str], log: Path, *, tick_seconds: float, poll_seconds: float = 0.02
    ) -> None:
        self._process: BaseProcess = _nursery().Process(
            target=live, args=(dict(environment), str(log), tick_seconds, poll_seconds), daemon=True
        )
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def is_dead(self) -> bool:
        return self._process.exitcode is not None

    async def is_killed(self) -> None:
        """With SIGKILL."""
        self._process.kill()
        await asyncio.to_thread(self._process.join)

    async def ends(self) -> None:
        self._process.terminate()
        await asyncio.to_thread(self._process.join)


def _nursery() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def live(environment: dict[str, str], log: str, tick_seconds: float, poll_seconds: float) -> None:
    with Path(log).open("wb") as output:
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
    os.environ.update(environment)
    watch_parent()
    settings = read_settings(os.environ)
    configure_logs(settings.log_level, secrets=secrets_of(settings))
    pace = Pace(tick_seconds, catch_up_seconds=0.2, answer_seconds=15, timing=Timing(poll_seconds=poll_seconds))
    run(serve(settings, port=0, pace=pace))
