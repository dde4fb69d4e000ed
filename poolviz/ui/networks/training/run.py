"""The one training run that a session holds: begun, watched in the line of all sessions, stopped."""

from dataclasses import dataclass

import streamlit as st

from poolviz.errors import PoolvizError
from poolviz.jobs import background
from poolviz.networks.training.messages import Message, Outline, Request
from poolviz.networks.training.verdicts import Summary, Trainings, summaries, trained, trainings
from poolviz.sources.datasets.examples import work
from poolviz.ui.shared.frame.memory import memory

GUESS = "training_guess"


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
class Kept:
    """What the page remembers: its last run, and why none could begin."""

    held: Held | None = None
    problem: PoolvizError | None = None


def kept() -> Kept:
    """Return what the page remembers of its runs."""
    return memory().extra.setdefault("training", Kept())


def alive() -> bool:
    """Tell whether the run of this session waits or works."""
    now = kept().held
    return now is not None and not now.run.ended


def begin(request: Request) -> None:
    """Put a run into the line, unless this session has one there."""
    here = kept()
    here.problem = None
    if alive():
        return
    try:
        here.held = Held(background.LINE.submit(work, request), st.session_state.get(GUESS))
    except PoolvizError as error:
        here.problem = error


def end() -> None:
    """Stop the run of this session; what it has told stays."""
    now = kept().held
    if now is not None:
        now.stopped = not now.run.ended
        background.LINE.stop(now.run)
