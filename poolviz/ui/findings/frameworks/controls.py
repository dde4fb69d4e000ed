"""The controls of the Other frameworks page: a framework, its padding, and a pooling."""

import streamlit as st

from poolviz.answers.findings.frameworks.page import LARGEST, fields
from poolviz.answers.findings.frameworks.setting import KINDS, NAMES, PADDINGS, padding_of
from poolviz.texts import _
from poolviz.ui.shared.frame.address import held, keep


def framework_controls() -> None:
    """Draw the controls; a padding that the framework does not have becomes its own."""
    framework = st.selectbox(_("Framework"), list(NAMES), format_func=NAMES.__getitem__, key="fw")
    st.session_state["pad"] = padding_of(held(fields()))
    st.selectbox("auto_pad" if framework == "onnx" else "padding", PADDINGS[framework], key="pad")
    st.segmented_control(
        _("Pooling"), list(KINDS), format_func=lambda kind: _(KINDS[kind]), key="op", required=True
    )
    left, right = st.columns(2)
    left.number_input("kernel_size", 1, LARGEST, step=1, key="fk")
    right.number_input("stride", 1, LARGEST, step=1, key="fs")
    if st.session_state["op"] == "mean":
        said = _("Of torch's layer. The others never count padding.")
        st.toggle("count_include_pad", key="cip", help=said)
    else:
        keep(("cip",))
