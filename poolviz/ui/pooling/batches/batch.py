"""The batches of a set of pictures, one after the other: what goes into the layer and what comes out."""

import time
from dataclasses import dataclass

import streamlit as st
from torch import nn

from poolviz.answers.settings.fields import Field, flag, one_of, whole
from poolviz.answers.settings.numbers import layer_fields
from poolviz.errors import PoolvizError
from poolviz.pooling.explanation import Explanation
from poolviz.sources.datasets.batches import BATCH, PictureSet, photo_set, picture_set
from poolviz.texts import N_, _
from poolviz.ui.pooling.batches.gallery import offer_gallery, show_gallery
from poolviz.ui.pooling.batches.picture import open_picked, pick
from poolviz.ui.pooling.batches.remarks import remarks
from poolviz.ui.pooling.pictures.cifar import offer_download
from poolviz.ui.shared.choices import segments
from poolviz.ui.shared.frame.viewer import speak_chosen
from poolviz.ui.shared.messages import sentence
from poolviz.ui.shared.stage.explained import explain_or_refuse
from poolviz.views.gallery.batch import gallery

DATA = {"cifar": N_("CIFAR-10, test set"), "photos": N_("Photographs in tiles")}
EVERY = 1.0  # seconds from one batch to the next while they play
SOON = 0.7 * EVERY  # browsers do not count exactly
FORGOTTEN = 15.0  # seconds after which nobody watches any more
DUE = "next_batch_due"  # when the next batch is shown; None where nothing plays


@dataclass(frozen=True, eq=False)
class Experiment:
    """What the page runs: these pictures through this layer; `explanation` is of the batch on the screen."""

    pictures: PictureSet
    layer: nn.Module
    explanation: Explanation | None = None


def batch_fields() -> dict[str, Field]:
    """Return what the link says: the layer, which begins as in the tutorials, the pictures, the batch."""
    return {
        **layer_fields(),
        "k": whole(3, 0, 256),
        "ceil": flag(True),
        "data": one_of(tuple(DATA)),
        "batch": whole(0, 0, 999_999),
        "scale": flag(),
    }


def lesson() -> str:
    """Return what to look at."""
    return _(
        "A DataLoader hands out 64 pictures at a time, and the layer pools each by itself, each colour by "
        "itself. How many are in the last batch?"
    )


def data_picker() -> tuple[PictureSet, PoolvizError | None]:
    """Draw the choice of pictures and return them; where they are missing the photographs, and why."""
    segments(_("Pictures"), DATA, "data")
    try:
        return picture_set(st.session_state["data"]), None
    except PoolvizError as error:
        return photo_set(), error


def offer_missing(missing: PoolvizError | None) -> None:
    """Say why pictures are missing and offer them; the page runs on the photographs until then."""
    if missing is not None:
        said, meanwhile = _("{problem}. {meanwhile}"), _("Until then these are photographs.")
        offer_download(said.format(problem=sentence(missing), meanwhile=meanwhile))


def batch_stage(layer: nn.Module, pictures: PictureSet) -> Experiment:
    """Show the batch of the controls, or play from there; return what is on the screen."""
    _hold_batch(pictures)
    shown: list[Experiment] = []
    due = st.session_state.get(DUE)
    if due is None or time.monotonic() - due > FORGOTTEN:
        _rest()
        # In a container, as a fragment is: nothing moves when the batches begin to play.
        with st.container():
            _one_batch(layer, pictures, shown)
    else:
        st.fragment(_tick, run_every=EVERY)(layer, pictures, shown)
    return shown[0]


def _hold_batch(pictures: PictureSet) -> None:
    """Keep the number of the batch where there is one."""
    last = pictures.batches - 1
    asked = st.session_state["batch"]
    st.session_state["batch"] = min(asked, last)
    if asked > last:
        st.caption(_("There is no step {asked} here: this is the last one.").format(asked=asked))


def _tick(layer: nn.Module, pictures: PictureSet, shown: list[Experiment]) -> None:
    """Show the next batch if its time has come; leave the fragment when they no longer play."""
    speak_chosen()
    if _playing():
        _advance(pictures.batches - 1)
    if not _playing():
        st.rerun()
    _one_batch(layer, pictures, shown)
    explanation = shown[0].explanation
    if explanation is None or explanation.layer is not layer:
        _rest()
        st.rerun()


def _one_batch(layer: nn.Module, pictures: PictureSet, shown: list[Experiment]) -> None:
    last = pictures.batches - 1
    with st.container(horizontal=True, vertical_alignment="center", key="steps"):
        _step_controls(last)
        taken = st.container(width="content")
    step = st.session_state["batch"]
    x, numbers = pictures.batch(step), pictures.numbers(step)
    explanation = explain_or_refuse(layer, x)
    names = [_(pictures.names[pictures.labels[number]]) for number in numbers]
    output = None if explanation is None else explanation.output
    drawn = gallery(x, output, numbers, names, BATCH, to_scale=bool(st.session_state["scale"]))
    show_gallery(drawn, "gallery", _pick)
    with taken:
        offer_gallery(x, output, "gallery", still=not _playing())
    st.caption("  \n".join(remarks(pictures, step, explanation)))
    shown[:] = [Experiment(pictures, layer, explanation)]
    open_picked(pictures, layer if explanation is None else explanation.layer)


def _playing() -> bool:
    return st.session_state.get(DUE) is not None


def _advance(last: int) -> None:
    """Go to the next batch where they play and its time has come; rest after the last."""
    now = time.monotonic()
    if now < st.session_state[DUE]:
        return
    if st.session_state["batch"] >= last:
        _rest()
        return
    st.session_state["batch"] += 1
    st.session_state[DUE] = now + SOON


def _step_controls(last: int) -> None:
    at, playing = st.session_state["batch"], _playing()
    _step_button(_("Previous"), -1, last, "chevron_left", "PageUp", at <= 0)
    _step_button(_("Next"), 1, last, "chevron_right", "PageDown", at >= last)
    st.button(
        _("Pause") if playing else _("Play"),
        key="play_batches",
        on_click=_rest if playing else _play,
        args=() if playing else (last,),
        icon=":material/pause:" if playing else ":material/play_arrow:",
        disabled=last == 0,
        shortcut="P",
    )
    if last > 0:
        st.slider(_("Step"), 0, last, key="batch", label_visibility="collapsed", width="stretch")
    st.toggle(
        _("true scale"), key="scale", help=_("Draw the outputs as small as they are beside the inputs.")
    )


def _step_button(label: str, steps: int, last: int, icon: str, shortcut: str, disabled: bool) -> None:
    st.button(
        label,
        key=f"step{steps}",
        on_click=_go,
        args=(steps, last),
        disabled=disabled,
        icon=f":material/{icon}:",
        shortcut=shortcut,
    )


def _go(steps: int, last: int) -> None:
    st.session_state["batch"] = min(max(st.session_state["batch"] + steps, 0), last)


def _play(last: int) -> None:
    if st.session_state["batch"] >= last:
        st.session_state["batch"] = 0
    st.session_state[DUE] = time.monotonic() + SOON


def _rest() -> None:
    st.session_state[DUE] = None


def _pick(number: int) -> None:
    _rest()
    pick(number)
