"""The batches of a set of pictures, one after the other: what goes into the layer and what comes out."""

import time
from dataclasses import dataclass

import streamlit as st

from poolviz.answers.pages import ANSWERED
from poolviz.answers.pooling.batches.page import Batches, answer, fields
from poolviz.answers.settings.layer import layer_of
from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code
from poolviz.sources.datasets.batches import PictureSet, photo_set, picture_set
from poolviz.texts import _
from poolviz.ui.pooling.batches.gallery import offer_gallery, show_gallery
from poolviz.ui.pooling.batches.picture import open_picked, pick
from poolviz.ui.pooling.pictures.datasets import offer_download
from poolviz.ui.shared.controls.prose import remark
from poolviz.ui.shared.controls.setting import segments, setting
from poolviz.ui.shared.frame.address import held, newer
from poolviz.ui.shared.frame.frame import Page
from poolviz.ui.shared.frame.memory import memory
from poolviz.ui.shared.frame.viewer import chosen_device, speak_chosen
from poolviz.ui.shared.messages import sentence
from poolviz.ui.shared.runtime.runs import part_of_page
from poolviz.ui.shared.stage.live import last_good, lone_bar, said_once

EVERY = 1.0  # seconds from one batch to the next while they play
SOON = 0.7 * EVERY  # browsers do not count exactly
FORGOTTEN = 15.0  # seconds after which nobody watches any more


@dataclass
class Player:
    """Whether the batches play: when the next is `due`, None where nothing plays."""

    due: float | None = None


def player() -> Player:
    """Return what the page remembers of playing."""
    return memory().extra.setdefault("player", Player())


def lesson() -> str:
    """Return what to look at."""
    return _(
        "A DataLoader hands out 64 pictures at a time, and the layer pools each by itself, each colour by "
        "itself. How many are in the last batch?"
    )


def data_picker() -> tuple[PictureSet, PoolvizError | None]:
    """Draw the choice of pictures and return them; where they are missing the photographs, and why."""
    segments("data", _("Pictures"))
    try:
        return picture_set(st.session_state["data"]), None
    except PoolvizError as error:
        return photo_set(), error


def offer_missing(missing: PoolvizError | None) -> None:
    """Say why pictures are missing and offer them; the page runs on the photographs until then."""
    if missing is not None:
        said, meanwhile = _("{problem}. {meanwhile}"), _("Until then these are photographs.")
        problem = said.format(problem=sentence(missing), meanwhile=meanwhile)
        offer_download(st.session_state["data"], problem)


def batch_stage(page: Page, pictures: PictureSet) -> Batches:
    """Show the batch of the controls, or play from there; return what is on the screen."""
    _hold_batch(pictures)
    shown: list[Batches] = []
    due = player().due
    if due is None or time.monotonic() - due > FORGOTTEN:
        _rest()
        # In a container, as a fragment is: nothing moves when the batches begin to play.
        with st.container():
            _one_batch(page, pictures, shown)
    else:
        part_of_page(_tick, EVERY)(page, pictures, shown, _line())
    return shown[0]


def _hold_batch(pictures: PictureSet) -> None:
    """Keep the number of the batch where there is one."""
    last = pictures.batches - 1
    asked = st.session_state["batch"]
    st.session_state["batch"] = min(asked, last)
    if asked > last:
        st.caption(_("There is no step {asked} here. This is the last one.").format(asked=asked))


def _line() -> str:
    """The layer of the bar."""
    return code(layer_of(held(fields())).layer)


def _tick(page: Page, pictures: PictureSet, shown: list[Batches], line: str) -> None:
    """Show the next batch if its time has come; leave the fragment when they no longer play."""
    speak_chosen()
    newer().clear()
    if line != _line():
        st.rerun()
    if _playing():
        _advance(pictures.batches - 1)
    if not _playing():
        st.rerun()
    _one_batch(page, pictures, shown)
    if code(shown[0].run.layer) != line or shown[0].refusal is not None:
        _rest()
        st.rerun()


def _one_batch(page: Page, pictures: PictureSet, shown: list[Batches]) -> None:
    values = {**held(fields()), "data": pictures.key}
    asked = answer(values, chosen_device())
    if (bar := ANSWERED["batches"].bar(values, asked, said_once())) is not None:
        lone_bar(page, bar)
    with st.container(horizontal=True, vertical_alignment="center", key="steps"):
        _step_controls(pictures.batches - 1)
        taken = st.container(width="content")
    found = last_good(page, answer, values, asked)
    show_gallery(found.stage, "gallery", _pick)
    with taken:
        output = None if found.explanation is None else found.explanation.output
        offer_gallery(found.run.x, output, "gallery", still=not _playing())
    remark("  \n".join(found.lines))
    shown[:] = [found]
    open_picked(pictures, found.run.layer)


def _playing() -> bool:
    return player().due is not None


def _advance(last: int) -> None:
    """Go to the next batch where they play and its time has come; rest after the last."""
    now, due = time.monotonic(), player().due
    if due is not None and now < due:
        return
    if st.session_state["batch"] >= last:
        _rest()
        return
    st.session_state["batch"] += 1
    player().due = now + SOON


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
        setting("batch", _("Step"), "slider", highest=last, label_visibility="collapsed", width="stretch")
    setting("scale", _("true scale"), help=_("Draw the outputs at their true size beside the inputs."))


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
    player().due = time.monotonic() + SOON


def _rest() -> None:
    player().due = None


def _pick(number: int) -> None:
    _rest()
    pick(number)
