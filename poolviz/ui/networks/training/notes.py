"""As the notes do it: their training of their network for MNIST, live, beside what they print."""

from dataclasses import dataclass
from functools import partial

import streamlit as st

from poolviz.answers.networks.notes import FLAGS, Notes, epoch_rows, findings, share_done
from poolviz.networks.training.notes import NotesEpoch, NotesMessage, NotesRequest, Underway
from poolviz.server.jobs import background
from poolviz.server.jobs.background import Owner
from poolviz.sources.datasets.examples import notes_work
from poolviz.texts import _
from poolviz.ui.networks.training.progress import show_progress
from poolviz.ui.networks.training.run import Section
from poolviz.ui.pooling.pictures.datasets import offer_download
from poolviz.ui.shared.controls.prose import prose
from poolviz.ui.shared.controls.setting import setting
from poolviz.ui.shared.frame.viewer import speak_chosen
from poolviz.ui.shared.runtime.runs import part_of_page
from poolviz.views.words.programs.notes import notes_script
from poolviz.views.words.tables import as_markdown
from poolviz.views.words.training import KIND_NAMES

EVERY = 1.0  # seconds between two looks at a run


@dataclass
class NotesHeld:
    """A run of this section, and whether the learner stopped it."""

    run: background.Run[NotesRequest, NotesMessage]
    stopped: bool = False

    @property
    def done(self) -> int:
        """How many epochs it has told."""
        return sum(isinstance(told, NotesEpoch) for told in self.run.messages)

    @property
    def share(self) -> float:
        """How far it is, from 0 to 1."""
        return share_done(self.run.request, self.run.messages)

    @property
    def left(self) -> float | None:
        """About how many seconds it still takes; None while nobody knows."""
        last = self.run.messages[-1] if self.run.messages else None
        if not isinstance(last, Underway | NotesEpoch) or not self.share:
            return None
        return last.elapsed / self.share * (1 - self.share)


NOTES: Section[NotesHeld] = Section("notes")


def notes_controls() -> None:
    """Draw which pools the network is trained with."""
    st.caption(_("The notes' network for MNIST, with"))
    for pool, key in FLAGS.items():
        setting(key, _(KIND_NAMES[pool]), "check")
    st.caption(
        _("Without pooling it needs about 1 GB of memory and about ten times as long: try the others first.")
    )


def notes_training(asked: Notes) -> None:
    """Draw what it is about, the run with its table, refreshed while it lives, what it says, the program."""
    prose(
        _(
            "The notes train four convolutions of 3×3 with two max pools on MNIST: Adam, batches of 100, "
            "three epochs. Does it come out here as they print it? And does it need their pools?"
        )
    )
    if asked.missing:
        said = _("MNIST is not in the data folder of this server.")
        offer_download("mnist", said)
    running = NOTES.alive()
    NOTES.button(partial(_submitted, asked.request), asked.ready, running)
    NOTES.problem()
    if running:
        part_of_page(partial(_live, asked), EVERY)()
    else:
        _shown(asked)
    with st.expander(_("Code")):
        st.code(notes_script((asked.request.pools or tuple(FLAGS))[0]), language="python")


def _submitted(request: NotesRequest, by: Owner) -> NotesHeld:
    return NotesHeld(background.LINE.submit(notes_work, request, by))


def _live(asked: Notes) -> None:
    speak_chosen()  # a fragment runs in a thread of its own
    _shown(asked)
    if not NOTES.alive():
        st.rerun()


def _shown(asked: Notes) -> None:
    now = NOTES.kept().held
    show_progress(now, asked.request, asked.plan)
    request, messages = (asked.request, []) if now is None else (now.run.request, now.run.messages)
    st.markdown(as_markdown(epoch_rows(request, messages)))
    st.markdown("\n".join(f"- {line}" for line in findings(messages)))
