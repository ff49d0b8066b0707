"""Slack's side of an installation: what is wrong has a name and a cure, what is right says so."""

import pytest

from bot.doctor import slack_checks
from bot.doctor.findings import Level
from bot.locale import Words
from bot.slack.errors import ChannelGone, NotAuthorized, SlackError, SlackUnavailable
from bot.slack.inspection import Channel, Identity
from bot.slack.own_posts import HISTORY

WORDS = Words("en")
COBRO = Identity(
    "T0RIVERA01", "Rivera", "U0COBRO001", "Cobro", is_bot=True, scopes=frozenset({"a", "b"}), ahead_seconds=0
)
ANA = Identity("T0RIVERA01", "Rivera", "U0ANA00001", "ana", is_bot=False, scopes=None, ahead_seconds=None)
FACTURACION = Channel("C0FACTURAS", "facturacion", is_private=True, is_member=True, is_archived=False)


@pytest.mark.parametrize(
    ("found", "level", "said", "cure"),
    [
        (COBRO, Level.OK, "Rivera", ""),
        (ANA, Level.ERROR, "a person's (ana)", "xoxb-"),
        (NotAuthorized("auth.test", "invalid_auth"), Level.ERROR, "invalid_auth", "OAuth & Permissions"),
        (NotAuthorized("auth.test", "token_revoked"), Level.ERROR, "uninstalled or revoked", "Install App"),
        (NotAuthorized("auth.test", "account_inactive"), Level.ERROR, "uninstalled or revoked", "Install App"),
        (SlackUnavailable("auth.test", "ClientConnectorError"), Level.ERROR, "cannot be reached", "proxy"),
    ],
)
def test_a_token_is_good_or_says_what_to_copy(found: Identity | SlackError, level: Level, said: str, cure: str) -> None:
    finding = slack_checks.token(found, WORDS)
    assert finding.level is level
    assert said in finding.said
    assert cure in finding.cure


def test_scopes_that_are_missing_are_named_and_more_than_enough_is_fine() -> None:
    missing = slack_checks.scopes({"chat:write"}, {"chat:write", "groups:read", "commands"}, WORDS)
    assert missing.level is Level.ERROR
    assert "commands, groups:read" in missing.said
    assert slack_checks.scopes({"a", "b", "c"}, {"a", "b"}, WORDS).level is Level.OK
    assert slack_checks.scopes(None, {"a"}, WORDS).level is Level.WARNING


@pytest.mark.parametrize("given", [None, {"chat:write"}, {"channels:history"}, HISTORY | {"chat:write"}])
def test_the_optional_history_is_told_and_never_a_fault(given: frozenset[str] | None) -> None:
    finding = slack_checks.history(given, WORDS)
    is_granted = given is not None and given >= HISTORY
    assert finding.level is Level.OK
    assert (finding.said == slack_checks.history(HISTORY, WORDS).said) is is_granted


@pytest.mark.parametrize(
    ("found", "level", "cure"),
    [
        (None, Level.OK, ""),
        (SlackError("apps.connections.open", "forbidden_team"), Level.ERROR, "Socket Mode"),
        (NotAuthorized("apps.connections.open", "not_allowed_token_type"), Level.ERROR, "xapp-"),
        (NotAuthorized("apps.connections.open", "invalid_auth"), Level.ERROR, "connections:write"),
        (SlackUnavailable("apps.connections.open"), Level.ERROR, "HTTPS"),
    ],
)
def test_an_app_token_opens_connections_or_says_why_not(found: SlackError | None, level: Level, cure: str) -> None:
    finding = slack_checks.socket(found, WORDS)
    assert finding.level is level
    assert cure in finding.cure


@pytest.mark.parametrize(
    ("found", "level", "said"),
    [
        (FACTURACION, Level.OK, "private"),
        (Channel("C1", "general", is_private=False, is_member=True, is_archived=False), Level.OK, "public"),
        (Channel("C1", "ventas", is_private=False, is_member=False, is_archived=False), Level.ERROR, "not in #ventas"),
        (Channel("C1", "viejo", is_private=True, is_member=True, is_archived=True), Level.ERROR, "archived"),
        (
            Channel("C1", "socios", is_private=True, is_member=True, is_archived=False, is_shared=True),
            Level.WARNING,
            "another company",
        ),
        (ChannelGone("conversations.info", "channel_not_found"), Level.ERROR, "no channel"),
        (NotAuthorized("conversations.info", "missing_scope"), Level.ERROR, "missing_scope"),
        (SlackUnavailable("conversations.info"), Level.ERROR, "cannot be reached"),
    ],
)
def test_the_channel_is_one_where_cobro_can_post(found: Channel | SlackError, level: Level, said: str) -> None:
    (finding,) = slack_checks.channel(found, WORDS, bot="Cobro")
    assert finding.level is level
    assert said in finding.said
    assert bool(finding.cure) is (level is not Level.OK)
