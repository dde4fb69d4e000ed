"""What a file is called that is taken away, and what stands above a page of it."""

import re

import streamlit as st

from poolviz.answers.settings.layer import layer_of
from poolviz.pooling.code.line import code
from poolviz.texts import _
from poolviz.ui.shared.frame.address import SENT
from poolviz.ui.shared.frame.memory import memory
from poolviz.ui.shared.frame.pages import PAGES, shown_layers


def file_name(key: str) -> str:
    """Return the name of a file without its ending: the page, the layer if the page has one, and the part.

    >>> slug("nn.MaxPool2d(3, ceil_mode=True)")
    'MaxPool2d-3-ceil_mode-True'
    """
    page, layer = _shown()
    part = key.removesuffix("_stage").replace("_", "-")
    named = "" if part in ("stage", page) else part
    return "-".join(filter(None, ("poolviz", page, slug(layer), named)))


def page_title() -> str:
    """Return what stands above a stage that is taken away: the page's name, and the layer if it has one."""
    page, layer = _shown()
    return " · ".join(filter(None, ([_(PAGES[page].title)] if page in PAGES else []) + [layer]))


def _shown() -> tuple[str, str]:
    """Return the key of the page, and the layer in code, empty on a page that has none."""
    page, _sent, fields = st.session_state.get(SENT, ("page", [], {}))
    kept = memory().layer
    if kept is None or "layer" not in fields:
        return page, ""
    return page, code(layer_of(kept, shown_layers()).layer)


def slug(text: str) -> str:
    """Return a text as a part of a file's name, at most 60 letters of it."""
    return re.sub(r"[^A-Za-z0-9_.]+", "-", text.removeprefix("nn.")).strip("-.")[:60]
