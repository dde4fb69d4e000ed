"""The parts of the home page: the moving example, and a card for each page."""

import base64
import html
import io
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

import streamlit as st
import torch
from torch import Tensor

from poolviz.pooling.code.line import parse
from poolviz.pooling.devices import choose, describe
from poolviz.pooling.explanation import explain
from poolviz.sources.pictures.photos import photo
from poolviz.texts import N_, _
from poolviz.ui.home.drawings import example, home_drawing
from poolviz.ui.shared.frame.address import link
from poolviz.ui.shared.frame.pages import PAGES
from poolviz.ui.shared.frame.viewer import shared_fields
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.stage.pooling import pooling_stage


@dataclass(frozen=True)
class Card:
    """A page of the menu with what it answers (untranslated) and the settings its link opens it with."""

    page: str
    text: str
    preset: dict[str, str] = field(default_factory=dict)


CARDS = (
    Card(
        "windows",
        N_("Which cells does each window read, which one wins, what is divided by what?"),
        {"k": "3", "ceil": "true"},
    ),
    Card("pictures", N_("What does pooling do to a photograph, and what is left in the end?")),
    Card("batches", N_("CIFAR-10 by a DataLoader, 64 pictures at a time: what goes in and what comes out?")),
    Card("signals", N_("The same in one dimension: a curve, and the line that is left of it.")),
    Card(
        "volumes", N_("And in three: slices, a box that moves through them, an index that counts depth."), {}
    ),
    Card("unpooling", N_("Where do the values go back to, and which are lost?")),
    Card(
        "sizes",
        N_("Why is the output this large? Floor, ceil, and the window that is dropped."),
        {"k": "3", "s": "2"},
    ),
    Card("networks", N_("Where do the pools sit in a network, and what would it weigh without them?")),
    Card(
        "adaptive",
        N_("Any size to one size: windows that share the input out, pyramids, global pooling."),
        {},
    ),
    Card(
        "compare", N_("What can max not tell apart that average can? And what if the input moves by one?"), {}
    ),
    Card(
        "training",
        N_("Four small networks learn before your eyes. Is the pooled one better, or is it chance?"),
    ),
    Card(
        "frameworks",
        N_("SAME, VALID and ONNX: what in torch gives the same numbers, and where none does."),
        {},
    ),
    Card("layers", N_("All twenty pooling layers of torch, each with an example that runs.")),
)
A_ROW = 5
BATCH_OF_CARD = (
    "cat",
    "astronaut",
    "coffee",
    "rocket",
    "motorcycle",
    "galaxies",
    "tissue",
    "retina",
    "horse",
)


def moving_example() -> None:
    """Show the 5×5 of the notes under a max pooling, its windows walking by themselves."""
    drawn = pooling_stage(example("nn.MaxPool2d(3, ceil_mode=True)"), autoplay=True, height=300)
    show_stage(drawn, key="home_stage")


def cards() -> None:
    """Show a card for each page: a small drawing, what the page answers, and the way there."""
    columns = itertools.chain.from_iterable(st.columns(A_ROW) for _row in range(0, len(CARDS), A_ROW))
    for card, column in zip(CARDS, columns, strict=False):
        entry = PAGES[card.page]
        along = link(shared_fields()) | {"lang": st.session_state["lang"]} | dict(card.preset)
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


def _drawing(page: str) -> str:
    """Return the address of the card's drawing, the drawing itself in it."""
    if page == "pictures":
        return _pooled_photo()
    if page == "batches":
        return _pooled_batch()
    return "data:image/svg+xml;base64," + base64.b64encode(home_drawing(page).encode()).decode()


@cache
def _pooled_photo() -> str:
    """Return a photograph and its max pooled twin side by side, as an address of data."""
    return _beside(*_with_pooled(photo("cat", 128), 8))


@cache
def _pooled_batch() -> str:
    """Return nine photographs as one grid, and beside it what a max pooling makes of each."""
    tiles = [_with_pooled(photo(key, 32).expand(3, -1, -1), 4) for key in BATCH_OF_CARD]
    return _beside(*(_grid(some) for some in zip(*tiles, strict=True)))


def _with_pooled(pixels: Tensor, kernel_size: int) -> tuple[Tensor, Tensor]:
    """Return a picture (3, H, H) and its max pooled twin, drawn as large."""
    x = pixels.float()
    small = explain(parse(f"nn.MaxPool2d({kernel_size})"), x).output
    return x, small.repeat_interleave(kernel_size, 1).repeat_interleave(kernel_size, 2)


def _grid(pictures: Sequence[Tensor]) -> Tensor:
    """Return nine pictures (3, H, H) as one, three in a row, with white between them."""
    framed = [torch.nn.functional.pad(one, (1, 1, 1, 1), value=255.0) for one in pictures]
    return torch.cat([torch.cat(framed[start : start + 3], dim=2) for start in (0, 3, 6)], dim=1)


def _beside(left: Tensor, right: Tensor) -> str:
    """Return two pictures of one height side by side, as an address of data."""
    from PIL import Image

    both = torch.cat([left, torch.full((3, left.shape[1], 8), 255.0), right], dim=2).to(torch.uint8)
    file = io.BytesIO()
    Image.fromarray(both.permute(1, 2, 0).numpy()).save(file, "WEBP", quality=80)
    return "data:image/webp;base64," + base64.b64encode(file.getvalue()).decode()
