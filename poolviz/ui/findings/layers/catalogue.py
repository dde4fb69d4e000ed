"""The Layers page: one layer of torch.nn with all that torch says of it, a list, and two traps."""

from collections.abc import Sequence

import streamlit as st
import torch
from torch import nn

from poolviz.answers.settings.fields import Field, one_of
from poolviz.findings.catalogue.layers import KINDS, example, family_name, layers, meaning
from poolviz.pooling.code.line import functional_name
from poolviz.pooling.code.signatures import constructor, dtypes, hidden_parameters, order_traps
from poolviz.pooling.devices import choose, describe
from poolviz.pooling.layers import SIGNATURES
from poolviz.texts import N_, _
from poolviz.ui.findings.layers.links import open_links
from poolviz.ui.shared.choices import segments
from poolviz.views.words.catalogue import dtype_line, parameter_table

ALL = "all"
DIMS = {"1": "1d", "2": "2d", "3": "3d", ALL: N_("all")}
SHOWN = {"layers": N_("Layers"), "order": N_("Argument order"), "repr": "repr()"}


def catalogue_fields() -> dict[str, Field]:
    """Return the settings of the page: what is shown, of which family, over how many axes."""
    return {
        "show": one_of(tuple(SHOWN)),
        "fam": one_of((*KINDS, ALL)),
        "dim": one_of(tuple(DIMS), "2"),
    }


def view_picker() -> str:
    """Draw the choice between the layers and what is to be known of all of them."""
    return segments(_("Shown"), SHOWN, "show")


def dims_picker() -> int | None:
    """Draw the choice of the number of axes; None is all."""
    chosen = segments(_("Axes"), DIMS, "dim")
    return None if chosen in (ALL, None) else int(chosen)


def family_picker() -> str | None:
    """Draw the choice of the family; None is all."""
    chosen = st.segmented_control(
        _("Family"),
        [*KINDS, ALL],
        format_func=lambda name: _("all") if name == ALL else name,
        key="fam",
        required=True,
        label_visibility="collapsed",
    )
    return None if chosen in (ALL, None) else chosen


def catalogue(family: str | None, dims: int | None) -> None:
    """Show the one layer that was chosen, else a list to choose from."""
    found = layers(family, dims)
    if not found:
        st.info(_("torch.nn has no {name}.").format(name=f"{family}{dims}d"))
    elif len(found) == 1:
        one_layer(found[0])
    else:
        _list(found)


def one_layer(cls: type[nn.Module]) -> None:
    """Show everything about one layer: signature, use, parameters, example, dtypes, traps, pages."""
    kind = KINDS[family_name(cls)]
    st.code(constructor(cls), language="python", wrap_lines=True)
    st.markdown(f"{_(kind.does)} {_(kind.when)}")
    left, right = st.columns((3, 2), gap="large")
    with left:
        st.markdown(parameter_table(cls, _translated_meanings(cls)))
        st.code(kind.formula, language=None, wrap_lines=True)
        open_links(cls)
        _traps(cls)
        _dtypes(cls)
    with right:
        shown = example(cls)
        st.code(shown.program, language="python", wrap_lines=True)
        st.markdown(_("It prints:"))
        st.code(shown.printed, language=None, wrap_lines=True)


def _translated_meanings(cls: type[nn.Module]) -> dict[str, str]:
    meanings = {name: meaning(cls, name) for name in SIGNATURES[cls]}
    return {name: _(said) for name, said in meanings.items()}


def _traps(cls: type[nn.Module]) -> None:
    traps, hidden = order_traps(cls), hidden_parameters(cls)
    if traps:
        first = traps[0]
        said = _("Argument {place} is `{layer}` here, but `{function}` in `F.{name}`: name them.")
        st.markdown(
            "⚠ "
            + said.format(
                place=first.place,
                layer=first.of_layer,
                function=first.of_function,
                name=functional_name(cls),
            )
        )
    if hidden:
        names = ", ".join(f"`{name}`" for name in hidden)
        st.markdown("⚠ " + _("repr() does not show {names}.").format(names=names))


def _dtypes(cls: type[nn.Module]) -> None:
    device = choose(force_cpu=bool(st.session_state["cpu"]))
    plain = dtypes(cls, str(device))
    more = dtypes(cls, str(device), True) if "return_indices" in SIGNATURES[cls] else {}
    version = torch.__version__.partition("+")[0]
    tried = _("Tried with torch {version} on {device}:").format(version=version, device=describe(device))
    st.caption(f"{tried} {dtype_line(plain, more)}")


def _list(found: Sequence[type[nn.Module]]) -> None:
    for cls in found:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            kind = KINDS[family_name(cls)]
            st.markdown(f"`{constructor(cls)}`  \n{_(kind.does)}", width="stretch")
            st.button(_("Show"), key=f"to_{cls.__name__}", on_click=_choose, args=(cls,))


def _choose(cls: type[nn.Module]) -> None:
    st.session_state.update(fam=family_name(cls), dim=cls.__name__[-2])
