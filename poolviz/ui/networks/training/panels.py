"""What stands below a training: what it says and what not, the code, the networks, all epochs."""

import streamlit as st

from poolviz.answers.networks.training import layer_rows, program
from poolviz.answers.settings.fields import one_of
from poolviz.networks.training.messages import Request
from poolviz.texts import _
from poolviz.ui.networks.training.run import Held
from poolviz.ui.shared.controls.download import csv_button
from poolviz.ui.shared.controls.prose import prose, remark
from poolviz.ui.shared.controls.setting import compact, segments
from poolviz.views.words.training import KIND_NAMES, epoch_rows, findings, limits


def panels(now: Held | None, asked: Request) -> None:
    """Draw which curves are shown, and the chosen panel below them."""
    with st.container(horizontal=True, vertical_alignment="center"):
        chosen = segments("panel", _("Below the curves"))
        segments("curve", _("Curves"))
    if chosen == "says":
        _says(now)
    elif chosen == "code":
        _code(asked)
    elif chosen == "networks":
        _networks(asked)
    elif chosen == "epochs":
        _epochs(now)


def _says(now: Held | None) -> None:
    found = now.summaries if now is not None and now.run.ended else []
    outline = now.outline if now is not None else None
    if now is None or outline is None or not found:
        st.markdown(_("When a run has ended, this tells what it shows and what it does not show."))
        return
    left, right = st.columns(2)
    prose(_("**What these runs show**") + _bullets(findings(found, outline)), left)
    faces = now.request.data == "faces"
    prose(_("**What they cannot show**") + _bullets(limits(found, outline, faces)), right)


def _bullets(lines: list[str]) -> str:
    return "\n\n" + "\n".join(f"- {line}" for line in lines)


def _code(asked: Request) -> None:
    kind = _kind_choice()
    st.markdown(_("Seed 0 of this network, with the same pictures and the same result on a CPU:"))
    st.code(program(asked, kind), language="python")


def _networks(asked: Request) -> None:
    st.dataframe(layer_rows(asked, _kind_choice()), hide_index=True, width="stretch")
    remark(
        _(
            "Only this differs: max and average pool after each ReLU, the strided network's "
            "convolutions move by 2, and without pooling the planes stay large, so the Linear grows."
        )
    )


def _kind_choice() -> str:
    return compact("training_kind", _("Network"), 260, field=one_of(KIND_NAMES))


def _epochs(now: Held | None) -> None:
    rows = epoch_rows(now.trainings) if now is not None and now.run.ended else []
    if not rows:
        st.markdown(_("When a run has ended, all its epochs are listed here."))
        return
    st.dataframe(rows, hide_index=True, width="stretch")
    csv_button(rows, "epochs.csv")
