"""A picture of one's own, and what this session remembers of pictures."""

from dataclasses import dataclass, field

import streamlit as st

from poolviz.answers.pooling.pictures.picture import Picture
from poolviz.sources.pictures.uploads import Upload, read_upload
from poolviz.texts import _
from poolviz.ui.shared.controls.upload import Files, file_box, say_problem


@dataclass
class PictureMemory:
    """What pages with pictures fall back to: `files` of one's own, and the last `picture` of any source."""

    files: Files[Upload] = field(default_factory=Files)
    picture: Picture | None = None


def picture_memory() -> PictureMemory:
    """Return what this session remembers of pictures, on all pages that have some."""
    return st.session_state.setdefault("picture_memory", PictureMemory())


def upload_box() -> None:
    """Draw the place for a picture of one's own."""
    label = _("Your own picture, at most 10 MB")
    files = picture_memory().files
    file_box(files, "file", label, 10, read_upload, label_visibility="collapsed", width=420)


def say_upload() -> None:
    """Say what is wrong with the last upload, and that there is none if so."""
    files = picture_memory().files
    say_problem(files, _("{problem}. The last good picture is kept."))
    if files.good is None:
        st.caption(_("Choose a picture; until then this one stays. A link cannot carry it."))
