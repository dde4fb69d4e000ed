"""From the settings of a page to what it shows; where torch refuses, the last layer that worked."""

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st
import torch

from poolviz.answers.settings.answer import Answer, Display
from poolviz.answers.settings.fields import Values
from poolviz.answers.settings.numbers import layer_fields
from poolviz.pooling.code.line import code
from poolviz.texts import _
from poolviz.ui.shared.controls.refusal import refusal
from poolviz.ui.shared.frame.memory import memory
from poolviz.ui.shared.frame.pages import shown_layers
from poolviz.ui.shared.frame.viewer import chosen_device
from poolviz.ui.shared.stage.stage import show_stage

Answered = TypeVar("Answered", bound=Answer)


def answered(answer: Callable[[Values, torch.device], Answered], values: Values) -> Answered:
    """Return what `answer` makes of `values`; where torch refuses, say why and take the last good layer.

    Where there is none that works, the answer shows the input alone.
    """
    device, kept = chosen_device(), memory()
    found = answer(values, device)
    if found.refusal is None:
        kept.layer = {key: values[key] for key in layer_fields(shown_layers()) if key in values}
        return found
    refusal(found.refusal, found.run.layer, found.run.x.shape[2:])
    before = None if kept.layer is None else answer({**values, **kept.layer}, device)
    if before is None or before.refusal is not None:
        return found
    line = f"`{code(before.run.layer)}`"
    st.caption(_("Below is still {layer}, the last layer that worked.").format(layer=line))
    return before


def show_answer(found: Display, key: str, on_edit: Callable[[dict[str, Any]], None] | None = None) -> None:
    """Show the stage of `found` and the lines below it."""
    show_stage(found.stage, key=key, on_edit=on_edit)
    show_lines(found)


def show_lines(found: Display) -> None:
    """Show the lines below the stage of `found`."""
    if isinstance(found, Answer) and found.refusal is not None:
        st.caption(_("No output: torch refused the layer."))
    elif found.lines:
        st.caption("  \n".join(found.lines))
