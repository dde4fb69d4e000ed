"""The button that takes rows away."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from poolviz.texts import _
from poolviz.views.words.tables import as_csv


def csv_button(rows: Sequence[dict[str, Any]], file_name: str) -> None:
    """Draw the button that takes `rows` away as CSV."""
    st.download_button(
        _("Download as CSV"),
        as_csv(rows),
        file_name=file_name,
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
    )
