"""What stands below the pictures: pooled until nothing is left, the memory, the size, the code."""

import streamlit as st

from poolviz.answers.pooling.pictures.memory import memory_table, share_line, training_line
from poolviz.answers.pooling.pictures.page import PictureAnswer
from poolviz.answers.pooling.pictures.repetition import repetitions
from poolviz.pooling.explanation import Explanation
from poolviz.texts import _
from poolviz.ui.shared.controls.prose import prose, remark
from poolviz.ui.shared.controls.setting import segments
from poolviz.ui.shared.frame.viewer import chosen_device
from poolviz.ui.shared.stage.panels import DRAWN, size_panel
from poolviz.views.figures.repetition import strip
from poolviz.views.words.programs.pictures import picture_script


def picture_panels(found: PictureAnswer) -> None:
    """Draw the chosen panel below the pictures."""
    chosen, explanation = segments("panel", _("Below the stage")), found.explanation
    if explanation is None:
        return
    with st.container(key=DRAWN):
        _drawn(found, explanation, chosen)


def _drawn(found: PictureAnswer, explanation: Explanation, chosen: str) -> None:
    if chosen == "repeat":
        _repeat(found)
    elif chosen == "memory":
        _memory(explanation)
    elif chosen == "size":
        size_panel(explanation)
    else:
        picture = found.picture
        st.code(picture_script(picture.opening, picture.channel, explanation), language="python")


def _repeat(found: PictureAnswer) -> None:
    for one in repetitions(found, chosen_device()):
        st.html(strip(one.title, one.done))
        prose(one.line)


def _memory(explanation: Explanation) -> None:
    prose(share_line(explanation))
    st.markdown(memory_table(explanation))
    remark(training_line(explanation))
