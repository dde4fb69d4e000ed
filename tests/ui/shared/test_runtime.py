"""What Streamlit does not promise is asked in one folder alone, and still answers there."""

import asyncio
import re
import socket
from pathlib import Path

import pytest
import uvicorn
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.testing.v1 import AppTest

from poolviz.ui.shared.runtime import runs, serving
from poolviz.views.page.script import first_script, page_script

ROOT = Path(__file__).parents[3]
INSIDE = re.compile(
    r"streamlit\.(?:runtime|proto|web|elements|navigation)\b|streamlit import runtime|\bst\._"
    r"|\bst\.__file__"
)


def test_nothing_else_reaches_inside_streamlit() -> None:
    files = [
        ROOT / "app.py",
        ROOT / "home.py",
        *(ROOT / "pages").glob("*.py"),
        *(ROOT / "poolviz").rglob("*.py"),
    ]
    reaching = [path.relative_to(ROOT).as_posix() for path in files if INSIDE.search(path.read_text("utf-8"))]
    assert len(reaching) >= 3
    assert {name.rpartition("/")[0] for name in reaching} == {"poolviz/ui/shared/runtime"}


@pytest.mark.parametrize(
    "text", ["from streamlit.runtime import x", "from streamlit import runtime", "st.__file__"]
)
def test_reaching_inside_is_seen(text: str) -> None:
    assert INSIDE.search(text)
    assert not INSIDE.search("from streamlit.delta_generator import DeltaGenerator")


def test_without_a_server_nobody_has_left_and_nothing_went_back() -> None:
    assert (runs.session_id(), runs.goes_back(), runs.connected("x")) == ("", False, True)
    assert "<html" in serving.first_page()


def script() -> None:
    import streamlit as st

    from poolviz.ui.shared.runtime import runs

    st.text(f"{bool(runs.session_id())} {runs.goes_back()}")


def test_in_a_run_the_session_has_a_name() -> None:
    assert AppTest.from_function(script).run().text[0].value == "True False"


def test_the_server_sends_each_part_of_an_answer_at_once() -> None:
    listening = socket.socket()  # as Streamlit makes it: without a protocol

    async def begin() -> None:
        async with serving.prompt(None):
            pass

    with listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        asyncio.run(begin())
        with socket.create_connection(listening.getsockname()):
            accepted, _address = listening.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_the_server_keeps_what_rests_longer_than_uvicorn_would() -> None:
    server = uvicorn.Server(uvicorn.Config("app:app"))

    async def begin() -> None:
        async with serving.prompt(None):
            pass

    asyncio.run(begin())
    assert server.config.timeout_keep_alive == 75


def test_streamlits_browser_asks_for_dark_and_keeps_its_own_choice_as_scheme_js_says() -> None:
    scripts = Path(serving.st.__file__).parent / "static" / "static" / "js"
    texts = [path.read_text("utf-8") for path in scripts.glob("*.js")]
    assert any("window.matchMedia(`(prefers-color-scheme: dark)`)" in text for text in texts)
    (script,) = [text for text in texts if "stActiveTheme-" in text]
    assert "`stActiveTheme-${window.location.pathname}`" in script
    assert re.search(r"\b2,\w+=`stActiveTheme-", script)
    assert "`stActiveTheme-${location.pathname}-v2`" in first_script()


def test_the_script_of_a_page_may_be_loaded_again() -> None:
    """It is with every run that draws its page anew: what it declared once cannot be declared again."""
    assert re.findall(r"^(?:const|let|class) .*", page_script(), re.MULTILINE) == []


class Runner:
    """What runs a page, and ends the run at every look at the state, since another is asked for."""

    _execing = True

    def look(self) -> None:
        if self._execing:
            raise InterruptedError


def test_no_other_click_ends_what_a_click_does(monkeypatch: pytest.MonkeyPatch) -> None:
    runs.hear_whole()
    runs.hear_whole()  # once is enough
    state = SafeSessionState(SessionState(), Runner().look)

    def callback(_state: SessionState, states: object, **_replayed: object) -> None:
        state["heard"] = states

    monkeypatch.setattr(SessionState, "on_script_will_rerun", callback)
    state.on_script_will_rerun(WidgetStates())
    with pytest.raises(InterruptedError):
        state["heard"]
    assert state.filtered_state == {"heard": WidgetStates()}
