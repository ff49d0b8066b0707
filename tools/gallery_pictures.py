"""Takes the pictures of docs/pictures/gallery: the drawings that docs/gallery.md shows, as the local Slack draws them.

python -m tools.gallery_pictures
"""

import asyncio
import sys
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, expect

from bot.demo.gallery import Hung
from sandbox.server import Plan, strangers
from tests.chromium import launched

FOLDER = Path(__file__).parents[1] / "docs" / "pictures" / "gallery"
LANGUAGES = {"es": "es_CO", "en": "en"}
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 375, "height": 740}
PATIENCE_MS = 180_000
"""A page of several hundred drawings, on a machine that has other things to do."""
CHOSEN = (
    "approval_card/two levels",
    "approval_card/suggested",
    "bulk_approval/some",
    "policy_shown/levels",
    "whole_card/issued in an emergency",
    "outside_reply/edited, votes lost",
    "approved_card/countdown",
    "issued_card/stamped",
    "unknown_card/stamp",
    "authority_down_card/down",
    "needs_person_card/stamp",
    "payment/net of what the client usually withholds",
    "payment_notice/full",
    "overdue_digest/three clients",
    "direct_card/returned",
    "home/everything",
    "home/somebody new",
)
"""By module and sample, in the order of the page."""
ON_A_PHONE = ("home/everything",)


async def main() -> None:
    async with launched() as browser, strangers(Plan(strangers=("slack",), port_slack=0)) as addresses:
        count, refused = await asyncio.to_thread(Hung(addresses.slack).hang)
        if refused:
            raise SystemExit(f"{len(refused)} of {count} drawings are refused: look at `cobro gallery`")
        FOLDER.mkdir(parents=True, exist_ok=True)
        for old in FOLDER.glob("*.png"):
            old.unlink()
        await photograph(browser, addresses.slack, DESK, CHOSEN)
        await photograph(browser, addresses.slack, PHONE, ON_A_PHONE, of="phone-")
    taken = list(FOLDER.glob("*.png"))
    sys.stdout.write(f"{len(taken)} pictures, {sum(each.stat().st_size for each in taken) // 1024} KB\n")


async def photograph(
    browser: Browser, address: str, size: dict[str, int], chosen: tuple[str, ...], *, of: str = ""
) -> None:
    context = await browser.new_context(viewport=size, timezone_id="America/Bogota", device_scale_factor=1)  # type: ignore[arg-type]  # a TypedDict of the same two keys
    context.set_default_timeout(PATIENCE_MS)
    try:
        for language, name in LANGUAGES.items():
            await _photograph_in(context, f"{address}/gallery.html?language={name}", chosen, f"{of}{language}")
    finally:
        await context.close()


async def _photograph_in(context: BrowserContext, url: str, chosen: tuple[str, ...], ending: str) -> None:
    page = await context.new_page()
    await page.goto(url)
    await page.evaluate("document.fonts.ready")
    await page.add_style_tag(content=".gallery-head { position: static }")
    for sample in chosen:
        drawn = page.locator(f'[data-sample="{sample}"] .picture')
        await expect(drawn).to_have_count(1)
        await drawn.screenshot(path=FOLDER / f"{file_name(sample)}-{ending}.png", animations="disabled", caret="hide")
    await page.close()


def file_name(sample: str) -> str:
    return sample.replace("/", "-").replace(",", "").replace(" ", "-").replace("_", "-").replace("--", "-")


if __name__ == "__main__":
    asyncio.run(main())
