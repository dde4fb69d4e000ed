"""What stands below the batches: the event files, the speed, the size, the code."""

import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st
from torch import nn

from poolviz.answers.pooling.batches.page import Batches
from poolviz.answers.pooling.batches.progress import events_line, speed_rows
from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code
from poolviz.pooling.devices import CPU
from poolviz.server.jobs.background import LINE, Run
from poolviz.sources.datasets.batches import PictureSet
from poolviz.sources.datasets.events import KEPT, runs_folder, write
from poolviz.sources.datasets.folder import data_folder
from poolviz.sources.datasets.messages import Request, Speed, Writing
from poolviz.sources.datasets.speed import measure
from poolviz.texts import _
from poolviz.ui.shared.controls.prose import prose
from poolviz.ui.shared.controls.setting import segments
from poolviz.ui.shared.frame.memory import memory
from poolviz.ui.shared.frame.viewer import at_the_server, chosen_device, owner, speak_chosen
from poolviz.ui.shared.messages import plain, sentence
from poolviz.ui.shared.runtime.runs import part_of_page
from poolviz.ui.shared.stage.panels import size_panel
from poolviz.views.words.programs.batches import batch_script

EVENTS, SPEED = "events_run", "speed_run"
EVERY = 0.5  # seconds between two looks at a run
Doing = Callable[[Request], Iterator[Any]]


@dataclass
class Work:
    """What the page remembers of one kind of work in the background: its last `run`, why none could begin."""

    run: Run[Any, Any] | None = None
    problem: PoolvizError | None = None


def work(key: str) -> Work:
    """Return what the page remembers of the work called `key`."""
    return memory().extra.setdefault(key, Work())


def batch_panels(found: Batches, layer: nn.Module) -> None:
    """Draw the chosen panel below the batches; work and code are those of the `layer` of the controls."""
    chosen = segments("panel", _("Below the stage"))
    if chosen == "tensorboard":
        _events(found.pictures, layer)
    elif chosen == "speed":
        _speed(found.pictures, layer)
    elif chosen == "code":
        st.code(batch_script(found.pictures.key, layer), language="python")
    elif found.explanation is not None:
        size_panel(found.explanation)


def _events(pictures: PictureSet, layer: nn.Module) -> None:
    prose(
        _(
            "Writes all {batches} batches and their outputs as TensorBoard event files, "
            "into a new folder below `{folder}`. The newest {kept} runs are kept."
        ).format(batches=pictures.batches, folder=_ticked(shown_path(runs_folder())), kept=KEPT)
    )
    request = _request(pictures, layer)
    _background(EVENTS, write, request, _("Write event files"), _events_so_far)


def _speed(pictures: PictureSet, layer: nn.Module) -> None:
    prose(
        _(
            "The loop of the tutorials (DataLoader and layer alone), this app's stream of batches, and "
            "writing event files; on the CPU, and on an accelerator where there is one."
        )
    )
    request = _request(pictures, layer)
    _background(SPEED, measure, request, _("Measure"), _speed_so_far)


def _request(pictures: PictureSet, layer: nn.Module) -> Request:
    return Request(pictures.key, code(layer), cpu=chosen_device() == CPU)


def _background(
    key: str, function: Doing, request: Request, label: str, so_far: Callable[[Run[Any, Any]], None]
) -> None:
    """Draw a button that starts work in the background, how far it is, what came of it."""
    run = work(key).run
    busy = run is not None and not run.ended
    st.button(
        label,
        key=f"start_{key}",
        on_click=_start,
        args=(key, function, request),
        disabled=busy,
        icon=":material/play_circle:",
    )
    if (problem := work(key).problem) is not None:
        work(key).problem = None
        st.error(sentence(problem))
    if run is None:
        return
    if busy:
        part_of_page(_watch, EVERY)(key, run, so_far)
    else:
        _say_end(run, so_far)


def _start(key: str, function: Doing, request: Request) -> None:
    try:
        work(key).run = LINE.submit(function, request, owner())
    except PoolvizError as error:
        work(key).problem = error


def _watch(key: str, run: Run[Any, Any], so_far: Callable[[Run[Any, Any]], None]) -> None:
    speak_chosen()
    before = LINE.look(run)
    if run.ended:
        st.rerun()
    if before:
        st.progress(0.0, text=_("Runs ahead of yours: {before}").format(before=before))
    elif not run.messages:
        st.progress(0.0, text=_("Starting …"))
    else:
        so_far(run)
    st.button(_("Stop"), key=f"stop_{key}", on_click=LINE.stop, args=(run,), icon=":material/stop:")


def _say_end(run: Run[Any, Any], so_far: Callable[[Run[Any, Any]], None]) -> None:
    if run.error is not None:
        st.error(sentence(run.error))
    elif run.state == "stopped":
        st.info(_("Stopped. What was done until then is kept."))
    if run.messages:
        so_far(run)


def _events_so_far(run: Run[Request, Writing]) -> None:
    last = run.messages[-1]
    st.progress(last.done / last.batches, text=events_line(last, run.ended))
    if not last.done:
        return
    st.caption(_("To look at them, even while they are being written:"))
    shown = shown_path(Path(last.folder))
    folder = shlex.quote(shown) if at_the_server() else f'"{shown}"'
    st.code(f"tensorboard --logdir {folder}", language="bash", wrap_lines=True)
    if not at_the_server():
        st.caption(_("The folder is on the machine that runs this app, so run the command there."))


def _speed_so_far(run: Run[Request, Speed]) -> None:
    head = [_("What"), _("Device"), _("Pictures per second"), _("to the loop")]
    rows = [(way, plain(device), rate, share) for way, device, rate, share in speed_rows(run.messages)]
    lines = [head, ["---", "---", "---:", "---:"], *rows]
    st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))


def shown_path(folder: Path) -> str:
    """Return a path in the data folder as whoever looks may see it: whole at the machine itself alone."""
    if at_the_server():
        return str(folder)
    return f"$POOLVIZ_DATA/{folder.relative_to(data_folder())}"


def _ticked(text: str) -> str:
    return text.replace("`", "'")
