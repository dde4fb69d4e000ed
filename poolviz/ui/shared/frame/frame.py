"""What every page shares: its place in the menu, the language, the device, the look."""

import atexit
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.settings.fields import Fields
from poolviz.answers.settings.language import LANGUAGES
from poolviz.answers.settings.numbers import PLANE_LAYERS, VOLUME_LAYERS, dims_of, layer_fields
from poolviz.pooling.devices import accelerator, describe
from poolviz.texts import _, error_text
from poolviz.ui.shared.frame import style as look
from poolviz.ui.shared.frame.address import PROBLEMS, follow, held, link
from poolviz.ui.shared.frame.memory import PAGE
from poolviz.ui.shared.frame.pages import PAGES, Entry
from poolviz.ui.shared.frame.share import link_and_reset
from poolviz.ui.shared.frame.viewer import shared_fields, speak_chosen
from poolviz.ui.shared.messages import plain

LAST_LAYER = "carried_layer"
MODULES_A_STEP = 50


@dataclass(frozen=True)
class Page:
    """A page that has begun. `with page:` draws into its `controls`, `with page.head():` beside its title."""

    entry: Entry
    fields: Fields
    controls: DeltaGenerator

    @property
    def values(self) -> dict[str, Any]:
        """What the page's widgets hold now."""
        return held(self.fields)

    @contextmanager
    def head(self) -> Iterator[None]:
        """Draw the first row: the title, what is drawn within, the link and the way back to the start."""
        with st.container(horizontal=True, vertical_alignment="center"):
            st.title(_(self.entry.title), anchor=False)
            yield
            link_and_reset(self.fields)

    def title(self) -> None:
        """Draw the first row of a page that has nothing else in it."""
        with self.head():
            pass

    def __enter__(self) -> "Page":
        self.controls.__enter__()
        return self

    def __exit__(self, *raised: Any) -> None:
        self.controls.__exit__(*raised)


def open_page(key: str, fields: Fields) -> Page:
    """Begin the page `key` of PAGES, which every page does first; its link carries the settings `fields`."""
    entry = PAGES[key]
    st.session_state[PAGE] = key
    follow(key, {**shared_fields(), **fields})
    _keep_layer(fields)
    language = speak_chosen()
    st.set_page_config(page_title=f"{_(entry.title)} · poolviz", page_icon="🔲", layout="wide")
    settle()
    look.apply(large=st.session_state["large"])
    with st.sidebar:
        st.html(f'<div class="pv-brand" lang="{language}">poolviz</div>')
        _menu()
        controls = st.container()
        _foot()
    _link_problems()
    return Page(entry, fields, controls)


def _menu() -> None:
    """Draw the way to every page, in two columns: the controls below stay on the first screen."""
    pages = list(PAGES.values())
    half = (len(pages) + 1) // 2
    with st.container(key="menu"):
        for column, part in zip(st.columns(2, gap="small"), (pages[:half], pages[half:]), strict=True):
            for page in part:
                name, along = page.brief or page.title, carried(page)
                column.page_link(
                    page.path, label=_(name), icon=page.icon, query_params=along, width="stretch"
                )


def carried(page: Entry) -> dict[str, str]:
    """Return what goes along to `page`: language, look, device, and the last layer's like if it has one."""
    shared = link(shared_fields())
    layer, along = st.session_state.get(LAST_LAYER, ("", {}))
    like = f"{layer[:-2]}{dims_of(page.layers)}d" if page.layers else ""
    if like not in page.layers:
        return shared
    known = _layer_keys(tuple(page.layers))
    kept = {key: text for key, text in along.items() if key in known}
    if like != page.layers[0]:
        kept["layer"] = like
    return shared | (dict(page.usual) | kept if kept else {})


def _keep_layer(fields: Fields) -> None:
    """Remember the layer, which goes along to other pages, also by way of pages that have none."""
    if "layer" in fields:
        usual = _usual_fields()
        held = {key: usual[key] for key in fields if key in usual}
        st.session_state[LAST_LAYER] = st.session_state["layer"], link(held)


@cache
def _usual_fields() -> Fields:
    """Return the fields of every layer as most pages have them, all but the layer's name."""
    every = layer_fields(PLANE_LAYERS) | layer_fields(VOLUME_LAYERS)
    return {key: field for key, field in every.items() if key != "layer"}


@cache
def _layer_keys(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(layer_fields(names))


def _foot() -> None:
    """Draw what every page offers below its own controls: language, size of type, device."""
    st.segmented_control(
        "Language · 语言",
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key="lang",
        required=True,
        label_visibility="collapsed",
    )
    st.toggle(_("Large, for a projector"), key="large")
    device = accelerator()
    if device is not None:
        st.toggle(_("Compute on the CPU, not on {device}").format(device=describe(device)), key="cpu")


def _link_problems() -> None:
    for problem in st.session_state.get(PROBLEMS, []):
        rule = error_text(problem.rule) if problem.rule else _("something else")
        st.warning(
            _("The link says {key} = {text}; it must be {rule}. The default is used.").format(
                key=plain(problem.key), text=plain(problem.text[:40]), rule=plain(rule)
            )
        )


def settle() -> None:
    """Take what is loaded out of the garbage collector's walks, again whenever much more is loaded.

    Streamlit collects after every run of a page; with torch loaded each walk took 100 ms and more.
    """
    _freeze(len(sys.modules) // MODULES_A_STEP)


@st.cache_resource(show_spinner=False)
def _freeze(step: int) -> None:  # noqa: ARG001
    import pandas  # noqa: F401
    import plotly.graph_objects  # noqa: F401
    import pyarrow  # noqa: F401
    import torch

    # Thirty sessions share the cores: measured, one thread each is never slower and often far faster.
    torch.set_num_threads(1)
    gc.collect()
    gc.freeze()
    # Libraries that count what they leave behind at the end of the process find nothing then.
    atexit.register(gc.unfreeze)
