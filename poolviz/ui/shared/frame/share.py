"""The link that carries everything, and the way back to the start."""

from dataclasses import replace

import streamlit as st

from poolviz.answers.settings.fields import Fields
from poolviz.texts import _
from poolviz.ui.shared.frame.address import address
from poolviz.ui.shared.frame.viewer import shared_fields


def link_and_reset(fields: Fields) -> None:
    """Draw the link to the page as it is, and the button that resets the page's `fields`."""
    with st.popover(_("Link"), icon=":material/link:"):
        st.caption(_("This link opens the page as it is now."))
        st.code(address({**_shared(), **fields}), language=None, wrap_lines=True)
    st.button(_("Reset"), on_click=_reset, args=(fields,), icon=":material/restart_alt:")


def _shared() -> Fields:
    """Return the settings of every page for a link to others, whose browsers may ask for another language."""
    shared = shared_fields()
    return shared | {"lang": replace(shared["lang"], default=None)}


def _reset(fields: Fields) -> None:
    st.session_state.update({key: field.default for key, field in fields.items()})
    st.session_state.update(preset=None, paste="")
