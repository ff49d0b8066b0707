"""gettext catalogues, read as they were written: `.po` files, without a compiled copy that could be stale."""

import gettext
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.locale.language import LANGUAGES, SPANISH_OF_COLOMBIA, UnknownLanguage

FOLDER = Path(__file__).parent


def catalogue_path(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "cobro.po"


@cache
def translations(language: str) -> gettext.NullTranslations:
    """Read once. What a catalogue lacks is said in the Spanish of the code. Raises UnknownLanguage."""
    if language not in LANGUAGES:
        raise UnknownLanguage(language)
    if language == SPANISH_OF_COLOMBIA:
        return gettext.NullTranslations()
    with catalogue_path(language).open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
