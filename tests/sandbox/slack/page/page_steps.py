"""What the tests of the page do again and again."""

from dataclasses import dataclass, field

from playwright.async_api import BrowserContext, Locator, Page

from tests.sandbox.slack.page.page_world import PageWorld


@dataclass
class Screens:
    """Opens the page as somebody; every page must live through the test without an error in its console."""

    world: PageWorld
    context: BrowserContext
    problems: list[str] = field(default_factory=list)

    async def open(self, person: str, channel: str = "C0FACTURAS") -> Page:
        page = await self.context.new_page()
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", lambda message: self.problems.append(message.text) if message.type == "error" else None)
        await page.goto(f"{self.world.url}/?as={person}&in={channel}")
        await page.get_by_role("log").wait_for()
        return page


async def say(page: Page, text: str) -> None:
    box = page.get_by_role("main").get_by_role("textbox")
    await box.fill(text)
    await box.press("Enter")


async def open_scene(page: Page, scene: str) -> Locator:
    """The modal that `/cobro SCENE` opens."""
    await say(page, f"/cobro {scene}")
    dialog = page.get_by_role("dialog")
    await dialog.wait_for()
    return dialog
