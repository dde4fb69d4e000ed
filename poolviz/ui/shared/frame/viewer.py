"""What belongs to whoever looks, not to the page: language, size of type, device."""

from functools import partial
from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st
import torch

from poolviz.answers.settings.fields import Field, flag, one_of, words
from poolviz.answers.settings.language import LANGUAGES, translations
from poolviz.pooling.devices import choose
from poolviz.server.jobs.background import Owner
from poolviz.server.place import here
from poolviz.texts import speak
from poolviz.ui.shared.frame.address import held
from poolviz.ui.shared.runtime.runs import connected, session_id


def language_field() -> Field:
    """Return the field of the language, by default the browser's."""
    return one_of(LANGUAGES, browser_language())


def viewer_fields() -> dict[str, Field]:
    """Return the settings of the viewer: large type, CPU alone, the menu, a hidden output, what is locked."""
    plain = {"large": flag(), "cpu": flag(), "menu": flag(True)}
    return {**plain, "hide": flag(digits=True), "lock": words("", 500)}


def shared_fields() -> dict[str, Field]:
    """Return the settings that every page has."""
    return {"lang": language_field(), **viewer_fields()}


def chosen_device() -> torch.device:
    """Return the device that the viewer lets torch compute on."""
    return choose(force_cpu=bool(st.session_state["cpu"]))


def speak_chosen() -> str:
    """Let the texts of this run be in the chosen language, and return its code."""
    code = chosen_language()
    speak(translations(code))
    return code


def chosen_language() -> str:
    """Return the code of the language that the viewer has chosen."""
    return str(held({"lang": language_field()})["lang"])


def browser_language() -> str:
    """Return the code of the language that the learner's browser asks for, or English."""
    return "zh" if (st.context.locale or "").lower().startswith("zh") else "en"


def embedded() -> bool:
    """Tell whether the page is shown within another one, which then has the stage and its bar alone."""
    return bool(st.context.is_embedded)


def hidden() -> bool:
    """Tell whether the viewer has hidden the output of every stage."""
    return bool(st.session_state.get("hide"))


def locked(key: str = "") -> bool:
    """Tell whether the link locks the setting `key`, or any at all: a help for teaching, no protection."""
    said = [one for one in str(st.session_state.get("lock") or "").split(",") if one]
    return "all" in said or (key in said if key else bool(said))


def owner() -> Owner:
    """Return who looks, as whoever begins work in the background is known."""
    session = session_id()
    return Owner(session, _address(), partial(connected, session))


def _address() -> str:
    """Return where whoever looks is, behind a proxy of our own what that says; "" at this machine."""
    near = st.context.ip_address
    said = (st.context.headers.get("X-Forwarded-For") or "").rpartition(",")[2].strip()
    # A proxy of ours is near; whoever comes from the open network could say anything.
    return said if said and (near is None or ip_address(near).is_private) else near or ""


def at_the_server() -> bool:
    """Tell whether whoever looks sits at the machine that runs the app: others are shown no path of it."""
    return st.context.ip_address is None and here(urlsplit(st.context.url or "").hostname or "")
