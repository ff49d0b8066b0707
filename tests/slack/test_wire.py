"""The sender against the local Slack: what it says, and what each failure is called."""

import asyncio

import pytest

from bot.locale import Words
from bot.slack import errors
from bot.slack.blocks import section
from bot.slack.described import person_of
from bot.slack.drawing import File, Message, View
from bot.slack.lost_connections import OnceMore
from bot.slack.modals import void
from bot.slack.proxies import is_local
from bot.slack.wire import Mark, web_client
from sandbox.slack.client import Person
from tests.slack.stage import ANA, CHANNEL, HELLO, Stage

FORM: View = void.draw(void.SAMPLES["void"], Words("es_CO"))


async def test_a_message_is_posted_and_redrawn_in_place(stage: Stage) -> None:
    posted = await stage.wire.post(CHANNEL, HELLO, mark=Mark("D-7K3Q", 3))
    await stage.wire.update(posted.channel, posted.ts, Message("chao", (section("*chao*"),)))

    (message,) = stage.seen()
    assert "chao" in message.text
    assert message.metadata == {"event_type": "cobro_document", "event_payload": {"document": "D-7K3Q", "revision": 3}}


async def test_a_message_to_a_person_tells_the_channel_it_really_went_to(stage: Stage) -> None:
    posted = await stage.wire.post(ANA, HELLO)

    assert posted.channel.startswith("D")
    assert posted.channel == await stage.wire.open_direct(ANA)


async def test_a_file_goes_into_the_thread_with_its_bytes(stage: Stage) -> None:
    card = await stage.wire.post(CHANNEL, HELLO)
    await stage.wire.upload_file(CHANNEL, File("FE342.pdf", "FE342", b"%PDF-1.7 x"), thread_ts=card.ts)

    replies = stage.seen()[0].thread()
    assert [reply.content("FE342.pdf") for reply in replies] == [b"%PDF-1.7 x"]


async def test_a_whisper_is_seen_by_one_person(stage: Stage) -> None:
    await stage.wire.whisper(CHANNEL, ANA, HELLO)

    assert [message.is_ephemeral for message in stage.seen()] == [True]
    assert Person(stage.slack, "bruno", channel=CHANNEL).messages(CHANNEL) == []


async def test_a_link_leads_to_the_message(stage: Stage) -> None:
    posted = await stage.wire.post(CHANNEL, HELLO)

    assert posted.ts in await stage.wire.permalink(posted.channel, posted.ts)


async def test_people_are_known_with_their_language_and_guests_as_guests(stage: Stage) -> None:
    ana, emma, guest = [await stage.wire.person(user) for user in (ANA, "U0EMMA0005", "U0GUEST006")]

    assert (ana.team, ana.locale, ana.is_guest, ana.is_bot) == ("T0RIVERA01", "es-LA", False, False)
    assert emma.locale == "en-US"
    assert guest.is_guest
    assert (await stage.wire.person("U0COBRO001")).is_bot


async def test_somebody_unknown_is_an_error_of_its_own(stage: Stage) -> None:
    with pytest.raises(errors.PersonUnknown):
        await stage.wire.person("U0NOBODY99")


async def test_a_channel_that_is_not_there_is_gone(stage: Stage) -> None:
    with pytest.raises(errors.ChannelGone):
        await stage.wire.post("C0NOWHERE1", HELLO)


async def test_a_message_that_is_not_there_is_gone(stage: Stage) -> None:
    with pytest.raises(errors.MessageGone):
        await stage.wire.update(CHANNEL, "1.000001", HELLO)


async def test_whoever_is_not_a_member_cannot_be_whispered_to(stage: Stage) -> None:
    with pytest.raises(errors.NotInChannel):
        await stage.wire.whisper(CHANNEL, "U0GUEST006", HELLO)


async def test_blocks_that_slack_refuses_are_a_defect_with_pointers(stage: Stage) -> None:
    with pytest.raises(errors.InvalidBlocks) as refused:
        await stage.wire.post(CHANNEL, Message("x", (section("x" * 3001),)))

    assert any("/blocks/0/text/text" in message for message in refused.value.messages)
    stage.slack.state.traffic.expect("chat.postMessage")


async def test_a_view_with_a_stale_trigger_says_so(stage: Stage) -> None:
    with pytest.raises(errors.TriggerExpired):
        await stage.wire.open_view("1.2.abc", FORM)


async def test_a_view_that_was_closed_is_gone(stage: Stage) -> None:
    with pytest.raises(errors.ViewGone):
        await stage.wire.update_view("V0NOWHERE1", FORM)


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/commands/T1/1/x",
        "http://hooks.slack.com/commands/T1/1/x",
        "https://hooks.slack.com.evil.example/x",
        "https://hooks.slack.com@evil.example/x",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "",
    ],
)
async def test_an_answer_goes_to_no_other_host_than_slacks(stage: Stage, url: str) -> None:
    with pytest.raises(errors.HostRefused):
        await stage.wire.respond(url, HELLO)


async def test_an_answer_to_a_click_works_five_times_and_then_says_that_it_is_spent(stage: Stage) -> None:
    key = stage.slack.state.workspace.response_urls.new(person=ANA, channel=CHANNEL)
    stage.slack.state.traffic.expect("response_url")
    for _ in range(5):
        await stage.wire.respond(f"{stage.url}/response/{key}", HELLO)

    with pytest.raises(errors.ResponseUrlSpent):
        await stage.wire.respond(f"{stage.url}/response/{key}", HELLO)
    assert [message.is_ephemeral for message in stage.seen()] == [True] * 5


async def test_the_proxy_of_the_environment_is_ignored_on_this_machine() -> None:
    assert is_local("http://127.0.0.1:4100/api/")
    assert is_local("http://[::1]:4100/api/")
    assert is_local("http://localhost/api/")
    assert not is_local("https://slack.com/api/")
    assert not is_local("http://127.0.0.1.evil.example/api/")
    assert web_client(token="xoxb-x", base_url="http://127.0.0.1:1/api/").proxy is None
    (retries,) = web_client(token="xoxb-x", base_url="http://127.0.0.1:1/api/").retry_handlers
    assert isinstance(retries, OnceMore)


async def test_many_messages_at_once_share_one_session(stage: Stage) -> None:
    posted = await asyncio.gather(*(stage.wire.post(CHANNEL, HELLO) for _ in range(20)))

    assert len({each.ts for each in posted}) == 20


def test_a_person_has_the_name_that_slack_shows_and_the_full_one() -> None:
    user = {"id": "U0ANA00001", "name": "ana", "profile": {"display_name": "ana", "real_name": "Ana Torres"}}
    assert (person_of(user).name, person_of(user).full_name) == ("ana", "Ana Torres")
    assert person_of({"id": "U0ANA00001", "real_name": "Ana Torres"}).full_name == "Ana Torres"
