import ast
import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot.logs import FIELDS, configure_logs

ROOT = Path(__file__).parents[1]
LEVELS = {"debug", "info", "warning", "error", "critical", "exception"}
NOT_FIELDS = {"exc_info", "stack_info"}


@pytest.fixture
def output() -> Iterator[io.StringIO]:
    before, handlers, level = structlog.get_config(), logging.root.handlers[:], logging.root.level
    yield io.StringIO()
    structlog.configure(**before)
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


def lines(output: io.StringIO) -> list[dict[str, str]]:
    return [json.loads(line) for line in output.getvalue().splitlines()]


def test_each_line_is_json_with_the_known_fields_only(output: io.StringIO) -> None:
    configure_logs("INFO", output=output)
    structlog.get_logger("test").info("operation", document="D-7K3Q", amount="4.585.070", email="x@y.example")
    (line,) = lines(output)
    assert (line["event"], line["document"], line["level"]) == ("operation", "D-7K3Q", "info")
    assert not {"amount", "email"} & set(line)


def test_secrets_are_blotted_out_of_events_and_tracebacks_and_of_what_libraries_say(output: io.StringIO) -> None:
    configure_logs("INFO", secrets=["canary-1", ""], output=output)
    try:
        int("token canary-1 refused")
    except ValueError:
        structlog.get_logger("test").exception("failed", why="canary-1")
        logging.getLogger("some.library").exception("canary-1 %s", "canary-1")
    text = output.getvalue()
    assert "canary-1" not in text
    assert text.count("<redacted>") >= 4
    assert [line["level"] for line in lines(output)] == ["error", "error"]
    assert "ValueError" in lines(output)[0]["exception"]


def test_a_token_of_slacks_is_blotted_out_although_no_setting_holds_it(output: io.StringIO) -> None:
    configure_logs("INFO", output=output)
    structlog.get_logger("test").info("operation", why="xoxb-12-34-canary and xapp-1-A0-canary, not xoxo-")
    (line,) = lines(output)
    assert line["why"] == "<redacted> and <redacted>, not xoxo-"


def test_a_secret_too_short_to_be_one_does_not_tear_words_apart(output: io.StringIO) -> None:
    configure_logs("INFO", secrets=["t", "s"], output=output)
    structlog.get_logger("test").info("started")
    assert lines(output)[0]["event"] == "started"


def test_a_line_less_weighty_than_the_chosen_level_is_not_written(output: io.StringIO) -> None:
    configure_logs("WARNING", output=output)
    structlog.get_logger("test").info("chatter")
    structlog.get_logger("test").warning("weighty")
    assert [line["event"] for line in lines(output)] == ["weighty"]


def test_bolt_may_not_write_unsigned_bodies(output: io.StringIO) -> None:
    configure_logs("DEBUG", output=output)
    logging.getLogger("slack_bolt.RequestVerification").info("a body of fifty megabytes")
    logging.getLogger("slack_bolt.RequestVerification").warning("the same")
    assert output.getvalue() == ""


def test_every_field_that_the_code_logs_is_one_of_the_known_ones() -> None:
    logged = {
        (path.relative_to(ROOT).as_posix(), keyword.arg)
        for package in ("bot", "handlers")
        for path in (ROOT / package).rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and _is_log_call(call.func)
        for keyword in call.keywords
        if keyword.arg
    }
    assert len(logged) > 10
    assert [(path, name) for path, name in sorted(logged) if name not in FIELDS | NOT_FIELDS] == []


def _is_log_call(called: ast.expr) -> bool:
    if not isinstance(called, ast.Attribute) or called.attr not in LEVELS:
        return False
    return isinstance(called.value, ast.Name) and called.value.id == "log"
