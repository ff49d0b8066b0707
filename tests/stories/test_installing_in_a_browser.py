"""A person of the second workspace installs Cobro, and removes it, with a real browser on the real pages."""

import pytest
from playwright.async_api import expect

from bot.store.connection import Client
from tests.chromium import demanded
from tests.stories.two_workspaces import NORTE, two_workspaces

pytestmark = pytest.mark.browser


async def test_installing_and_removing_by_hand(redis: Client) -> None:
    async with demanded() as chromium, two_workspaces(redis) as two:
        two.rivera.traffic.expect("account_inactive")
        page = await chromium.new_page(locale="en-US", viewport={"width": 900, "height": 700})
        problems: list[str] = []
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.on("dialog", lambda dialog: dialog.accept())

        await page.goto(two.install_page)
        await page.get_by_role("link", name="Add to Slack").click()
        await expect(page.get_by_role("heading", name="Cobro is requesting permission")).to_be_visible()
        await expect(page.get_by_text("chat:write", exact=True)).to_be_visible()
        await page.get_by_label("Who installs it").select_option(label="Rita Remota · Invitada")
        await page.get_by_role("button", name="Allow").click()
        await expect(page.get_by_role("alert")).to_contain_text("restricted_action")
        await page.get_by_label("Who installs it").select_option(label="Nadia Norte · Gerente")
        await page.get_by_role("button", name="Allow").click()
        await expect(page.get_by_role("heading", name="Cobro is installed in Norte Logística")).to_be_visible()
        await expect(page.get_by_text(NORTE)).to_be_visible()
        assert await two.installations.teams() == (NORTE,)

        slack = two.rivera.slack.state.base_url
        await page.goto(f"{slack}/apps")
        norte = page.locator("section", has=page.get_by_role("link", name="Norte Logística"))
        await expect(norte.get_by_text("Installed · free plan")).to_be_visible()
        await norte.get_by_role("button", name="Remove App").click()
        await expect(norte.get_by_text("Not installed · free plan")).to_be_visible()
        await norte.get_by_role("link", name="Norte Logística").click()
        await expect(page.get_by_text("Nadia Norte").first).to_be_visible()
        await expect(page.get_by_role("button", name="Cobro")).to_have_count(0)
        assert [problem for problem in problems if "404" not in problem] == []
