"""Spatial pyramid pooling: two pictures of different sizes, two vectors of one length."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from torch import nn

from poolviz.answers.settings.fields import Field, one_of, whole, words
from poolviz.errors import PoolvizError
from poolviz.findings.pyramid import FINEST, MOST_LEVELS, Pyramid, pyramid, read_levels, vector_length
from poolviz.texts import N_, _
from poolviz.ui.findings.adaptive.part import LARGEST, computed, part_controls, part_of, whole_picture
from poolviz.ui.shared.messages import sentence
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.figures.vectors import vector_strips
from poolviz.views.stage.adaptive import pyramid_stage
from poolviz.views.words.programs.adaptive import pyramid_script

HEIGHT = 330
START = "1, 2, 4"
KINDS = {"max": N_("Max"), "mean": N_("Average")}
LAYERS = {"max": nn.AdaptiveMaxPool2d, "mean": nn.AdaptiveAvgPool2d}
PARTS = {"A": ("ch", "cw"), "B": ("bh", "bw")}


def pyramid_fields() -> dict[str, Field]:
    """Return the settings of this section: levels, max or average, the second picture, which one is shown."""
    second = {"bh": whole(24, 1, LARGEST), "bw": whole(60, 1, LARGEST)}
    return {**second, "levels": words(START, 100), "kind": one_of(tuple(KINDS)), "on": one_of(tuple(PARTS))}


def pyramid_section(controls: DeltaGenerator) -> None:
    """Show the pyramid of one picture on the stage, and the vectors of both, which are equally long."""
    with controls:
        levels = _levels()
        _one_of(_("Pooling"), KINDS, "kind")
        for name, keys in PARTS.items():
            labels = _("{name}: height").format(name=name), _("{name}: width").format(name=name)
            part_controls(labels, *keys)
        _one_of(_("On the stage"), {name: name for name in PARTS}, "on")
    st.markdown(
        _(
            "Each level pools the whole picture to n × n. All levels joined are one vector, "
            "as long for every size of picture: a linear layer can follow."
        )
    )
    picture = whole_picture()
    shown = {name: part_of(picture, *keys) for name, keys in PARTS.items()}
    kind = LAYERS[st.session_state["kind"]]
    # The one on the stage comes last: the line below says how it was computed.
    order = sorted(PARTS, key=lambda name: name == st.session_state["on"])
    try:
        made = {name: pyramid(shown[name].x, levels, kind, computed) for name in order}
    except PoolvizError as error:
        st.error(sentence(error))
        return
    show_stage(pyramid_stage(made[st.session_state["on"]], height=HEIGHT, toolbar=False), key="pyramid_stage")
    st.html(vector_strips([(_("Picture {name}").format(name=name), made[name]) for name in PARTS]))
    _length(made["A"])
    st.code(pyramid_script(levels, kind.__name__, [tuple(one.x.shape) for one in shown.values()]))


def _levels() -> tuple[int, ...]:
    """Draw the list of levels and return it; where it cannot be read the page says so."""
    text = st.text_input(
        _("Levels"),
        key="levels",
        max_chars=100,
        help=_("Up to {most} whole numbers from 1 to {finest}: each pools to n × n.").format(
            most=MOST_LEVELS, finest=FINEST
        ),
    )
    try:
        levels = read_levels(text or "")
    except PoolvizError as error:
        said = _("{problem}. Shown are the last levels that could be read.")
        st.error(said.format(problem=sentence(error)))
        return read_levels(st.session_state.get("good_levels", START))
    st.session_state["good_levels"] = text
    return levels


def _one_of(label: str, names: dict[str, str], key: str) -> None:
    st.segmented_control(label, list(names), format_func=lambda name: _(names[name]), key=key, required=True)


def _length(made: Pyramid) -> None:
    channels = made.explanations[0].input.shape[1]
    squares = " + ".join(f"{level}²" for level in made.levels)
    text = _(
        "{channels} × ({squares}) = **{n}** numbers: channels and levels decide, not the picture's size."
    )
    n = vector_length(made.levels, channels)
    st.markdown(text.format(channels=channels, squares=squares, n=n))
    st.caption(st.session_state["said"])
