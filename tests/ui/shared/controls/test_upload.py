"""Files that come, that cannot be read, and that the browser still names when the server has lost them."""

from io import BytesIO
from types import SimpleNamespace

import pytest

from poolviz.errors import PoolvizError
from poolviz.ui.shared.controls.upload import Files, _take_file, file_box, held_file

LOST = SimpleNamespace(file_id="1")  # as Streamlit says a file whose bytes are gone: it has nothing to read


def whole(data: bytes) -> int:
    if not data.isdigit():
        raise PoolvizError("no number")
    return int(data)


@pytest.fixture(name="state")
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    state: dict[str, object] = {}
    monkeypatch.setattr("streamlit.session_state", state)
    return state


def test_a_file_is_read_and_one_that_cannot_be_leaves_it(state: dict[str, object]) -> None:
    files: Files[int] = Files()
    for sent, problem in ((b"12", None), (b"x", "no number"), (b"7", None)):
        state["file"] = BytesIO(sent)
        _take_file(files, "file", whole)
        assert str(files.problem or "") == (problem or "")
    assert files.good == 7


def test_a_file_that_is_taken_back_leaves_what_was_read(state: dict[str, object]) -> None:
    files = Files(good=5, problem=PoolvizError("no number"))
    state["file"] = None
    _take_file(files, "file", whole)
    assert (files.good, files.problem) == (5, None)


def test_a_file_that_the_server_has_lost_leaves_what_was_read(state: dict[str, object]) -> None:
    files = Files(good=5)
    state["file"] = LOST
    assert held_file("file") is None
    _take_file(files, "file", whole)
    assert (files.good, files.problem) == (5, None)


def test_a_file_that_was_never_read_and_is_lost_is_asked_for_again(
    state: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("streamlit.file_uploader", lambda *_given, **_look: None)
    for held, problem in ((None, None), (LOST, "the file is no longer on the server: choose it again")):
        files: Files[int] = Files()
        state["file"] = held
        file_box(files, "file", "Your own file", 1, whole)
        assert (None if files.problem is None else str(files.problem)) == problem
