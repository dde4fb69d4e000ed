"""The Layers page: one layer of torch.nn with all that torch says of it, or a list to choose from."""

import streamlit as st
from torch import nn

from poolviz.answers.findings.layers.page import Catalogue, OneLayer
from poolviz.findings.catalogue.layers import KINDS, family_name, meaning
from poolviz.pooling.code.line import functional_name
from poolviz.pooling.code.signatures import constructor
from poolviz.pooling.layers import SIGNATURES
from poolviz.texts import _
from poolviz.ui.findings.layers.links import open_links
from poolviz.ui.shared.controls.prose import prose
from poolviz.ui.shared.controls.setting import segments
from poolviz.views.words.catalogue import parameter_table


def view_pickers() -> None:
    """Draw the choice between the layers and what is to be known of all of them, and that of the axes."""
    segments("show", _("Shown"))
    segments("dim", _("Axes"))


def family_picker() -> None:
    """Draw the choice of the family, where layers are shown."""
    if st.session_state["show"] == "layers":
        segments("fam", _("Family"))


def layer_list(found: Catalogue) -> None:
    """Show a list of layers to choose from."""
    if not found.layers:
        st.info(_("torch.nn has no {name}.").format(name=found.asked))
    for cls in found.layers:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            kind = KINDS[family_name(cls)]
            prose(f"`{constructor(cls)}`  \n{_(kind.does)}", width="stretch")
            st.button(_("Show"), key=f"to_{cls.__name__}", on_click=_choose, args=(cls,))


def _choose(cls: type[nn.Module]) -> None:
    st.session_state.update(fam=family_name(cls), dim=cls.__name__[-2])


def one_layer(found: OneLayer) -> None:
    """Show everything about one layer: signature, use, parameters, example, dtypes, traps, pages."""
    cls, kind = found.layer, found.kind
    st.code(constructor(cls), language="python", wrap_lines=True)
    prose(f"{_(kind.does)} {_(kind.when)}")
    left, right = st.columns((3, 2), gap="large")
    with left:
        meanings = {name: meaning(cls, name) for name in SIGNATURES[cls]}
        st.markdown(parameter_table(cls, {name: _(text) for name, text in meanings.items()}))
        st.code(kind.formula, language=None, wrap_lines=True)
        open_links(cls)
        _traps(found)
        st.caption(found.dtypes)
    with right:
        st.code(found.example.program, language="python", wrap_lines=True)
        st.markdown(_("It prints:"))
        st.code(found.example.printed, language=None, wrap_lines=True)


def _traps(found: OneLayer) -> None:
    trap = found.trap
    if trap is not None:
        said = _("Argument {place} is `{layer}` here, but `{function}` in `F.{name}`: name them.")
        name = functional_name(found.layer)
        said = said.format(place=trap.place, layer=trap.of_layer, function=trap.of_function, name=name)
        st.markdown(f"⚠ {said}")
    if found.hidden:
        names = ", ".join(f"`{name}`" for name in found.hidden)
        st.markdown("⚠ " + _("repr() does not show {names}.").format(names=names))
