"""Where the signal comes from: an example, a row of a photograph, numbers, an upload."""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.pooling.signals import SOURCES, START, Signal, signal_fields, signal_of, start
from poolviz.answers.settings.fields import Values
from poolviz.errors import PoolvizError
from poolviz.sources.pictures.photos import SIZES
from poolviz.sources.signals.signals import (
    LENGTHS,
    LIMIT,
    MADE,
    described,
    parse_signal,
    with_sample,
    write_signal,
)
from poolviz.texts import N_, _
from poolviz.ui.pooling.signals.upload import upload_controls
from poolviz.ui.shared.choices import photo_choice, segments
from poolviz.ui.shared.controls.text import good_text
from poolviz.ui.shared.frame.memory import memory
from poolviz.ui.shared.messages import EDIT_FAULTS, say_fault, sentence

SHOWN = "signal"  # what is on the page, in its memory


def lesson(values: Values) -> str:
    """Return what to look at in the signal on the page."""
    texts = {
        "photo": N_("Brightness along one row, from 0 (black) to 255. Pooled, it is a coarser row."),
        "numbers": N_("Point at a pooled value: which samples does it read? Enter on a sample edits it."),
        "upload": N_("Point at a pooled value: which samples does it read, and which one is the maximum?"),
    }
    if values["src"] != "example":
        return _(texts[values["src"]])
    entry = described(values["sig"])
    return _("**{title}.** {lesson}").format(title=_(entry.title), lesson=_(entry.lesson))


def signal_controls(values: Values) -> Signal:
    """Draw the controls of the chosen source and return the signal.

    Where there is none the page says so, and the last signal is returned.
    """
    # What belongs to another source has no widget in this run, and Streamlit would forget it.
    st.session_state.update({key: values[key] for key in signal_fields()})
    row = st.container(horizontal=True, vertical_alignment="center", key="signal_controls")
    below = st.container()
    with row:
        segments(_("Source"), SOURCES, "src")
        drawn = {"example": _example, "photo": _photo, "numbers": _numbers, "upload": _upload}
        found = drawn[values["src"]](values, below)
    shown = found or memory().extra.get(SHOWN) or start()
    memory().extra[SHOWN] = shown
    return shown


def edit_sample(edit: dict[str, Any]) -> None:
    """Take a number typed at a sample of the stage; the signal is then one of typed numbers."""
    try:
        text = write_signal(with_sample(memory().extra[SHOWN].x, int(edit["col"]), str(edit["text"])))
    except EDIT_FAULTS as error:
        say_fault(error)
        return
    typed = {"src": "numbers", "x": text}
    st.session_state.update(typed)
    memory().texts["x"] = text
    # The next edit may come before this one is drawn.
    memory().extra[SHOWN] = signal_of(typed)


def _example(values: Values, _below: DeltaGenerator) -> Signal:
    key = st.selectbox(
        _("Signal"),
        [one.key for one in MADE],
        format_func=lambda name: _(described(name).title),
        key="sig",
        label_visibility="collapsed",
        width=200,
    )
    st.selectbox(
        _("Number of samples"),
        list(LENGTHS),
        format_func=lambda count: _("{n} samples").format(n=count),
        key="n",
        label_visibility="collapsed",
        width=150,
    )
    if key == "noise":
        _box(_("Seed"), "seed", 10**6)
    return signal_of(values)


def _photo(values: Values, below: DeltaGenerator) -> Signal | None:
    photo_choice(230)
    size = st.selectbox(
        _("Number of samples"),
        list(SIZES),
        format_func=lambda count: _("{n} samples").format(n=count),
        key="size",
        label_visibility="collapsed",
        width=150,
    )
    st.session_state["row"] = min(st.session_state["row"], size - 1)
    _box(_("Row"), "row", size - 1)
    try:
        return signal_of(values)
    except PoolvizError as error:
        below.error(sentence(error))
        return None


def _box(label: str, key: str, highest: int) -> None:
    st.markdown(label, width="content")
    st.number_input(label, 0, highest, step=1, key=key, label_visibility="collapsed", width=120)


def _numbers(values: Values, below: DeltaGenerator) -> Signal:
    with st.popover(_("Numbers"), icon=":material/edit:"):
        text = st.text_area(
            _("Type or paste numbers"),
            height=160,
            key="x",
            help=_("Up to {limit}, with spaces, commas or lines between; nan, inf and -inf too.").format(
                limit=LIMIT
            ),
        )
    kept = _("{problem}. Shown is the last signal that could be read.")
    return signal_of({**values, "x": good_text("x", text, parse_signal, START, kept, below)})


def _upload(_values: Values, below: DeltaGenerator) -> Signal | None:
    return upload_controls(below)
