"""The list of a page's examples, and what to look at in the one that is on the page."""

from collections.abc import Callable, Sequence
from typing import Literal, Protocol

import streamlit as st

from poolviz.texts import _

CHOSEN = "preset"


class Example(Protocol):
    """What a page can be set to: a title and a lesson, untranslated."""

    @property
    def title(self) -> str: ...
    @property
    def lesson(self) -> str: ...


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


def lesson_of(example: Example | None, otherwise: str) -> str:
    """Return what to look at in `example`; `otherwise`, the page's own question, where there is none."""
    if example is None:
        return otherwise
    return _("**{title}.** {lesson}").format(title=_(example.title), lesson=_(example.lesson))
