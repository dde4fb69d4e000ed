"""The gallery as a Streamlit component; its browser's half knows nothing of Streamlit."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st
from torch import Tensor

from poolviz.texts import _
from poolviz.ui.shared.component import component
from poolviz.ui.shared.stage.export import take_away_stage
from poolviz.ui.shared.stage.stage import larger
from poolviz.views.gallery.batch import Gallery, gallery_stage
from poolviz.views.stage.wire.travel import to_wire


def offer_gallery(x: Tensor, y: Tensor | None, key: str, still: bool) -> None:
    """Draw the button that takes the batch `x` (N, 3, H, W) and its output `y` away, unless they play."""
    asked = st.button(
        _("Export"), key=f"take_{key}", icon=":material/download:", type="tertiary", disabled=not still
    )
    if asked:
        take_away_stage(gallery_stage(x, y), key)


def show_gallery(data: Gallery, key: str, on_pick: Callable[[int], None]) -> None:
    """Show a gallery; `on_pick` is called with the number of the picture that a learner opens."""
    options = replace(data.options, **larger(data.options.height))

    def picked() -> None:
        pick = st.session_state.get(key, {}).get("pick")
        if isinstance(pick, dict) and type(pick.get("number")) is int:
            on_pick(pick["number"])

    component("gallery")(data=to_wire(replace(data, options=options)), key=key, on_pick_change=picked)
