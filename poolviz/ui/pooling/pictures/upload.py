"""A picture of one's own: kept for the session, since no address can carry it."""

from dataclasses import dataclass

import streamlit as st

from poolviz.answers.pooling.pictures.picture import Picture
from poolviz.errors import PoolvizError
from poolviz.sources.pictures.uploads import Upload, read_upload
from poolviz.texts import _
from poolviz.ui.shared.messages import sentence

FILE = "file"


@dataclass
class PictureMemory:
    """What the pages with pictures fall back to: the last good `upload`, the last `picture` of any source.

    `problem` is what is wrong with the last upload.
    """

    upload: Upload | None = None
    problem: PoolvizError | None = None
    picture: Picture | None = None


def picture_memory() -> PictureMemory:
    """Return what this session remembers of pictures, on all pages that have some."""
    return st.session_state.setdefault("picture_memory", PictureMemory())


def upload_box() -> None:
    """Draw the place for a picture of one's own."""
    # Without `type`: what is no picture is then said in a sentence of the page.
    st.file_uploader(
        _("Your own picture, at most 10 MB"),
        key=FILE,
        max_upload_size=10,
        on_change=_take_file,
        label_visibility="collapsed",
        width=420,
    )


def say_upload() -> None:
    """Say what is wrong with the last upload, and that there is none if so."""
    kept = picture_memory()
    if kept.problem is not None:
        said = _("{problem}. The last good picture stays.") if kept.upload else "{problem}"
        st.error(said.format(problem=sentence(kept.problem)))
    if kept.upload is None:
        st.caption(_("Choose a picture; until then this one stays. A link cannot carry it."))


def _take_file() -> None:
    file, kept = st.session_state.get(FILE), picture_memory()
    kept.problem = None
    if file is None:
        return
    try:
        kept.upload = read_upload(file.getvalue())
    except PoolvizError as error:
        kept.problem = error
