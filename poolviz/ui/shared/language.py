"""Which language the page speaks: the learner's choice, in the link; else the browser's."""

import gettext
import io
from functools import cache
from pathlib import Path

import streamlit as st

from poolviz.texts import speak
from poolviz.ui.shared.address import Field, flag, one_of

LANGUAGES = {"en": "English", "zh": "简体中文"}
LOCALE = Path(__file__).parents[3] / "assets" / "locale"


def shared_fields() -> dict[str, Field]:
    """Return the settings of every page: language (the browser's by default), size of type, device."""
    return {"lang": one_of(tuple(LANGUAGES), browser_language()), "large": flag(), "cpu": flag()}


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


def speak_chosen() -> str:
    """Let the texts of this run be in the chosen language, and return its code."""
    code = st.session_state["lang"]
    speak(translations(code))
    return code


def browser_language() -> str:
    """Return the code of the language that the learner's browser asks for, or English."""
    return "zh" if (st.context.locale or "").lower().startswith("zh") else "en"
