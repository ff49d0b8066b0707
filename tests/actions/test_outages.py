"""What Slack does not allow: since when, told once, over as soon as it stands there again."""

import pytest

from bot.actions.outages import OutagesTold
from bot.slack.board import FILES
from bot.slack.errors import ChannelGone, InvalidBlocks, NotAuthorized, NotInChannel, SlackError
from bot.store.outages import TOLD_AGAIN_MS, Outages
from bot.store.scripts import Store

CHANNEL, OTHER = "C0FACTURAS", "C0GENERAL1"


class Told:
    """In place of the admins' notices: what they would have been told of."""

    def __init__(self) -> None:
        self.of: list[tuple[str, int]] = []
        self.now = 1_795_795_200_000

    async def outage(self, name: str, *, since: int) -> None:
        if (name, since) not in self.of:  # as an operation of that name is accepted once
            self.of.append((name, since))

    async def clock(self) -> int:
        return self.now


def missing(scope: str) -> NotAuthorized:
    error = NotAuthorized("files.getUploadURLExternal", "missing_scope")
    error.scope = scope
    return error


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def outages(store: Store, told: Told) -> OutagesTold:
    return OutagesTold(Outages(store), told, told.clock)


async def test_an_outage_is_told_once_and_the_next_one_is_another(outages: OutagesTold, told: Told) -> None:
    for _ in range(3):
        await outages(CHANNEL, NotInChannel("chat.postMessage", "not_in_channel"))
        told.now += 60_000
    await outages(CHANNEL, None)
    await outages(CHANNEL, ChannelGone("chat.postMessage", "channel_not_found"))
    assert [name for name, _ in told.of] == [f"channel:{CHANNEL}"] * 2


async def test_a_second_process_tells_nobody_again(outages: OutagesTold, told: Told, store: Store) -> None:
    await outages(CHANNEL, NotInChannel("chat.postMessage", "not_in_channel"))
    await OutagesTold(Outages(store), told, told.clock)(CHANNEL, NotInChannel("chat.update", "not_in_channel"))
    assert len(told.of) == 1


async def test_what_lasts_for_more_than_a_day_is_told_again(outages: OutagesTold, told: Told) -> None:
    await outages(CHANNEL, NotInChannel("chat.postMessage", "not_in_channel"))
    told.now += TOLD_AGAIN_MS + 1
    await outages(CHANNEL, NotInChannel("chat.postMessage", "not_in_channel"))
    assert len(told.of) == 2


async def test_a_message_ends_its_channels_outage_and_a_file_that_of_the_files(
    outages: OutagesTold, told: Told, store: Store
) -> None:
    await outages(CHANNEL, missing("files:write"))
    await outages(CHANNEL, NotInChannel("chat.postMessage", "not_in_channel"))
    await outages(OTHER, None)
    assert sorted(await Outages(store).all()) == [f"channel:{CHANNEL}", "scope:files:write"]
    await outages(CHANNEL, None)
    assert sorted(await Outages(store).all()) == ["scope:files:write"]
    await outages(FILES, None)
    assert await Outages(store).all() == {}


@pytest.mark.parametrize(
    "why",
    [NotAuthorized("auth.test", "token_revoked"), InvalidBlocks("chat.update", "invalid_blocks", ())],
)
async def test_what_nobody_could_be_told_of_in_slack_is_none(
    outages: OutagesTold, told: Told, store: Store, why: SlackError
) -> None:
    await outages(CHANNEL, why)
    assert (told.of, await Outages(store).all()) == ([], {})
