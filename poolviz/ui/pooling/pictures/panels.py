"""What stands below the pictures: pooled until nothing is left, the memory, the size, the code."""

import streamlit as st

from poolviz.answers.pooling.pictures.memory import memory_table, share_line, training_line
from poolviz.answers.pooling.pictures.page import PANELS, PictureAnswer
from poolviz.answers.pooling.pictures.repetition import repetitions
from poolviz.pooling.explanation import Explanation
from poolviz.texts import _
from poolviz.ui.shared.choices import segments
from poolviz.ui.shared.frame.viewer import chosen_device
from poolviz.ui.shared.stage.panels import size_panel
from poolviz.views.figures.repetition import strip
from poolviz.views.words.programs.pictures import picture_script


def picture_panels(found: PictureAnswer) -> None:
    """Draw the chosen panel below the pictures."""
    chosen, explanation = segments(_("Below the stage"), PANELS, "panel"), found.explanation
    if explanation is None:
        return
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
        st.markdown(one.line)


def _memory(explanation: Explanation) -> None:
    st.markdown(share_line(explanation))
    st.markdown(memory_table(explanation))
    st.caption(training_line(explanation))
