"""The Chromium of the machine, for tests and pictures of the pages."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, async_playwright

NAMES = ("chromium-headless-shell", "chromium", "google-chrome")


class NoChromium(Exception):
    def __init__(self) -> None:
        super().__init__(f"no Chromium is installed: none of {', '.join(NAMES)} is on the path")


@asynccontextmanager
async def launched() -> AsyncIterator[Browser]:
    """Raises NoChromium."""
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None:
        raise NoChromium
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found)
        yield browser
        await browser.close()


@asynccontextmanager
async def demanded() -> AsyncIterator[Browser]:
    """For tests: where there is no Chromium they are skipped, and in CI they fail."""
    try:
        async with launched() as browser:
            yield browser
    except NoChromium as absent:
        if os.environ.get("COBRO_CI") == "1":
            pytest.fail(f"{absent}, and in CI the pages must be tried")
        pytest.skip(str(absent))
