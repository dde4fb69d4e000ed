"""The pages of the app, in the order of its menu."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import streamlit as st

from poolviz.answers.settings.numbers import LAYER_NAMES, LINE_LAYERS, PLANE_LAYERS, VOLUME_LAYERS
from poolviz.texts import N_
from poolviz.ui.shared.frame.memory import PAGE


@dataclass(frozen=True)
class Entry:
    """One page; `title` and the menu's `brief` are untranslated, `layers` are those its controls set.

    `usual` is what a link must say of settings that begin otherwise on this page than on others.
    """

    path: str
    title: str
    icon: str
    layers: Sequence[str] = ()
    brief: str = ""
    usual: Mapping[str, str] = field(default_factory=dict)


PAGES = {
    "home": Entry("home.py", N_("Home"), ":material/home:", PLANE_LAYERS),
    "windows": Entry("pages/windows.py", N_("Windows"), ":material/grid_on:", PLANE_LAYERS),
    "pictures": Entry("pages/pictures.py", N_("Pictures"), ":material/image:", LAYER_NAMES),
    "batches": Entry(
        "pages/batches.py",
        N_("Batches"),
        ":material/view_module:",
        LAYER_NAMES,
        usual={"k": "2", "ceil": "false"},
    ),
    "signals": Entry("pages/signals.py", N_("Signals"), ":material/show_chart:", LINE_LAYERS),
    "volumes": Entry("pages/volumes.py", N_("Volumes"), ":material/deployed_code:", VOLUME_LAYERS),
    "unpooling": Entry("pages/unpooling.py", N_("Unpooling"), ":material/undo:", LAYER_NAMES),
    "sizes": Entry("pages/sizes.py", N_("Output size"), ":material/straighten:", LAYER_NAMES),
    "networks": Entry("pages/networks.py", N_("Networks"), ":material/account_tree:"),
    "adaptive": Entry(
        "pages/adaptive.py", N_("Adaptive and global"), ":material/fit_screen:", brief=N_("Adaptive")
    ),
    "compare": Entry("pages/compare.py", N_("Compare"), ":material/compare:"),
    "training": Entry(
        "pages/training.py", N_("Does pooling help?"), ":material/school:", brief=N_("Training")
    ),
    "frameworks": Entry(
        "pages/frameworks.py", N_("Other frameworks"), ":material/swap_horiz:", brief=N_("Frameworks")
    ),
    "layers": Entry("pages/layers.py", N_("Layers"), ":material/menu_book:"),
}


def shown_layers() -> Sequence[str]:
    """Return the names of the layers that the page on the screen shows."""
    page = PAGES.get(st.session_state.get(PAGE, ""))
    return (page.layers if page else ()) or LAYER_NAMES
