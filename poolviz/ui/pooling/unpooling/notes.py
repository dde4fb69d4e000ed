"""What the Unpooling page says: the figures, torch's refusal and its reason, what went astray in silence."""

import re
from collections.abc import Sequence

import streamlit as st
import torch

from poolviz.errors import PoolvizError
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.layers import setting
from poolviz.pooling.unpooling import Unpooling, size_range
from poolviz.texts import _
from poolviz.ui.pooling.unpooling.examples import put_size
from poolviz.ui.shared.messages import plain, sentence
from poolviz.views.stage.unpooling import counts, default_size, first_stray

WIDEST = 32


def figures(back: Unpooling) -> None:
    """Show what became of the cells of the input, and the button that brings astray ones home."""
    texts = (
        _("✓ came back: **{returned}** of {cells} cells"),
        _("⇢ to another place: **{astray}**"),
        _("✕ lost: **{lost}**"),
        _("◆ chosen by several windows: **{shared}**"),
    )
    found = counts(back)
    said = " &ensp;·&ensp; ".join(text.format(**vars(found)) for text in texts)
    st.markdown(said, width="content")
    own = _own(back.explanation)
    if found.astray and _allowed(back.explanation, own):
        _repair(own)


def refused(error: PoolvizError) -> None:
    """Show that torch refuses, in its own words, and the button that repairs it where one does."""
    if error.torch_message is None:
        st.markdown(f"✕ {sentence(error)}")
        return
    st.markdown(f"✕ **{_('torch refuses:')}** `{error.torch_message}`", width="content")
    if "size" in error.values:
        _repair(error.values["size"])


def why(explanation: Explanation, size: tuple[int, int] | None, error: PoolvizError) -> None:
    """Say why torch refused the plane: out of its range, or too small for an index."""
    if error.torch_message is None or explanation.indices is None:
        return
    if size is not None and not _allowed(explanation, size):
        text = _(
            "torch allows only sizes less than one stride away from its default: here {high} high "
            "and {wide} wide. The bounds that its message names are themselves excluded."
        )
        high, wide = allowed_sizes(explanation)
        st.warning(text.format(high=high, wide=wide))
        return
    text = _(
        "An index counts the cells of the input row by row: {index} is row {row}, column {col} of {own}. "
        "MaxUnpool2d counts in its own plane instead, and a plane of {plane} has no cell {index}."
    )
    own, plane = _own(explanation), default_size(explanation) if size is None else size
    # Of several invalid indices torch names any; the sentence is about the one it names.
    named = re.search(r"index: (\d+)", error.torch_message)
    index = int(named[1]) if named else int(explanation.indices.max())
    row, col = (int(part) for part in torch.unravel_index(torch.tensor(index), own))
    st.warning(text.format(index=index, row=row, col=col, own=size_text(own), plane=size_text(plane)))


def astray(back: Unpooling) -> None:
    """Say where a value went that came back to another place, since torch does not."""
    stray = first_stray(back)
    if stray is None:
        return
    text = _(
        "torch says nothing, but the {value} came back to another place. Its index {index} is row {row}, "
        "column {col} of the input, {own_width} cells wide. The unpooled plane is {width} wide, and there "
        "{index} is row {new_row}, column {new_col}."
    )
    values = {"value": plain(stray.value), "index": stray.index}
    values |= {"row": stray.home[0], "col": stray.home[1], "own_width": _own(back.explanation)[1]}
    values |= {"new_row": stray.landed[0], "new_col": stray.landed[1], "width": back.output.shape[-1]}
    st.warning(text.format(**values))


def extent(back: Unpooling) -> bool:
    """Return whether the unpooled plane can be drawn; say so where it cannot."""
    plane = back.output.shape[-2:]
    if 0 in plane:
        text = _("The unpooled plane {plane} is empty: nothing has a place in it.")
    elif max(plane) > WIDEST:
        text = _("The unpooled plane {plane} is not drawn: {most} × {most} is the most.")
    else:
        return True
    st.info(text.format(plane=size_text(plane), most=WIDEST))
    return False


def dilation(explanation: Explanation) -> None:
    """Say what MaxUnpool2d makes of a dilated layer."""
    if all(setting(explanation.layer, "dilation", dim) == 1 for dim in (0, 1)):
        return
    text = _(
        "nn.MaxUnpool2d has no dilation: it counts a window as kernel_size wide, however far its taps are "
        "spread. Its default {default} falls short of the cells that the windows read."
    )
    said = text.format(default=size_text(default_size(explanation)))
    own = _own(explanation)
    if not _allowed(explanation, own):
        said += " " + _("The input's own {own} is out of its reach.").format(own=size_text(own))
    st.info(said)


def size_text(plane: Sequence[int]) -> str:
    """Return the sizes of a plane as people write them.

    >>> size_text((5, 4))
    '5 × 4'
    """
    return " × ".join(str(length) for length in plane)


def allowed_sizes(explanation: Explanation) -> tuple[str, str]:
    """Return the heights and the widths that torch allows to return to, written as ranges."""
    height, width = (str(low) if low == high else f"{low}–{high}" for low, high in size_range(explanation))
    return height, width


def _own(explanation: Explanation) -> tuple[int, int]:
    height, width = explanation.input.shape[-2:]
    return height, width


def _allowed(explanation: Explanation, plane: Sequence[int]) -> bool:
    return all(low <= n <= high for n, (low, high) in zip(plane, size_range(explanation), strict=True))


def _repair(size: Sequence[int]) -> None:
    label = f"output_size = {size_text(size)}"
    st.button(label, key="repair", on_click=put_size, args=(tuple(size),), icon=":material/build:")
