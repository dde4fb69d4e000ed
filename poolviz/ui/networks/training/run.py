"""The one training run that a session holds: begun, watched in the line of all sessions, stopped."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from poolviz.errors import PoolvizError
from poolviz.jobs import background
from poolviz.networks.training.verdicts import seconds_left
from poolviz.sources.datasets.examples import WORK
from poolviz.texts import _
from poolviz.ui.shared.messages import sentence

Request = dict[str, Any]
HELD = "training_run"
PROBLEM = "training_problem"
GUESS = "training_guess"
MINUTES = round(background.PATIENCE / 60)


@dataclass
class Held:
    """A run, what it was asked for, what the learner had guessed, and whether the learner stopped it."""

    run: background.Run
    request: Request
    guess: str | None = None
    stopped: bool = field(default=False)

    @property
    def total(self) -> int:
        """How many epochs it has in all, of all kinds and seeds."""
        return total_epochs(self.request)

    @property
    def done(self) -> int:
        """How many epochs it has told."""
        return sum(bool(told.get("epoch")) for told in self.run.messages)

    @property
    def outline(self) -> Mapping[str, Any] | None:
        """What the run said first: parameters and numbers of pictures."""
        return self.run.messages[0] if self.run.messages else None


def total_epochs(request: Request) -> int:
    """Return how many epochs `request` asks for, of all kinds and seeds."""
    return len(request["kinds"]) * request["seeds"] * request["epochs"]


def held() -> Held | None:
    """Return the run of this session, None where it has begun none."""
    return st.session_state.get(HELD)


def alive() -> bool:
    """Tell whether the run of this session waits or works."""
    now = held()
    return now is not None and not now.run.ended


def begin(request: Request) -> None:
    """Put a run into the line, unless this session has one there."""
    st.session_state[PROBLEM] = None
    if alive():
        return
    try:
        run = background.LINE.submit(WORK, request)
        st.session_state[HELD] = Held(run, request, st.session_state.get(GUESS))
    except PoolvizError as error:
        st.session_state[PROBLEM] = error


def end() -> None:
    """Stop the run of this session; what it has told stays."""
    now = held()
    if now is not None:
        now.stopped = not now.run.ended
        background.LINE.stop(now.run)


def show_progress(now: Held | None, asked: Request) -> None:
    """Draw the bar of the run with its place in the line, or what will happen; and why it failed."""
    if now is None:
        st.progress(0.0, text=_plan(asked))
        return
    before = background.LINE.look(now.run)
    text = _state(now, before)
    if now.run.ended and asked != now.request:
        text = f"{text} {_('It had other settings than those of now.')}"
    st.progress(min(1.0, now.done / now.total), text=text)
    if now.run.error is not None:
        st.error(sentence(now.run.error))


def _plan(asked: Request) -> str:
    if not asked["kinds"]:
        return _("Choose at least one network.")
    plan = _("{networks} networks × {seeds} seeds × {epochs} epochs = {total} epochs in the background.")
    said = plan.format(
        networks=len(asked["kinds"]),
        seeds=asked["seeds"],
        epochs=asked["epochs"],
        total=total_epochs(asked),
    )
    line = background.LINE
    if not line.working:
        return said
    now = _("On this server now: {working} at work, {waiting} waiting.")
    return f"{said} {now.format(working=line.working, waiting=line.waiting)}"


def _state(now: Held, before: int) -> str:
    run, values = now.run, {"done": now.done, "total": now.total, "before": before}
    if not run.ended:
        said = _how_far(now) if run.state == "running" else _place(before)
        stay = _("Stay here: after {minutes} minutes without you it makes way for others.")
        return f"{said} {stay.format(minutes=MINUTES)}"
    if run.state == "done":
        return _("Finished: {total} epochs.").format(**values)
    if run.state == "failed":
        return _("Ended by an error after {done} of {total} epochs.").format(**values)
    if now.stopped:
        return _("Stopped after {done} of {total} epochs; what was finished stays.").format(**values)
    return _(
        "Given up after {done} of {total} epochs: nobody had looked at it for {minutes} minutes."
    ).format(**values, minutes=MINUTES)


def _place(before: int) -> str:
    if before == 1:
        return _("1 run goes before yours; yours begins by itself.")
    return _("{before} runs go before yours; yours begins by itself.").format(before=before)


def _how_far(now: Held) -> str:
    left = seconds_left(now.run.messages, now.total)
    if left is None:
        return _("It begins: torch is loaded, the pictures are read …")
    return _("Epoch {done} of {total}, about {seconds} s left.").format(
        done=now.done, total=now.total, seconds=max(1, round(left))
    )
