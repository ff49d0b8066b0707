"""The hand of a person at the page: every click, every typed text and every key counts as one action."""

from dataclasses import dataclass, field

from playwright.async_api import Locator, Page


@dataclass
class Hand:
    page: Page
    acts: list[str] = field(default_factory=list)
    """What it did, in words."""

    async def clicks(self, on: Locator) -> None:
        self.acts.append(f"clicks {on}")
        await on.click()

    async def types(self, text: str) -> None:
        """Into whatever has the focus: who wants it elsewhere clicks there first."""
        self.acts.append(f"types {text}")
        await self.page.keyboard.type(text)

    async def presses(self, key: str) -> None:
        self.acts.append(f"presses {key}")
        await self.page.keyboard.press(key)
