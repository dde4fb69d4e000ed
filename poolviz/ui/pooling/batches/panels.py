"""What stands below the batches: the event files, the speed, the size, the code."""

import shlex
from collections.abc import Callable
from urllib.parse import urlsplit

import streamlit as st

from poolviz.errors import PoolvizError
from poolviz.jobs.background import LINE, Run
from poolviz.pooling.code.line import code
from poolviz.sources.datasets.events import KEPT, runs_folder
from poolviz.texts import N_, _
from poolviz.ui.pooling.batches.batch import Experiment
from poolviz.ui.shared.choices import segments
from poolviz.ui.shared.frame.viewer import speak_chosen
from poolviz.ui.shared.messages import plain, sentence
from poolviz.ui.shared.stage.panels import size_panel
from poolviz.views.words.programs.batches import batch_script

BATCH_PANELS = {
    "tensorboard": "TensorBoard",
    "speed": N_("Pictures per second"),
    "size": N_("Output size, step by step"),
    "code": N_("Code"),
}
EVENTS, SPEED = "events_run", "speed_run"
EVERY = 0.5  # seconds between two looks at a run
HERE = ("localhost", "127.0.0.1", "::1")


def batch_panels(shown: Experiment) -> None:
    """Draw the chosen panel below the batches."""
    chosen = segments(_("Below the stage"), BATCH_PANELS, "panel")
    if chosen == "tensorboard":
        _events(shown)
    elif chosen == "speed":
        _speed(shown)
    elif chosen == "code":
        st.code(batch_script(shown.pictures.key, shown.layer), language="python")
    elif shown.explanation is not None:
        size_panel(shown.explanation)


def _events(shown: Experiment) -> None:
    st.markdown(
        _(
            "Writes all {batches} batches and their outputs as TensorBoard event files, "
            "into a new folder below `{folder}`. The newest {kept} runs are kept."
        ).format(batches=shown.pictures.batches, folder=_ticked(str(runs_folder())), kept=KEPT)
    )
    _background(
        EVENTS, "poolviz.sources.datasets.events:write", shown, _("Write event files"), _events_so_far
    )


def _speed(shown: Experiment) -> None:
    st.markdown(
        _(
            "The loop of the tutorials (DataLoader and layer alone), this app's stream of batches, and "
            "writing event files; on the CPU, and on an accelerator where there is one."
        )
    )
    _background(SPEED, "poolviz.sources.datasets.speed:measure", shown, _("Measure"), _speed_so_far)


def _background(
    key: str, function: str, shown: Experiment, label: str, so_far: Callable[[Run], None]
) -> None:
    """Draw a button that starts work in the background, how far it is, what came of it."""
    run: Run | None = st.session_state.get(key)
    busy = run is not None and not run.ended
    st.button(
        label,
        key=f"start_{key}",
        on_click=_start,
        args=(key, function, shown),
        disabled=busy,
        icon=":material/play_circle:",
    )
    if problem := st.session_state.pop(f"problem_{key}", None):
        st.error(sentence(problem))
    if run is None:
        return
    if busy:
        st.fragment(_watch, run_every=EVERY)(key, run, so_far)
    else:
        _say_end(run, so_far)


def _start(key: str, function: str, shown: Experiment) -> None:
    request = {
        "data": shown.pictures.key,
        "layer": code(shown.layer),
        "cpu": bool(st.session_state["cpu"]),
    }
    try:
        st.session_state[key] = LINE.submit(function, request)
    except PoolvizError as error:
        st.session_state[f"problem_{key}"] = error


def _watch(key: str, run: Run, so_far: Callable[[Run], None]) -> None:
    speak_chosen()
    before = LINE.look(run)
    if run.ended:
        st.rerun()
    if before:
        st.progress(0.0, text=_("Runs that go before yours: {before}").format(before=before))
    elif not run.messages:
        st.progress(0.0, text=_("It begins …"))
    else:
        so_far(run)
    st.button(_("Stop"), key=f"stop_{key}", on_click=LINE.stop, args=(run,), icon=":material/stop:")


def _say_end(run: Run, so_far: Callable[[Run], None]) -> None:
    if run.error is not None:
        st.error(sentence(run.error))
    elif run.state == "stopped":
        st.info(_("Stopped. What was done until then stays."))
    if run.messages:
        so_far(run)


def _events_so_far(run: Run) -> None:
    last = run.messages[-1]
    done, batches, seconds = last["done"], last["batches"], last["seconds"]
    text = _("{done} of {batches} batches").format(done=done, batches=batches)
    if done and seconds:
        rate = _("{rate} pictures a second").format(rate=f"{done * 64 / seconds:,.0f}")
        left = _("{seconds} s left").format(seconds=f"{seconds / done * (batches - done):.0f}")
        text = " · ".join([text, rate] if run.ended else [text, rate, left])
    st.progress(done / batches, text=text)
    if not done:
        return
    st.caption(_("To look at them, also while they are written:"))
    st.code(f"tensorboard --logdir {shlex.quote(last['folder'])}", language="bash", wrap_lines=True)
    if urlsplit(st.context.url or "").hostname not in HERE:
        st.caption(_("The folder is on the machine that runs this app: the command has to be given there."))


def _speed_so_far(run: Run) -> None:
    ways = {
        "loop": _("DataLoader and layer alone"),
        "stream": _("this app's stream"),
        "events": _("writing event files"),
    }
    loops = {said["device"]: said["rate"] for said in run.messages if said["way"] == "loop"}
    lines = [
        [_("What"), _("Device"), _("Pictures per second"), _("to the loop")],
        ["---", "---", "---:", "---:"],
    ]
    for said in run.messages:
        share = f"{said['rate'] / loops[said['device']]:.2f} ×"
        lines.append([ways[said["way"]], plain(said["device"]), f"{said['rate']:,.0f}", share])
    st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))


def _ticked(text: str) -> str:
    return text.replace("`", "'")
