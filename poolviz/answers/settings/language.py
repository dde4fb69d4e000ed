"""The languages of the app, and their translations."""

import gettext
import io
from functools import cache, partial
from pathlib import Path

from poolviz import texts

LANGUAGES = {"en": "English", "zh": "简体中文"}
LOCALE = Path(__file__).parents[3] / "assets" / "locale"


@cache
def translations(code: str) -> gettext.NullTranslations:
    """Return the translations of one of LANGUAGES, read from its .po file; English is the source."""
    path = LOCALE / code / "poolviz.po"
    if code == "en" or not path.exists():
        return gettext.NullTranslations()
    from babel.messages import mofile, pofile

    compiled = io.BytesIO()
    with path.open("rb") as file:
        mofile.write_mo(compiled, pofile.read_po(file, locale=code))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


texts.LANGUAGES |= {code: partial(translations, code) for code in LANGUAGES}
