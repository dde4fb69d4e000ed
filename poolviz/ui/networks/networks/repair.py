"""Which layer of a network refuses what comes to it, in torch's words, and the buttons that repair it."""

import streamlit as st

from poolviz.answers.networks.networks.own_network import UnfitNetwork
from poolviz.texts import _
from poolviz.ui.shared.controls.prose import prose
from poolviz.ui.shared.messages import plain


def repair(found: UnfitNetwork) -> None:
    """Say which layer refuses what, in torch's words, and draw the buttons that repair it."""
    wrong = found.misfit
    with st.container(border=True):
        name = wrong.name if wrong.layer is None else f"{wrong.name}: {type(wrong.layer).__name__}"
        where = "" if wrong.line is None else _("Line {line}.").format(line=wrong.line) + " "
        said = _("**{name}** gets {shape}. torch refuses it:")
        if wrong.features is not None and (wrong.right or 0) % wrong.features == 0:
            said = _(
                "**{name}** gets {shape} and turns one picture into several rows. A loss function "
                "refuses them:"
            )
        st.markdown(where + said.format(name=plain(name), shape=plain(str(wrong.shape))))
        st.code(wrong.message, language=None, wrap_lines=True)
        prose(_rule(found))
        with st.container(horizontal=True):
            if found.repaired is not None:
                st.button(
                    f"{wrong.argument} = {wrong.right}",
                    key="mend",
                    on_click=put_network,
                    args=(found.repaired,),
                    icon=":material/build:",
                )
            if found.fitting is not None:
                label = _("input {size}").format(size=" × ".join(map(str, found.fitting)))
                st.button(
                    label, key="fit", on_click=_resize, args=(found.fitting[0],), icon=":material/build:"
                )


def put_network(text: str) -> None:
    """Set the page to the network `text`, with the last pooling as its late map."""
    st.session_state.update(code=text, map=None)


def _rule(found: UnfitNetwork) -> str:
    """Return what the layer would have to be."""
    wrong = found.misfit
    if wrong.features is not None:
        said = _(
            "Each picture has {right} numbers here, not {features}, and the batch must stay: give an input "
            "of the size that fits, or write `flatten(1)` and a Linear of {right}."
        )
        return said.format(right=wrong.right, features=wrong.features)
    if wrong.argument is None:
        return _("The maps that reach it are too small, or of another kind.")
    said = _("`{argument}` must be {right}, the last number of what comes in.")
    if wrong.argument != "in_features":
        said = _("`{argument}` must be {right}, the channels of what comes in.")
    return said.format(argument=wrong.argument, right=wrong.right)


def _resize(side: int) -> None:
    st.session_state.update(ih=side, iw=side)
