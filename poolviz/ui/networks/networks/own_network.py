"""A network of the learner's own, built or pasted as code; where it does not work, the last that did."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.networks.networks.examples import WRITTEN
from poolviz.answers.networks.networks.own_network import (
    OwnNetwork,
    UnfitNetwork,
    answer,
    axes_of,
    example,
    fields,
    names,
    with_next,
    without_last,
)
from poolviz.answers.settings.fields import Values, one_of
from poolviz.errors import PoolvizError
from poolviz.networks.programs.chain import NEXT
from poolviz.texts import _
from poolviz.ui.networks.networks.controls import channel_and_weights, map_choice
from poolviz.ui.networks.networks.repair import put_network, repair
from poolviz.ui.networks.networks.table import table
from poolviz.ui.shared.controls.examples import example_list, say_lesson
from poolviz.ui.shared.controls.setting import compact, setting
from poolviz.ui.shared.frame.address import held
from poolviz.ui.shared.frame.memory import memory
from poolviz.ui.shared.messages import sentence
from poolviz.ui.shared.stage.answer import show_answer

NETWORK = ("code", "of", "ih", "iw")  # the settings that say a network and its input


def own(values: Values, controls: DeltaGenerator) -> None:
    """Show the network that the text says, or what keeps it from being one and the last that was."""
    left, right = st.columns((4, 7), gap="small")
    with left:
        _picker(values)
        _text()
        _network_choice(values)
        problems = st.container()
        _builder(values["code"])
    with controls:
        setting("photo", _("Photograph"))
        _size_boxes(axes_of(values))
        channel_and_weights()
    shown = _working(values, problems)
    if shown is None:
        return
    with controls:
        map_choice(shown.maps)
    with right:
        question = _("What do the cells of your last map see? Point at one.")
        say_lesson(example(values), question)
        show_answer(shown, "networks_stage")
    table(shown, "own")
    st.code(shown.program, language="python")


def _text() -> None:
    """Draw the text that says the network."""
    setting(
        "code",
        _("Layers, a nn.Sequential or a class"),
        "area",
        height=250,
        help=_(
            "A layer on each line, nn.Sequential(…), or a whole program. It runs in a sandbox, without "
            "files or network."
        ),
        label_visibility="collapsed",
    )


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
    problems.caption(_("The last network that worked is shown."))
    try:
        found = answer({**values, **kept.get("network", start)})
    except PoolvizError:
        return None
    return None if isinstance(found, UnfitNetwork) else found


def _network_choice(values: Values) -> None:
    """Draw the choice among several networks in one text."""
    found = names(values)
    if len(found) < 2:
        return
    st.session_state["of"] = found[0]
    said = _("The text has several networks. This one is shown:")
    setting("of", said, "list", offered={name: name for name in sorted(found)}, on_change=_anew)


def _anew() -> None:
    st.session_state["map"] = None


def _size_boxes(axes: int) -> None:
    left, right = st.columns(2)
    setting("ih", _("H, height"), place=left, disabled=axes == 1)
    setting("iw", _("W, width"), place=right)


def _picker(values: Values) -> None:
    example_list(WRITTEN, example(values), anew={"map": None})


def _builder(text: str) -> None:
    """Draw what adds a layer behind the last, with the channels that come to it, and what removes one."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        compact("next_layer", _("Next layer"), 140, field=one_of(NEXT))
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
        put_network(without_last({**held(fields()), "code": text}))
    except PoolvizError as error:
        st.toast(sentence(error), icon=":material/error:")
