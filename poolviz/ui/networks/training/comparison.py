"""The guess, the run with its curves and table, refreshed while it lives."""

from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

import streamlit as st

from poolviz.answers.networks.training import GUESSES, Comparison, chance
from poolviz.answers.settings.fields import one_of
from poolviz.networks.training.messages import Request
from poolviz.networks.training.verdicts import Trainings
from poolviz.sources.datasets.downloads.download import DOWNLOADS
from poolviz.texts import _
from poolviz.ui.networks.training.panels import panels
from poolviz.ui.networks.training.progress import show_progress
from poolviz.ui.networks.training.run import GUESS, TRAINING, Held, submitted
from poolviz.ui.pooling.pictures.datasets import offer_download
from poolviz.ui.shared.controls.prose import prose
from poolviz.ui.shared.controls.setting import segments
from poolviz.ui.shared.frame.viewer import chosen_language, speak_chosen
from poolviz.ui.shared.runtime.runs import part_of_page
from poolviz.ui.shared.stage.plots import show_plot
from poolviz.views.figures.training import training_curves
from poolviz.views.words.tables import as_markdown
from poolviz.views.words.training import judged_guess, result_rows

if TYPE_CHECKING:
    import plotly.graph_objects as go

EVERY = 1.0  # seconds between two looks at a run


def comparison(asked: Comparison) -> None:
    """Draw the question, the run with its curves and table, refreshed while it lives, and its panels."""
    prose(
        _(
            "One small network that shrinks its planes in four different ways. Which will do "
            "best on pictures it has not seen? Guess, then train them all."
        )
    )
    if asked.missing:
        said = _("{title} is not in the data folder of this server; the faces need no network.")
        key = asked.request.data
        offer_download(key, said.format(title=DOWNLOADS[key].origin.published.title))
    running = TRAINING.alive()
    _guess_and_button(asked, running)
    if running:
        part_of_page(partial(_live, asked), EVERY)()
    else:
        _shown(asked)
    panels(TRAINING.kept().held, asked.request)


def _guess_and_button(asked: Comparison, running: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        nothing_yet = replace(one_of(GUESSES), default=None)
        segments(GUESS, _("Your guess"), field=nothing_yet, disabled=running)
        TRAINING.button(partial(submitted, asked.request), asked.ready, running)
    TRAINING.problem()


def _live(asked: Comparison) -> None:
    speak_chosen()  # a fragment runs in a thread of its own
    _shown(asked)
    if not TRAINING.alive():
        st.rerun()


def _shown(asked: Comparison) -> None:
    """Draw bar, curves and table of the run, or their places where there is none yet."""
    now = TRAINING.kept().held
    show_progress(now, asked.request, asked.plan, _verdict(now))
    show_plot(_figure(now, asked), "training_curves", offered=now is not None and now.run.ended)
    rows = asked.rows if now is None else result_rows(now.request.kinds, now.outline, now.summaries)
    st.markdown(as_markdown(rows))


def _verdict(now: Held | None) -> str:
    """Return how the guess of a run fared; nothing while it cannot be said, or where nothing was guessed."""
    found = [] if now is None or not now.run.ended else now.summaries
    return "" if now is None or now.guess is None or len(found) < 2 else judged_guess(now.guess, found)


def _figure(now: Held | None, asked: Comparison) -> "go.Figure":
    """Return the curves of the run; their legend and axes stand from the beginning."""
    dark = st.context.theme.type == "dark"
    if now is None:
        return _empty(asked.request, asked.curve, dark, chosen_language())
    return _curves(now.request, now.trainings, asked.curve, dark)


@lru_cache(maxsize=64)
def _empty(request: Request, what: str, dark: bool, _language: str) -> "go.Figure":
    """Return the figure before a run, kept for all sessions: a class looks at the same settings."""
    return _curves(request, {}, what, dark)


def _curves(request: Request, told: Trainings, what: str, dark: bool) -> "go.Figure":
    nothing: Trainings = {kind: [] for kind in request.kinds}
    return training_curves(nothing | told, what, request.epochs, chance(request), dark)
