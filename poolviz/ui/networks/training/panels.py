"""What stands below a training: what it says and what not, the code, the networks, all epochs."""

import streamlit as st

from poolviz.networks.training.networks import stages, unweighted
from poolviz.networks.training.verdicts import summaries, trainings
from poolviz.sources.datasets.examples import DATA_SETS
from poolviz.texts import N_, _
from poolviz.ui.networks.training.run import Held, Request
from poolviz.ui.shared.choices import csv_button, drop_down, segments
from poolviz.views.figures.training import CURVES
from poolviz.views.words.programs.training import training_script
from poolviz.views.words.training import KIND_NAMES, epoch_rows, findings, judged_guess, limits, stage_rows

PANELS = {
    "says": N_("What it says"),
    "code": N_("Code"),
    "networks": N_("The networks"),
    "epochs": N_("All epochs"),
}


def panels(now: Held | None, asked: Request) -> None:
    """Draw which curves are shown, and the chosen panel below them."""
    with st.container(horizontal=True, vertical_alignment="center"):
        chosen = segments(_("Below the curves"), PANELS, "panel")
        segments(_("Curves"), CURVES, "curve")
    if chosen == "says":
        _says(now)
    elif chosen == "code":
        _code(asked)
    elif chosen == "networks":
        _networks(asked)
    elif chosen == "epochs":
        _epochs(now)


def _says(now: Held | None) -> None:
    found = summaries(trainings(now.run.messages)) if now is not None and now.run.ended else []
    outline = now.outline if now is not None else None
    if now is None or outline is None or not found:
        st.markdown(_("When a run has ended, what it says and what it does not say stands here."))
        return
    if now.guess is not None and len(found) > 1:
        st.markdown(f"**{judged_guess(now.guess, found)}**")
    left, right = st.columns(2)
    left.markdown(_("**What these runs say**") + _bullets(findings(found, outline)))
    faces = now.request["data"] == "faces"
    right.markdown(_("**What they cannot say**") + _bullets(limits(found, outline, faces)))


def _bullets(lines: list[str]) -> str:
    return "\n\n" + "\n".join(f"- {line}" for line in lines)


def _code(asked: Request) -> None:
    kind = _kind_choice()
    sizes = DATA_SETS[asked["data"]].sizes
    st.markdown(_("Seed 0 of this network, with the same pictures and the same result on a CPU:"))
    st.code(training_script(asked["data"], sizes, kind, asked["epochs"], asked["rate"]), language="python")


def _networks(asked: Request) -> None:
    kind = _kind_choice()
    sizes = DATA_SETS[asked["data"]].sizes
    network = unweighted(kind, sizes.shape, sizes.classes)
    st.dataframe(stage_rows(stages(network, sizes.shape)), hide_index=True, width="stretch")
    st.caption(
        _(
            "Only this differs: max and average pool behind each ReLU, the strided network's convolutions "
            "take steps of 2, and without pooling the planes stay large, so that the Linear grows."
        )
    )


def _kind_choice() -> str:
    return drop_down(_("Network"), KIND_NAMES, "training_kind", 260)


def _epochs(now: Held | None) -> None:
    rows = epoch_rows(trainings(now.run.messages)) if now is not None and now.run.ended else []
    if not rows:
        st.markdown(_("When a run has ended, all its epochs stand here."))
        return
    st.dataframe(rows, hide_index=True, width="stretch")
    csv_button(rows, "epochs.csv")
