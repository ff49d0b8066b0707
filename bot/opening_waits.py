"""What a company waits for as it opens: that Slack says which workspace it is, and Alegra what it needs to draw anything."""

import asyncio
from collections.abc import Callable

import structlog

from bot.actions.directory import Directory
from bot.actions.directory_copy import DirectoryCopy
from bot.alegra.api import Alegra
from bot.alegra.errors import AlegraError
from bot.billing.directory import Company
from bot.slack.errors import NotAuthorized, SlackError, SlackUnavailable
from bot.slack.wire import Wire
from bot.store.scripts import Store

WaitsFor = Callable[[SlackError | AlegraError], None]
RETRY_SECONDS = 2.0
ACCOUNT_SECONDS = 2.0

log = structlog.get_logger(__name__)


async def workspace_of(company: str, wire: Wire, store: Store, *, waits_for: WaitsFor) -> str:
    """The workspace's id; `waits_for` is told why it takes so long. Raise SlackError when Slack refuses the token, unless it has taken it, or an earlier one, before.

    Then Alegra goes on being asked and answered, and what Slack must show waits until the token is good again.
    """
    while True:
        try:
            team = await wire.team()
        except SlackUnavailable as away:
            log.warning("slack_not_reached", why=away.code)
            waits_for(away)
            await asyncio.sleep(max(away.retry_after, RETRY_SECONDS))
        except NotAuthorized as refused:
            if known := await store.client.get(store.keys("team")):
                log.error("slack_refuses", company=company, code=refused.code)  # noqa: TRY400 expected
                return str(known)
            raise
        else:
            return team


class OtherAccount(Exception):
    """The store remembers the invoices of one account of Alegra, and the token opens another: ids would mean others' things."""

    def __init__(self, company: str, *, remembered: str, opened: str) -> None:
        super().__init__(f"{company} is remembered as {remembered}, and its token opens the account of {opened}")
        self.company, self.remembered, self.opened = company, remembered, opened


async def filled(
    company: str, directory: Directory, alegra: Alegra, copy: DirectoryCopy, *, waits_for: WaitsFor
) -> bool:
    """Nothing can be drawn without the company: an earlier copy will do, else Alegra is read, and True answered.

    Raise OtherAccount.
    """
    await directory.catch_up()
    if directory.is_ready:
        await _check_account(company, directory.company, alegra)
        return False
    while not directory.is_ready:
        try:
            await copy.refresh()
            await directory.catch_up()
        except AlegraError as error:
            log.warning("alegra_not_reached", why=type(error).__name__)
            waits_for(error)
            await asyncio.sleep(RETRY_SECONDS)
    return True


async def _check_account(company: str, remembered: Company, alegra: Alegra) -> None:
    """Where Alegra does not say it at once nothing is held up: what it refuses, or is not reached for, goes nowhere."""
    try:
        async with asyncio.timeout(ACCOUNT_SECONDS):
            opened = await alegra.company.get()
    except (AlegraError, TimeoutError) as silent:
        log.warning("alegra_not_reached", why=type(silent).__name__)
        return
    if not opened.may_be(remembered):
        raise OtherAccount(company, remembered=remembered.name, opened=opened.name)
