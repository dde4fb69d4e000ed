"""The small matrix of a page: as text, as a preset, at random, edited on the stage."""

from functools import cache, lru_cache
from typing import Any

import streamlit as st
import torch
from torch import Tensor, nn

from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code, parse
from poolviz.sources.matrices.presets import PRESETS, Preset
from poolviz.sources.matrices.text import LIMIT, parse_matrix, random_matrix, with_cell, write_matrix
from poolviz.texts import _
from poolviz.ui.shared.address import undisturbed
from poolviz.ui.shared.controls.examples import lesson_of, pick_example, undrawn
from poolviz.ui.shared.controls.settings import put_layer
from poolviz.ui.shared.messages import EDIT_FAULTS, say_fault, sentence

START = "1 2 0 3 1\n0 1 2 3 1\n1 2 1 0 0\n5 2 3 1 1\n2 1 0 1 1"
GOOD = "good_matrix_"


def example_picker(layer: nn.Module) -> None:
    """Draw the list of examples; it shows the one that is on the page, and choosing one sets the page."""
    st.session_state["preset"] = current_example(layer)
    pick_example(PRESETS, _take_preset)


def lesson(layer: nn.Module) -> str:
    """Return what to look at in the example on the page, else the page's own question."""
    question = _("Point at an output: which cells does it read, and which one wins? Then point at an input.")
    return lesson_of(current_example(layer), question)


def current_example(layer: nn.Module) -> Preset | None:
    """Return the example whose matrix and layer are on the page, however they came there."""
    return _known().get((canonical(st.session_state["x"]), undrawn(layer)))


@lru_cache(maxsize=256)
def canonical(text: str) -> str:
    """Return a matrix as it is written in one way alone, empty where it cannot be read."""
    try:
        return write_matrix(parse_matrix(text))
    except PoolvizError:
        return ""


@cache
def _known() -> dict[tuple[str, str], Preset]:
    return {(write_matrix(parse_matrix(p.matrix)), code(parse(p.layer))): p for p in PRESETS}


def matrix_controls(key: str = "x", start: str = START) -> Tensor:
    """Draw the matrix of the field `key` as text and at random, and return it (rows, columns), float32.

    Where the text cannot be read the page says so and the last good matrix is returned, at first `start`.
    """
    with st.popover(_("Matrix"), icon=":material/edit:"):
        text = st.text_area(
            _("Type or paste numbers, a row on each line"),
            height=200,
            key=key,
            help=_("Up to {limit} × {limit}. Spaces, commas or tabs; nan, inf and -inf too.").format(
                limit=LIMIT
            ),
        )
        _random(key)
    try:
        matrix = parse_matrix(text)
    except PoolvizError as error:
        said = _("{problem}. Shown is the last matrix that could be read.")
        st.error(said.format(problem=sentence(error)))
        return _last_good(key, start)
    st.session_state[GOOD + key] = text
    if not torch.isfinite(matrix).all():
        st.info(
            _("nan and inf are allowed: max keeps a nan that it meets, an average becomes nan or infinite.")
        )
    return matrix


def edit_cell(edit: dict[str, Any], key: str = "x", start: str = START) -> None:
    """Take a number typed into a cell of the stage; an unreadable one is said and changes nothing."""
    try:
        matrix = with_cell(_last_good(key, start), int(edit["row"]), int(edit["col"]), str(edit["text"]))
        # The next edit may come before this one is drawn, with the text area's old words.
        st.session_state[key] = st.session_state[GOOD + key] = write_matrix(matrix, rows="\n")
    except EDIT_FAULTS as error:
        say_fault(error)


def _last_good(key: str, start: str) -> Tensor:
    return parse_matrix(st.session_state.get(GOOD + key, start))


def _take_preset() -> None:
    preset = st.session_state.get("preset")
    # A click from before a change of language brings the old title alone, one from before a change of
    # the layer brings the example that the layer was.
    if isinstance(preset, Preset) and undisturbed():
        st.session_state["x"] = write_matrix(parse_matrix(preset.matrix), rows="\n")
        put_layer(parse(preset.layer))


def _random(key: str) -> None:
    columns = st.columns(3, vertical_alignment="bottom")
    columns[0].number_input(_("Rows"), 1, LIMIT, 6, step=1, key="random_rows")
    columns[1].number_input(_("Columns"), 1, LIMIT, 6, step=1, key="random_cols")
    columns[2].number_input(_("Seed"), 0, 10**6, 0, step=1, key="random_seed")
    st.button(_("Fill at random"), on_click=_fill, args=(key,), icon=":material/casino:", width="stretch")


def _fill(key: str = "x") -> None:
    rows, cols, seed = (st.session_state.get(f"random_{key}") for key in ("rows", "cols", "seed"))
    if rows is None or cols is None or seed is None:  # the page was left meanwhile
        return
    st.session_state[key] = write_matrix(random_matrix(rows, cols, seed), rows="\n")
    # The next press gives another matrix; the seed shown is always the next one's.
    st.session_state["random_seed"] = (seed + 1) % 10**6
