"""What is said of an unpooling: its figures, torch's refusal and the reason, what went astray in silence."""

import re

import torch

from poolviz.answers.pooling.unpooling.output_size import Sizes, size_text
from poolviz.answers.pooling.unpooling.way import Remark
from poolviz.answers.settings.messages import plain, sentence
from poolviz.errors import PoolvizError
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.layers import setting
from poolviz.pooling.unpooling import Unpooling
from poolviz.texts import _
from poolviz.views.stage.unpooling import counts, first_stray

WIDEST = 32


def figures(back: Unpooling) -> str:
    """Return what became of the cells of the input, in numbers."""
    texts = (
        _("✓ came back: **{returned}** of {cells} cells"),
        _("⇢ moved elsewhere: **{astray}**"),
        _("✕ lost: **{lost}**"),
        _("◆ chosen by several windows: **{shared}**"),
    )
    found = counts(back)
    return " &ensp;·&ensp; ".join(text.format(**vars(found)) for text in texts)


def refused(error: PoolvizError) -> str:
    """Return that there is no way back, in torch's own words where torch refuses it."""
    if error.torch_message is None:
        return f"✕ {sentence(error)}"
    return f"✕ **{_('torch refuses:')}** `{error.torch_message}`"


def too_far(explanation: Explanation, sizes: Sizes, error: PoolvizError) -> Remark | None:
    """Return why torch refused the plane: out of its range, or too small for an index."""
    if error.torch_message is None or explanation.indices is None:
        return None
    if sizes.wanted is not None and not sizes.allowed(sizes.wanted):
        text = _(
            "torch allows only sizes less than one stride away from its default: here {high} high "
            "and {wide} wide. The bounds that its message names are themselves excluded."
        )
        high, wide = sizes.written_ranges
        return Remark("warning", text.format(high=high, wide=wide))
    text = _(
        "An index counts the cells of the input row by row: {index} is row {row}, column {col} "
        "of {own}. MaxUnpool2d counts in the plane that it makes, and a plane of {plane} has no "
        "cell {index}."
    )
    # Of several invalid indices torch names any; the sentence is about the one it names.
    named = re.search(r"index: (\d+)", error.torch_message)
    index = int(named[1]) if named else int(explanation.indices.max())
    row, col = (int(part) for part in torch.unravel_index(torch.tensor(index), sizes.own))
    own, plane = size_text(sizes.own), size_text(sizes.plane)
    return Remark("warning", text.format(index=index, row=row, col=col, own=own, plane=plane))


def astray(back: Unpooling) -> Remark | None:
    """Return where a value went that came back to another place, since torch does not say it."""
    stray = first_stray(back)
    if stray is None:
        return None
    text = _(
        "torch says nothing, but the {value} came back in another place. Its index {index} "
        "is row {row}, column {col} of the input, which is {own_width} cells wide. The "
        "unpooled plane is {width} wide, and there {index} is row {new_row}, column "
        "{new_col}."
    )
    (row, col), (new_row, new_col) = stray.home, stray.landed
    values = {"value": plain(stray.value), "index": stray.index, "row": row, "col": col}
    values |= {"new_row": new_row, "new_col": new_col, "width": back.output.shape[-1]}
    values["own_width"] = back.explanation.input.shape[-1]
    return Remark("warning", text.format(**values))


def undrawn(back: Unpooling) -> Remark | None:
    """Return why the unpooled plane is not drawn, None where it is."""
    plane = back.output.shape[-2:]
    if 0 in plane:
        text = _("The unpooled plane {plane} is empty: nothing has a place in it.")
    elif max(plane) > WIDEST:
        text = _("The unpooled plane {plane} is not drawn: it may be at most {most} × {most}.")
    else:
        return None
    return Remark("info", text.format(plane=size_text(plane), most=WIDEST))


def dilation(explanation: Explanation, sizes: Sizes) -> Remark | None:
    """Return what MaxUnpool2d makes of a dilated layer, None where it is none."""
    if all(setting(explanation.layer, "dilation", dim) == 1 for dim in (0, 1)):
        return None
    text = _(
        "nn.MaxUnpool2d has no dilation: it counts a window as kernel_size wide, however far its taps are "
        "spread. Its default {default} falls short of the cells that the windows read."
    )
    said = text.format(default=size_text(sizes.default))
    if not sizes.allowed(sizes.own):
        said += " " + _("The input's own {own} is out of its reach.").format(own=size_text(sizes.own))
    return Remark("info", said)
