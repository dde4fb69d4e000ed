"""The list of a page's examples, and what to look at in the one that is on the page."""

from collections.abc import Callable, Sequence
from typing import Literal, Protocol

import streamlit as st

from poolviz.pooling.code.line import parse
from poolviz.sources.matrices.preset import Preset
from poolviz.texts import _
from poolviz.ui.shared.controls.layer_state import put_layer
from poolviz.ui.shared.frame.address import undisturbed

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


def take_preset(key: str, written: Callable[[str], str]) -> None:
    """Set the field `key` and the layer to the chosen preset; `written` writes its text as the page does."""
    preset = st.session_state.get(CHOSEN)
    # A click from before a change of language brings the old title alone, one from before a change of
    # the layer brings the example that the layer was.
    if isinstance(preset, Preset) and undisturbed():
        st.session_state[key] = written(preset.matrix)
        put_layer(parse(preset.layer))


def lesson_of(example: Example | None, otherwise: str) -> str:
    """Return what to look at in `example`; `otherwise`, the page's own question, where there is none."""
    if example is None:
        return otherwise
    return _("**{title}.** {lesson}").format(title=_(example.title), lesson=_(example.lesson))
