"""The training page: its settings, the guess, the run with its curves and table, and what follows from it."""

from functools import lru_cache, partial
from typing import TYPE_CHECKING

import streamlit as st

from poolviz.answers.settings.fields import Field, flag, one_of, whole
from poolviz.networks.training.networks import KINDS
from poolviz.networks.training.verdicts import Trainings, summaries, trainings
from poolviz.pooling.devices import choose
from poolviz.sources.datasets.cifar import available, data_folder
from poolviz.sources.datasets.examples import DATA_SETS
from poolviz.texts import N_, _
from poolviz.ui.networks.training.panels import PANELS, panels
from poolviz.ui.networks.training.run import (
    GUESS,
    PROBLEM,
    Held,
    Request,
    alive,
    begin,
    end,
    held,
    show_progress,
)
from poolviz.ui.pooling.pictures.cifar import offer_download
from poolviz.ui.shared.frame.viewer import speak_chosen
from poolviz.ui.shared.messages import sentence
from poolviz.ui.shared.stage.plots import show_plot
from poolviz.views.figures.training import CURVES, training_curves
from poolviz.views.words.tables import as_markdown
from poolviz.views.words.training import KIND_NAMES, result_rows

if TYPE_CHECKING:
    import plotly.graph_objects as go

EVERY = 1.0  # seconds between two looks at a run
RATES = ("0.005", "0.01", "0.02", "0.05", "0.1")
MOST_SEEDS, MOST_EPOCHS = 8, 30
GUESSES = {**KIND_NAMES, "same": N_("none clearly")}


def training_fields() -> dict[str, Field]:
    """Return the settings of the page: data, kinds of network, seeds, epochs, rate, and what is shown."""
    return {
        "data": one_of(tuple(DATA_SETS)),
        **{kind: flag(True) for kind in KINDS},
        "seeds": whole(3, 1, MOST_SEEDS),
        "epochs": whole(20, 1, MOST_EPOCHS),
        "rate": one_of(RATES, "0.02"),
        "curve": one_of(tuple(CURVES)),
        "panel": one_of(tuple(PANELS)),
    }


def training_controls() -> Request:
    """Draw the settings of a run and return what they ask for."""
    data = st.selectbox(
        _("Pictures"), list(DATA_SETS), format_func=lambda name: _(DATA_SETS[name].title), key="data"
    )
    sizes = DATA_SETS[data].sizes
    st.caption(
        _("{train} to learn from, {test} to test with").format(
            train=f"{sizes.classes * sizes.train:,}", test=f"{sizes.classes * sizes.test:,}"
        )
    )
    st.caption(_("Networks"))
    kinds = [kind for kind in KINDS if st.checkbox(_(KIND_NAMES[kind]), key=kind)]
    left, right = st.columns(2)
    seeds = left.number_input(_("Seeds"), 1, MOST_SEEDS, step=1, key="seeds")
    epochs = right.number_input(_("Epochs"), 1, MOST_EPOCHS, step=1, key="epochs")
    rate = st.select_slider(_("Learning rate"), RATES, key="rate")
    return {
        "data": data,
        "kinds": kinds,
        "seeds": seeds,
        "epochs": epochs,
        "rate": float(rate),
        "device": str(choose(force_cpu=st.session_state["cpu"])),
    }


def trained(asked: Request) -> None:
    """Draw the question, the run with its curves and table, refreshed while it lives, and its panels."""
    st.markdown(
        _(
            "One small network, its planes made smaller in four ways. Which will be best on pictures it has "
            "not seen? Guess, then let all learn."
        )
    )
    ready, running = _ready(asked), alive()
    _guess_and_button(asked, ready, running)
    if running:
        st.fragment(partial(_live, asked), run_every=EVERY)()
    else:
        _shown(held(), asked)
    panels(held(), asked)


def _ready(asked: Request) -> bool:
    """Tell whether the pictures are there; where CIFAR-10 is not, offer it."""
    if asked["data"] == "cifar" and not available(data_folder()):
        offer_download(_("CIFAR-10 is not in the data folder of this server; the faces need no network."))
        return False
    return bool(asked["kinds"])


def _guess_and_button(asked: Request, ready: bool, running: bool) -> None:
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
                args=(asked,),
                icon=":material/play_arrow:",
                type="primary",
                disabled=not ready,
            )
    if st.session_state.get(PROBLEM) is not None:
        st.error(sentence(st.session_state[PROBLEM]))


def _live(asked: Request) -> None:
    speak_chosen()  # a fragment runs in a thread of its own
    _shown(held(), asked)
    if not alive():
        st.rerun()


def _shown(now: Held | None, asked: Request) -> None:
    """Draw bar, curves and table of the run, or their places where there is none yet."""
    show_progress(now, asked)
    request = asked if now is None else now.request
    figure = _empty(*_axes(asked), tuple(asked["kinds"])) if now is None else _curves(now)
    show_plot(figure, "training_curves", offered=now is not None and now.run.ended)
    found = [] if now is None else summaries(trainings(now.run.messages))
    rows = result_rows(request["kinds"], None if now is None else now.outline, found)
    st.markdown(as_markdown(rows))


Axes = tuple[str, int, float, bool, str]


def _axes(request: Request) -> Axes:
    """Return what the figure of a run depends on besides its epochs."""
    chance = 1 / DATA_SETS[request["data"]].sizes.classes
    dark = st.context.theme.type == "dark"
    return st.session_state["curve"], request["epochs"], chance, dark, st.session_state["lang"]


def _curves(now: Held) -> "go.Figure":
    what, epochs, chance, dark, _language = _axes(now.request)
    nothing: Trainings = {kind: [] for kind in now.request["kinds"]}  # the legend stands from the beginning
    return training_curves(nothing | trainings(now.run.messages), what, epochs, chance, dark)


@lru_cache(maxsize=64)
def _empty(
    what: str, epochs: int, chance: float, dark: bool, _language: str, kinds: tuple[str, ...]
) -> "go.Figure":
    """Return the figure before a run, kept for all sessions: a class looks at the same settings."""
    return training_curves({kind: [] for kind in kinds}, what, epochs, chance, dark)
