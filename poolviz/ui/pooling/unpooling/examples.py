"""The examples of the Unpooling page."""

import streamlit as st

from poolviz.answers.pooling.unpooling.cases import CASES, Case
from poolviz.answers.pooling.unpooling.page import example
from poolviz.answers.settings.fields import Values
from poolviz.pooling.code.line import parse
from poolviz.sources.matrices.text import parse_matrix, write_matrix
from poolviz.texts import _
from poolviz.ui.pooling.unpooling.controls import put_size
from poolviz.ui.shared.controls.examples import example_list, lesson_of
from poolviz.ui.shared.controls.layer_state import put_layer


def example_picker(values: Values) -> None:
    """Draw the list of examples; it shows the one that is on the page, and choosing one sets the page."""
    example_list(CASES, example(values), _put)


def lesson(values: Values) -> str:
    """Return what to look at in the example on the page, else the page's own question."""
    question = _("Point at a pooled value: from which cell does it come, and where does it return to?")
    return lesson_of(example(values), question)


def _put(case: Case) -> None:
    st.session_state.update(x=write_matrix(parse_matrix(case.matrix), rows="\n"), show=case.show, g="")
    put_size(case.size)
    put_layer(parse(case.layer))
