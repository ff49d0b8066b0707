import pytest
from slack_sdk.errors import SlackApiError

from sandbox.clock import Clock
from sandbox.server import read_world
from sandbox.slack.app import build_slack
from sandbox.slack.refusal import SlackRefusal
from sandbox.slack.workspace.rate_limits import POST_BURST, RateLimits
from sandbox.slack.workspace.triggers import TRIGGER_SECONDS, Triggers
from sandbox.traffic import Traffic
from tests.sandbox.slack.little_bot import Scene, full_manifest, modal


class Watch:
    """A real clock that tests turn by hand."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def code_of(refused: pytest.ExceptionInfo[SlackRefusal]) -> str:
    return refused.value.code


def test_a_trigger_lives_three_seconds() -> None:
    watch = Watch()
    triggers = Triggers(real=watch)
    fresh, old = triggers.new("U1"), triggers.new("U2")
    watch.seconds += 3
    assert triggers.exchange(fresh) == "U1"
    watch.seconds += 0.1
    with pytest.raises(SlackRefusal) as refused:
        triggers.exchange(old)
    assert code_of(refused) == "expired_trigger_id"


def test_slack_waits_three_seconds_unless_a_test_has_more_patience() -> None:
    slack = build_slack(manifest=full_manifest(), world=read_world(), clock=Clock(), traffic=Traffic())
    assert slack.state.delivery.ack_seconds == TRIGGER_SECONDS == 3


def test_a_trigger_is_used_once_and_an_invented_one_is_invalid() -> None:
    triggers = Triggers(real=Watch())
    trigger = triggers.new("U1")
    triggers.exchange(trigger)
    with pytest.raises(SlackRefusal) as refused:
        triggers.exchange(trigger)
    assert code_of(refused) == "exchanged_trigger_id"
    with pytest.raises(SlackRefusal) as refused:
        triggers.exchange("1.2.abc")
    assert code_of(refused) == "invalid_trigger_id"


async def test_moving_the_sandboxs_clock_does_not_expire_a_trigger_just_handed_out(stage: Scene) -> None:
    trigger = stage.people.post.new_trigger("U0ANA00001")
    stage.clock.advance(7 * 24 * 3600)
    assert (await stage.client.views_open(trigger_id=trigger, view=modal("Nueva")))["ok"]


async def test_an_invalid_view_does_not_use_up_the_trigger(stage: Scene) -> None:
    stage.traffic.expect("views.open")
    trigger = stage.people.post.new_trigger("U0ANA00001")
    with pytest.raises(SlackApiError) as refused:
        await stage.client.views_open(trigger_id=trigger, view=modal("x" * 25))
    assert refused.value.response["error"] == "invalid_arguments"
    messages = refused.value.response["response_metadata"]["messages"]
    assert messages[0] == "[ERROR] failed to match all allowed schemas [json-pointer:/view]"
    assert messages[1] == "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    assert (await stage.client.views_open(trigger_id=trigger, view=modal("Nueva")))["ok"]


def test_posts_fill_up_by_one_a_second_to_the_burst() -> None:
    watch = Watch()
    rates = RateLimits(real=watch)
    for _ in range(POST_BURST):
        rates.count_post("C1")
    with pytest.raises(SlackRefusal) as refused:
        rates.count_post("C1")
    assert (refused.value.status, refused.value.headers) == (429, {"Retry-After": "1"})
    rates.count_post("C2")
    watch.seconds += 1
    rates.count_post("C1")
    with pytest.raises(SlackRefusal):
        rates.count_post("C1")


def test_a_tier_counts_the_last_minute_and_says_how_long_to_wait() -> None:
    watch = Watch()
    rates = RateLimits(real=watch)
    rates.count_call("m", per_minute=2)
    watch.seconds += 20
    rates.count_call("m", per_minute=2)
    with pytest.raises(SlackRefusal) as refused:
        rates.count_call("m", per_minute=2)
    assert refused.value.headers == {"Retry-After": "40"}
    rates.count_call("other", per_minute=2)
    watch.seconds += 40
    rates.count_call("m", per_minute=2)


def test_relaxed_rates_count_nothing() -> None:
    rates = RateLimits(real=Watch(), is_strict=False)
    for _ in range(500):
        rates.count_post("C1")
        rates.count_call("m", per_minute=1)
