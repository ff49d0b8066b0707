"""Brings the catalogues up to date with the sentences in the code: `python -m tools.catalogues`.

English gets every sentence, new ones empty, and loses those that no code says; the Spanish of Mexico holds only what
differs and only loses. A test fails until the empty ones are translated.
"""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from bot.locale.catalogues import catalogue_path
from bot.locale.language import ENGLISH, SPANISH_OF_MEXICO

ROOT = Path(__file__).parents[1]
SOURCES = ("bot", "handlers")
KEYWORDS: dict[str, tuple[int, ...] | None] = {"t": None, "n": (1, 2), "phrase": None}

Sentence = str | tuple[str, ...]


def main() -> None:
    sentences = said_in_code()
    for language, takes_new in ((ENGLISH, True), (SPANISH_OF_MEXICO, False)):
        path = catalogue_path(language)
        catalogue = updated(read(path, language), sentences, takes_new=takes_new)
        with path.open("wb") as file:
            write_po(file, catalogue, width=0, include_lineno=False, sort_output=True, omit_header=True)
        print(f"{language}: {len(catalogue)} sentences, {len(untranslated(catalogue))} to translate")


def said_in_code(root: Path = ROOT) -> dict[Sentence, list[str]]:
    """Each sentence with the modules that say it."""
    found: dict[Sentence, list[str]] = {}
    for path in _modules(root):
        for _line, message, _comments, _context in extract_from_file("python", path, keywords=KEYWORDS):
            found.setdefault(message, []).append(path.relative_to(root).as_posix())
    return found


def read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(catalogue: Catalog, sentences: dict[Sentence, list[str]], *, takes_new: bool) -> Catalog:
    """Kept: the translations of sentences that are still said."""
    fresh = Catalog(locale=catalogue.locale)
    known = {message.id: message.string for message in catalogue if message.id}
    for sentence, modules in sentences.items():
        if takes_new or sentence in known:
            fresh.add(sentence, known.get(sentence, ""), locations=[(module, 0) for module in sorted(set(modules))])
    return fresh


def untranslated(catalogue: Catalog) -> list[str]:
    return [str(message.id) for message in catalogue if message.id and not _is_complete(message.string)]


def _is_complete(translation: object) -> bool:
    return all(translation) if isinstance(translation, tuple) else bool(translation)


def _modules(root: Path) -> Iterator[Path]:
    for source in SOURCES:
        yield from sorted((root / source).rglob("*.py"))


if __name__ == "__main__":
    main()
