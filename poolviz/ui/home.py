"""The parts of the home page: the moving example, and a card for each page."""

import base64
import html
import io
from dataclasses import dataclass
from functools import cache

import streamlit as st
import torch

from poolviz.axis_sizes import AxisSize
from poolviz.codes import parse
from poolviz.devices import choose, describe
from poolviz.explanation import Explanation, explain
from poolviz.sources.matrices import parse_matrix
from poolviz.sources.photos import photo
from poolviz.texts import N_, _
from poolviz.ui.frame import PAGES
from poolviz.ui.language import shared_fields
from poolviz.ui.link import written
from poolviz.ui.matrix import START
from poolviz.ui.stage import show_stage
from poolviz.unpooling import unpool
from poolviz.views.stage import pooling_stage
from poolviz.views.thumbnails import pooled, returned, ruler


@dataclass(frozen=True)
class Card:
    """A page of the menu with what it answers (untranslated) and the settings its link opens it with."""

    page: str
    text: str
    preset: dict[str, str]


CARDS = (
    Card(
        "windows",
        N_("Which cells does each window read, which one wins, what is divided by what?"),
        {"k": "3", "ceil": "true"},
    ),
    Card("pictures", N_("What does pooling do to a photograph, and what is left in the end?"), {}),
    Card("unpooling", N_("Where do the values go back to, and which are lost?"), {}),
    Card(
        "sizes",
        N_("Why is the output this large? Floor, ceil, and the window that is dropped."),
        {"k": "3", "s": "2"},
    ),
)


def moving_example() -> None:
    """Show the 5×5 of the notes under a max pooling, its windows walking by themselves."""
    drawn = pooling_stage(_example("nn.MaxPool2d(3, ceil_mode=True)"), autoplay=True, height=300)
    show_stage(drawn, key="home_stage")


def cards() -> None:
    """Show a card for each page: a small drawing, what the page answers, and the way there."""
    for card, column in zip(CARDS, st.columns(len(CARDS)), strict=True):
        entry = PAGES[card.page]
        along = written(shared_fields()) | {"lang": st.session_state["lang"]} | card.preset
        with column, st.container(border=True, height="stretch"):
            title = html.escape(_(entry.title), quote=True)
            st.html(
                f'<div class="pv-card"><img class="pv-thumb" alt="{title}" src="{_drawing(card.page)}"></div>'
            )
            st.page_link(entry.path, label=f"**{_(entry.title)}**", icon=entry.icon, query_params=along)
            st.caption(_(card.text))


def device_line() -> None:
    """Say what computes."""
    version = torch.__version__.partition("+")[0]
    device = describe(choose(force_cpu=st.session_state["cpu"]))
    st.caption(
        _("torch {version} computes every number here, on {device}.").format(version=version, device=device)
    )


@cache
def _example(layer: str) -> Explanation:
    return explain(parse(layer), parse_matrix(START)[None, None])


def _drawing(page: str) -> str:
    """Return the address of the card's drawing, the drawing itself in it."""
    if page == "pictures":
        return _pooled_photo()
    example = _example("nn.MaxPool2d(2)")
    drawings = {
        "windows": lambda: pooled(example),
        "unpooling": lambda: returned(example.output[0, 0], unpool(example, (5, 5)).output[0, 0]),
        "sizes": lambda: ruler(AxisSize("W", 9, 3, 2)),
    }
    return "data:image/svg+xml;base64," + base64.b64encode(drawings[page]().encode()).decode()


@cache
def _pooled_photo() -> str:
    """Return a photograph and its max pooled twin side by side, as an address of data."""
    from PIL import Image

    x = photo("cat", 128).float()
    small = explain(parse("nn.MaxPool2d(8)"), x).output
    twin = small.repeat_interleave(8, 1).repeat_interleave(8, 2)
    both = torch.cat([x, torch.full((3, 128, 8), 255.0), twin], dim=2).to(torch.uint8)
    file = io.BytesIO()
    Image.fromarray(both.permute(1, 2, 0).numpy()).save(file, "WEBP", quality=80)
    return "data:image/webp;base64," + base64.b64encode(file.getvalue()).decode()
