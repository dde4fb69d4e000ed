"""A network of the learner's own, built or pasted as code: read, never run, mended where it does not fit."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.settings.fields import Field, whole, words
from poolviz.errors import PoolvizError
from poolviz.networks.programs.chain import NEXT, longer, next_line, shorter
from poolviz.networks.programs.code import LONGEST, network_code
from poolviz.networks.programs.fit import Misfit, input_of
from poolviz.networks.trace import Trace
from poolviz.texts import N_, _
from poolviz.ui.networks.networks.examples import START, WRITTEN, Written
from poolviz.ui.networks.networks.models import Shape, fitting_of, misfit_of, own_bare, own_trace, reading
from poolviz.ui.networks.networks.parts import fields_shown, map_choice, table
from poolviz.ui.networks.networks.zoo import LARGEST_SIDE, channel_and_weights
from poolviz.ui.shared.choices import photo_choice
from poolviz.ui.shared.controls.examples import CHOSEN, lesson_of, pick_example
from poolviz.ui.shared.frame.address import undisturbed
from poolviz.ui.shared.messages import plain, sentence

GOOD = "good_network"


def own_fields() -> dict[str, Field]:
    """Return the settings of this section."""
    side = whole(28, 1, LARGEST_SIDE)
    return {"code": words(START, LONGEST), "ih": side, "iw": side}


def own(controls: DeltaGenerator) -> None:
    """Show the network that the text says, or what keeps it from being one and the last that was."""
    left, right = st.columns((4, 7), gap="small")
    with left:
        _picker()
        text = st.text_area(
            _("Layers, a nn.Sequential or a class"),
            key="code",
            height=250,
            max_chars=LONGEST,
            help=_("It is read, never run: a layer on each line, nn.Sequential(…), or a class with forward."),
            label_visibility="collapsed",
        )
        problems = st.container()
        _builder(text)
    with controls:
        photo = photo_choice()
        height, width = _size_boxes(text)
        channel_and_weights()
    found = _found(text, height, width, photo, problems)
    if found is None:
        return
    run, bare, text, shape = found
    with controls:
        late = map_choice(run)
    with right:
        st.markdown(lesson_of(_current(), _("What do the cells of your last map see? Point at one.")))
        fields_shown(run, photo, st.session_state["ch"], late)
    table(run, bare, "own")
    st.code(network_code(reading(text).model, (1, *shape)), language="python")


def _size_boxes(text: str) -> tuple[int, int]:
    try:
        axes = input_of(reading(text).model)[1]
    except PoolvizError:
        axes = 2
    left, right = st.columns(2)
    high = left.number_input(_("H, height"), 1, LARGEST_SIDE, step=1, key="ih", disabled=axes == 1)
    wide = right.number_input(_("W, width"), 1, LARGEST_SIDE, step=1, key="iw")
    return high, wide


def _found(
    text: str, height: int, width: int, photo: str, problems: DeltaGenerator
) -> tuple[Trace, Trace, str, Shape] | None:
    """Return the network at work, or the last good one where this one does not work; None without one."""
    try:
        shape = _shape(text, height, width)
        wrong = misfit_of(text, shape)
        if wrong is None:
            found = _both(text, shape, photo)
            st.session_state[GOOD] = text, shape
            return found
        with problems:
            _mend(text, shape, wrong)
    except PoolvizError as error:
        problems.error(sentence(error))
    good = st.session_state.get(GOOD, (START, (1, 28, 28)))
    problems.caption(_("Shown is the last network that worked."))
    try:
        return _both(good[0], good[1], photo)
    except PoolvizError:
        return None


def _both(text: str, shape: Shape, photo: str) -> tuple[Trace, Trace, str, Shape]:
    run = own_trace(text, shape, photo, st.session_state["weights"])
    return run, own_bare(text, shape), text, shape


def _shape(text: str, height: int, width: int) -> Shape:
    channels, axes = input_of(reading(text).model)
    if axes == 3:
        raise PoolvizError(N_("this page draws networks of pictures and signals, but this one reads volumes"))
    return (channels, width) if axes == 1 else (channels, height, width)


def _mend(text: str, shape: Shape, wrong: Misfit) -> None:
    """Say which layer refuses what, in torch's words, and draw the buttons that repair it."""
    with st.container(border=True):
        came = plain(str(wrong.shape))
        name = plain(f"{wrong.name}: {type(wrong.layer).__name__}")
        st.markdown(_("**{name}** gets {shape}. torch refuses it:").format(name=name, shape=came))
        st.code(wrong.message, language=None, wrap_lines=True)
        if wrong.argument is None:
            _larger(text, shape, wrong)
            return
        said = _("`{argument}` must be {right}, the last number of what comes in.")
        if wrong.argument != "in_features":
            said = _("`{argument}` must be {right}, the channels of what comes in.")
        st.markdown(said.format(argument=wrong.argument, right=wrong.right))
        repaired = reading(text).changed(wrong.layer, wrong.argument, wrong.right or 0)
        with st.container(horizontal=True):
            if repaired is not None:
                st.button(
                    f"{wrong.argument} = {wrong.right}",
                    key="mend",
                    on_click=_put,
                    args=(repaired,),
                    icon=":material/build:",
                )
            _fit(text, shape, wrong)


def _fit(text: str, shape: Shape, wrong: Misfit) -> None:
    side = fitting_of(text, shape[0], len(shape) - 1, wrong.name)
    if side is not None:
        label = " × ".join([str(side)] * (len(shape) - 1))
        said = _("input {size}").format(size=label)
        st.button(said, key="fit", on_click=_resize, args=(side,), icon=":material/build:")


def _larger(text: str, shape: Shape, wrong: Misfit) -> None:
    st.markdown(_("The maps that come to it are too small, or of another kind."))
    with st.container(horizontal=True):
        _fit(text, shape, wrong)


def _picker() -> None:
    st.session_state[CHOSEN] = _current()
    pick_example(WRITTEN, _take)


def _current() -> Written | None:
    held = st.session_state["code"], (st.session_state["ih"], st.session_state["iw"])
    return next((one for one in WRITTEN if (one.text, one.size) == held), None)


def _take() -> None:
    chosen = st.session_state.get(CHOSEN)
    if isinstance(chosen, Written) and undisturbed():
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
        shape: tuple[int, ...] = (1, 1, 28, 28)
        if text.strip():
            size = _shape(text, st.session_state["ih"], st.session_state["iw"])
            shape = own_trace(text, size, st.session_state["photo"], st.session_state["weights"]).output.shape
        _put(longer(text, next_line(kind, shape)))
    except PoolvizError as error:
        st.toast(sentence(error), icon=":material/error:")


def _remove(text: str) -> None:
    try:
        _put(shorter(text))
    except PoolvizError as error:
        st.toast(sentence(error), icon=":material/error:")


def _put(text: str) -> None:
    st.session_state["code"] = text
    st.session_state["map"] = None


def _resize(side: int) -> None:
    st.session_state.update(ih=side, iw=side)
