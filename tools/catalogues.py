"""Brings the catalogues up to date with the sentences in the code: `python -m tools.catalogues`.

English gets every sentence; the Spanish of Mexico those that Colombia says in words of its own, and may hold others. New
ones come empty, and lose their place when no code says them. A test fails until the empty ones are translated.
"""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from bot.locale.catalogues import catalogue_path
from bot.locale.language import ENGLISH, SPANISH_OF_MEXICO

ROOT = Path(__file__).parents[1]
SOURCES = ("bot", "handlers")
SENTENCES_TAKEN = {"t": 1, "phrase": 1, "n": 2}
"""How many of its first arguments are one sentence, by the name of the call."""

OF_COLOMBIA = re.compile(r"\b(?:emi[st]|anul|numeraci|abon|cartera)", re.IGNORECASE)
"""Where Mexico says timbrar, cancelar, serie, pago parcial, cuentas por cobrar."""
ONLY_FOR_COLOMBIA = "DIAN"

Sentence = str | tuple[str, ...]


def main() -> None:
    sentences = said_in_code()
    for language, needs in NEEDS.items():
        path = catalogue_path(language)
        catalogue = updated(read(path, language), sentences, needs=needs)
        with path.open("wb") as file:
            write_po(file, catalogue, width=0, include_lineno=False, sort_output=True, omit_header=True)
        print(f"{language}: {len(catalogue)} sentences, {len(untranslated(catalogue))} to translate")


def said_in_code(root: Path = ROOT) -> dict[Sentence, list[str]]:
    """Each sentence with the modules that say it."""
    found: dict[Sentence, list[str]] = {}
    for path in _modules(root):
        for sentence in _sentences(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(sentence, []).append(path.relative_to(root).as_posix())
    return found


def is_needed_in_english(sentence: Sentence) -> bool:
    return bool(sentence)


def is_needed_in_mexico(sentence: Sentence) -> bool:
    """`emitir` is `timbrar` there, unless it is about Colombia's authority."""
    text = " ".join(sentence) if isinstance(sentence, tuple) else sentence
    return OF_COLOMBIA.search(text) is not None and ONLY_FOR_COLOMBIA not in text


NEEDS: dict[str, Callable[[Sentence], bool]] = {ENGLISH: is_needed_in_english, SPANISH_OF_MEXICO: is_needed_in_mexico}


def read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(catalogue: Catalog, sentences: dict[Sentence, list[str]], *, needs: Callable[[Sentence], bool]) -> Catalog:
    """Kept: the translations of sentences that are still said."""
    fresh = Catalog(locale=catalogue.locale)
    known = {message.id: message.string for message in catalogue if message.id}
    for sentence, modules in sentences.items():
        if sentence in known or needs(sentence):
            fresh.add(sentence, known.get(sentence, ""), locations=[(module, 0) for module in sorted(set(modules))])
    return fresh


def untranslated(catalogue: Catalog) -> list[str]:
    return [str(message.id) for message in catalogue if message.id and not _is_complete(message.string)]


def _is_complete(translation: object) -> bool:
    return all(translation) if isinstance(translation, tuple) else bool(translation)


def _modules(root: Path) -> Iterator[Path]:
    for source in SOURCES:
        yield from sorted((root / source).rglob("*.py"))


def _sentences(module: ast.Module) -> Iterator[Sentence]:
    """From the syntax tree: Babel's own extraction overlooks calls inside f-strings before Python 3.12."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and (taken := SENTENCES_TAKEN.get(_name(node.func))):
            texts = [text for argument in node.args[:taken] for text in _texts(argument)]
            if taken == 1:
                yield from texts
            elif len(texts) == taken:
                yield tuple(texts)


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _texts(argument: ast.expr) -> list[str]:
    """A sentence, or both of a choice; what a variable holds is marked by `phrase` where it is written."""
    if isinstance(argument, ast.IfExp):
        return [*_texts(argument.body), *_texts(argument.orelse)]
    return [argument.value] if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else []


if __name__ == "__main__":
    main()
