"""What a browser was offered to take away can be taken, whoever else is at work; and is let go at last."""

import logging

import pytest
from streamlit.runtime import media_file_manager
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from poolviz.errors import PoolvizError
from poolviz.ui.shared.runtime import files

LOG = logging.getLogger("streamlit.runtime.backend_operation_handler")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(files, "monotonic", lambda: now[0])
    return now


@pytest.fixture
def manager(clock: list[float]) -> MediaFileManager:
    """What Streamlit keeps files in; the calls of this thread are those of one session."""
    files.keep_files()
    files.keep_files()  # once is enough
    return MediaFileManager(MemoryMediaFileStorage("/media"))


def offered(manager: MediaFileManager) -> str:
    """Draw a page with a button that makes a file; return how the browser asks for it."""
    manager.clear_session_refs()
    return manager.add_deferred(lambda: "1 2;3 4", "text/csv", "0.0")


def runs_of_others(manager: MediaFileManager) -> None:
    for _run in range(3):
        manager.remove_orphaned_files()


def test_a_button_works_while_its_page_is_drawn_again(manager: MediaFileManager, clock: list[float]) -> None:
    file = offered(manager)
    manager.clear_session_refs()
    runs_of_others(manager)
    again = offered(manager)
    clock[0] += files.KEPT
    runs_of_others(manager)
    assert manager.execute_deferred(file) == manager.execute_deferred(again)
    clock[0] += 1
    runs_of_others(manager)
    with pytest.raises(MediaFileStorageError, match="not found"):
        manager.execute_deferred(file)
    assert manager.execute_deferred(again)


def test_a_file_that_was_made_waits_for_its_browser(manager: MediaFileManager, clock: list[float]) -> None:
    name = manager.execute_deferred(offered(manager)).rpartition("/")[2]
    runs_of_others(manager)
    clock[0] += files.KEPT
    runs_of_others(manager)
    assert (kept := manager.read_file(name)) is not None
    assert kept.content == b"1 2;3 4"
    clock[0] += 1
    runs_of_others(manager)
    assert manager.read_file(name) is None


def test_a_file_that_a_page_offers_stays(manager: MediaFileManager, clock: list[float]) -> None:
    def draw() -> str:
        manager.clear_session_refs()
        runs_of_others(manager)
        url = manager.add(b"1", "text/csv", "0.0", "one.csv", is_for_static_download=True)
        return url.rpartition("/")[2]

    name = draw()
    for _time in range(3):
        clock[0] += files.KEPT
        assert draw() == name
    clock[0] += 10 * files.KEPT
    runs_of_others(manager)
    assert manager.read_file(name) is not None


@pytest.mark.parametrize(
    ("cause", "told"),
    [(None, False), (PoolvizError("`x` is too large"), False), (KeyError("x"), True)],
    ids=["asked for too late", "refused", "a fault"],
)
def test_only_a_fault_leaves_a_traceback_in_the_log(
    manager: MediaFileManager, cause: Exception | None, told: bool, caplog: pytest.LogCaptureFixture
) -> None:
    LOG.addHandler(caplog.handler)
    try:
        try:
            raise MediaFileStorageError("not made") from cause
        except MediaFileStorageError:
            LOG.exception("Error executing deferred callable for file_id %s", "x")
    finally:
        LOG.removeHandler(caplog.handler)
    assert {bool(record.exc_info) for record in caplog.records} == {told}


def test_streamlit_still_logs_there_and_names_what_it_keeps_so() -> None:
    assert files.backend_operation_handler.__name__ == LOG.name
    assert issubclass(media_file_manager.MediaFileMetadata, files.Lasting)
