"""What the sections of the Adaptive and global page share: a part of a picture, and torch at work on it."""

from dataclasses import replace

import streamlit as st
from torch import Tensor, nn

from poolviz.answers.pooling.pictures.picture import Picture
from poolviz.answers.pooling.pictures.sources import picture_fields
from poolviz.answers.settings.fields import Field, whole
from poolviz.pooling.devices import choose, explain_on
from poolviz.pooling.explanation import Explanation
from poolviz.sources.pictures.crops import middle
from poolviz.ui.pooling.pictures.sources import picture_controls
from poolviz.ui.shared.frame.address import held
from poolviz.ui.shared.stage.explained import said
from poolviz.views.words.programs.pictures import Opening

LARGEST = 256  # pixels or outputs along a side
PARTS = ((64, 32, 32), (64, 48, 37), (256, 256, 200))  # size of the photograph, height and width of the part


def part_fields() -> dict[str, Field]:
    """Return the settings of a picture and of the part of it that is shown."""
    return {**picture_fields(), "ch": whole(48, 1, LARGEST), "cw": whole(37, 1, LARGEST)}


def whole_picture() -> Picture:
    """Draw the controls of the picture and return it."""
    return picture_controls(held(picture_fields())).with_channel(st.session_state["channel"])


def part_controls(labels: tuple[str, str], high: str, wide: str) -> None:
    """Draw the height and the width of the part of the picture that is shown."""
    for column, label, key in zip(st.columns(2), labels, (high, wide), strict=True):
        column.number_input(label, 1, LARGEST, step=1, key=key)


def part_of(shown: Picture, high: str, wide: str) -> Picture:
    """Return the middle of the picture, as large as the controls say or as the picture is."""
    box = middle(shown.pixels.shape[-2:], (st.session_state[high], st.session_state[wide]))
    right, low = box.left + box.width, box.top + box.height
    line = f"picture = picture.crop({(box.left, box.top, right, low)})"
    opening = Opening(shown.opening.imports, (*shown.opening.lines, line))
    return replace(shown, pixels=box.of(shown.pixels), opening=opening)


def computed(layer: nn.Module, x: Tensor) -> Explanation:
    """Return what torch makes of `x` on the chosen device, and keep the line that says so."""
    result = explain_on(choose(force_cpu=bool(st.session_state["cpu"])), layer, x)
    st.session_state["said"] = said(result)
    return result.explanation


def part_buttons() -> None:
    """Draw buttons for parts of very different sizes."""
    with st.container(horizontal=True, gap="xxsmall"):
        for size, height, width in PARTS:
            label = f"{height}×{width}"
            st.button(label, key=f"part{height}", on_click=_put_part, args=(size, height, width))


def _put_part(size: int, height: int, width: int) -> None:
    st.session_state.update(size=size, ch=height, cw=width)
