"""The list of a page's examples, and what to look at in the one that is on the page."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from poolviz.answers.settings.example import Example
from poolviz.answers.settings.fields import Values
from poolviz.texts import N_, _
from poolviz.ui.shared.controls.prose import prose
from poolviz.ui.shared.frame.address import put
from poolviz.ui.shared.frame.viewer import hidden, locked
from poolviz.ui.shared.runtime.runs import acts_alone

CHOSEN = "preset"
NOTHING: Values = {}
PREDICT = N_("What will come out, and why? Predict first, then look.")


def example_list(
    examples: Sequence[Example],
    current: Example | None,
    anew: Values = NOTHING,
    key: str = CHOSEN,
    **look: Any,
) -> None:
    """Draw the list of `examples`, which shows the `current` one; choosing one sets the page to it.

    The settings `anew` begin anew with any of them that does not say them. It looks as the lists of
    examples do, but for what `look` says otherwise.
    """
    st.session_state[key] = current
    usual: dict[str, Any] = {
        "label": _("Example"),
        "placeholder": _("Choose an example"),
        "label_visibility": "collapsed",
        "disabled": locked(),
    }
    st.selectbox(
        options=examples,
        index=None,
        format_func=_said,
        key=key,
        on_change=_take,
        args=(examples, anew, key),
        **usual | look,
    )


def _said(example: Example | str) -> str:
    """Return the title of an example, or what a browser says that shows another list still, as it is."""
    return _(example.title) if isinstance(example, Example) else example


def _take(examples: Sequence[Example], anew: Values, key: str) -> None:
    chosen: Any = st.session_state.get(key)
    # A click from before a change of language brings the old title alone, one from before a change of
    # the settings brings the example that they were, beside what was clicked.
    if chosen in examples and acts_alone():
        put({**anew, **chosen.link})


def say_lesson(example: Example | None, otherwise: str) -> None:
    """Say what `example` asks, with its answer behind a button; `otherwise` where there is none.

    While the output is hidden nothing is offered that gives it away.
    """
    # What is said of another example is another element: nothing that stands there is pushed along its line.
    said = "own" if example is None else example.key
    with (
        st.container(key="lesson"),
        st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"lesson_of_{said}"),
    ):
        if example is None or hidden():
            prose(otherwise, width="content")
            return
        asks = example.asks or PREDICT
        prose(_("**{title}.** {asks}").format(title=_(example.title), asks=_(asks)), width="content")
        with st.popover(_("Answer"), type="tertiary", icon=":material/lightbulb:"):
            prose(_(example.lesson))
