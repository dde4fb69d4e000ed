"""The one training run that a session holds: begun, watched in the line of all sessions, stopped."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

import streamlit as st

from poolviz.errors import PoolvizError
from poolviz.networks.training.messages import Message, Outline, Request
from poolviz.networks.training.verdicts import (
    Summary,
    Trainings,
    seconds_left,
    summaries,
    trained,
    trainings,
)
from poolviz.server.jobs import background
from poolviz.server.jobs.background import Owner
from poolviz.sources.datasets.examples import work
from poolviz.texts import _
from poolviz.ui.shared.frame.memory import memory
from poolviz.ui.shared.frame.viewer import owner
from poolviz.ui.shared.messages import sentence

GUESS = "training_guess"
H = TypeVar("H", bound="Watched")


class Watched(Protocol):
    """A run that a session holds, as far as its progress goes."""

    run: background.Run[Any, Any]
    stopped: bool

    @property
    def done(self) -> int:
        """How many epochs it has told."""

    @property
    def share(self) -> float:
        """How far it is, from 0 to 1."""

    @property
    def left(self) -> float | None:
        """About how many seconds it still takes; None while nobody knows."""


@dataclass
class Held:
    """A run, what the learner had guessed, and whether the learner stopped it."""

    run: background.Run[Request, Message]
    guess: str | None = None
    stopped: bool = False

    @property
    def request(self) -> Request:
        """What it was asked for."""
        return self.run.request

    @property
    def done(self) -> int:
        """How many epochs it has told."""
        return len(trained(self.run.messages))

    @property
    def share(self) -> float:
        """How far it is, from 0 to 1."""
        return min(1.0, self.done / self.request.total)

    @property
    def left(self) -> float | None:
        """About how many seconds it still takes; None while nobody knows."""
        return seconds_left(self.run.messages, self.request.total)

    @property
    def outline(self) -> Outline | None:
        """What the run said first: parameters and numbers of pictures."""
        return next((told for told in self.run.messages if isinstance(told, Outline)), None)

    @property
    def trainings(self) -> Trainings:
        """The epochs that it has told, by kind and seed."""
        return trainings(self.run.messages)

    @property
    def summaries(self) -> list[Summary]:
        """What the trainings that are finished came to."""
        return summaries(self.trainings)


@dataclass
class Kept(Generic[H]):
    """What the page remembers: its last run, and why none could begin."""

    held: H | None = None
    problem: PoolvizError | None = None


@dataclass(frozen=True)
class Section(Generic[H]):
    """A part of the page that holds one run a session, remembered under `name`."""

    name: str

    def kept(self) -> Kept[H]:
        """Return what the page remembers of its runs."""
        return memory().extra.setdefault(self.name, Kept())

    def alive(self) -> bool:
        """Tell whether the run of this session waits or works."""
        now = self.kept().held
        return now is not None and not now.run.ended

    def begin(self, submit: Callable[[Owner], H]) -> None:
        """Put a run into the line by `submit`, unless this session has one there."""
        here = self.kept()
        here.problem = None
        if self.alive():
            return
        try:
            here.held = submit(owner())
        except PoolvizError as error:
            here.problem = error

    def end(self) -> None:
        """Stop the run of this session; what it has told stays."""
        now = self.kept().held
        if now is not None:
            now.stopped = not now.run.ended
            background.LINE.stop(now.run)

    def button(self, submit: Callable[[Owner], H], ready: bool, running: bool) -> None:
        """Draw the button that begins a run, or the one that stops it."""
        if running:
            label, icon, name, click = _("Stop"), ":material/stop:", "stop", self.end
        else:
            click = partial(self.begin, submit)
            label, icon, name = _("Start"), ":material/play_arrow:", "start"
        st.button(
            label,
            key=f"{name}_{self.name}",
            on_click=click,
            icon=icon,
            type="secondary" if running else "primary",
            disabled=not (running or ready),
        )

    def problem(self) -> None:
        """Say why no run could begin."""
        if (found := self.kept().problem) is not None:
            st.error(sentence(found))


TRAINING: Section[Held] = Section("training")


def submitted(request: Request, by: Owner) -> Held:
    """Return a run of the comparison that was put into the line, with what the learner guesses."""
    return Held(background.LINE.submit(work, request, by), st.session_state.get(GUESS))
