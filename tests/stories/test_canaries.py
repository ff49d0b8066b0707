"""Secrets stay where they belong: the whole story, with everything logged, leaves none of them anywhere."""

import base64
from collections.abc import Iterator
from urllib.parse import quote

from tests.stories.acts import CLIENT, ana_submits, bruno_approves, carla_records_it_all, is_issued
from tests.stories.mortal import Ordeal, ordeal

SECRETS = ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "ALEGRA_TOKEN")


async def test_no_secret_is_in_any_log_key_value_file_message_or_form() -> None:
    async with ordeal(COBRO_LOG_LEVEL="DEBUG") as it:
        await _a_story_with_troubles(it)
        secrets = _spellings(it)
        for place, text, known in _places(it):
            assert known in text, f"{place} was not looked at"
            assert [name for name, secret in secrets if secret in text] == [], place


async def _a_story_with_troubles(it: Ordeal) -> None:
    it.stage.traffic.expect("fault")
    it.stage.alegra.state.faults.add("error_after", method="POST", path="/invoices")
    await ana_submits(it.stage)
    it.stage.slack.state.faults.add("dropped_answer", what="chat.update")
    card = await bruno_approves(it.stage)
    await is_issued(it.stage, card)
    it.stage.alegra.state.faults.add("unauthorised", method="POST", path="/payments")
    await carla_records_it_all(it.stage, card)


def _spellings(it: Ordeal) -> list[tuple[str, str]]:
    """Each secret as it is, and as it travels."""
    values = {name: it.stage.environment[name] for name in SECRETS}
    basic = f"{it.stage.environment['ALEGRA_EMAIL']}:{values['ALEGRA_TOKEN']}"
    values["ALEGRA_TOKEN in Basic auth"] = base64.b64encode(basic.encode()).decode()
    return [(name, spelling) for name, value in values.items() for spelling in {value, quote(value, safe="")}]


def _places(it: Ordeal) -> Iterator[tuple[str, str, str]]:
    """Each with a word that must be in it."""
    yield "the log", it.bot.said, "/stamp/1"
    kept = [path for path in it.bot.folder.rglob("*") if path.is_file() and ".aof" in path.name]
    yield "the store", "".join(path.read_text(encoding="utf-8", errors="replace") for path in kept), CLIENT
    workspace = it.stage.slack.state.workspace
    channels = workspace.directory.channels.values()
    yield (
        "the messages",
        "".join(repr(message) for channel in channels for message in channel.messages),
        "_ClinicaLosAndes.xml",
    )
    for service, word in (("slack", "private_metadata"), ("alegra", "[cobro:")):
        lines = [line for line in it.stage.traffic.lines if line.service == service and line.direction == "in"]
        yield f"what went to {service}", "".join(f"{line.what} {line.request}" for line in lines), word
