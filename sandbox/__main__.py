"""`python -m sandbox [slack|alegra]`: the strangers alone, with the environment that a bot needs to meet them."""

import argparse
import asyncio
import os
import signal
import sys
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from sandbox.parent import until_parent_is_gone
from sandbox.server import LOCALES, Addresses, ManifestNotFound, Plan, environment, read_world, strangers
from sandbox.serving import PortTaken

EXIT_CANNOT_START = 2


def main(arguments: list[str] | None = None) -> int:
    given = _parser().parse_args(arguments)
    plan = Plan(
        strangers=(given.stranger,) if given.stranger else ("slack", "alegra"),
        port_slack=given.port_slack,
        port_alegra=given.port_alegra,
        app_url=given.app_url,
        transport=given.transport,
        language=given.language or "",
        start=given.start,
        manifest=given.manifest,
    )
    try:
        asyncio.run(_run(plan, parent=os.getppid() if given.with_parent else None))
    except PortTaken as taken:
        which = "--port-alegra" if taken.port == plan.port_alegra else "--port-slack"
        sys.stderr.write(f"sandbox: {taken} with {which}.\n")
        return EXIT_CANNOT_START
    except ManifestNotFound as missing:
        sys.stderr.write(f"sandbox: {missing}\n")
        return EXIT_CANNOT_START
    return 0


async def _run(plan: Plan, *, parent: int | None) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with strangers(plan) as addresses:
        _introduce(plan, addresses)
        waits: list[asyncio.Task[object]] = [asyncio.create_task(stop.wait())]
        if parent is not None:
            waits.append(asyncio.create_task(until_parent_is_gone(parent)))
        _, left = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for task in left:
            task.cancel()


def _introduce(plan: Plan, addresses: Addresses) -> None:
    lines = [f"# The local Slack:  {addresses.slack}"] if addresses.slack else []
    lines += [f"# The local Alegra: {addresses.alegra}"] if addresses.alegra else []
    lines += [f"# Payloads go to {plan.app_url} ({plan.transport}). Ctrl-C stops."] if addresses.slack else []
    lines += _second_workspace(plan, addresses) if addresses.slack else []
    lines += [f"export {name}={value}" for name, value in environment(plan, addresses).items()]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _second_workspace(plan: Plan, addresses: Addresses) -> list[str]:
    bot = read_world()["slack"]["bot"]
    return [
        f"# A second workspace: {addresses.slack}/?team=norte; its people install the app at {plan.app_url}/slack/install. For that:",
        f"#   export SLACK_CLIENT_ID={bot['client_id']} SLACK_CLIENT_SECRET={bot['client_secret']}",
        f'#   export COBRO_PUBLIC_URL={plan.app_url} COBRO_SECRET_KEYS="$(cobro secrets new)"',
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("stranger", nargs="?", choices=("slack", "alegra"), help="only this one; both when left out")
    parser.add_argument("--port-slack", type=_port, default=Plan.port_slack)
    parser.add_argument("--port-alegra", type=_port, default=Plan.port_alegra)
    parser.add_argument("--app-url", type=_url, default=Plan.app_url, help="where the bot listens (%(default)s)")
    parser.add_argument("--transport", choices=("http", "socket"), default=Plan.transport)
    parser.add_argument("--language", choices=tuple(LOCALES), help="everybody's language; left out, each person's own")
    parser.add_argument("--start", type=_moment, help="where the clock starts, such as 2026-11-27T09:00:00-05:00")
    parser.add_argument("--manifest", type=Path, help="the app's manifest; manifest.yml when left out")
    parser.add_argument(
        "--with-parent", action="store_true", help="stop when the process that started this one is gone"
    )
    return parser


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"{text} is not a port (0 to 65535; 0 takes any free one)")
    return int(text)


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise argparse.ArgumentTypeError(f"{text} is not an address such as http://127.0.0.1:3000")
    return text.rstrip("/")


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise argparse.ArgumentTypeError(f"{text} is not a moment such as 2026-11-27T09:00:00-05:00") from wrong
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text} has no time zone: add one, such as -05:00")
    return moment


if __name__ == "__main__":
    sys.exit(main())
