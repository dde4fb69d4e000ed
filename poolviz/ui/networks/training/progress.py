"""How far the run of a session is: its bar, its place in the line, how it ended."""

from typing import Any

import streamlit as st

from poolviz.server.jobs import background
from poolviz.texts import _
from poolviz.ui.networks.training.run import Watched
from poolviz.ui.shared.messages import sentence

MINUTES = round(background.PATIENCE / 60)


def show_progress(now: Watched | None, request: Any, plan: str, verdict: str = "") -> None:
    """Draw the bar of the run with its place in the line, or the `plan` of `request`; and why it failed.

    Of a run that has ended the `verdict` stands there, too: at the top, where it is seen without scrolling.
    """
    if now is None:
        st.progress(0.0, text=_plan(plan))
        return
    before = background.LINE.look(now.run)
    text = _state(now, before)
    if now.run.ended and verdict:
        text = f"{text} **{verdict}**"
    if now.run.ended and request != now.run.request:
        text = f"{text} {_('It ran with other settings than those chosen now.')}"
    st.progress(now.share, text=text)
    if now.run.error is not None:
        st.error(sentence(now.run.error))


def _plan(plan: str) -> str:
    line = background.LINE
    if not line.working:
        return plan
    now = _("On this server now: {working} running, {waiting} waiting.")
    return f"{plan} {now.format(working=line.working, waiting=line.waiting)}"


def _state(now: Watched, before: int) -> str:
    run, values = now.run, {"done": now.done, "total": now.run.request.total, "before": before}
    if not run.ended:
        said = _how_far(now) if run.state == "running" else _place(before)
        stay = _("Stay on this page: after {minutes} minutes without you, the run makes way for others.")
        return f"{said} {stay.format(minutes=MINUTES)}"
    if run.state == "done":
        return _("Finished: {total} epochs.").format(**values)
    if run.state == "failed":
        return _("Ended by an error after {done} of {total} epochs.").format(**values)
    if now.stopped:
        return _("Stopped after {done} of {total} epochs. What was finished is kept.").format(**values)
    return _("Stopped after {done} of {total} epochs: nobody had looked at it for {minutes} minutes.").format(
        **values, minutes=MINUTES
    )


def _place(before: int) -> str:
    if before == 1:
        return _("1 run is ahead of yours; yours starts automatically.")
    return _("{before} runs are ahead of yours; yours starts automatically.").format(before=before)


def _how_far(now: Watched) -> str:
    left = now.left
    if left is None:
        return _("Starting: loading torch, reading the pictures …")
    return _("Epoch {done} of {total}, about {seconds} s left.").format(
        done=now.done, total=now.run.request.total, seconds=max(1, round(left))
    )
