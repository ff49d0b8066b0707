"""Carries out what a command does with the store, and says why it cannot."""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from bot.locale import Words
from bot.terminal.command import EXIT_CANNOT_START, EXIT_INTERRUPTED

Work = Callable[[], Coroutine[Any, Any, int]]
"""Answers the exit code."""


def carried_out(work: Work, words: Words) -> int:
    from bot.start_errors import EXPECTED, sentence  # noqa: PLC0415  imports that `--help` does without
    from bot.terminal.company_troubles import Troubled  # noqa: PLC0415  as above

    try:
        return asyncio.run(work())
    except Troubled as trouble:
        said = trouble.said(words)
    except EXPECTED as cannot:
        said = sentence(cannot, words)
    except OSError as gone:
        said = words.t(
            "No alcanzo el almacén ({why}). ¿Está encendido? Se busca en REDIS_URL, o en COBRO_DATA_DIR.",
            why=type(gone).__name__,
        )
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    sys.stderr.write(f"{said}\n")
    return EXIT_CANNOT_START
