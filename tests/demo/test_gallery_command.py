"""`cobro gallery`: the local Slack is started as a process, and everything that the bot draws is handed to it."""

import asyncio
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.demo.gallery import GalleryPlan, Hung, show_gallery
from bot.demo.plan import CannotStart
from bot.locale import LANGUAGES, Words
from bot.slack.gallery import samples
from sandbox.server import Plan, strangers

SPANISH = Words("es_CO")


async def test_every_drawing_in_every_language_is_taken_and_written_to_a_file_that_needs_no_server(
    tmp_path: Path,
) -> None:
    said = io.StringIO()
    code = await show_gallery(GalleryPlan(out=tmp_path / "new"), SPANISH, {"PATH": "/usr/bin:/bin"}, say=said)

    told = SPANISH.number(len(list(samples())) * len(LANGUAGES))
    assert (code, said.getvalue().splitlines()[0]) == (0, f"Slack acepta {told} de {told} dibujos.")
    for language in LANGUAGES:
        (data,) = re.findall(
            r'id="data">(.*?)</script>', (tmp_path / "new" / f"gallery-{language}.html").read_text("utf-8"), re.DOTALL
        )
        held = json.loads(data)["samples"]
        assert {sample["language"] for sample in held} == {language}
        assert {sample["surface"] for sample in held} == {"message", "modal", "home"}


async def test_a_drawing_that_slack_refuses_is_named_with_the_reason() -> None:
    def drawn(_: Words) -> Iterator[dict[str, Any]]:
        yield {
            "module": "card", "name": "broken", "surface": "message", "language": "es_CO", "text": "x",
            "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}],
        }  # fmt: skip

    async with strangers(Plan(strangers=("slack",), port_slack=0)) as addresses:
        count, refused = await asyncio.to_thread(Hung(addresses.slack, drawn).hang)

    assert count == len(LANGUAGES)
    assert {each.drawing for each in refused} == {"card, broken (es_CO)"}
    assert refused[0].why == "must be less than 151 characters [/0/text/text]"


async def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    plan = GalleryPlan(out=tmp_path / "file")
    with pytest.raises(CannotStart, match="No puedo escribir en"):
        await show_gallery(plan, SPANISH, {"PATH": "/usr/bin:/bin"}, say=io.StringIO())
