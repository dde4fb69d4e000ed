"""The parts of the home page below its example: a card for each page, and what computes."""

import html

import streamlit as st

from poolviz.answers.home.drawings import drawing
from poolviz.answers.page import Page
from poolviz.answers.settings.run import VERSION
from poolviz.pooling.devices import describe
from poolviz.texts import _
from poolviz.ui.shared.controls.prose import remark
from poolviz.ui.shared.frame.address import link
from poolviz.ui.shared.frame.pages import GROUPS, PAGES
from poolviz.ui.shared.frame.viewer import chosen_device, chosen_language, shared_fields

A_ROW = 5
FIRST_LESSON = "windows"


def start_here() -> None:
    """Say in one line where to begin, with the button that does."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_("New here? The first lesson takes three minutes."), width="content")
        if st.button(_("Start learning"), type="primary", icon=":material/route:"):
            along = link(shared_fields()) | {"lesson": FIRST_LESSON}
            st.switch_page(PAGES["learn"].path, query_params=along)


def cards() -> None:
    """Show a card for each page, below what the pages are for."""
    for heading, pages in GROUPS.items():
        st.html(f'<h2 class="pv-part">{_(heading)}</h2>')
        found = [PAGES[key] for key in pages if PAGES[key].drawing is not None]
        for begin in range(0, len(found), A_ROW):
            for page, column in zip(found[begin : begin + A_ROW], st.columns(A_ROW), strict=False):
                with column, st.container(border=True, height="stretch"):
                    _card(page)


def _card(page: Page) -> None:
    """Show a small drawing, what the page answers, and the way there."""
    along = link(shared_fields()) | {"lang": chosen_language()} | dict(page.preset)
    name = page.brief or page.title
    alt = html.escape(_(page.title), quote=True)
    st.html(f'<div class="pv-card"><img class="pv-thumb" alt="{alt}" src="{drawing(page.drawing)}"></div>')
    st.page_link(page.path, label=f"**{_(name)}**", icon=page.icon, query_params=along)
    remark(_(page.text))


def device_line() -> None:
    """Say what computes."""
    device = describe(chosen_device())
    st.caption(
        _("torch {version} computes every number here, on {device}.").format(version=VERSION, device=device)
    )
