"""A network of the learner's own, built or pasted as code; where it does not work, the last that did."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.networks.networks.display import LARGEST_SIDE
from poolviz.answers.networks.networks.examples import WRITTEN, Written
from poolviz.answers.networks.networks.own import (
    OwnNetwork,
    UnfitNetwork,
    answer,
    axes_of,
    example,
    fields,
    with_next,
)
from poolviz.answers.settings.fields import Values
from poolviz.errors import PoolvizError
from poolviz.networks.programs.chain import NEXT, shorter
from poolviz.networks.programs.code import LONGEST
from poolviz.texts import _
from poolviz.ui.networks.networks.controls import channel_and_weights, map_choice
from poolviz.ui.networks.networks.repair import put_network, repair
from poolviz.ui.networks.networks.table import table
from poolviz.ui.shared.choices import photo_choice
from poolviz.ui.shared.controls.examples import example_list, lesson_of
from poolviz.ui.shared.frame.address import held
from poolviz.ui.shared.frame.memory import memory
from poolviz.ui.shared.messages import sentence
from poolviz.ui.shared.stage.answered import show_answer

NETWORK = ("code", "ih", "iw")  # the settings that say a network and its input


def own(values: Values, controls: DeltaGenerator) -> None:
    """Show the network that the text says, or what keeps it from being one and the last that was."""
    left, right = st.columns((4, 7), gap="small")
    with left:
        _picker(values)
        st.text_area(
            _("Layers, a nn.Sequential or a class"),
            key="code",
            height=250,
            max_chars=LONGEST,
            help=_("It is read, never run: a layer on each line, nn.Sequential(…), or a class with forward."),
            label_visibility="collapsed",
        )
        problems = st.container()
        _builder(values["code"])
    with controls:
        photo_choice()
        _size_boxes(axes_of(values))
        channel_and_weights()
    shown = _working(values, problems)
    if shown is None:
        return
    with controls:
        map_choice(shown.maps)
    with right:
        question = _("What do the cells of your last map see? Point at one.")
        st.markdown(lesson_of(example(values), question))
        show_answer(shown, "networks_stage")
    table(shown, "own")
    st.code(shown.program, language="python")


def _working(values: Values, problems: DeltaGenerator) -> OwnNetwork | None:
    """Return the network at work, or the last good one where this one does not work; None without one."""
    kept = memory().extra
    try:
        found = answer(values)
        if isinstance(found, OwnNetwork):
            kept["network"] = {key: values[key] for key in NETWORK}
            return found
        with problems:
            repair(found)
    except PoolvizError as error:
        problems.error(sentence(error))
    start = {key: field.default for key, field in fields().items() if key in NETWORK}
    problems.caption(_("Shown is the last network that worked."))
    try:
        found = answer({**values, **kept.get("network", start)})
    except PoolvizError:
        return None
    return None if isinstance(found, UnfitNetwork) else found


def _size_boxes(axes: int) -> None:
    left, right = st.columns(2)
    left.number_input(_("H, height"), 1, LARGEST_SIDE, step=1, key="ih", disabled=axes == 1)
    right.number_input(_("W, width"), 1, LARGEST_SIDE, step=1, key="iw")


def _picker(values: Values) -> None:
    example_list(WRITTEN, example(values), _put)


def _put(chosen: Written) -> None:
    st.session_state.update(code=chosen.text, ih=chosen.size[0], iw=chosen.size[1], map=None)


def _builder(text: str) -> None:
    """Draw what adds a layer behind the last, with the channels that come to it, and what removes one."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(_("Next layer"), NEXT, key="next_layer", label_visibility="collapsed", width=140)
        st.button(_("Add"), on_click=_add, args=(text,), icon=":material/add:")
        st.button(_("Remove"), on_click=_remove, args=(text,), icon=":material/remove:")


def _add(text: str) -> None:
    kind = st.session_state.get("next_layer") or NEXT[0]
    try:
        put_network(with_next({**held(fields()), "code": text}, kind))
    except PoolvizError as error:
        st.toast(sentence(error), icon=":material/error:")


def _remove(text: str) -> None:
    try:
        put_network(shorter(text))
    except PoolvizError as error:
        st.toast(sentence(error), icon=":material/error:")
