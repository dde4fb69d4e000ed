"""A file of one's own on a page: read when it comes, kept for the session, since no address can carry it."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Generic, TypeVar

import streamlit as st

from poolviz.errors import PoolvizError
from poolviz.texts import N_
from poolviz.ui.shared.messages import sentence

Content = TypeVar("Content")


@dataclass
class Files(Generic[Content]):
    """What a page remembers of the files it was given: the last `good` one, the `problem` of the last."""

    good: Content | None = None
    problem: PoolvizError | None = None


def file_box(
    files: Files[Content], key: str, label: str, limit: int, read: Callable[[bytes], Content], **look: Any
) -> None:
    """Draw the place for a file of at most `limit` MB, which `read` reads or refuses by a PoolvizError."""
    # Without `type`: what is of another kind is then said in a sentence of the page.
    st.file_uploader(
        label, key=key, max_upload_size=limit, on_change=_take_file, args=(files, key, read), **look
    )
    if files.good is None and st.session_state.get(key) is not None and held_file(key) is None:
        files.problem = PoolvizError(N_("the file is no longer on the server: choose it again"))


def say_problem(files: Files[Content], stays: str) -> None:
    """Say what is wrong with the last file; `stays` says so, with {problem}, where an earlier one stays."""
    if files.problem is not None:
        said = "{problem}" if files.good is None else stays
        st.error(said.format(problem=sentence(files.problem)))


def held_file(key: str) -> bytes | None:
    """Return the file of this place; None where there is none, or one that only the browser still names."""
    file = st.session_state.get(key)
    return file.getvalue() if isinstance(file, BytesIO) else None


def _take_file(files: Files[Content], key: str, read: Callable[[bytes], Content]) -> None:
    files.problem = None
    content = held_file(key)
    if content is None:
        return
    try:
        files.good = read(content)
    except PoolvizError as error:
        files.problem = error
