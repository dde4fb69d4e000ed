"""Numbers at random in place of typed ones: how many along each side, and by which seed."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.settings.fields import whole
from poolviz.answers.settings.numbers import MOST_SEEDS
from poolviz.texts import _
from poolviz.ui.shared.controls.setting import setting


def random_fill(
    key: str,
    sides: Mapping[str, tuple[str, int]],
    start: int,
    columns: Sequence[DeltaGenerator],
    made: Callable[..., str],
) -> None:
    """Draw the sides, by name with label and most, the seed, and the button that fills the field `key`.

    `made` writes the text for these numbers, the seed last. Each is drawn in one of `columns`.
    """
    for (side, (label, most)), column in zip(sides.items(), columns, strict=False):
        setting(f"random_{side}", label, field=whole(start, 1, most), place=column)
    setting("random_seed", _("Seed"), field=whole(0, 0, MOST_SEEDS), place=columns[-1])
    st.button(
        _("Fill at random"),
        on_click=_fill,
        args=(key, tuple(sides), made),
        icon=":material/casino:",
        width="stretch",
    )


def _fill(key: str, sides: Sequence[str], made: Callable[..., str]) -> None:
    *lengths, seed = (st.session_state.get(f"random_{name}") for name in (*sides, "seed"))
    if seed is None or None in lengths:  # the page was left meanwhile
        return
    st.session_state[key] = made(*lengths, seed)
    # The next press gives others; the seed shown is always the next one's.
    st.session_state["random_seed"] = (seed + 1) % MOST_SEEDS
