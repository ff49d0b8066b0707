"""The course of a demo: sandbox, then bot, the bot again whenever it dies, and everything ended together."""

import asyncio
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TextIO

from bot.demo.children import Child, pause_after
from bot.demo.folder import DemoFolder
from bot.demo.introduction import introduction, open_browser
from bot.demo.plan import CannotStart, DemoPlan
from bot.demo.ports import LOOPBACK
from bot.demo.programs import EXPORT, PRINTED_LAST, bot_program, exported_setting, sandbox_program
from bot.locale import Words
from bot.slack.manifest import ManifestMissing

EXIT_STOPPED = 1
EXIT_CANNOT_START = 2
START_SECONDS = 60
GLANCE_SECONDS = 0.05
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Course:
    """Runs in the main thread: on Linux its children live as long as the thread that starts them."""

    def __init__(
        self, plan: DemoPlan, words: Words, environment: Mapping[str, str], folder: DemoFolder, log: TextIO
    ) -> None:
        self._plan, self._words, self._environment = plan, words, environment
        self._folder, self._log = folder, log
        self._exported: dict[str, str] = {}
        self._sandbox: Child | None = None
        self._bot: Child | None = None

    async def run(self) -> int:
        """Until a stop signal, which is success; the exit code."""
        told, working = _stop_signal(), asyncio.create_task(self._work())
        told_to_stop = asyncio.create_task(told.wait())
        try:
            await asyncio.wait({told_to_stop, working}, return_when=asyncio.FIRST_COMPLETED)
            return self._outcome(working) if working.done() else 0
        finally:
            await _cancelled(working, told_to_stop)
            for child in (self._bot, self._sandbox):
                if child:
                    await child.stop()
            self._say(self._words.t("Cobro terminó."))

    def _outcome(self, working: "asyncio.Task[None]") -> int:
        try:
            working.result()
        except CannotStart as cannot:
            sys.stderr.write(f"{cannot}\n")
            return EXIT_CANNOT_START
        return EXIT_STOPPED

    async def _work(self) -> None:
        """Ends only when the sandbox does. Raises CannotStart."""
        self._say(self._words.t("Iniciando Cobro…"))
        sandbox = await self._start_sandbox()
        ended, keeping = asyncio.create_task(sandbox.ended()), asyncio.create_task(self._keep_bot())
        try:
            await asyncio.wait({ended, keeping}, return_when=asyncio.FIRST_COMPLETED)
            if keeping.done():
                keeping.result()
            self._say(self._words.t("El Slack y el Alegra locales terminaron de repente; con ellos termina la demo."))
            self._say(_tail(sandbox))
        finally:
            await _cancelled(ended, keeping)

    async def _start_sandbox(self) -> Child:
        try:
            program = sandbox_program(self._plan, self._environment)
        except ManifestMissing as missing:
            raise CannotStart(str(missing)) from missing
        self._sandbox = await Child.start(program, log=self._log, heard=self._heard, unlogged=EXPORT)
        if not await self._within_start(self._sandbox, self._has_exported):
            raise CannotStart(self._did_not_start(self._sandbox))
        return self._sandbox

    def _heard(self, line: str) -> None:
        if setting := exported_setting(line):
            name, value = setting
            self._exported[name] = value

    async def _has_exported(self) -> bool:
        return PRINTED_LAST in self._exported

    async def _keep_bot(self) -> None:
        """Start it, and again whenever it ends. Raises CannotStart when it never answered."""
        program = bot_program(self._plan, self._environment, exported=self._exported, store=self._folder.store)
        lives: list[float] = []
        while True:
            self._bot, born = await Child.start(program, log=self._log), time.monotonic()
            is_ready = await self._within_start(self._bot, self._bot_answers)
            if is_ready:
                await self._welcome(is_back=bool(lives))
            elif not lives:
                raise CannotStart(self._did_not_start(self._bot))
            code = await self._bot.ended()
            lives.append(time.monotonic() - born)
            await self._pause(code, pause_after(lives))

    async def _bot_answers(self) -> bool:
        return await is_ready(self._plan.port)

    async def _welcome(self, *, is_back: bool) -> None:
        if is_back:
            self._say(self._words.t("El bot está otra vez en pie."))
            return
        slack = self._exported["SLACK_API_URL"].removesuffix("/api/")
        alegra = self._exported["ALEGRA_API_URL"].removesuffix("/api/v1")
        self._say(introduction(self._words, slack=slack, alegra=alegra, log=self._folder.log))
        if self._plan.opens_browser:
            await asyncio.to_thread(open_browser, slack, self._environment)

    async def _pause(self, code: int, seconds: float) -> None:
        self._say(
            self._words.t(
                "El bot terminó ({code}); lo inicio de nuevo en {seconds} s. Nada de lo aceptado se pierde.",
                code=code,
                seconds=seconds,
            )
        )
        await asyncio.sleep(seconds)

    async def _within_start(self, child: Child, happened: Callable[[], Awaitable[bool]]) -> bool:
        """Whether it happened before the child ended and before it took too long."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if await happened():
                return True
            if child.has_ended:
                await child.ended()
                return False
            await asyncio.sleep(GLANCE_SECONDS)
        return False

    def _did_not_start(self, child: Child) -> str:
        return "\n".join(
            [
                self._words.t("No arrancó ({name}). Esto fue lo último que dijo:", name=child.program.name),
                _tail(child),
                self._words.t("El registro completo está en {log}.", log=self._folder.log),
            ]
        )

    def _say(self, sentence: str) -> None:
        sys.stdout.write(f"{sentence}\n")
        sys.stdout.flush()


async def is_ready(port: int) -> bool:
    """What the bot's /readyz answers."""
    try:
        reader, writer = await asyncio.open_connection(LOOPBACK, port)
    except OSError:
        return False
    try:
        writer.write(b"GET /readyz HTTP/1.0\r\n\r\n")
        return b" 200 " in await reader.readline()
    except OSError:
        return False
    finally:
        writer.close()


def _stop_signal() -> asyncio.Event:
    told = asyncio.Event()
    for number in STOP_SIGNALS:
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    return told


async def _cancelled(*tasks: "asyncio.Task[Any]") -> None:
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)


def _tail(child: Child) -> str:
    return "\n".join(f"  {line}" for line in child.last_lines)
