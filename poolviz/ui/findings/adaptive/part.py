"""The controls of the part of a picture that is shown."""

import streamlit as st

from poolviz.answers.findings.adaptive.part import PARTS
from poolviz.ui.shared.controls.setting import setting


def part_controls(labels: tuple[str, str], high: str, wide: str) -> None:
    """Draw the height and the width of the part of the picture that is shown."""
    for column, label, key in zip(st.columns(2), labels, (high, wide), strict=True):
        setting(key, label, place=column)


def part_buttons() -> None:
    """Draw buttons for parts of very different sizes."""
    with st.container(horizontal=True, gap="xxsmall"):
        for size, height, width in PARTS:
            label = f"{height}×{width}"
            st.button(label, key=f"part{height}", on_click=_put_part, args=(size, height, width))


def _put_part(size: int, height: int, width: int) -> None:
    st.session_state.update(size=size, ch=height, cw=width)
