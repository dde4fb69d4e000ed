"""A tensor, or a list, as text that people type: where it cannot be read, the last good text stays."""

from collections.abc import Callable

import streamlit as st
import torch
from streamlit.delta_generator import DeltaGenerator
from torch import Tensor

from poolviz.errors import PoolvizError
from poolviz.texts import _
from poolviz.ui.shared.frame.memory import memory
from poolviz.ui.shared.messages import EDIT_FAULTS, say_fault, sentence


def good_text(
    key: str,
    text: str,
    parse: Callable[[str], object],
    start: str,
    kept: str,
    below: DeltaGenerator | None = None,
) -> str:
    """Return the `text` of the field `key` where `parse` reads it; else say so and return the last good one.

    Before any was read that is `start`. `kept` is the sentence that says so, with {problem}; it is said in
    `below`.
    """
    say, note = (st.error, st.info) if below is None else (below.error, below.info)
    try:
        read = parse(text)
    except PoolvizError as error:
        known = key in memory().texts
        said = kept if known else _("{problem}. The page's first example is shown.")
        say(said.format(problem=sentence(error)))
        return memory().texts.get(key, start)
    memory().texts[key] = text
    if isinstance(read, Tensor) and not torch.isfinite(read).all():
        note(_("nan and inf are allowed: max keeps a nan that it meets, an average becomes nan or infinite."))
    return text


def change_text(key: str, start: str, changed: Callable[[str], str]) -> bool:
    """Let the field `key` hold what `changed` makes of its last good text, at first `start`.

    Where it can make nothing of it that is said, nothing changes, and False is returned.
    """
    try:
        text = changed(memory().texts.get(key, start))
    except EDIT_FAULTS as error:
        say_fault(error)
        return False
    # The next edit may come before this one is drawn, with the text area's old words.
    st.session_state[key] = memory().texts[key] = text
    return True
