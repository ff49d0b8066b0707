"""The gallery: every sample that this bot can draw, handed to the local Slack, which draws and checks it as Slack would."""

import asyncio
import io
import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import OpenerDirector, ProxyHandler, Request, build_opener

from bot.demo.children import Child
from bot.demo.introduction import open_browser
from bot.demo.plan import CannotStart
from bot.demo.programs import PRINTED_LAST, exported_setting, gallery_program
from bot.locale import LANGUAGES, Words
from bot.slack.gallery import handed_over
from bot.slack.manifest import ManifestMissing

EXIT_REFUSED = 1
START_SECONDS = 60
GLANCE_SECONDS = 0.05
HTTP_SECONDS = 60


@dataclass(frozen=True)
class GalleryPlan:
    out: Path | None = None
    """Where to write one HTML file per language; None shows the page until Ctrl-C."""
    port: int = 0
    opens_browser: bool = True


@dataclass(frozen=True)
class Refused:
    """What the local Slack did not take: which drawing, and what it said."""

    drawing: str
    why: str


async def show_gallery(plan: GalleryPlan, words: Words, environment: Mapping[str, str], *, say: TextIO) -> int:
    """The exit code: EXIT_REFUSED when Slack would not take one of the drawings. Raises CannotStart."""
    exported: dict[str, str] = {}
    if plan.out:
        await asyncio.to_thread(_made, plan.out, words)
    child = await _started(plan, environment, exported)
    try:
        address = await _address(child, exported, words)
        hung = Hung(address)
        count, refused = await asyncio.to_thread(hung.hang)
        _report(count, refused, words, say=say)
        if plan.out:
            await asyncio.to_thread(_written, hung, plan.out, words, say)
        else:
            await _shown(plan, address, child, words, environment, say=say)
    finally:
        await child.stop()
    return EXIT_REFUSED if refused else 0


class Hung:
    """A gallery on the wall of one local Slack."""

    def __init__(self, address: str, drawn: Callable[[Words], Iterable[dict[str, Any]]] = handed_over) -> None:
        self._address, self._drawn = address, drawn
        self._open: OpenerDirector = build_opener(ProxyHandler({}))

    def hang(self) -> tuple[int, list[Refused]]:
        """How many drawings there are, and those that Slack would refuse."""
        body = json.dumps({"samples": [drawn for name in LANGUAGES for drawn in self._drawn(Words(name))]})
        answer = json.loads(self._asked("gallery", body.encode()))
        return answer["samples"], [_refused(sample) for sample in answer["refused"]]

    def page(self, language: str) -> str:
        """All drawings in one language, as one file that needs no server."""
        return self._asked(f"gallery/page?language={quote(language)}").decode()

    def _asked(self, path: str, body: bytes | None = None) -> bytes:
        request = Request(f"{self._address}/{path}", data=body, headers={"Content-Type": "application/json"})  # noqa: S310  our own child's address
        with self._open.open(request, timeout=HTTP_SECONDS) as answer:
            return bytes(answer.read())


def _refused(sample: dict[str, Any]) -> Refused:
    why = "; ".join(f"{error['message']} [{error['pointer'] or '/'}]" for error in sample["errors"])
    return Refused(f"{sample['module']}, {sample['name']} ({sample['language']})", why)


async def _started(plan: GalleryPlan, environment: Mapping[str, str], exported: dict[str, str]) -> Child:
    """Raises CannotStart."""

    def heard(line: str) -> None:
        if setting := exported_setting(line):
            exported.update([setting])

    try:
        program = gallery_program(plan.port, environment)
    except ManifestMissing as missing:
        raise CannotStart(str(missing)) from missing
    return await Child.start(program, log=io.StringIO(), heard=heard)


async def _address(child: Child, exported: Mapping[str, str], words: Words) -> str:
    until = time.monotonic() + START_SECONDS
    while PRINTED_LAST not in exported:
        if child.has_ended or time.monotonic() > until:
            said = "\n".join(child.last_lines)
            raise CannotStart(
                words.t("El Slack local no arrancó. Esto fue lo último que dijo:\n{said}", said=said or "-")
            )
        await asyncio.sleep(GLANCE_SECONDS)
    return exported["SLACK_API_URL"].removesuffix("/api/")


def _report(count: int, refused: list[Refused], words: Words, *, say: TextIO) -> None:
    say.write(
        words.n(
            "Slack acepta {taken} de {count} dibujo.",
            "Slack acepta {taken} de {count} dibujos.",
            count,
            taken=words.number(count - len(refused)),
        )
        + "\n"
    )
    say.writelines(f"✗ {each.drawing}: {each.why}\n" for each in refused)
    say.flush()


def _made(folder: Path, words: Words) -> None:
    """Before anything starts. Raises CannotStart."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_writable(folder, error, words) from error


def _written(hung: Hung, folder: Path, words: Words, say: TextIO) -> None:
    try:
        for language in LANGUAGES:
            path = folder / f"gallery-{language}.html"
            path.write_text(hung.page(language), "utf-8")
            say.write(f"{path}\n")
    except URLError as error:
        raise CannotStart(words.t("El Slack local dejó de responder: {why}", why=error.reason)) from error
    except OSError as error:
        raise _not_writable(folder, error, words) from error


def _not_writable(folder: Path, error: OSError, words: Words) -> CannotStart:
    return CannotStart(words.t("No puedo escribir en {folder}: {why}.", folder=folder, why=error.strerror or error))


async def _shown(
    plan: GalleryPlan, address: str, child: Child, words: Words, environment: Mapping[str, str], *, say: TextIO
) -> None:
    url = f"{address}/gallery.html"
    say.write(f"{url}\n{words.t('Ctrl-C la cierra.')}\n")
    say.flush()
    if plan.opens_browser:
        await asyncio.to_thread(open_browser, url, environment)
    await child.ended()
