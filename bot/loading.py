"""How a process that serves people loads its modules: quickly, and without what only colours a terminal."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

FOR_TERMINALS = ("rich", "pygments")
"""structlog and httpx load them where they are installed, for consoles, and do without them elsewhere."""


@contextmanager
def loading() -> Iterator[None]:
    """Around the imports. What they make stays for good, so the collector neither looks through it now nor ever after.

    Looking through it again and again would be a tenth of the start, the two libraries another.
    """
    unwanted = [name for name in FOR_TERMINALS if name not in sys.modules]
    sys.modules.update(dict.fromkeys(unwanted))  # type: ignore[arg-type]  # None: as if it were not installed
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
        for name in unwanted:
            del sys.modules[name]
