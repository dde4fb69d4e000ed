"""What stands below the stage of the Other frameworks page: code, steps, the index, the differences."""

import streamlit as st

from poolviz.findings.frameworks.differences import DIFFERENCES, Difference
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.windows import Sliding
from poolviz.texts import N_, _
from poolviz.ui.shared.choices import segments
from poolviz.views.words.framework_index import index_rows, index_sentence
from poolviz.views.words.framework_padding import padding_steps
from poolviz.views.words.programs.frameworks import CODES, TO_ONNX, TO_TENSORFLOW, torch_code

PANELS = {
    "code": N_("Code"),
    "steps": N_("The padding, step by step"),
    "index": N_("Index of a maximum"),
    "rules": N_("All differences"),
}
MOST_CHANNELS, LAST_IMAGE = 64, 15


def framework_panels(framework: str, padding: str, made: Explanation) -> None:
    """Draw the chosen panel below the stage."""
    chosen = segments(_("Below the stage"), PANELS, "panel")
    for key in ("cs", "cn", "cc", "batch"):  # Streamlit forgets a widget that a run does not draw
        st.session_state[key] = st.session_state[key]
    if chosen == "code":
        _code(framework, padding, made)
    elif chosen == "steps":
        _steps(padding, made)
    elif chosen == "index":
        _index(made)
    elif chosen == "rules":
        _rules(framework)


def _code(framework: str, padding: str, made: Explanation) -> None:
    left, right = st.columns((4, 3))
    with left:
        st.markdown(_("**In torch**, the same values:"))
        st.code(torch_code(made, padding), language="python", wrap_lines=True)
    with right:
        st.markdown(
            _("**In {name}**:").format(
                name={"tensorflow": "TensorFlow", "keras": "Keras"}.get(framework, "ONNX")
            )
        )
        st.code(CODES[framework](made, padding), language="python", wrap_lines=True)


def _steps(padding: str, made: Explanation) -> None:
    plane = made.input.shape[2:]
    named = zip("HW", made.axes, strict=True)
    axes = [
        (name, axis) for name, axis in named if isinstance(axis, Sliding) and (name == "W" or plane[0] > 1)
    ]
    for (name, axis), column in zip(axes, st.columns(len(axes)), strict=True):
        with column:
            for latex, said in padding_steps(name, axis.length, axis.kernel_size, axis.stride, padding):
                st.latex(latex)
                st.caption(said)


def _index(made: Explanation) -> None:
    if made.indices is None:
        st.info(_("An average takes no cell, so it has no index. Choose max."))
        return
    st.markdown(
        _("Let this plane be one channel of one image. Each framework then counts the same cell otherwise.")
    )
    channels, image, channel, batch = _which_plane()
    rows = index_rows(made, channels, image, channel, batch)
    st.markdown(index_sentence(made, channels, image, channel, batch))
    st.dataframe(rows, hide_index=True, width="stretch")
    st.code(f"import torch\n\n\n{TO_TENSORFLOW}", language="python", wrap_lines=True)
    st.code(f"import torch\n\n\n{TO_ONNX}", language="python", wrap_lines=True)


def _which_plane() -> tuple[int, int, int, bool]:
    """Draw where the plane lies in its tensor; return C, n, c and include_batch_in_index."""
    if st.session_state["cc"] >= st.session_state["cs"]:
        st.session_state["cc"] = st.session_state["cs"] - 1
    columns = st.columns(4, vertical_alignment="bottom")
    channels = columns[0].number_input(_("C, channels"), 1, MOST_CHANNELS, step=1, key="cs")
    image = columns[1].number_input(_("n, this image"), 0, LAST_IMAGE, step=1, key="cn")
    channel = columns[2].number_input(_("c, this channel"), 0, channels - 1, step=1, key="cc")
    batch = columns[3].toggle("include_batch_in_index", key="batch")
    return channels, image, channel, batch


def _rules(framework: str) -> None:
    st.markdown(_("Each block gives in torch what the other gives. It begins from x of shape (N, C, H, W)."))
    for difference in DIFFERENCES[framework]:
        _rule(difference)


def _rule(difference: Difference) -> None:
    with st.container(border=True):
        left, right = st.columns(2, vertical_alignment="center")
        torchs, others = _(difference.torch), _(difference.other)
        said = [f"**{_(difference.subject)}**", f"- torch: {torchs}\n- {_('the other')}: {others}"]
        left.markdown("\n\n".join([*said, f"[{_('source')}]({difference.source})"]))
        right.code(difference.code, language="python", wrap_lines=True)
