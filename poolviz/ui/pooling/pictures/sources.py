"""The controls of a picture: where it comes from, and which of its channels are shown."""

import streamlit as st

from poolviz.answers.pooling.pictures.datasets import PUBLISHED, missing
from poolviz.answers.pooling.pictures.picture import CHANNELS, Picture
from poolviz.answers.pooling.pictures.sources import photograph, picture_fields, picture_of
from poolviz.answers.settings.fields import Values, one_of
from poolviz.errors import PoolvizError
from poolviz.texts import _
from poolviz.ui.pooling.pictures.datasets import offer_download, published_boxes
from poolviz.ui.pooling.pictures.upload import picture_memory, say_upload, upload_box
from poolviz.ui.shared.controls.setting import compact, segments
from poolviz.ui.shared.frame.address import keep
from poolviz.ui.shared.messages import sentence

START = ("cat", 64)


def lesson() -> str:
    """Return what to look at."""
    return _(
        "Point at a pooled pixel: which pixels does it come from? "
        "Which of the two layers keeps a bright speck?"
    )


def picture_controls(values: Values) -> tuple[Picture, bool]:
    """Draw the controls of the chosen source and return the picture, in colour, and if an address says it.

    Where there is none the page says so, and the last picture is returned.
    """
    # What belongs to another source has no widget in this run, and Streamlit would forget it.
    keep(picture_fields())
    row = st.container(horizontal=True, vertical_alignment="center", key="picture_controls")
    below, kept = st.container(), picture_memory()
    with row:
        segments("src", _("Source"))
        if values["src"] in PUBLISHED:
            published_boxes(values["src"])
        else:
            {"photo": _photo_boxes, "upload": upload_box}[values["src"]]()
    with below:
        picture = _found(values)
    kept.picture = picture or kept.picture or photograph(*START)
    with row:
        _channel_picker(kept.picture.grey)
    return kept.picture, picture is not None and values["src"] != "upload"


def _found(values: Values) -> Picture | None:
    """Return the picture that the controls say; where it is not here, say why and return None."""
    upload = picture_memory().files.good
    if values["src"] in PUBLISHED and (lacking := missing(values)) is not None:
        offer_download(values["src"], sentence(lacking))
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
    if grey:
        only = one_of({"grey": CHANNELS["grey"]})
        compact("only_grey", _("Channels"), 125, field=only, disabled=True)
    else:
        compact("channel", _("Channels"), 125)


def _photo_boxes() -> None:
    compact("photo", _("Photograph"), 270)
    compact("size", _("Pixels per side"), 130, say=lambda side: f"{side} × {side}")
    # The Batches page opens a tile; here it can be left, not chosen.
    if st.session_state["tile"] is not None:
        said = _("Tile of 32 × 32; empty: the whole photograph")
        compact("tile", said, 150, icon=":material/grid_view:", placeholder=_("whole"))
