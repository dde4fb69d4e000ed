"""The parts of the home page below its example: a card for each page, and what computes."""

import html
import itertools
from dataclasses import dataclass, field

import streamlit as st

from poolviz.answers.home.drawings import drawing
from poolviz.answers.settings.run import VERSION
from poolviz.pooling.devices import describe
from poolviz.texts import N_, _
from poolviz.ui.shared.frame.address import link
from poolviz.ui.shared.frame.pages import PAGES
from poolviz.ui.shared.frame.viewer import chosen_device, shared_fields


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


def cards() -> None:
    """Show a card for each page: a small drawing, what the page answers, and the way there."""
    columns = itertools.chain.from_iterable(st.columns(A_ROW) for _row in range(0, len(CARDS), A_ROW))
    for card, column in zip(CARDS, columns, strict=False):
        entry = PAGES[card.page]
        along = link(shared_fields()) | {"lang": st.session_state["lang"]} | dict(card.preset)
        with column, st.container(border=True, height="stretch"):
            title = html.escape(_(entry.title), quote=True)
            st.html(
                f'<div class="pv-card"><img class="pv-thumb" alt="{title}" src="{drawing(card.page)}"></div>'
            )
            st.page_link(entry.path, label=f"**{_(entry.title)}**", icon=entry.icon, query_params=along)
            st.caption(_(card.text))


def device_line() -> None:
    """Say what computes."""
    device = describe(chosen_device())
    st.caption(
        _("torch {version} computes every number here, on {device}.").format(version=VERSION, device=device)
    )
