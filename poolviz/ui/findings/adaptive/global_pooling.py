"""Global pooling: Adaptive…Pool2d(1) beside torch.mean and torch.amax, cell by cell."""

from functools import partial

import streamlit as st
import torch
from streamlit.delta_generator import DeltaGenerator
from torch import Tensor, nn

from poolviz.answers.pooling.windows import START
from poolviz.answers.settings.fields import Field, whole, words
from poolviz.errors import PoolvizError
from poolviz.findings.global_pooling import whole_planes
from poolviz.sources.matrices.text import parse_matrix, random_matrix
from poolviz.texts import _
from poolviz.ui.findings.adaptive.part import computed
from poolviz.ui.shared.controls.matrix import edit_cell, matrix_controls
from poolviz.ui.shared.messages import sentence
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.stage.adaptive import whole_stage
from poolviz.views.words.programs.adaptive import whole_script
from poolviz.views.words.tables import whole_rows

MOST = 8


def whole_fields() -> dict[str, Field]:
    """Return the settings of this section: the first channel, how many there are, which is shown."""
    return {"x": words(START), "n": whole(3, 1, MOST), "at": whole(0, 0, MOST - 1)}


def whole_section(controls: DeltaGenerator) -> None:
    """Show one channel of a stack pooled to one number, and every channel against torch's functions."""
    with controls:
        count = st.number_input(_("C, channels"), 1, MOST, step=1, key="n")
        if st.session_state["at"] >= count:
            st.session_state["at"] = count - 1
        channel = st.number_input(_("Channel on the stage"), 0, count - 1, step=1, key="at")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            _("The whole plane is one window. Channel 0 is the matrix; edit it. The others are at random."),
            width="content",
        )
        matrix = parse_matrix(matrix_controls("x", START))
    x = stack(matrix, count)
    try:
        mean, largest = (
            computed(layer(1), x[None]) for layer in (nn.AdaptiveAvgPool2d, nn.AdaptiveMaxPool2d)
        )
    except PoolvizError as error:
        st.error(sentence(error))
        return
    drawn = whole_stage(mean, largest, (0, channel), height=280)
    drawn["options"]["editable"] = channel == 0
    show_stage(drawn, key="whole_stage", on_edit=partial(edit_cell, key="x", start=START))
    st.caption(st.session_state["said"])
    _agreement(x)
    st.code(whole_script(x), language="python")


def stack(matrix: Tensor, channels: int) -> Tensor:
    """Return `matrix` (rows, columns) as channel 0 and random ones after it: (channels, rows, columns)."""
    rows, cols = matrix.shape
    others = [random_matrix(rows, cols, seed) for seed in range(1, channels)]
    return torch.stack([matrix, *others])


def _agreement(x: Tensor) -> None:
    found = whole_planes(x)
    st.dataframe(whole_rows(found), hide_index=True, width="stretch")
    texts = {
        True: _("The maxima are the same in every channel, to the last digit."),
        False: _("The maxima are not the same in every channel."),
    }
    means = _("The means differ by at most {apart}; from the mean in float64 the layer's is {exact} away.")
    apart, exact = (f"{float(part.max()):.3g}" for part in (found.apart, found.from_exact))
    st.markdown(f"{texts[all(found.same_largest)]} {means.format(apart=apart, exact=exact)}")
