"""Two things to know of all layers: the order of arguments in nn and F, and what repr() hides."""

import html

import streamlit as st

from poolviz.answers.findings.layers.page import ArgumentOrder, HiddenParameters
from poolviz.findings.catalogue.traps import Shown
from poolviz.texts import _
from poolviz.ui.shared.controls.prose import prose
from poolviz.views.words.catalogue import order_table, repr_table

_STYLE = """<style>
.pv-table { overflow-x: auto; }
.pv-table table { border-collapse: collapse; font-size: 0.95rem; }
.pv-table :is(th, td) { padding: 0.35rem 0.6rem; border: 1px solid rgb(128 128 128 / 30%); text-align: left; }
.pv-table code { background: none; padding: 0; white-space: nowrap; }
.pv-table strong { text-decoration-line: underline; text-decoration-thickness: 2px;
  text-decoration-color: #d55e00; text-underline-offset: 4px; }
</style>"""


def argument_order(found: ArgumentOrder) -> None:
    """Show where a layer and its function, or two layers, take another argument at one place."""
    prose(
        _(
            "The order of the arguments when their names are left out; x comes first in every F. "
            "**Bold** marks a place where the function takes a different argument from its layer. "
            "Among all {n} layers this happens in {names}."
        ).format(n=len(found.layers), names=", ".join(f"`nn.{cls.__name__}`" for cls in found.trapped))
    )
    left, right = st.columns(2)
    with left:
        prose(
            _(
                "**The same arguments, no error.** The fifth is return_indices of the layer and ceil_mode of "
                "the function, whose one tensor of two images falls apart into `y, indices`."
            )
        )
        _show(found.silent_order)
    with right:
        place, ours, its = found.swapped
        prose(
            _(
                "**Another class, the same arguments.** Place {place} is {ours} of the one and {its} of the "
                "other: the window has another size, the output the same."
            ).format(place=place, ours=f"`{ours}`", its=f"`{its}`")
        )
        _show(found.silent_swap)
    prose(_("From the third argument on, write the names: `nn.MaxPool2d(3, 2, padding=1, ceil_mode=True)`."))
    _table(_("Arguments by place"), order_table(found.layers))


def hidden_parameters(found: HiddenParameters) -> None:
    """Show which parameters repr() leaves out, and that a constructor refuses almost nothing."""
    left, right = st.columns(2)
    with left:
        st.markdown(_("**Two layers that print the same and pool differently**"))
        _show(found.same_repr)
    with right:
        st.markdown(_("**Constructed and printed without complaint, but refused when called**"))
        _show(found.late_refusal)
    st.markdown(_("Found by changing each parameter in turn and comparing the repr() of the layers:"))
    _table(_("What repr() hides"), repr_table(found.layers))


def _table(name: str, table: str) -> None:
    """Show a table of HTML that scrolls by itself, also by the keyboard."""
    label = html.escape(name, quote=True)
    st.html(f'{_STYLE}<div class="pv-table" tabindex="0" role="region" aria-label="{label}">{table}</div>')


def _show(shown: Shown | None) -> None:
    if shown is not None:
        st.code(shown.program, language="python", wrap_lines=True)
        st.code(shown.printed, language=None, wrap_lines=True)
