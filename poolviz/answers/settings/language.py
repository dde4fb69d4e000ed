"""The languages of the app, and their translations."""

import gettext
from functools import cache, partial

from poolviz import texts
from poolviz.sources.assets import ASSETS

LANGUAGES = {"en": "English", "zh": "简体中文"}
LOCALE = ASSETS / "locale"


def tag(code: str) -> str:
    """Return what HTML calls one of LANGUAGES.

    >>> tag("zh"), tag("en")
    ('zh-CN', 'en')
    """
    return "zh-CN" if code == "zh" else code


@cache
def translations(code: str) -> gettext.NullTranslations:
    """Return the translations into one of LANGUAGES, as `make texts` compiled them; English is the source."""
    path = LOCALE / code / "poolviz.mo"
    if code == "en" or not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)


texts.LANGUAGES |= {code: partial(translations, code) for code in LANGUAGES}
