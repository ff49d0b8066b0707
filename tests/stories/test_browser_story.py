"""Issue 2: the whole story in a real browser, in Spanish and in English, in at most 25 actions of a person."""

import pytest
from playwright.async_api import expect

from bot.store.connection import Client
from tests.chromium import demanded
from tests.stories.browser_story import COMPANY_LANGUAGE, EARLY_ON_FRIDAY, ENGLISH, FINANCE, SPANISH, Wording, tell
from tests.stories.hand import Hand
from tests.stories.stage import performance

pytestmark = pytest.mark.browser

MOST_ACTIONS = 25
PATIENCE_MS = 60_000


@pytest.mark.parametrize("said", [SPANISH, ENGLISH], ids=["spanish", "english"])
async def test_from_the_first_word_to_the_digest_in_25_actions(redis: Client, said: Wording) -> None:
    expect.set_options(timeout=PATIENCE_MS)
    language = COMPANY_LANGUAGE[said.language]
    async with (
        demanded() as browser,
        performance(redis, start=EARLY_ON_FRIDAY, language=said.language, COBRO_LANGUAGE=language) as stage,
    ):
        context = await browser.new_context(viewport={"width": 1280, "height": 800}, timezone_id="America/Bogota")
        context.set_default_timeout(PATIENCE_MS)
        problems: list[str] = []
        context.on("weberror", lambda error: problems.append(str(error.error)))
        context.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
        page = await context.new_page()
        await page.goto(f"{stage.slack.state.base_url}/?as=ana&in={FINANCE}")
        hand = Hand(page)
        seen: list[str] = []

        async def look(scene: str) -> None:
            seen.append(scene)

        await tell(hand, said, look)
        assert len(hand.acts) <= MOST_ACTIONS, hand.acts
        assert seen == ["form", "card", "confirm", "undo", "issued", "payment", "paid", "overdue"]
        assert [invoice["status"] for invoice in stage.invoices] == ["closed"]
        assert problems == []
        await context.close()
