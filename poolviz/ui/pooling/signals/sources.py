"""Where the signal comes from: an example, a row of a photograph, numbers, an upload."""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.pooling.signals import START, Signal, example, signal_fields, signal_of, start
from poolviz.answers.settings.fields import Values
from poolviz.errors import PoolvizError
from poolviz.sources.signals.signals import (
    LIMIT,
    parse_signal,
    signal_readings,
    with_sample,
    write_signal,
)
from poolviz.texts import N_, _, ngettext
from poolviz.ui.pooling.signals.upload import upload_controls
from poolviz.ui.shared.controls.examples import say_lesson
from poolviz.ui.shared.controls.readings import offer_readings
from poolviz.ui.shared.controls.setting import compact, named, segments, setting
from poolviz.ui.shared.controls.text import good_text
from poolviz.ui.shared.frame.memory import memory
from poolviz.ui.shared.frame.viewer import locked
from poolviz.ui.shared.messages import EDIT_FAULTS, say_fault, sentence

SHOWN = "signal"  # what is on the page, in its memory


def lesson(values: Values) -> None:
    """Say what to look at in the signal on the page; an example asks, with its answer behind a button."""
    texts = {
        "photo": N_("Brightness along one row, from 0 (black) to 255. Pooled, it is a coarser row."),
        "numbers": N_("Point at a pooled value: which samples does it read? Enter on a sample edits it."),
        "upload": N_("Point at a pooled value: which samples does it read, and which one is the maximum?"),
    }
    found = example(values)
    say_lesson(found, _(texts["numbers" if found is not None else values["src"]]))


def signal_controls(values: Values) -> tuple[Signal, bool]:
    """Draw the controls of the chosen source and return the signal, and whether an address says it.

    Where there is none the page says so, and the last signal is returned.
    """
    # What belongs to another source has no widget in this run, and Streamlit would forget it.
    st.session_state.update({key: values[key] for key in signal_fields()})
    row = st.container(horizontal=True, vertical_alignment="center", key="signal_controls")
    below = st.container()
    with row:
        segments("src", _("Source"), disabled=locked("x"))
        drawn = {"example": _example, "photo": _photo, "numbers": _numbers, "upload": _upload}
        found = drawn[values["src"]](values, below)
    shown = found or memory().extra.get(SHOWN) or start()
    memory().extra[SHOWN] = shown
    good = values["src"] != "numbers" or memory().texts.get("x") == values["x"]
    return shown, found is not None and values["src"] != "upload" and good


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
    fixed = locked("x")
    key = compact("sig", _("Signal"), 200, disabled=fixed)
    compact("n", _("Number of samples"), 150, say=_counted, disabled=fixed)
    if key == "noise":
        named("seed", _("Seed"), 120, disabled=fixed)
    return signal_of(values)


def _photo(values: Values, below: DeltaGenerator) -> Signal | None:
    fixed = locked("x")
    compact("photo", _("Photograph"), 230, disabled=fixed)
    size = compact("size", _("Number of samples"), 150, say=_counted, disabled=fixed)
    st.session_state["row"] = min(st.session_state["row"], size - 1)
    named("row", _("Row"), 120, highest=size - 1, disabled=fixed)
    try:
        return signal_of(values)
    except PoolvizError as error:
        below.error(sentence(error))
        return None


def _counted(count: int) -> str:
    return ngettext("{n} sample", "{n} samples", count).format(n=count)


def _numbers(values: Values, below: DeltaGenerator) -> Signal:
    with st.popover(_("Numbers"), icon=":material/edit:", disabled=locked("x")):
        text = setting(
            "x",
            _("Type or paste numbers"),
            "area",
            height=160,
            help=_("Up to {limit}, with spaces, commas or lines between; nan, inf and -inf too.").format(
                limit=LIMIT
            ),
        )
        offer_readings("x", text, signal_readings, write_signal)
    kept = _("{problem}. The last signal that could be read is shown.")
    return signal_of({**values, "x": good_text("x", text, parse_signal, START, kept, below)})


def _upload(_values: Values, below: DeltaGenerator) -> Signal | None:
    return upload_controls(below)
