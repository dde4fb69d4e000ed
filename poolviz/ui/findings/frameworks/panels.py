"""What stands below the stage of the Other frameworks page: code, steps, the index, the differences."""

import streamlit as st

from poolviz.answers.findings.frameworks.page import Comparison
from poolviz.answers.findings.frameworks.setting import NAMES, Place
from poolviz.findings.frameworks.differences import DIFFERENCES, Difference
from poolviz.pooling.explanation import Explanation
from poolviz.texts import _
from poolviz.ui.shared.controls.prose import prose
from poolviz.ui.shared.controls.setting import segments, setting
from poolviz.ui.shared.frame.address import keep
from poolviz.ui.shared.stage.panels import DRAWN, step_columns
from poolviz.views.words.framework_index import index_rows, index_sentence
from poolviz.views.words.framework_padding import padding_derivations
from poolviz.views.words.programs.frameworks import CODES, TO_ONNX, TO_TENSORFLOW, torch_code

PLACE = ("cs", "cn", "cc", "batch")
INSIDE = frozenset({"panel", *PLACE})  # set below the stage, without the rest of the page


def framework_panels(found: Comparison) -> None:
    """Draw the chosen panel below the stage."""
    chosen = segments("panel", _("Below the stage"))
    keep(PLACE)
    if found.made is not None:
        with st.container(key=DRAWN):
            _PANELS[chosen](found, found.made)


def _code(found: Comparison, made: Explanation) -> None:
    framework, padding = found.setting.framework, found.setting.padding
    left, right = st.columns((4, 3))
    with left:
        st.markdown(_("**In torch**, the same values:"))
        st.code(torch_code(made, padding), language="python", wrap_lines=True)
    with right:
        st.markdown(_("**In {name}**:").format(name=NAMES[framework]))
        st.code(CODES[framework](made, padding), language="python", wrap_lines=True)


def _steps(found: Comparison, made: Explanation) -> None:
    step_columns(padding_derivations(made, found.setting.padding))


def _index(found: Comparison, made: Explanation) -> None:
    if made.indices is None:
        st.info(_("An average picks no single cell, so it has no index. Choose max."))
        return
    prose(
        _(
            "Let this plane be one channel of one image. Each framework then numbers the same cell "
            "differently."
        )
    )
    place = found.place
    _place_controls(place)
    given = place.channels, place.image, place.channel, place.batch
    prose(index_sentence(made, *given))
    st.dataframe(index_rows(made, *given), hide_index=True, width="stretch")
    st.code(f"import torch\n\n\n{TO_TENSORFLOW}", language="python", wrap_lines=True)
    st.code(f"import torch\n\n\n{TO_ONNX}", language="python", wrap_lines=True)


def _place_controls(place: Place) -> None:
    """Draw where the plane lies in its tensor: C, n, c and include_batch_in_index."""
    st.session_state["cc"] = place.channel
    columns = st.columns(4, vertical_alignment="bottom")
    setting("cs", _("C, channels"), place=columns[0])
    setting("cn", _("n, this image"), place=columns[1])
    setting("cc", _("c, this channel"), place=columns[2], highest=place.channels - 1)
    setting("batch", "include_batch_in_index", place=columns[3])


def _rules(found: Comparison, _made: Explanation) -> None:
    prose(_("The two blocks give the same values. Each starts from x of shape (N, C, H, W)."))
    for difference in DIFFERENCES[found.setting.framework]:
        _rule(difference)


def _rule(difference: Difference) -> None:
    with st.container(border=True):
        left, right = st.columns(2, vertical_alignment="center")
        torchs, others = _(difference.torch), _(difference.other)
        said = [f"**{_(difference.subject)}**", f"- torch: {torchs}\n- {_('the other')}: {others}"]
        left.markdown("\n\n".join([*said, f"[{_('source')}]({difference.source})"]))
        right.code(difference.code, language="python", wrap_lines=True)


_PANELS = {"code": _code, "steps": _steps, "index": _index, "rules": _rules}
