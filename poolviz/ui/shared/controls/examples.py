"""The list of a page's examples, and what to look at in the one that is on the page."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Literal, Protocol, TypeVar

import streamlit as st

from poolviz.texts import _
from poolviz.ui.shared.frame.address import undisturbed

CHOSEN = "preset"


class Example(Protocol):
    """What a page can be set to: a title and a lesson, untranslated."""

    @property
    def title(self) -> str: ...
    @property
    def lesson(self) -> str: ...


Chosen = TypeVar("Chosen", bound=Example)


def pick_example(
    examples: Sequence[Example], take: Callable[[], None], width: int | Literal["stretch"] = "stretch"
) -> None:
    """Draw the list of `examples`; `take` sets the page to the chosen one, st.session_state[CHOSEN]."""
    st.selectbox(
        _("Example"),
        examples,
        index=None,
        format_func=lambda example: _(example.title),
        key=CHOSEN,
        on_change=take,
        placeholder=_("Choose an example"),
        label_visibility="collapsed",
        width=width,
    )


def example_list(
    examples: Sequence[Chosen],
    current: Chosen | None,
    put: Callable[[Chosen], None],
    width: int | Literal["stretch"] = "stretch",
) -> None:
    """Draw the list of `examples`, which shows the `current` one; `put` sets the page to a chosen one."""
    st.session_state[CHOSEN] = current
    pick_example(examples, partial(_take, examples, put), width)


def _take(examples: Sequence[Chosen], put: Callable[[Chosen], None]) -> None:
    chosen: Any = st.session_state.get(CHOSEN)
    # A click from before a change of language brings the old title alone, one from before a change of
    # the settings brings the example that they were.
    if chosen in examples and undisturbed():
        put(chosen)


def lesson_of(example: Example | None, otherwise: str) -> str:
    """Return what to look at in `example`; `otherwise`, the page's own question, where there is none."""
    if example is None:
        return otherwise
    return _("**{title}.** {lesson}").format(title=_(example.title), lesson=_(example.lesson))
