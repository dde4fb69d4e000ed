"""The list of a page's examples, and what to look at in the one that is on the page."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

import streamlit as st

from poolviz.texts import _
from poolviz.ui.shared.frame.address import undisturbed

CHOSEN = "preset"


class Titled(Protocol):
    """What a page can be set to: a title, untranslated."""

    @property
    def title(self) -> str: ...


class Example(Titled, Protocol):
    """What a page can be set to, and a lesson on it, untranslated."""

    @property
    def lesson(self) -> str: ...


Chosen = TypeVar("Chosen", bound=Titled)


def example_list(
    examples: Sequence[Chosen],
    current: Chosen | None,
    put: Callable[[Chosen], None],
    key: str = CHOSEN,
    **look: Any,
) -> None:
    """Draw the list of `examples`, which shows the `current` one; `put` sets the page to a chosen one.

    It looks as the lists of examples do, but for what `look` says otherwise.
    """
    st.session_state[key] = current
    usual = {
        "label": _("Example"),
        "placeholder": _("Choose an example"),
        "label_visibility": "collapsed",
    }
    st.selectbox(
        options=examples,
        index=None,
        format_func=lambda example: _(example.title),
        key=key,
        on_change=_take,
        args=(examples, put, key),
        **usual | look,
    )


def _take(examples: Sequence[Chosen], put: Callable[[Chosen], None], key: str) -> None:
    chosen: Any = st.session_state.get(key)
    # A click from before a change of language brings the old title alone, one from before a change of
    # the settings brings the example that they were.
    if chosen in examples and undisturbed():
        put(chosen)


def lesson_of(example: Example | None, otherwise: str) -> str:
    """Return what to look at in `example`; `otherwise`, the page's own question, where there is none."""
    if example is None:
        return otherwise
    return _("**{title}.** {lesson}").format(title=_(example.title), lesson=_(example.lesson))
