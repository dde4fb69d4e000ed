"""How far the run of a session is: its bar, its place in the line, how it ended."""

import streamlit as st

from poolviz.answers.networks.training import Comparison
from poolviz.jobs import background
from poolviz.networks.training.verdicts import seconds_left
from poolviz.texts import _
from poolviz.ui.networks.training.run import Held
from poolviz.ui.shared.messages import sentence

MINUTES = round(background.PATIENCE / 60)


def show_progress(now: Held | None, asked: Comparison) -> None:
    """Draw the bar of the run with its place in the line, or what will happen; and why it failed."""
    if now is None:
        st.progress(0.0, text=_plan(asked))
        return
    before = background.LINE.look(now.run)
    text = _state(now, before)
    if now.run.ended and asked.request != now.request:
        text = f"{text} {_('It had other settings than those of now.')}"
    st.progress(min(1.0, now.done / now.request.total), text=text)
    if now.run.error is not None:
        st.error(sentence(now.run.error))


def _plan(asked: Comparison) -> str:
    line = background.LINE
    if not line.working or not asked.request.kinds:
        return asked.plan
    now = _("On this server now: {working} at work, {waiting} waiting.")
    return f"{asked.plan} {now.format(working=line.working, waiting=line.waiting)}"


def _state(now: Held, before: int) -> str:
    run, values = now.run, {"done": now.done, "total": now.request.total, "before": before}
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
    left = seconds_left(now.run.messages, now.request.total)
    if left is None:
        return _("It begins: torch is loaded, the pictures are read …")
    return _("Epoch {done} of {total}, about {seconds} s left.").format(
        done=now.done, total=now.request.total, seconds=max(1, round(left))
    )
