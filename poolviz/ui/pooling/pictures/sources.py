"""Where the picture comes from: a photograph, CIFAR-10, an upload; in colour or one channel."""

from dataclasses import dataclass, replace

import streamlit as st
import torch
from streamlit.delta_generator import DeltaGenerator
from torch import Tensor

from poolviz.answers.settings.fields import Field, one_of, whole
from poolviz.errors import PoolvizError
from poolviz.sources.datasets.batches import SIDE, TILES
from poolviz.sources.pictures.photos import SIZES, photo
from poolviz.sources.pictures.uploads import read_upload
from poolviz.texts import N_, _
from poolviz.ui.pooling.pictures.cifar import cifar_controls, cifar_fields
from poolviz.ui.pooling.pictures.code import Opening, photo_opening, tile_opening, upload_opening
from poolviz.ui.shared.choices import PHOTO_TITLES, photo_choice, segments
from poolviz.ui.shared.messages import plain, sentence

SOURCES = {"photo": N_("Photograph"), "cifar": "CIFAR-10", "upload": N_("Upload")}
CHANNELS = {
    "colour": N_("Colour"),
    "red": N_("Red"),
    "green": N_("Green"),
    "blue": N_("Blue"),
    "grey": N_("Grey"),
}
FILE, UPLOAD, PROBLEM, LAST = "file", "upload", "upload_problem", "last_picture"


@dataclass(frozen=True, eq=False)
class Shown:
    """The picture of the page: `pixels`, uint8 (3 or 1, H, W), the `opening` of a program that loads it,
    and which of CHANNELS of it is shown.
    """

    pixels: Tensor
    opening: Opening
    channel: str = "colour"

    @property
    def x(self) -> Tensor:
        """What is pooled: (1, 3 or 1, H, W), from 0 to 255, float32."""
        return in_channels(self.pixels, self.channel)[None].float()


def picture_fields() -> dict[str, Field]:
    """Return what the link says of the picture; an upload it cannot carry."""
    sizes = {str(size): size for size in SIZES}
    return {
        "src": one_of(tuple(SOURCES)),
        "photo": one_of(tuple(PHOTO_TITLES)),
        "size": one_of(tuple(sizes), "64", sizes),
        "tile": whole(None, 0, TILES - 1),
        **cifar_fields(),
        "channel": one_of(tuple(CHANNELS)),
    }


def lesson() -> str:
    """Return what to look at."""
    return _(
        "Point at a pooled pixel: which pixels does it come from? "
        "Max keeps bright specks, the average blurs them."
    )


def picture_controls() -> Shown:
    """Draw the controls of the chosen source and return the picture.

    Where there is none the page says so, and the last picture is returned.
    """
    # What belongs to another source has no widget in this run, and Streamlit would forget it.
    st.session_state.update({key: st.session_state[key] for key in picture_fields()})
    row = st.container(horizontal=True, vertical_alignment="center", key="picture_controls")
    below = st.container()
    with row:
        _source_picker()
        found = {"photo": _photo, "cifar": _cifar, "upload": _upload}[st.session_state["src"]](below)
        shown = found or st.session_state.get(LAST) or _photograph("cat", 64)
        st.session_state[LAST] = shown
        grey = shown.pixels.shape[0] == 1
        _channel_picker(grey)
    return shown if grey else replace(shown, channel=st.session_state["channel"])


def in_channels(pixels: Tensor, channel: str) -> Tensor:
    """Return uint8 `pixels` (3, H, W) in one of CHANNELS; a grey picture (1, H, W) stays as it is.

    Grey is as Pillow's mode L has it.

    >>> in_channels(torch.tensor([[[255]], [[0]], [[0]]], dtype=torch.uint8), "grey")
    tensor([[[76]]], dtype=torch.uint8)
    """
    if pixels.shape[0] == 1 or channel == "colour":
        return pixels
    if channel == "grey":
        weights = torch.tensor([19595, 38470, 7471])[:, None, None]
        return (((pixels.long() * weights).sum(0, keepdim=True) + 2**15) >> 16).byte()
    place = ["red", "green", "blue"].index(channel)
    return pixels[place : place + 1]


def take_upload(data: bytes) -> None:
    """Keep the picture in `data`; where it is none, keep why and the last good one."""
    try:
        st.session_state[UPLOAD] = read_upload(data)
    except PoolvizError as error:
        st.session_state[PROBLEM] = error


def _source_picker() -> None:
    segments(_("Source"), SOURCES, "src")


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


def _photo(below: DeltaGenerator) -> Shown | None:
    key = photo_choice(270)
    size = st.selectbox(
        _("Pixels a side"),
        list(SIZES),
        format_func=lambda side: f"{side} × {side}",
        key="size",
        label_visibility="collapsed",
        width=130,
    )
    # The Batches page opens a tile; here it can be left, not chosen.
    tile = None if st.session_state["tile"] is None else _tile_box()
    try:
        return _photograph(key, size) if tile is None else _tile(key, size, tile)
    except PoolvizError as error:
        below.error(sentence(error))
        return None


def _photograph(key: str, size: int) -> Shown:
    return Shown(photo(key, size), photo_opening(key, size))


def _tile_box() -> int | None:
    return st.number_input(
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


def _tile(key: str, size: int, tile: int) -> Shown:
    """Return tile `tile` of a photograph, counted row by row; PoolvizError if it has not as many."""
    along = size // SIDE
    if tile >= along**2:
        message = N_("`tile` must be from 0 to {last} at {size} × {size} pixels, but got {got}")
        raise PoolvizError(message, last=along**2 - 1, size=size, got=tile)
    top, left = (place * SIDE for place in divmod(tile, along))
    pixels = photo(key, size)[:, top : top + SIDE, left : left + SIDE]
    return Shown(pixels.contiguous(), tile_opening(key, size, tile))


def _cifar(below: DeltaGenerator) -> Shown | None:
    found = cifar_controls(below)
    return None if found is None else Shown(*found)


def _upload(below: DeltaGenerator) -> Shown | None:
    # Without `type`: what is no picture is then said in a sentence of the page.
    st.file_uploader(
        _("Your own picture, at most 10 MB"),
        key=FILE,
        max_upload_size=10,
        on_change=_take_file,
        label_visibility="collapsed",
        width=420,
    )
    problem, picture = st.session_state.get(PROBLEM), st.session_state.get(UPLOAD)
    if problem is not None:
        said = _("{problem}. The last good picture stays.") if picture else "{problem}"
        below.error(said.format(problem=sentence(problem)))
    if picture is None:
        text = _("Choose a picture; until then this one stays. A link cannot carry it.")
        below.caption(text)
        return None
    notes = [plain(_(template).format(**values)) for template, values in picture.notes]
    below.caption(" · ".join([*notes, _("A link cannot carry your picture.")]))
    return Shown(picture.pixels, upload_opening())


def _take_file() -> None:
    file = st.session_state.get(FILE)
    st.session_state[PROBLEM] = None
    if file is not None:
        take_upload(file.getvalue())
