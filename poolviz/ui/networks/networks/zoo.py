"""Networks that everybody meets: their maps on the stage, their steps in a table."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.settings.fields import Field, flag, one_of, whole
from poolviz.errors import PoolvizError
from poolviz.networks.trace import Trace
from poolviz.texts import _
from poolviz.ui.networks.networks.choices import BY_KEY, CHOICES, Choice
from poolviz.ui.networks.networks.models import Shape, chosen_shape, known_bare, known_trace
from poolviz.ui.networks.networks.parts import fields_shown, map_choice, table
from poolviz.ui.shared.choices import PHOTO_TITLES, photo_choice
from poolviz.ui.shared.messages import plain

LARGEST_SIDE = 512
MOST_CHANNELS = 4096
MOST_SEEDS = 999


def zoo_fields() -> dict[str, Field]:
    """Return the settings of this section, of which the photograph, map and channel serve the next, too."""
    return {
        "net": one_of(tuple(BY_KEY)),
        "side": whole(None, 1, LARGEST_SIDE),
        "photo": one_of(tuple(PHOTO_TITLES)),
        "map": whole(None, 0, 999),
        "ch": whole(0, 0, MOST_CHANNELS),
        "weights": whole(20, 0, MOST_SEEDS),
        "bare": flag(),
    }


def network_choice() -> Choice:
    """Draw the choice of the network and return it."""
    key = st.selectbox(
        _("Network"),
        [choice.key for choice in CHOICES],
        format_func=lambda name: _(BY_KEY[name].title),
        key="net",
        on_change=_anew,
        label_visibility="collapsed",
        width=330,
    )
    return BY_KEY[key]


def zoo(choice: Choice, controls: DeltaGenerator) -> None:
    """Show the chosen network: stage, numbers with the pools and without, table."""
    with controls:
        side = st.number_input(
            _("Pixels a side"),
            1,
            LARGEST_SIDE,
            value=None,
            step=1,
            key="side",
            placeholder=_("= {side}, as it was made").format(side=choice.network.shape[-1]),
        )
        photo = photo_choice()
    shape = chosen_shape(choice.key, side)
    seed = st.session_state["weights"] if choice.real else 0
    run, bare = _run(choice, shape, photo, seed)
    with controls:
        late = map_choice(run)
        if choice.real:
            channel_and_weights()
    st.markdown(_(choice.lesson))
    fields_shown(run, photo, st.session_state["ch"], late)
    table(run, bare, choice.key)


def channel_and_weights() -> None:
    """Draw the channel of the maps that is shown, and the draw of the weights."""
    left, right = st.columns(2, vertical_alignment="bottom")
    left.number_input(_("Channel"), 0, MOST_CHANNELS, step=1, key="ch")
    right.button(_("Other weights"), on_click=_next_weights, width="stretch")


def _run(choice: Choice, shape: Shape, photo: str, seed: int) -> tuple[Trace, Trace]:
    """Return the network with and without pools; where it refuses the size, say so and show its own size."""
    try:
        return known_trace(choice.key, shape, photo, seed), known_bare(choice.key, shape)
    except PoolvizError as error:
        own = chosen_shape(choice.key, None)
        said = _("{size} pixels do not fit this network. torch's own words, at {step}:").format(
            size=" × ".join(map(str, shape[1:])),
            step=plain(str(error.values.get("step", choice.network.name))),
        )
        with st.container(border=True):
            st.markdown(f"**{said}**")
            st.code(error.torch_message or str(error), language=None, wrap_lines=True)
            st.button(
                _("Back to {size} pixels").format(size=" × ".join(map(str, own[1:]))),
                on_click=_own_size,
                icon=":material/build:",
            )
        return known_trace(choice.key, own, photo, seed), known_bare(choice.key, own)


def _anew() -> None:
    """Another network has a size and maps of its own."""
    st.session_state.update(side=None, map=None)


def _own_size() -> None:
    st.session_state["side"] = None


def _next_weights() -> None:
    st.session_state["weights"] = (int(st.session_state.get("weights") or 0) + 1) % (MOST_SEEDS + 1)
