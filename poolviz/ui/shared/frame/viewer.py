"""What belongs to whoever looks, not to the page: language, size of type, device."""

import streamlit as st
import torch

from poolviz.answers.settings.fields import Field, flag, one_of
from poolviz.answers.settings.language import LANGUAGES, translations
from poolviz.pooling.devices import choose
from poolviz.texts import speak


def language_field() -> Field:
    """Return the field of the language, by default the browser's."""
    return one_of(tuple(LANGUAGES), browser_language())


def viewer_fields() -> dict[str, Field]:
    """Return the settings of the viewer's own screen and machine: large type, the CPU alone."""
    return {"large": flag(), "cpu": flag()}


def shared_fields() -> dict[str, Field]:
    """Return the settings that every page has."""
    return {"lang": language_field(), **viewer_fields()}


def chosen_device() -> torch.device:
    """Return the device that the viewer lets torch compute on."""
    return choose(force_cpu=bool(st.session_state["cpu"]))


def speak_chosen() -> str:
    """Let the texts of this run be in the chosen language, and return its code."""
    code = st.session_state["lang"]
    speak(translations(code))
    return code


def browser_language() -> str:
    """Return the code of the language that the learner's browser asks for, or English."""
    return "zh" if (st.context.locale or "").lower().startswith("zh") else "en"
