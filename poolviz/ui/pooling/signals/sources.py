"""Where the signal comes from: an example, a row of a photograph, numbers, an upload."""

from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from torch import Tensor

from poolviz.answers.settings.fields import Field, one_of, whole, words
from poolviz.errors import PoolvizError
from poolviz.sources.pictures.photos import SIZES
from poolviz.sources.signals.signals import (
    LENGTHS,
    LIMIT,
    MADE,
    described,
    made,
    parse_signal,
    photo_row,
    with_sample,
    write_signal,
)
from poolviz.texts import N_, _
from poolviz.ui.pooling.signals.upload import upload_controls
from poolviz.ui.shared.choices import PHOTO_TITLES, photo_choice, segments
from poolviz.ui.shared.messages import EDIT_FAULTS, say_fault, sentence
from poolviz.views.words.programs.signals import Opening, made_opening, numbers_opening, row_opening

SOURCES = {
    "example": N_("Example"),
    "photo": N_("Photo row"),
    "numbers": N_("Numbers"),
    "upload": N_("WAV or CSV"),
}
START = "1 2 0 3 1 0 2 2 5 1 1 0"
GOOD, LAST = "good_signal", "last_signal"


@dataclass(frozen=True, eq=False)
class Signal:
    """The signal of the page: `x`, float32 (n,), and the `opening` of a program that makes it."""

    x: Tensor
    opening: Opening


def signal_fields() -> dict[str, Field]:
    """Return what the link says of the signal; an upload it cannot carry."""
    lengths = {str(length): length for length in LENGTHS}
    sizes = {str(size): size for size in SIZES}
    return {
        "src": one_of(tuple(SOURCES)),
        "sig": one_of(tuple(one.key for one in MADE), "sine"),
        "n": one_of(tuple(lengths), "32", lengths),
        "seed": whole(0, 0, 10**6),
        "photo": one_of(tuple(PHOTO_TITLES)),
        "size": one_of(tuple(sizes), "64", sizes),
        "row": whole(24, 0, max(SIZES) - 1),
        "x": words(START),
    }


def lesson() -> str:
    """Return what to look at in the signal on the page."""
    texts = {
        "photo": N_("Brightness along one row, from 0 (black) to 255. Pooled, it is a coarser row."),
        "numbers": N_("Point at a pooled value: which samples does it read? Enter on a sample edits it."),
        "upload": N_("Point at a pooled value: which samples does it read, and which one is the maximum?"),
    }
    source = st.session_state["src"]
    if source != "example":
        return _(texts[source])
    entry = described(st.session_state["sig"])
    return _("**{title}.** {lesson}").format(title=_(entry.title), lesson=_(entry.lesson))


def signal_controls() -> Signal:
    """Draw the controls of the chosen source and return the signal.

    Where there is none the page says so, and the last signal is returned.
    """
    # What belongs to another source has no widget in this run, and Streamlit would forget it.
    st.session_state.update({key: st.session_state[key] for key in signal_fields()})
    row = st.container(horizontal=True, vertical_alignment="center", key="signal_controls")
    below = st.container()
    with row:
        segments(_("Source"), SOURCES, "src")
        found = {"example": _example, "photo": _photo, "numbers": _numbers, "upload": _upload}[
            st.session_state["src"]
        ](below)
    shown = found or st.session_state.get(LAST) or _made("sine", 32, 0)
    st.session_state[LAST] = shown
    return shown


def edit_sample(edit: dict[str, Any]) -> None:
    """Take a number typed at a sample of the stage; the signal is then one of typed numbers."""
    try:
        last = st.session_state[LAST]
        changed = with_sample(last.x, int(edit["col"]), str(edit["text"]))
    except EDIT_FAULTS as error:
        say_fault(error)
        return
    text = write_signal(changed)
    st.session_state.update({"src": "numbers", "x": text, GOOD: text})
    # The next edit may come before this one is drawn.
    st.session_state[LAST] = Signal(changed, numbers_opening(changed))


def _made(key: str, n: int, seed: int) -> Signal:
    return Signal(made(key, n, seed), made_opening(key, n, seed))


def _example(_below: DeltaGenerator) -> Signal:
    key = st.selectbox(
        _("Signal"),
        [one.key for one in MADE],
        format_func=lambda name: _(described(name).title),
        key="sig",
        label_visibility="collapsed",
        width=200,
    )
    n = st.selectbox(
        _("Number of samples"),
        list(LENGTHS),
        format_func=lambda count: _("{n} samples").format(n=count),
        key="n",
        label_visibility="collapsed",
        width=150,
    )
    if key == "noise":
        _box(_("Seed"), "seed", 10**6)
    return _made(key, n, st.session_state["seed"])


def _photo(below: DeltaGenerator) -> Signal | None:
    key = photo_choice(230)
    size = st.selectbox(
        _("Number of samples"),
        list(SIZES),
        format_func=lambda count: _("{n} samples").format(n=count),
        key="size",
        label_visibility="collapsed",
        width=150,
    )
    st.session_state["row"] = min(st.session_state["row"], size - 1)
    row = _box(_("Row"), "row", size - 1)
    try:
        return Signal(photo_row(key, size, row), row_opening(key, size, row))
    except PoolvizError as error:
        below.error(sentence(error))
        return None


def _box(label: str, key: str, highest: int) -> int:
    st.markdown(label, width="content")
    value = st.number_input(label, 0, highest, step=1, key=key, label_visibility="collapsed", width=120)
    return int(value)


def _numbers(below: DeltaGenerator) -> Signal:
    with st.popover(_("Numbers"), icon=":material/edit:"):
        text = st.text_area(
            _("Type or paste numbers"),
            height=160,
            key="x",
            help=_("Up to {limit}, with spaces, commas or lines between; nan, inf and -inf too.").format(
                limit=LIMIT
            ),
        )
    try:
        x = parse_signal(text)
    except PoolvizError as error:
        said = _("{problem}. Shown is the last signal that could be read.")
        below.error(said.format(problem=sentence(error)))
        x = parse_signal(st.session_state.get(GOOD, START))
    else:
        st.session_state[GOOD] = text
    if not x.isfinite().all():
        below.info(
            _("nan and inf are allowed: max keeps a nan that it meets, an average becomes nan or infinite.")
        )
    return Signal(x, numbers_opening(x))


def _upload(below: DeltaGenerator) -> Signal | None:
    found = upload_controls(below)
    return None if found is None else Signal(*found)
