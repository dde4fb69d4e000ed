"""A figure that takes long to draw: one a session, in a process of its own, with progress and Stop."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from poolviz.errors import PoolvizError
from poolviz.server.jobs.background import Line, Run
from poolviz.texts import _, ngettext
from poolviz.ui.shared.frame.viewer import owner, speak_chosen
from poolviz.ui.shared.messages import sentence
from poolviz.ui.shared.runtime.runs import part_of_page
from poolviz.views.export.apart import Drawing, Drawn, Progress, draw

FIGURES = Line(longest=10, of_session=1)  # one at a time, beside the trainings
EVERY = 1.0  # seconds between two looks at a drawing
KEY = "drawing"


@dataclass
class Kept:
    """What a session remembers: its last drawing, and why none of an ending could begin."""

    run: Run[Drawing, Any] | None = None
    problem: tuple[str, PoolvizError] | None = None


@dataclass(frozen=True)
class Long:
    """A file that takes about so many `seconds`: its ending, what is drawn, and how its button looks."""

    ending: str
    request: Drawing
    label: str
    icon: str
    seconds: int


def show_long(long: Long, download: Callable[[Callable[[], bytes]], None]) -> None:
    """Draw the button that begins a drawing, or how far it is, or, by `download`, the button for its file."""
    with st.container(key=f"long_{long.ending}"):
        if _shown(long) is None:
            _begin_button(long)
        else:
            part_of_page(partial(_watched, long, download), EVERY)()


def _kept() -> Kept:
    return st.session_state.setdefault(KEY, Kept())


def _shown(long: Long) -> Run[Drawing, Any] | None:
    """Return this session's drawing where it is of this ending; one that has ended, of this very stage."""
    run = _kept().run
    if run is None or run.request.ending != long.ending:
        return None
    return run if not run.ended or run.request.stage == long.request.stage else None


def _begin_button(long: Long) -> None:
    about = _("about {seconds} s").format(seconds=long.seconds)
    st.button(
        f"{long.label} ({about})",
        key=f"draw_{long.ending}",
        icon=long.icon,
        on_click=_begin,
        args=(long,),
        width="stretch",
    )
    problem = _kept().problem
    if problem is not None and problem[0] == long.ending:
        st.error(sentence(problem[1]))


def _begin(long: Long) -> None:
    kept = _kept()
    kept.problem = None
    try:
        kept.run = FIGURES.submit(draw, long.request, owner())
    except PoolvizError as error:
        kept.problem = long.ending, error


def _watched(long: Long, download: Callable[[Callable[[], bytes]], None]) -> None:
    speak_chosen()  # it runs by itself, in a thread of its own
    run = _shown(long)
    if run is not None and not run.ended:
        _progress(long, run)
    elif run is not None and run.state == "done":
        download(partial(_file, run))
        if run.request != long.request:  # something else is lit by now
            _begin_button(long)
    else:
        _begin_button(long)
        if run is not None:
            _say_end(run)


def _progress(long: Long, run: Run[Drawing, Any]) -> None:
    before = FIGURES.look(run)
    told = next((one for one in reversed(run.messages) if isinstance(one, Progress)), Progress(0, 1))
    if before:
        ahead = ngettext("{before} drawing is ahead of yours", "{before} drawings are ahead of yours", before)
        said = ahead.format(before=before)
    elif not run.messages:
        said = _("starting")
    else:
        said = f"{told.done} / {told.total}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(told.done / max(told.total, 1), text=f"{long.label}: {said}")
        st.button(
            _("Stop"),
            key=f"stop_{long.ending}",
            icon=":material/stop:",
            on_click=FIGURES.stop,
            args=(run,),
        )


def _say_end(run: Run[Drawing, Any]) -> None:
    if run.error is not None:
        st.error(sentence(run.error))
    else:
        st.caption(_("It was stopped before it was done."))


def _file(run: Run[Drawing, Any]) -> bytes:
    drawn: Drawn = run.messages[-1]
    return drawn.file
