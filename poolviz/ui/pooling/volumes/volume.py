"""The small volume of a page: as text, as a preset, at random, edited on the stage."""

from functools import cache, lru_cache
from typing import Any

import streamlit as st
import torch
from torch import Tensor, nn

from poolviz.answers.settings.layer import undrawn
from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code, parse
from poolviz.sources.matrices.presets import Preset
from poolviz.sources.volumes.presets import VOLUME_PRESETS
from poolviz.sources.volumes.text import (
    DEEPEST,
    WIDEST,
    parse_volume,
    random_volume,
    with_voxel,
    write_volume,
)
from poolviz.texts import _
from poolviz.ui.shared.controls.examples import lesson_of, pick_example
from poolviz.ui.shared.controls.layer_state import put_layer
from poolviz.ui.shared.frame.address import undisturbed
from poolviz.ui.shared.messages import EDIT_FAULTS, say_fault, sentence

START = write_volume(parse_volume(VOLUME_PRESETS[0].matrix))
GOOD = "good_volume"


def volume_picker(layer: nn.Module) -> None:
    """Draw the list of examples; it shows the one that is on the page, and choosing one sets the page."""
    st.session_state["preset"] = current_volume(layer)
    pick_example(VOLUME_PRESETS, _take_preset)


def volume_lesson(layer: nn.Module) -> str:
    """Return what to look at in the example on the page, else the page's own question."""
    question = _("Point at an output: in which slices does its window lie? Then point at an input.")
    return lesson_of(current_volume(layer), question)


def current_volume(layer: nn.Module) -> Preset | None:
    """Return the example whose volume and layer are on the page, however they came there."""
    return _known().get((_canonical(st.session_state["x"]), undrawn(layer)))


@lru_cache(maxsize=256)
def _canonical(text: str) -> str:
    """Return a volume as it is written in one way alone, empty where it cannot be read."""
    try:
        return write_volume(parse_volume(text))
    except PoolvizError:
        return ""


@cache
def _known() -> dict[tuple[str, str], Preset]:
    return {(write_volume(parse_volume(p.matrix)), code(parse(p.layer))): p for p in VOLUME_PRESETS}


def volume_controls() -> Tensor:
    """Draw the volume as text and at random, and return it (depth, rows, columns), float32.

    Where the text cannot be read the page says so and the last good volume is returned.
    """
    with st.popover(_("Volume"), icon=":material/edit:"):
        text = st.text_area(
            _("Type or paste numbers, a row on each line, an empty line between slices"),
            height=260,
            key="x",
            help=_("Up to {deepest} slices of {widest} × {widest}. What torch prints is read, too.").format(
                deepest=DEEPEST, widest=WIDEST
            ),
        )
        _random()
    try:
        volume = parse_volume(text)
    except PoolvizError as error:
        said = _("{problem}. Shown is the last volume that could be read.")
        st.error(said.format(problem=sentence(error)))
        return _last_good()
    st.session_state[GOOD] = text
    if not torch.isfinite(volume).all():
        st.info(
            _("nan and inf are allowed: max keeps a nan that it meets, an average becomes nan or infinite.")
        )
    return volume


def edit_voxel(edit: dict[str, Any]) -> None:
    """Take a number typed into a cell of the stage; an unreadable one is said and changes nothing."""
    try:
        place = [int(edit[axis]) for axis in ("depth", "row", "col")]
        volume = with_voxel(_last_good(), place, str(edit["text"]))
        # The next edit may come before this one is drawn, with the text area's old words.
        st.session_state["x"] = st.session_state[GOOD] = write_volume(volume)
    except EDIT_FAULTS as error:
        say_fault(error)


def _last_good() -> Tensor:
    return parse_volume(st.session_state.get(GOOD, START))


def _take_preset() -> None:
    preset = st.session_state.get("preset")
    # A click from before a change of language brings the old title alone, one from before a change of
    # the layer brings the example that the layer was.
    if isinstance(preset, Preset) and undisturbed():
        st.session_state["x"] = write_volume(parse_volume(preset.matrix))
        put_layer(parse(preset.layer))


def _random() -> None:
    labels = {"depth": _("Slices"), "rows": _("Rows"), "cols": _("Columns"), "seed": _("Seed")}
    most = {"depth": DEEPEST, "rows": WIDEST, "cols": WIDEST, "seed": 10**6}
    columns = st.columns(2) + st.columns(2)
    for (key, label), column in zip(labels.items(), columns, strict=True):
        lowest, start = (0, 0) if key == "seed" else (1, 4)
        column.number_input(label, lowest, most[key], start, step=1, key=f"random_{key}")
    st.button(_("Fill at random"), on_click=_fill, icon=":material/casino:", width="stretch")


def _fill() -> None:
    depth, rows, cols, seed = (
        st.session_state.get(f"random_{key}") for key in ("depth", "rows", "cols", "seed")
    )
    if depth is None or rows is None or cols is None or seed is None:  # the page was left meanwhile
        return
    st.session_state["x"] = write_volume(random_volume((depth, rows, cols), seed))
    # The next press gives another volume; the seed shown is always the next one's.
    st.session_state["random_seed"] = (seed + 1) % 10**6
