"""The doctor before installations that are sound, and before those that are broken in one place."""

from collections.abc import Callable
from pathlib import Path

from bot.doctor.examination import examine
from bot.doctor.findings import Finding, Level
from bot.locale import Words
from bot.settings import read_settings
from bot.terminal.doctor import as_object
from bot.terminal.surgery import opened
from tests.stories.stage import Stage, strangers

WORDS = Words("en")
Break = Callable[[Stage], dict[str, str]]


async def found(stage: Stage, folder: Path, **changed: str) -> tuple[Finding, ...]:
    settings = read_settings(
        {**stage.environment, "COBRO_TRANSPORT": "socket", "COBRO_DATA_DIR": str(folder / "data"), **changed}
    )
    async with opened(settings, WORDS, {}) as probes:
        return await examine(probes, WORDS)


def troubled(findings: tuple[Finding, ...]) -> dict[str, Level]:
    return {finding.check: finding.level for finding in findings if finding.level is not Level.OK}


def wrong_bot_token(_: Stage) -> dict[str, str]:
    return {"SLACK_BOT_TOKEN": "xoxb-revoked-1"}


def wrong_app_token(_: Stage) -> dict[str, str]:
    return {"SLACK_APP_TOKEN": "xapp-revoked-1"}


def wrong_alegra_token(_: Stage) -> dict[str, str]:
    return {"ALEGRA_TOKEN": "revoked"}


def a_suspended_account(stage: Stage) -> dict[str, str]:
    stage.alegra.state.faults.add("suspended", method="GET", path="/company")
    return {}


def a_user_who_may_not_see_payments(stage: Stage) -> dict[str, str]:
    stage.alegra.state.faults.add("forbidden", method="GET", path="/payments")
    return {}


def a_channel_that_is_not_there(_: Stage) -> dict[str, str]:
    return {"COBRO_CHANNEL": "C0NOWHERE1"}


def thrown_out_of_a_public_channel(_: Stage) -> dict[str, str]:
    return {"COBRO_CHANNEL": "C0VENTAS01"}


def one_approver(_: Stage) -> dict[str, str]:
    return {"COBRO_APPROVERS": "U0BRUNO002"}


def a_guest_as_admin(_: Stage) -> dict[str, str]:
    return {"COBRO_ADMINS": "U0GUEST006"}


def a_wrong_time_zone(_: Stage) -> dict[str, str]:
    return {"COBRO_TIMEZONE": "Europe/Madrid"}


def slack_is_away(_: Stage) -> dict[str, str]:
    return {"SLACK_API_URL": "http://127.0.0.1:9/api/"}


def alegra_is_away(_: Stage) -> dict[str, str]:
    return {"ALEGRA_API_URL": "http://127.0.0.1:9/api/v1"}


def the_store_is_away(_: Stage) -> dict[str, str]:
    return {"REDIS_URL": "redis://127.0.0.1:9/0"}


async def test_a_sound_installation_has_nothing_to_cure_and_each_break_is_found_and_said_without_a_secret(
    tmp_path: Path,
) -> None:
    """All in one stage: it takes longer to build one than to look."""
    breaks: list[tuple[Break, dict[str, Level]]] = [
        (wrong_bot_token, {"slack.token": Level.ERROR}),
        (wrong_app_token, {"slack.socket": Level.ERROR}),
        (wrong_alegra_token, {"alegra.account": Level.ERROR}),
        (a_suspended_account, {"alegra.account": Level.ERROR}),
        (a_user_who_may_not_see_payments, {"alegra.permissions": Level.ERROR}),
        (a_channel_that_is_not_there, {"slack.channel": Level.ERROR}),
        (thrown_out_of_a_public_channel, {"slack.channel": Level.ERROR}),
        (one_approver, {"roles.approvers": Level.WARNING}),
        (a_guest_as_admin, {"roles.people": Level.WARNING}),
        (a_wrong_time_zone, {"alegra.company": Level.WARNING}),
        (slack_is_away, {"slack.token": Level.ERROR}),
        (alegra_is_away, {"alegra.account": Level.ERROR}),
        (the_store_is_away, {"store.reached": Level.ERROR}),
    ]
    async with strangers(transport="socket") as stage:
        sound = await found(stage, tmp_path)
        assert troubled(sound) == {}
        assert {"slack.scopes", "slack.channel", "clock.alegra"} <= {finding.check for finding in sound}
        for broken, expected in breaks:
            findings = await found(stage, tmp_path, **broken(stage))
            assert troubled(findings) == expected, broken.__name__
            shown = str(as_object(findings))
            assert all(finding.cure for finding in findings if finding.level is not Level.OK)
            assert not any(secret in shown for secret in ("revoked-1", "xoxb-", "alegra-local"))
