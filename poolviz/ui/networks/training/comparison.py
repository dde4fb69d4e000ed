"""The guess, the run with its curves and table, refreshed while it lives."""

from functools import lru_cache, partial
from typing import TYPE_CHECKING

import streamlit as st

from poolviz.answers.networks.training import GUESSES, Comparison, chance
from poolviz.networks.training.messages import Request
from poolviz.networks.training.verdicts import Trainings
from poolviz.texts import _
from poolviz.ui.networks.training.panels import panels
from poolviz.ui.networks.training.progress import show_progress
from poolviz.ui.networks.training.run import GUESS, Held, alive, begin, end, kept
from poolviz.ui.pooling.pictures.cifar import offer_download
from poolviz.ui.shared.frame.viewer import speak_chosen
from poolviz.ui.shared.messages import sentence
from poolviz.ui.shared.stage.plots import show_plot
from poolviz.views.figures.training import training_curves
from poolviz.views.words.tables import as_markdown
from poolviz.views.words.training import result_rows

if TYPE_CHECKING:
    import plotly.graph_objects as go

EVERY = 1.0  # seconds between two looks at a run


def comparison(asked: Comparison) -> None:
    """Draw the question, the run with its curves and table, refreshed while it lives, and its panels."""
    st.markdown(
        _(
            "One small network, its planes made smaller in four ways. Which will be best on pictures it has "
            "not seen? Guess, then let all learn."
        )
    )
    if asked.missing:
        offer_download(_("CIFAR-10 is not in the data folder of this server; the faces need no network."))
    running = alive()
    _guess_and_button(asked, running)
    if running:
        st.fragment(partial(_live, asked), run_every=EVERY)()
    else:
        _shown(asked)
    panels(kept().held, asked.request)


def _guess_and_button(asked: Comparison, running: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.segmented_control(
            _("Your guess"),
            list(GUESSES),
            format_func=lambda name: _(GUESSES[name]),
            key=GUESS,
            disabled=running,
            label_visibility="collapsed",
        )
        if running:
            st.button(_("Stop"), key="stop_training", on_click=end, icon=":material/stop:")
        else:
            st.button(
                _("Start"),
                key="start_training",
                on_click=begin,
                args=(asked.request,),
                icon=":material/play_arrow:",
                type="primary",
                disabled=not asked.ready,
            )
    if (problem := kept().problem) is not None:
        st.error(sentence(problem))


def _live(asked: Comparison) -> None:
    speak_chosen()  # a fragment runs in a thread of its own
    _shown(asked)
    if not alive():
        st.rerun()


def _shown(asked: Comparison) -> None:
    """Draw bar, curves and table of the run, or their places where there is none yet."""
    now = kept().held
    show_progress(now, asked)
    show_plot(_figure(now, asked), "training_curves", offered=now is not None and now.run.ended)
    rows = asked.rows if now is None else result_rows(now.request.kinds, now.outline, now.summaries)
    st.markdown(as_markdown(rows))


def _figure(now: Held | None, asked: Comparison) -> "go.Figure":
    """Return the curves of the run; their legend and axes stand from the beginning."""
    dark = st.context.theme.type == "dark"
    if now is None:
        return _empty(asked.request, asked.curve, dark, st.session_state["lang"])
    return _curves(now.request, now.trainings, asked.curve, dark)


@lru_cache(maxsize=64)
def _empty(request: Request, what: str, dark: bool, _language: str) -> "go.Figure":
    """Return the figure before a run, kept for all sessions: a class looks at the same settings."""
    return _curves(request, {}, what, dark)


def _curves(request: Request, told: Trainings, what: str, dark: bool) -> "go.Figure":
    nothing: Trainings = {kind: [] for kind in request.kinds}
    return training_curves(nothing | told, what, request.epochs, chance(request), dark)
