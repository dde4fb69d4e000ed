"""The controls of a picture: where it comes from, and which of its channels are shown."""

import streamlit as st

from poolviz.answers.pooling.pictures.cifar import missing
from poolviz.answers.pooling.pictures.picture import CHANNELS, Picture
from poolviz.answers.pooling.pictures.sources import SOURCES, photograph, picture_fields, picture_of
from poolviz.answers.settings.fields import Values
from poolviz.errors import PoolvizError
from poolviz.sources.datasets.batches import TILES
from poolviz.sources.pictures.photos import SIZES
from poolviz.texts import _
from poolviz.ui.pooling.pictures.cifar import cifar_boxes, offer_download
from poolviz.ui.pooling.pictures.upload import picture_memory, say_upload, upload_box
from poolviz.ui.shared.choices import photo_choice, segments
from poolviz.ui.shared.frame.address import keep
from poolviz.ui.shared.messages import sentence

START = ("cat", 64)


def lesson() -> str:
    """Return what to look at."""
    return _(
        "Point at a pooled pixel: which pixels does it come from? "
        "Max keeps bright specks, the average blurs them."
    )


def picture_controls(values: Values) -> Picture:
    """Draw the controls of the chosen source and return the picture, in colour.

    Where there is none the page says so, and the last picture is returned.
    """
    # What belongs to another source has no widget in this run, and Streamlit would forget it.
    keep(picture_fields())
    row = st.container(horizontal=True, vertical_alignment="center", key="picture_controls")
    below, kept = st.container(), picture_memory()
    with row:
        segments(_("Source"), SOURCES, "src")
        {"photo": _photo_boxes, "cifar": cifar_boxes, "upload": upload_box}[values["src"]]()
    with below:
        picture = _found(values)
    kept.picture = picture or kept.picture or photograph(*START)
    with row:
        _channel_picker(kept.picture.grey)
    return kept.picture


def _found(values: Values) -> Picture | None:
    """Return the picture that the controls say; where it is not here, say why and return None."""
    upload = picture_memory().files.good
    if values["src"] == "cifar" and (lacking := missing(values)) is not None:
        offer_download(sentence(lacking))
        st.caption(_("Until then the picture below stays."))
        return None
    if values["src"] == "upload":
        say_upload()
        if upload is None:
            return None
    try:
        picture = picture_of(values, upload)
    except PoolvizError as error:
        st.error(sentence(error))
        return None
    for line in picture.lines:
        st.caption(line)
    return picture


def _channel_picker(grey: bool) -> None:
    st.selectbox(
        _("Channels"),
        ["grey"] if grey else list(CHANNELS),
        format_func=lambda name: _(CHANNELS[name]),
        key="only_grey" if grey else "channel",
        disabled=grey,
        label_visibility="collapsed",
        width=125,
    )


def _photo_boxes() -> None:
    photo_choice(270)
    st.selectbox(
        _("Pixels a side"),
        list(SIZES),
        format_func=lambda side: f"{side} × {side}",
        key="size",
        label_visibility="collapsed",
        width=130,
    )
    # The Batches page opens a tile; here it can be left, not chosen.
    if st.session_state["tile"] is not None:
        st.number_input(
            _("Tile of 32 × 32; empty: the whole photograph"),
            0,
            TILES - 1,
            None,
            step=1,
            key="tile",
            icon=":material/grid_view:",
            placeholder=_("whole"),
            label_visibility="collapsed",
            width=150,
        )
