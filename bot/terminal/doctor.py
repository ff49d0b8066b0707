"""`cobro doctor`: looks at everything an installation depends on, and says of each problem what cures it."""

import argparse
import asyncio
import json
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.locale import Words, phrase
from bot.terminal import env_file
from bot.terminal.command import EXIT_CANNOT_START, EXIT_INTERRUPTED, Command

if TYPE_CHECKING:
    from bot.doctor.examination import Probe
    from bot.doctor.findings import Finding
    from bot.settings import Settings


def add_options(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("--json", action="store_true", help=words.t("para programas: un objeto JSON"))
    parser.epilog = words.t("Códigos de salida: 0 todo bien, 1 advertencias, 2 errores.")


def doctor(given: argparse.Namespace, words: Words, environment: Mapping[str, str]) -> int:
    from bot.setting_hints import wrong_settings  # noqa: PLC0415  half a second of imports that `--help` does without
    from bot.settings import WrongSettings, read_settings  # noqa: PLC0415  as above

    try:
        settings = read_settings(environment)
    except WrongSettings as wrong:
        sys.stderr.write(f"{wrong_settings(wrong.problems, words)}\n")
        return EXIT_CANNOT_START
    file = env_file.chosen_file(given)
    try:
        return examine(settings, words, environment, env_files=[file] if file else [], as_json=given.json)
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def examine(
    settings: "Settings",
    words: Words,
    environment: Mapping[str, str],
    *,
    env_files: Sequence[Path] = (),
    as_json: bool = False,
    before_the_start: bool = False,
) -> int:
    """Look, show, and answer the exit code. Before the start nobody answers at the public address, nor has subscribed it."""
    from bot.doctor.findings import worst  # noqa: PLC0415  half a second of imports that `--help` does without
    from bot.logs import configure_logs  # noqa: PLC0415  as above
    from bot.settings import secrets_of  # noqa: PLC0415  as above

    configure_logs("ERROR", secrets=secrets_of(settings), output=sys.stderr)
    skipped = {"slack.address", "alegra.webhooks"} if before_the_start else set()
    findings = asyncio.run(_found(settings, words, environment, env_files, as_json=as_json, skipped=skipped))
    if as_json:
        sys.stdout.write(json.dumps(as_object(findings), ensure_ascii=False, indent=2) + "\n")
    else:
        _show(findings, words)
    return int(worst(findings))


def as_object(findings: Sequence["Finding"]) -> dict[str, Any]:
    """What `--json` says: the worst level, and every finding; `check` and `level` are for programs, the rest for people."""
    from bot.doctor.findings import worst  # noqa: PLC0415  as above

    rows = [
        {
            "company": finding.company,
            "check": finding.check,
            "level": finding.level.name.lower(),
            "said": finding.said,
            "cure": finding.cure,
            "page": finding.page,
        }
        for finding in findings
    ]
    return {"worst": worst(findings).name.lower(), "findings": rows}


async def _found(
    settings: "Settings",
    words: Words,
    environment: Mapping[str, str],
    env_files: Sequence[Path],
    *,
    as_json: bool,
    skipped: Collection[str],
) -> tuple["Finding", ...]:
    from bot.doctor.examination import examine as carry_out  # noqa: PLC0415  as above
    from bot.terminal.progress import progress  # noqa: PLC0415  as above
    from bot.terminal.surgery import opened  # noqa: PLC0415  as above

    async with opened(settings, words, environment, env_files=env_files) as all_probes:
        probes = [probe for probe in all_probes if probe.check not in skipped]
        with progress(words.t("Examinando"), len(probes), shown=not as_json) as step:

            def done(probe: "Probe") -> None:
                step(probe.name)

            found = await carry_out(probes, words, done=done)
    return tuple(finding for finding in found if finding.check not in skipped)


def _show(findings: Sequence["Finding"], words: Words) -> None:
    from bot.terminal.findings_table import show  # noqa: PLC0415  as above

    show(findings, words)


COMMAND = Command(
    "doctor",
    phrase("examina Slack, Alegra, el almacén y esta máquina, y dice cómo curar cada problema"),
    doctor,
    add_options,
    reads_settings=True,
)
