"""Flatten or global average: what the linear layer behind costs, what is lost, what is allowed."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.findings.adaptive.heads import (
    NETWORKS,
    Heads,
    answer,
    example,
)
from poolviz.answers.settings.fields import Values
from poolviz.texts import _
from poolviz.ui.shared.controls.examples import example_list
from poolviz.ui.shared.controls.prose import prose, remark
from poolviz.ui.shared.controls.setting import setting
from poolviz.ui.shared.frame.viewer import chosen_device
from poolviz.ui.shared.stage.answer import show_answer
from poolviz.views.figures.vectors import head_bars
from poolviz.views.words.programs.adaptive import head_script


def head_section(controls: DeltaGenerator, values: Values) -> None:
    """Compare the two heads: their parameters, what the average loses, which sizes they take."""
    with controls:
        _controls(values)
    prose(
        _(
            "A linear layer stands between the last features and the classes. After nn.Flatten() it "
            "has a weight for every cell; after a global average, one for each channel."
        )
    )
    found = answer(values, chosen_device())
    names = ("nn.Flatten()", "nn.AdaptiveAvgPool2d(1), nn.Flatten()")
    st.html(head_bars(list(zip(names, (found.flat, found.pooled), strict=True))))
    remark(
        _("Counted by torch, weights and biases together. Flattening takes {times} times as many.").format(
            times=f"{found.times:,.1f}"
        )
    )
    left, right = st.columns((3, 2))
    with left:
        prose(
            _(
                "**What the average loses: position.** These two planes have the same average. "
                "Flattened, they differ."
            )
        )
        show_answer(found, "lost_stage")
    with right:
        _allowed(found)
    st.code(head_script(found.shape, found.classes, found.other, found.words), language="python")


def _controls(values: Values) -> None:
    example_list(
        NETWORKS,
        example(values),
        key="network",
        label=_("Network"),
        placeholder=_("your own"),
        label_visibility="visible",
    )
    labels = {"fc": _("C, channels"), "fh": _("H, height"), "fw": _("W, width"), "classes": _("classes")}
    for key, column in zip(labels, st.columns(2) + st.columns(2), strict=True):
        setting(key, labels[key], place=column)
    left, right = st.columns(2)
    setting("h2", _("another height"), place=left)
    setting("w2", _("another width"), place=right)


def _allowed(found: Heads) -> None:
    prose(
        _("**What it makes possible: any size.** Features of shape {shape} come in.").format(
            shape=f"`{found.other}`"
        )
    )
    if found.words is not None:
        prose(_("✕ After nn.Flatten() torch refuses. It says:"))
        st.code(found.words, language=None, wrap_lines=True)
    elif found.other == found.shape:
        prose(_("✓ After nn.Flatten() torch accepts this: it is the size the layer was made for."))
    else:
        text = _(
            "✓ After nn.Flatten() torch accepts this, and that is a trap: the count of numbers is "
            "right, but the weights meet cells that they were not trained for."
        )
        prose(text)
    n = found.pooled.features
    prose(_("✓ After the global average torch accepts every size: {n} numbers come out.").format(n=n))
