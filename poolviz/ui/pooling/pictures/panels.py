"""What stands below the pictures: pooled until nothing is left, the memory, the size, the code."""

from collections.abc import Sequence
from functools import partial

import streamlit as st
from torch import Tensor, nn

from poolviz.pooling.explanation import Explanation
from poolviz.pooling.sizes.shapes import chain
from poolviz.texts import N_, _
from poolviz.ui.pooling.pictures.code import picture_script
from poolviz.ui.pooling.pictures.sources import Shown
from poolviz.ui.pooling.pictures.stage import Pair, pooled
from poolviz.ui.shared.choices import segments
from poolviz.ui.shared.messages import plain
from poolviz.ui.shared.stage.panels import size_panel
from poolviz.views.figures.repetition import Repeated, repeated, strip, written
from poolviz.views.words.numbers import short

PICTURE_PANELS = {
    "memory": N_("Size in memory"),
    "repeat": N_("Pooled again and again"),
    "size": N_("Output size, step by step"),
    "code": N_("Code"),
}
NOTES = (1, 64, 224, 224)


def picture_panels(pair: Pair | None, shown: Shown) -> None:
    """Draw the chosen panel below the pictures."""
    chosen = segments(_("Below the stage"), PICTURE_PANELS, "panel")
    if pair is None:
        return
    if chosen == "repeat":
        _repeat(pair)
    elif chosen == "memory":
        _memory(pair.chosen)
    elif chosen == "size":
        size_panel(pair.chosen)
    else:
        st.code(picture_script(shown.opening, shown.channel, pair.chosen), language="python")


def _repeat(pair: Pair) -> None:
    titles = {"max": _("Max"), "mean": _("Average")}
    x = pair.chosen.input
    for explanation in pair.both:
        done = repeated(partial(_again, explanation.layer), x)
        kind = explanation.family.reduce
        st.html(strip(titles[kind], done))
        st.markdown(_left(done, kind, x))


def _again(layer: nn.Module, plane: Tensor) -> Tensor:
    return pooled(layer, plane).output


def _left(done: Repeated, kind: str, x: Tensor) -> str:
    """Say why the row ends, and what remains of the picture."""
    rows, cols = done.planes[-1].shape[-2:]
    said = _ended(done, rows, cols)
    if done.ended != "one" or not done.steps:
        return said
    value = written(done.planes[-1].flatten().tolist())
    planes = x.flatten(2)[0]
    whole = written((planes.amax(1) if kind == "max" else planes.mean(1)).tolist())
    texts = {
        "max": _("What remains: {value}. The largest values of the whole picture: {whole}."),
        "mean": _("What remains: {value}. The mean of the whole picture: {whole}."),
    }
    return f"{said} {texts[kind].format(value=f'**{value}**', whole=f'**{whole}**')}"


def _ended(done: Repeated, rows: int, cols: int) -> str:
    texts = {
        "one": _("Applied {steps} ×, one value per channel is left."),
        "refused": _("Applied {steps} ×. At {rows} × {cols} torch refuses the layer: {message}"),
        "large": _("Applied {steps} ×. The layer makes {rows} × {cols} no smaller: it could go on for ever."),
    }
    message = f"`{done.refusal.replace('`', ' ')}`"
    return texts[done.ended].format(steps=done.steps, rows=rows, cols=cols, message=message)


def _memory(explanation: Explanation) -> None:
    shapes = [tuple(explanation.input.shape), tuple(explanation.output.shape)]
    st.markdown(_kept(*(_count(shape) for shape in shapes)))
    rows = [_row(_("Input"), shapes[0]), _row(_("Output"), shapes[1])]
    after = chain([explanation.layer], NOTES)[0].shape_out
    rows.append(_row(_("64 feature maps of 224 × 224, as lecture notes have them"), NOTES))
    if after is not None:
        rows.append(_row(_("the same layer on them"), after))
    head = [_("Tensor"), _("Shape"), _("Values"), _("as float32"), _("as uint8")]
    lines = [head, ["---", "---", "---:", "---:", "---:"], *rows]
    st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))
    indices = memory(_count(shapes[1]) * 8)
    st.caption(
        _(
            "There are no weights to keep. To train through a max, torch also keeps where each maximum was: "
            "a whole number of 8 bytes for every output, here {indices}. An average needs none."
        ).format(indices=indices)
    )


def _kept(before: int, after: int) -> str:
    return _("The layer makes {before} values into {after}: **{share} %** of the memory.").format(
        before=f"{before:,}", after=f"{after:,}", share=short(100 * after / before)
    )


def _row(name: str, shape: Sequence[int]) -> list[str]:
    count = _count(shape)
    return [plain(name), f"`{tuple(shape)}`", f"{count:,}", memory(count * 4), memory(count)]


def _count(shape: Sequence[int]) -> int:
    product = 1
    for length in shape:
        product *= length
    return product


def memory(count: int) -> str:
    """Return `count` bytes in the largest unit of which there is one.

    >>> memory(224 * 224 * 64 * 4), memory(12)
    ('12.25 MiB', '12 B')
    """
    for unit, size in (("MiB", 2**20), ("KiB", 2**10)):
        if count >= size:
            return f"{short(count / size)} {unit}"
    return f"{count} B"
