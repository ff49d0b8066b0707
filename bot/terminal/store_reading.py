"""Commands that read the store themselves: what can keep them from it, and how they end."""

import asyncio
import sys
from collections.abc import Coroutine, Mapping
from typing import Any

from bot.locale import Words, phrase
from bot.terminal.command import EXIT_CANNOT_START, EXIT_INTERRUPTED

STORE_AWAY = phrase("No alcanzo el almacén ({why}). ¿Está encendido? Se busca en REDIS_URL, o en COBRO_DATA_DIR.")


class CannotRead(Exception):
    """Said with one of the command's own problems."""

    def __init__(self, problem: str, **values: Any) -> None:
        super().__init__(problem)
        self.problem, self.values = problem, values


class CannotReach(Exception):
    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def ended(work: Coroutine[Any, Any, int], words: Words, problems: Mapping[str, str]) -> int:
    """Answer the exit code; what kept it from reading is told. `problems`: sentences by what CannotRead names."""
    from redis.exceptions import RedisError  # noqa: PLC0415  imports that `--help` does without

    try:
        return asyncio.run(work)
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()  # whoever read along has seen enough
        return 0
    except CannotRead as problem:
        said = words.t(problems[problem.problem], **problem.values)
    except CannotReach as away:
        said = words.t(STORE_AWAY, why=away.why)
    except (RedisError, OSError) as gone:
        said = words.t(STORE_AWAY, why=type(gone).__name__)
    sys.stderr.write(f"{said}\n")
    return EXIT_CANNOT_START
