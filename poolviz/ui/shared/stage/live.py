"""A stage that answers by itself: the layer's bar above it, the panels below it, one part of the page."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

import streamlit as st

from poolviz.answers.page import told_by
from poolviz.answers.pages import ANSWERED
from poolviz.answers.settings.answer import Display
from poolviz.answers.settings.fields import LONGEST, Fields, Values, text_of
from poolviz.server.build import build
from poolviz.texts import _
from poolviz.ui.shared.frame.address import go_on, newer, wrote
from poolviz.ui.shared.frame.frame import Page
from poolviz.ui.shared.frame.handover import keep_carried
from poolviz.ui.shared.frame.memory import explained, memory
from poolviz.ui.shared.frame.viewer import (
    chosen_device,
    chosen_language,
    embedded,
    hidden,
    shared_fields,
    speak_chosen,
)
from poolviz.ui.shared.runtime.runs import part_of_page
from poolviz.ui.shared.stage.stage import scale, show_stage
from poolviz.views.stage.texts import stage_texts
from poolviz.views.stage.wire.bar import Bar
from poolviz.views.stage.wire.page import Asking, LiveStage
from poolviz.views.stage.wire.stage import Options

Answered = TypeVar("Answered", bound=Display)
Outside = Mapping[str, Any]
PARTS = frozenset({"panel"})
TOLD, WHOLE, REMARK = "bar_told", "bar_whole", "bar_remark"


def live_stage(
    page: Page,
    answer: Callable[..., Answered],
    below: Callable[[Answered], None],
    *,
    given: Values | None = None,
    above: Callable[[Answered], None] | None = None,
    on_edit: Callable[[Answered, dict[str, Any]], None] | None = None,
    inside: frozenset[str] = PARTS,
    sayable: bool = True,
    key: str = "stage",
) -> None:
    """Show what `answer` makes of the page's values and of those `given`, and what is drawn of it around.

    All of it is one part of the page, which is run without the rest where only the layer has changed or one
    of the settings that are `inside` it. Unless it is `sayable`, no address can say what is shown.
    `on_edit` is called with what is shown and what a learner typed into a cell. `key` is the stage's:
    sections of a page whose bars differ have each their own.
    """
    st.session_state[WHOLE] = False
    seen, before = _outside(page, inside), set(explained())

    def part() -> None:
        speak_chosen()
        newer().clear()
        explained().intersection_update(before)  # what this part explained is drawn anew
        go_on()
        keep_carried(page.entry, page.fields)
        if st.session_state[WHOLE] or _outside(page, inside) != seen:
            st.rerun()
        values = {**page.values, **(given or {})}
        found = answer(values, chosen_device())
        shown = last_good(page, answer, values, found)
        if above is not None:
            above(shown)
        edited = None if on_edit is None else partial(on_edit, shown)
        show_stage(
            _data(page, values, found, shown, _asking(page, given or {}, sayable)),
            key,
            edited,
            on_told=partial(_take, page),
        )
        below(shown)

    part_of_page(part)()


def lone_bar(page: Page, bar: Bar) -> None:
    """Show the bar alone, on a page whose layer is shown otherwise than on a stage."""
    newer().clear()
    data = LiveStage("", stage_texts(), Options(), (), (), bar=bar, asking=_asking(page, {}, sayable=False))
    show_stage(data, "bar", on_told=partial(_take, page), ends=False)


def said_once() -> str:
    """Return what is to be said of the line that was pasted in this run."""
    return str(st.session_state.pop(REMARK, ""))


def _outside(page: Page, inside: frozenset[str]) -> Outside:
    """What is drawn outside the part: all settings but the layer's and those inside, and the example."""
    barred = _set_by_bar(page).keys() | inside
    values = page.values
    example = ANSWERED[page.key].example(values)
    return {
        **{key: value for key, value in values.items() if key not in barred},
        "": example,
        "hide": hidden(),
    }


def _set_by_bar(page: Page) -> Fields:
    barred = page.entry.barred
    return {} if barred is None else barred.fields()


def _data(page: Page, values: Values, found: Answered, shown: Answered, asking: Asking) -> LiveStage:
    """What is sent of a stage: the bar says what was `found` of the values, the grids what is `shown`."""
    title = ANSWERED[page.key].example(page.values)
    return LiveStage(
        **{name: getattr(shown.stage, name) for name in shown.stage.__dataclass_fields__},
        lines=() if hidden() else shown.lines,
        bar=ANSWERED[page.key].bar(values, found, said_once()),
        asking=asking,
        example=_(title),
        outcome="" if hidden() else shown.outcome,
    )


def last_good(page: Page, answer: Callable[..., Answered], values: Values, found: Answered) -> Answered:
    """Return `found`; where torch refuses, what the last layer that worked makes of the values."""
    kept = memory()
    if found.refusal is None:
        kept.layer = {key: values[key] for key in _set_by_bar(page)}
        return found
    before = None if kept.layer is None else answer({**values, **kept.layer}, chosen_device())
    return found if before is None or before.refusal is not None else before


def _asking(page: Page, given: Values, sayable: bool) -> Asking:
    values, shared = page.values, shared_fields()
    said = all(values[key] == value for key, value in given.items())
    short = all(len(text_of(value)) <= LONGEST for value in values.values())
    return Asking(
        path=f"api/answer/{build()}/{page.key}" if sayable and said and short else "",
        always=[("lang", chosen_language()), ("cpu", text_of(bool(st.session_state["cpu"])))],
        order=[*shared, *page.fields],
        told=st.session_state.get(TOLD, 0),
        taller=scale(),
        alone=embedded(),
    )


def _take(page: Page, told: Mapping[str, Any]) -> None:
    """Take what the bar says: settings by their keys, or a line of code."""
    speak_chosen()
    values, st.session_state[REMARK] = told_by(page.entry.barred, told, page.values)
    # A press that came after, and in the same run, counts more.
    st.session_state.update({key: value for key, value in values.items() if key not in newer()})
    wrote(str(told.get("search") or ""))
    st.session_state[TOLD] = int(told.get("number") or 0)
    st.session_state[WHOLE] = bool(told.get("whole"))
