"""A chapter of the page, and tables, as Markdown."""

from collections.abc import Iterable, Sequence


def chapter(title: str, *parts: str) -> str:
    return "\n\n".join((f"## {title}", *parts))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
