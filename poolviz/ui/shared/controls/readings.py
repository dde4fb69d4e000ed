"""A text that can be read in several ways: which was taken, and the others as buttons."""

from collections.abc import Callable, Sequence

import streamlit as st
from torch import Tensor

from poolviz.errors import PoolvizError
from poolviz.sources.matrices.text import Reading
from poolviz.texts import _
from poolviz.ui.shared.messages import sentence

MOST = 8


def offer_readings(
    key: str, text: str, read: Callable[[str], Sequence[Reading]], write: Callable[[Tensor], str]
) -> None:
    """Say how the `text` of the field `key` was read where there are several ways, and offer the others.

    Where it cannot be read it is said why, beside the text: what the page says may be covered by it.
    """
    try:
        found = read(text)
    except PoolvizError as error:
        st.caption(sentence(error))
        return
    if len(found) < 2:
        return
    st.caption(_("Read so: {rule}.").format(rule=said(found[0])))
    with st.container(horizontal=True):
        for number, other in enumerate(found[1:MOST]):
            st.button(
                _("Instead: {rule}").format(rule=said(other)),
                key=f"{key}_reading_{number}",
                on_click=_take,
                args=(key, write(other.matrix)),
            )


def said(reading: Reading) -> str:
    """Return how a text was read: its rules, or which of several matrices this is."""
    if reading.planes > 1:
        return _("matrix {plane} of {planes}").format(plane=reading.plane, planes=reading.planes)
    return ", ".join(_(rule) for rule in reading.rules)


def _take(key: str, text: str) -> None:
    st.session_state[key] = text
