"""The bot as a process of its own, to be killed: from the environment, on a free port, looking at things often."""

import argparse
import asyncio
import os

from bot.app import Pace, serve
from bot.logs import configure_logs
from bot.operations.timing import Timing
from bot.parent import watch_parent
from bot.settings import read_settings, secrets_of


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--tick-seconds", type=float, default=0.2)
    given = parser.parse_args()
    watch_parent()
    settings = read_settings(os.environ)
    configure_logs(settings.log_level, secrets=secrets_of(settings))
    pace = Pace(given.tick_seconds, catch_up_seconds=0.2, timing=Timing(poll_seconds=0.02))
    asyncio.run(serve(settings, port=0, pace=pace))


if __name__ == "__main__":
    main()
