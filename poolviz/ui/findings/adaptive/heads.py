"""Flatten or global average: what the linear layer behind costs, what is lost, what is allowed."""

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from torch import nn

from poolviz.answers.settings.fields import Field, whole
from poolviz.networks.heads import flat_head, flat_refusal, pooled_head
from poolviz.texts import N_, _
from poolviz.ui.findings.adaptive.part import computed
from poolviz.ui.shared.frame.address import undisturbed
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.figures.vectors import head_bars
from poolviz.views.stage.adaptive import corner_planes, equal_means_stage
from poolviz.views.words.numbers import short_texts
from poolviz.views.words.programs.adaptive import head_script

MOST_CHANNELS, LONGEST, MOST_CLASSES = 4096, 512, 10_000


@dataclass(frozen=True)
class Network:
    """A network that learners meet: the features before its first linear layer, and that layer's outputs."""

    title: str
    channels: int
    height: int
    width: int
    classes: int


NETWORKS = (
    Network(N_("Net of the tutorials, MNIST"), 20, 4, 4, 10),
    Network(N_("SimpleCNN, CIFAR-10"), 128, 4, 4, 512),
    Network(N_("VGG16, first linear layer"), 512, 7, 7, 4096),
    Network(N_("7 × 7 × 512 to the 1000 classes of ImageNet"), 512, 7, 7, 1000),
    Network(N_("ResNet-50, last features"), 2048, 7, 7, 1000),
)


def head_fields() -> dict[str, Field]:
    """Return the settings of this section: the shape of the features, the classes, the other size."""
    start = NETWORKS[0]
    return {
        "fc": whole(start.channels, 1, MOST_CHANNELS),
        "fh": whole(start.height, 1, LONGEST),
        "fw": whole(start.width, 1, LONGEST),
        "classes": whole(start.classes, 1, MOST_CLASSES),
        "h2": whole(6, 1, LONGEST),
        "w2": whole(6, 1, LONGEST),
    }


def head_section(controls: DeltaGenerator) -> None:
    """Compare the two heads: their parameters, what the average loses, which sizes they take."""
    with controls:
        shape, classes, other = _controls()
    st.markdown(
        _(
            "Between the last features and the classes stands a linear layer. After nn.Flatten() it weighs "
            "every cell; after a global average it weighs each channel once."
        )
    )
    flat, pooled = flat_head(shape, classes), pooled_head(shape, classes)
    names = ("nn.Flatten()", "nn.AdaptiveAvgPool2d(1), nn.Flatten()")
    st.html(head_bars(list(zip(names, (flat, pooled), strict=True))))
    times = f"{flat.parameters / pooled.parameters:,.1f}"
    st.caption(
        _("Counted by torch, weights and biases. Flattening takes {times} × as many.").format(times=times)
    )
    left, right = st.columns((3, 2))
    with left:
        _lost()
    with right:
        words = _allowed(shape, other, classes)
    st.code(head_script(shape, classes, other, words), language="python")


def _controls() -> tuple[tuple[int, int, int], int, tuple[int, int, int]]:
    st.session_state["network"] = _current()
    st.selectbox(
        _("Network"),
        NETWORKS,
        index=None,
        format_func=lambda network: _(network.title),
        key="network",
        on_change=_take,
        placeholder=_("of your own"),
    )
    labels = {"fc": _("C, channels"), "fh": _("H, height"), "fw": _("W, width"), "classes": _("classes")}
    most = {"fc": MOST_CHANNELS, "fh": LONGEST, "fw": LONGEST, "classes": MOST_CLASSES}
    columns = st.columns(2) + st.columns(2)
    values = [
        column.number_input(labels[key], 1, most[key], step=1, key=key)
        for key, column in zip(labels, columns, strict=True)
    ]
    left, right = st.columns(2)
    high = left.number_input(_("another height"), 1, LONGEST, step=1, key="h2")
    wide = right.number_input(_("another width"), 1, LONGEST, step=1, key="w2")
    return (values[0], values[1], values[2]), values[3], (values[0], high, wide)


def _current() -> Network | None:
    held = tuple(st.session_state[key] for key in ("fc", "fh", "fw", "classes"))
    return next((n for n in NETWORKS if (n.channels, n.height, n.width, n.classes) == held), None)


def _take() -> None:
    chosen = st.session_state.get("network")
    if isinstance(chosen, Network) and undisturbed():
        st.session_state.update(fc=chosen.channels, fh=chosen.height, fw=chosen.width, classes=chosen.classes)


def _lost() -> None:
    st.markdown(_("**What the average loses: where.** Two planes, one average. Flattened they differ."))
    one, other = (computed(nn.AdaptiveAvgPool2d(1), plane[None, None]) for plane in corner_planes())
    show_stage(equal_means_stage(one, other, height=190), key="lost_stage")
    flattened = [", ".join(short_texts(explanation.input)) for explanation in (one, other)]
    st.caption(_("Flattened, A is {a}; B is {b}.").format(a=flattened[0], b=flattened[1]))


def _allowed(shape: tuple[int, int, int], other: tuple[int, int, int], classes: int) -> str | None:
    st.markdown(_("**What it allows: any size.** Features of {shape} come in.").format(shape=f"`{other}`"))
    words = flat_refusal(shape, other, classes)
    if words is not None:
        st.markdown(_("✕ After nn.Flatten() torch refuses, in its own words:"))
        st.code(words, language=None, wrap_lines=True)
    elif other == shape:
        st.markdown(_("✓ After nn.Flatten() torch accepts: it is the size that the layer was made for."))
    else:
        text = _(
            "✓ After nn.Flatten() torch accepts, and that is a trap: there are as many numbers, "
            "but weights meet cells that they were not trained for."
        )
        st.markdown(text)
    st.markdown(
        _("✓ After the global average torch accepts every size: {n} numbers come out.").format(n=shape[0])
    )
    return words
