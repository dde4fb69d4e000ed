"""What every page shares: its place in the menu, the language, the device, the look."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.page import Page as Entry
from poolviz.answers.settings.fields import Fields
from poolviz.pooling.devices import accelerator, describe
from poolviz.server.guard.garbage import freeze
from poolviz.texts import _, error_text
from poolviz.ui.shared.frame import style as look
from poolviz.ui.shared.frame.address import PROBLEMS, follow, held, keep, link
from poolviz.ui.shared.frame.ask_field import ask_field, ask_place
from poolviz.ui.shared.frame.handover import carried, keep_carried
from poolviz.ui.shared.frame.history import remember
from poolviz.ui.shared.frame.memory import PAGE, explained
from poolviz.ui.shared.frame.pages import COLUMNS, GROUPS, PAGES, STAGED
from poolviz.ui.shared.frame.share import link_and_reset
from poolviz.ui.shared.frame.viewer import embedded, hidden, shared_fields, speak_chosen
from poolviz.ui.shared.messages import plain
from poolviz.ui.shared.runtime.runs import common_to_pages
from poolviz.ui.shared.widgets import widget

MODULES_A_STEP = 50


@dataclass(frozen=True)
class Page:
    """A page that has begun. `with page:` draws into its `controls`, `with page.head():` beside its title."""

    key: str
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
    explained().clear()
    follow(key, {**shared_fields(), **fields})
    keep_carried(entry, fields)
    remember(key, link(fields))
    if hidden():  # what follows the stage is not drawn, and Streamlit would forget it
        keep(fields)
    language = speak_chosen()
    st.set_page_config(
        page_title=f"{_(entry.title)} · poolviz",
        page_icon="🔲",
        layout="wide",
        initial_sidebar_state="auto" if st.session_state["menu"] else "collapsed",
    )
    settle()
    with common_to_pages():
        look.apply(st.session_state["large"], framed=embedded(), alone=embedded() and key in STAGED)
        with st.sidebar:
            look.brand(language)
            asking = ask_place()
            _menu()
            controls, foot = st.container(), st.container(key="foot")
    with asking:
        ask_field(PAGES["ask"].path, link(shared_fields()))
    with foot:
        _foot()
    _link_problems()
    return Page(key, entry, fields, controls)


def _menu() -> None:
    """Draw the way to every page, in two columns: the controls below stay on the first screen."""
    with st.container(key="menu"):
        for column, headings in zip(st.columns(2, gap="small"), COLUMNS, strict=True):
            with column:
                for heading in headings:
                    _group(heading)


def _group(heading: str) -> None:
    """Draw the pages below one heading of the menu."""
    st.html(f'<div class="pv-group">{_(heading)}</div>')
    for page in (PAGES[key] for key in GROUPS[heading]):
        name, along = page.brief or page.title, carried(page)
        st.page_link(page.path, label=_(name), icon=page.icon, query_params=along, width="stretch")


def _foot() -> None:
    """Draw what every page offers below its own controls: language, size of type, device."""
    shared = shared_fields()
    widget(shared["lang"], "lang", "Language · 语言", "row", label_visibility="collapsed")
    look.theme_choice()
    widget(shared["large"], "large", _("Large, for a projector"))
    device = accelerator()
    if device is not None:
        said = _("Compute on the CPU instead of {device}").format(device=describe(device))
        widget(shared["cpu"], "cpu", said)


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

    With torch loaded each walk took 100 ms and more. Streamlit's own, after every run of a page, are off in
    .streamlit/config.toml for the same reason.
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
    freeze()
