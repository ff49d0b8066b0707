"""The two programs of a demo: `python -m sandbox`, and `python -m bot run` with the settings that the sandbox prints."""

import shlex
from collections.abc import Mapping
from pathlib import Path

from bot.demo.children import Program
from bot.demo.plan import DemoPlan
from bot.demo.ports import LOOPBACK
from bot.locale import ENGLISH, SPANISH_OF_COLOMBIA
from bot.slack.manifest import manifest_path

EXPORT = "export "
"""How the sandbox's lines for a bot begin. They hold tokens."""
PRINTED_LAST = "COBRO_CLOCK_URL"
COMPANY_LANGUAGES = {"": SPANISH_OF_COLOMBIA, "es": SPANISH_OF_COLOMBIA, "en": ENGLISH}

OF_ANOTHER_COBRO = ("SLACK_", "ALEGRA_", "COBRO_", "REDIS_")
"""Settings of a real Cobro in the same terminal: the demo must neither read nor touch what they name."""
PROXIES = frozenset({"http_proxy", "https_proxy", "all_proxy"})
"""The demo speaks with this machine alone, and slack_sdk would ask a proxy even for that (Slack fact sheet 1.6)."""


def clean(environment: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value
        for name, value in environment.items()
        if not name.startswith(OF_ANOTHER_COBRO) and name.lower() not in PROXIES
    }


def sandbox_program(plan: DemoPlan, environment: Mapping[str, str]) -> Program:
    """Raise ManifestMissing."""
    arguments = (
        *("sandbox", "--with-parent", "--manifest", str(manifest_path())),
        *("--port-slack", str(plan.port_slack), "--port-alegra", str(plan.port_alegra)),
        *("--app-url", f"http://{LOOPBACK}:{plan.port}"),
        *(("--language", plan.language) if plan.language else ()),
    )
    return Program("sandbox", arguments, clean(environment))


def gallery_program(port: int, environment: Mapping[str, str]) -> Program:
    """The local Slack alone. Raise ManifestMissing."""
    arguments = ("sandbox", "slack", "--with-parent", "--manifest", str(manifest_path()), "--port-slack", str(port))
    return Program("sandbox", arguments, clean(environment))


def bot_program(plan: DemoPlan, environment: Mapping[str, str], *, exported: Mapping[str, str], store: Path) -> Program:
    settings = {
        "COBRO_DATA_DIR": str(store),
        "COBRO_HOST": LOOPBACK,
        "COBRO_PORT": str(plan.port),
        "COBRO_LANGUAGE": COMPANY_LANGUAGES[plan.language],
    }
    return Program(
        "bot", ("bot", "run", "--with-parent", "--env-file", ""), {**clean(environment), **exported, **settings}
    )


def exported_setting(line: str) -> tuple[str, str] | None:
    """`export NAME=value`, as a shell would read it; None for any other line."""
    if not line.startswith(EXPORT):
        return None
    name, _, value = "".join(shlex.split(line.removeprefix(EXPORT))).partition("=")
    return name, value
