"""Flatten or global average: what the linear layer behind costs, what is lost, what is allowed."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.findings.adaptive.heads import (
    LONGEST,
    MOST_CHANNELS,
    MOST_CLASSES,
    NETWORKS,
    Heads,
    Network,
    answer,
    example,
)
from poolviz.answers.settings.fields import Values
from poolviz.texts import _
from poolviz.ui.shared.controls.examples import example_list
from poolviz.ui.shared.frame.viewer import chosen_device
from poolviz.ui.shared.stage.answered import show_answer
from poolviz.views.figures.vectors import head_bars
from poolviz.views.words.programs.adaptive import head_script


def head_section(controls: DeltaGenerator, values: Values) -> None:
    """Compare the two heads: their parameters, what the average loses, which sizes they take."""
    with controls:
        _controls(values)
    st.markdown(
        _(
            "Between the last features and the classes stands a linear layer. After nn.Flatten() it weighs "
            "every cell; after a global average it weighs each channel once."
        )
    )
    found = answer(values, chosen_device())
    names = ("nn.Flatten()", "nn.AdaptiveAvgPool2d(1), nn.Flatten()")
    st.html(head_bars(list(zip(names, (found.flat, found.pooled), strict=True))))
    st.caption(
        _("Counted by torch, weights and biases. Flattening takes {times} × as many.").format(
            times=f"{found.times:,.1f}"
        )
    )
    left, right = st.columns((3, 2))
    with left:
        st.markdown(_("**What the average loses: where.** Two planes, one average. Flattened they differ."))
        show_answer(found, "lost_stage")
    with right:
        _allowed(found)
    st.code(head_script(found.shape, found.classes, found.other, found.words), language="python")


def _controls(values: Values) -> None:
    look = {"label": _("Network"), "placeholder": _("of your own"), "label_visibility": "visible"}
    example_list(NETWORKS, example(values), _put, key="network", **look)
    labels = {"fc": _("C, channels"), "fh": _("H, height"), "fw": _("W, width"), "classes": _("classes")}
    most = {"fc": MOST_CHANNELS, "fh": LONGEST, "fw": LONGEST, "classes": MOST_CLASSES}
    for key, column in zip(labels, st.columns(2) + st.columns(2), strict=True):
        column.number_input(labels[key], 1, most[key], step=1, key=key)
    left, right = st.columns(2)
    left.number_input(_("another height"), 1, LONGEST, step=1, key="h2")
    right.number_input(_("another width"), 1, LONGEST, step=1, key="w2")


def _put(chosen: Network) -> None:
    st.session_state.update(fc=chosen.channels, fh=chosen.height, fw=chosen.width, classes=chosen.classes)


def _allowed(found: Heads) -> None:
    st.markdown(
        _("**What it allows: any size.** Features of {shape} come in.").format(shape=f"`{found.other}`")
    )
    if found.words is not None:
        st.markdown(_("✕ After nn.Flatten() torch refuses, in its own words:"))
        st.code(found.words, language=None, wrap_lines=True)
    elif found.other == found.shape:
        st.markdown(_("✓ After nn.Flatten() torch accepts: it is the size that the layer was made for."))
    else:
        text = _(
            "✓ After nn.Flatten() torch accepts, and that is a trap: there are as many numbers, "
            "but weights meet cells that they were not trained for."
        )
        st.markdown(text)
    n = found.pooled.features
    st.markdown(_("✓ After the global average torch accepts every size: {n} numbers come out.").format(n=n))
