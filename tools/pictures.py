"""Takes the pictures of docs/pictures: the first invoice at the pages of the running strangers, with the running bot.

python -m tools.pictures [es] [en]
"""

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, Page, expect

from bot.store.connection import connect_socket
from bot.store.embedded import launch
from tests.chromium import launched
from tests.stories.browser_story import COMPANY_LANGUAGE, EARLY_ON_FRIDAY, ENGLISH, FINANCE, SPANISH, Wording, tell
from tests.stories.hand import Hand
from tests.stories.stage import Stage, performance

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
NUMBERS = {
    "form": 1,
    "card": 2,
    "confirm": 3,
    "undo": 3,
    "issued": 4,
    "payment": 5,
    "paid": 6,
    "overdue": 7,
    "direct": 8,
    "alegra": 9,
    "email": 10,
}
IDLE = (640, 20)
"""Where the mouse points at nothing."""
ON_A_PHONE = frozenset({"form", "card"})
PATIENCE_MS = 15_000


@dataclass
class Album:
    """`story-es-4-issued.png`, `story-es-phone-1-form.png`."""

    page: Page
    language: str
    taken: list[Path] = field(default_factory=list)

    async def look(self, scene: str) -> None:
        await self.take(self.page, scene)
        if scene in ON_A_PHONE:
            await self.page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a TypedDict of the same two keys
            await self.take(self.page, scene, of="phone-")
            await self.page.set_viewport_size(DESK)  # type: ignore[arg-type]  # as above

    async def take(self, page: Page, scene: str, *, of: str = "") -> None:
        await page.mouse.move(*IDLE)
        await page.evaluate("document.fonts.ready")
        await expect(page.locator(".spinner")).to_have_count(0)
        path = FOLDER / f"story-{self.language}-{of}{NUMBERS[scene]}-{scene}.png"
        await page.screenshot(path=path, animations="disabled", caret="hide", scale="css")
        self.taken.append(path)


async def main(languages: Sequence[str]) -> None:
    expect.set_options(timeout=PATIENCE_MS)
    FOLDER.mkdir(parents=True, exist_ok=True)
    async with launched() as browser:
        for said in (SPANISH, ENGLISH):
            if said.language in languages:
                await photograph(browser, said)


async def photograph(browser: Browser, said: Wording) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = launch(Path(folder))
        client = connect_socket(store.socket)
        language = COMPANY_LANGUAGE[said.language]
        try:
            async with performance(
                client, start=EARLY_ON_FRIDAY, language=said.language, COBRO_LANGUAGE=language
            ) as stage:
                await photograph_story(browser, said, stage)
        finally:
            await client.aclose()
            store.close()


async def photograph_story(browser: Browser, said: Wording, stage: Stage) -> None:
    context = await browser.new_context(viewport=DESK, timezone_id="America/Bogota", device_scale_factor=1)  # type: ignore[arg-type]  # as above
    try:
        page = await context.new_page()
        await page.goto(f"{stage.slack.state.base_url}/?as=ana&in={FINANCE}")
        album = Album(page, said.language)
        hand = Hand(page)
        await tell(hand, said, album.look)
        await photograph_direct_messages(context, stage, album)
        if said is SPANISH:
            await photograph_alegra(context, stage, album)
    finally:
        await context.close()
    sys.stdout.write(f"{said.language}: {len(hand.acts)} actions, {len(album.taken)} pictures\n")


async def photograph_direct_messages(context: BrowserContext, stage: Stage, album: Album) -> None:
    """Ana's."""
    page = await context.new_page()
    await page.goto(f"{stage.slack.state.base_url}/?as=ana&in=app")
    await expect(page.get_by_role("log")).to_contain_text("FE342")
    await album.take(page, "direct")


async def photograph_alegra(context: BrowserContext, stage: Stage, album: Album) -> None:
    """The invoice, and the e-mail that its client got. This page is in Spanish only."""
    page = await context.new_page()
    (invoice,) = stage.invoices
    await page.goto(f"{stage.alegra.state.base_url}/#facturas/{invoice['id']}")
    await expect(page.locator("body")).to_contain_text(invoice["stamp"]["cufe"])
    await album.take(page, "alegra")
    await page.goto(f"{stage.alegra.state.base_url}/#correos")
    await expect(page.locator("body")).to_contain_text("facturacion@losandes.example")
    await album.take(page, "email")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:] or ["es", "en"]))
