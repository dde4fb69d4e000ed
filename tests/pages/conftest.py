"""What makes the tests of pages quick: nothing here changes what they see."""

import functools
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner

from poolviz.answers.settings.language import translations
from poolviz.texts import speak
from poolviz.ui.shared.stage import live


@pytest.fixture(scope="session", autouse=True)
def one_look_at_the_installed_packages() -> None:
    """AppTest starts a runtime for each app, and each would read the metadata of every package there is."""
    manifest_scanner.scan_component_manifests = functools.cache(manifest_scanner.scan_component_manifests)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for the browser: a text field an event, whose JSON is what the stage would send."""
    shown = live.show_stage

    def with_fields(data: Any, key: str, on_edit: Any = None, on_told: Any = None, **more: Any) -> None:
        shown(data, key, on_edit, on_told=on_told, **more)
        for event, listener in (("edit", on_edit), ("told", on_told)):
            if listener is not None:
                st.text_input(event, key=f"sent_{event}", on_change=_heard, args=(event, listener))

    monkeypatch.setattr(live, "show_stage", with_fields)


def _heard(event: str, listener: Callable[[Any], None]) -> None:
    said, _turn = json.loads(st.session_state[f"sent_{event}"])
    listener(said)


@pytest.fixture(autouse=True)
def in_english_again() -> Iterator[None]:
    """What a test has computed in another language leaves the next one in English."""
    yield
    speak(translations("en"))
