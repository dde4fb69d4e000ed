"""Two things to know of all layers: the order of arguments in nn and F, and what repr() hides."""

from collections.abc import Sequence

import streamlit as st
from torch import nn

from poolviz.catalogue import layers
from poolviz.signatures import order_traps
from poolviz.texts import _
from poolviz.traps import Shown, late_refusal, same_repr, silent_order, silent_swap, swapped_places
from poolviz.views.catalogue import order_table, repr_table


def order_of_arguments(dims: int | None) -> None:
    """Show where a layer and its function, or two layers, take another argument at one place."""
    axes = dims or 2
    classes = layers(None, dims)
    trapped = [cls for cls in classes if order_traps(cls)]
    st.markdown(
        _(
            "Arguments without their names, by place; x comes first in every F. **Bold**: the function takes "
            "another argument than its layer. Comparing all {n} layers finds it in {names}."
        ).format(n=len(classes), names=", ".join(f"`nn.{cls.__name__}`" for cls in trapped))
    )
    left, right = st.columns(2)
    with left:
        st.markdown(
            _(
                "**The same arguments, no error.** The fifth is return_indices of the layer and ceil_mode of "
                "the function, whose one tensor of two images falls apart into `y, indices`."
            )
        )
        _show(silent_order(getattr(nn, f"MaxPool{axes}d")))
    with right:
        place, ours, its = swapped_places(getattr(nn, f"MaxPool{axes}d"), getattr(nn, f"LPPool{axes}d"))[0]
        st.markdown(
            _(
                "**Another class, the same arguments.** Place {place} is {ours} of the one and {its} of the "
                "other: the window has another size, the output the same."
            ).format(place=place, ours=f"`{ours}`", its=f"`{its}`")
        )
        _show(silent_swap(axes))
    st.markdown(_("From the third place on, write names: `nn.MaxPool2d(3, 2, padding=1, ceil_mode=True)`."))
    st.markdown(order_table(classes))


def what_repr_hides(dims: int | None) -> None:
    """Show which parameters repr() leaves out, and that a constructor refuses almost nothing."""
    axes, classes = dims or 2, layers(None, dims)
    left, right = st.columns(2)
    with left:
        st.markdown(_("**Two layers that print alike and pool otherwise**"))
        _show(same_repr(axes))
    with right:
        st.markdown(_("**Made and printed, but refused when it is called**"))
        _show(late_refusal(axes))
    st.markdown(_("Found by changing each parameter in turn and comparing the repr() of the layers:"))
    _table(classes)


def _table(classes: Sequence[type[nn.Module]]) -> None:
    st.markdown(repr_table(classes))


def _show(shown: Shown | None) -> None:
    if shown is not None:
        st.code(shown.program, language="python")
        st.code(shown.printed, language=None, wrap_lines=True)
