"""Progress in the terminal: a bar for people, nothing for files and pipes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn


@contextmanager
def progress(title: str, steps: int, *, shown: bool = True) -> Iterator[Callable[[str], None]]:
    """Yields what is called, with a name, as each step ends. Written to standard error."""
    console = Console(stderr=True)
    if not shown or not console.is_terminal:
        yield lambda _name: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[name]}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=steps, name="")
        yield lambda name: bar.update(task, advance=1, name=name)
