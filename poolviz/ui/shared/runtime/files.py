"""The files that Streamlit holds: what was uploaded, and what a browser may take away."""

import logging
from time import monotonic
from typing import Any

from streamlit import runtime
from streamlit.runtime import backend_operation_handler, media_file_manager

from poolviz.errors import PoolvizError
from poolviz.server.guard.uploads import Held
from poolviz.ui.shared.runtime.runs import connected

KEPT = 60.0  # seconds that a browser has to take what its page has offered, once no page offers it any more


def held_uploads(session: str) -> Held:
    """Return the bytes of uploads that Streamlit holds of a session, and of all."""
    files: Any = runtime.get_instance().uploaded_file_mgr
    kept = {
        name: sum(len(one.data) for one in files.values()) for name, files in [*files.file_storage.items()]
    }
    return Held(kept.get(session, 0), sum(kept.values()))


def free_uploads() -> None:
    """Let go the uploads of sessions whose browsers are not connected."""
    files: Any = runtime.get_instance().uploaded_file_mgr
    for session in [*files.file_storage]:
        if not connected(session):
            files.remove_session_files(session)


def keep_files() -> None:
    """Keep for KEPT seconds what a browser was offered to take away, whoever else is at work.

    Streamlit forgets how a button makes its file where anybody's run ends while the button's page is drawn
    again, and drops the file that was made where two runs of anybody end before the browser has fetched it.
    A button that is pressed later than that is no fault of the server: its log tells it without a traceback.
    """
    manager: Any = media_file_manager
    manager.MediaFileMetadata = Lasting
    manager.MediaFileManager._remove_orphaned_deferred_callables = _forget
    logging.getLogger(backend_operation_handler.__name__).addFilter(_without_traceback)


class Lasting(media_file_manager.MediaFileMetadata):
    """What Streamlit knows of a file, which is let go KEPT seconds after no page offers it any more."""

    _left: float | None = None

    @property
    def is_marked_for_delete(self) -> bool:
        """Tell whether the file may go."""
        return self._left is not None and monotonic() - self._left > KEPT

    def mark_for_delete(self) -> None:
        """Note that no page offers the file now."""
        if self._left is None:
            self._left = monotonic()


def _forget(manager: Any) -> None:
    offered = {file for files in manager._files_by_session_and_coord.values() for file in files.values()}
    now = monotonic()
    for file, made in [*manager._deferred_callables.items()]:
        if file not in offered and now - made.setdefault("left", now) > KEPT:
            manager._drop_deferred_id(file)


def _without_traceback(said: logging.LogRecord) -> bool:
    error = said.exc_info[1] if said.exc_info else None
    if error is not None and isinstance(error.__cause__, PoolvizError | None):
        said.exc_info = None
    return True
