"""Any picture to a fixed size: the windows of the adaptive layers on the stage and axis by axis."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from torch import Tensor, nn

from poolviz.answers.pooling.pictures.picture import Picture
from poolviz.answers.settings.fields import Field, flag, one_of, whole
from poolviz.errors import PoolvizError
from poolviz.findings.sliding_twins import axis_twin, sliding_twin
from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.windows import Adaptive
from poolviz.texts import N_, _
from poolviz.ui.findings.adaptive.part import (
    LARGEST,
    computed,
    part_buttons,
    part_controls,
    part_fields,
    part_of,
    whole_picture,
)
from poolviz.ui.shared.choices import segments
from poolviz.ui.shared.controls.refusal import refusal
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.figures.shares import SHOWN, share_line, share_table
from poolviz.views.stage.pictures import picture_stage, pictures_stage
from poolviz.views.words.programs.pictures import picture_script

HEIGHT = 366
KINDS = (nn.AdaptiveMaxPool2d, nn.AdaptiveAvgPool2d)
PANELS = {
    "windows": N_("Windows along each axis"),
    "sliding": N_("A sliding layer that does the same"),
    "code": N_("Code"),
}


def fixed_fields() -> dict[str, Field]:
    """Return the settings of this section: the picture, the part of it, output_size."""
    size = {"ah": whole(7, -99, 9999), "aw": whole(7, -99, 9999), "keep_h": flag(), "keep_w": flag()}
    return {**part_fields(), **size, "panel": one_of(tuple(PANELS)), "first": whole(0, 0, LARGEST)}


def fixed_section(controls: DeltaGenerator) -> None:
    """Show a part of a picture pooled to the chosen size, by max and by average, and its windows."""
    with controls:
        part_controls((_("picture's height"), _("picture's width")), "ch", "cw")
        part_buttons()
        size = _size_controls()
    st.markdown(
        _(
            "Change the picture's height and width: the size of the output stays. "
            "Point at an output: which pixels are its share?"
        )
    )
    shown = part_of(whole_picture(), "ch", "cw")
    pooled = _pooled(shown.x, size)
    if not pooled:
        show_stage(picture_stage(shown.x, height=HEIGHT), key="fixed_stage")
        return
    show_stage(pictures_stage(pooled, height=HEIGHT), key="fixed_stage")
    st.caption(st.session_state["said"])
    _panels(pooled, shown)


def _size_controls() -> tuple[int | None, int | None]:
    """Draw output_size and return it; None keeps the size of the picture."""
    st.markdown("**output_size**")
    columns = st.columns(2)
    axes = ((_("height"), "ah", "keep_h", "H"), (_("width"), "aw", "keep_w", "W"))
    sizes: list[int | None] = []
    for column, (label, key, keep, letter) in zip(columns, axes, strict=True):
        kept = bool(st.session_state[keep])
        value = column.number_input(label, -99, 9999, step=1, key=key, disabled=kept)
        column.toggle(
            f"{letter}: None", key=keep, help=_("None keeps the picture's own size along this axis.")
        )
        sizes.append(None if kept else value)
    return sizes[0], sizes[1]


def _pooled(x: Tensor, size: tuple[int | None, int | None]) -> list[Explanation]:
    """Return the maximum and the average; nothing, and why, where torch refuses or nothing can be drawn."""
    try:
        _require_drawable(size)
        pooled = [computed(kind(_together(size)), x) for kind in KINDS]
    except PoolvizError as error:
        _refused(error, x, size)
        return []
    if pooled[0].output.numel() == 0:
        text = _("torch says nothing and returns a tensor without any number: its shape is {shape}.")
        st.info(text.format(shape=f"`{tuple(pooled[0].output.shape)}`"))
        return []
    return pooled


def _require_drawable(size: Sequence[int | None]) -> None:
    most = max(length or 0 for length in size)
    if most > LARGEST:
        raise PoolvizError(
            N_("`output_size` must be at most {limit} along each side here, but got {got}"),
            limit=LARGEST,
            got=most,
        )


def _refused(error: PoolvizError, x: Tensor, size: tuple[int | None, int | None]) -> None:
    refusal(error, KINDS[0](_together(size)), x.shape[-2:])
    if error.torch_message is None:
        return
    try:
        computed(KINDS[1](_together(size)), x)
    except PoolvizError as other:
        st.caption(_("And the average layer:"))
        st.code(other.torch_message, language=None, wrap_lines=True)


def _together(size: tuple[int | None, int | None]) -> int | tuple[int | None, int | None]:
    height, width = size
    return size if height is None or height != width else height


def _panels(pooled: Sequence[Explanation], shown: Picture) -> None:
    chosen = segments(_("Below the stage"), PANELS, "panel")
    if chosen == "windows":
        _windows(pooled[0])
    elif chosen == "sliding":
        for explanation in pooled:
            _sliding(explanation)
    else:
        for explanation in pooled:
            st.code(picture_script(shown.opening, shown.channel, explanation), language="python")


def _windows(explanation: Explanation) -> None:
    axes = [axis for axis in explanation.axes if isinstance(axis, Adaptive)]
    if max(axis.outputs for axis in axes) > SHOWN:
        st.number_input(_("First output shown"), 0, LARGEST, step=1, key="first", width=170)
    for column, axis, name in zip(st.columns(2), axes, "HW", strict=True):
        with column:
            st.markdown(share_line(axis, name))
            st.html(share_table(axis, name, st.session_state["first"]))
    st.caption(
        _(
            "Output o reads from ⌊o·L/O⌋ up to ⌈(o+1)·L/O⌉, L inputs for O outputs. "
            "What is hatched is read by the window before, too."
        )
    )


def _sliding(explanation: Explanation) -> None:
    twin, ours = sliding_twin(explanation), f"`{code(explanation.layer)}`"
    if twin is None:
        text = _(
            "**{ours}**: no sliding layer reads these windows. Away from the edges its windows are all "
            "of one size and equally far apart; these are not."
        )
        st.markdown(" ".join([text.format(ours=ours), *_along_one(explanation)]))
        return
    apart = float((twin(explanation.input) - explanation.output).abs().max())
    text = _("**{ours}** reads the same windows here as **{twin}**. The outputs differ by at most {apart}.")
    st.markdown(text.format(ours=ours, twin=f"`{code(twin)}`", apart=f"{apart:.3g}"))


def _along_one(explanation: Explanation) -> list[str]:
    """Say of an axis that has a sliding layer alone what it is."""
    text = _("Along {axis} alone kernel_size={k}, stride={s}, padding={p} would read the same.")
    axes = zip("HW", explanation.axes, strict=True)
    twins = [(name, axis_twin(axis)) for name, axis in axes if isinstance(axis, Adaptive)]
    return [
        text.format(axis=name, k=twin.kernel_size, s=twin.stride, p=twin.padding)
        for name, twin in twins
        if twin is not None
    ]
