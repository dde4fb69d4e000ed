"""A recording of one's own on the page: which track of it, from where, and one sample of how many."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.pooling.signals import Signal, part
from poolviz.answers.settings.fields import whole
from poolviz.sources.signals.recording import Recording, first_measured, loudest
from poolviz.sources.signals.signals import LIMIT
from poolviz.sources.signals.uploads import MAX_BYTES, read_recording
from poolviz.texts import _
from poolviz.ui.shared.controls.setting import compact, named
from poolviz.ui.shared.controls.upload import Files, file_box, held_file, say_problem
from poolviz.ui.shared.frame.memory import memory
from poolviz.ui.shared.messages import plain

FILE = "signal_file"
INSTEAD = "instead"  # in the page's memory: whether the other of two readings was taken
TRACK, FIRST, EVERY = "signal_track", "signal_start", "signal_every"


def files() -> Files[Recording]:
    """Return what the page remembers of the files that were sent."""
    return memory().extra.setdefault("files", Files())


def upload_controls(below: DeltaGenerator) -> Signal | None:
    """Draw the upload and what is taken of it; return at most LIMIT samples, None while there is none."""
    limit = MAX_BYTES // 2**20
    with st.popover(_("File"), icon=":material/upload_file:"):
        label = _("Your own WAV or CSV file, at most {limit} MB").format(limit=limit)
        file_box(files(), FILE, label, limit, _read)
    with below:
        say_problem(files(), _("{problem}. The last good signal is kept."))
    recording = files().good
    if recording is None:
        below.caption(
            _(
                "Choose a WAV file (PCM) or a CSV with a column of numbers, at most {limit} MB. {count} "
                "samples are shown at a time. Until then this signal stays. A link cannot carry a file."
            ).format(limit=limit, count=LIMIT)
        )
        return None
    _offer_other(recording, below)
    return _part(recording, below)


def _offer_other(recording: Recording, below: DeltaGenerator) -> None:
    """Say how a table was read that can be read in two ways, and offer the other while its file is here."""
    if not recording.instead:
        return
    with below.container(horizontal=True, vertical_alignment="center"):
        st.caption(_("Read so: {rule}.").format(rule=_(recording.rule)))
        if held_file(FILE) is not None:
            label = _("Instead: {rule}").format(rule=_(recording.instead))
            st.button(label, key="signal_reading", on_click=_read_other)


def _part(recording: Recording, below: DeltaGenerator) -> Signal:
    for key in (TRACK, FIRST, EVERY):  # Streamlit forgets a widget that a run does not draw
        held = st.session_state.get(key)
        st.session_state[key] = held if held is not None else int(key == EVERY)
    st.session_state[TRACK] = min(st.session_state[TRACK], len(recording.tracks) - 1)
    place = 0
    if len(recording.tracks) > 1:
        names = {number: _track_name(recording, number) for number in range(len(recording.tracks))}
        tracks = whole(0, 0, len(names) - 1)
        place = compact(TRACK, _("Channel or column"), 125, "list", field=tracks, offered=names)
    track = recording.tracks[place]
    st.session_state[FIRST] = min(st.session_state[FIRST], len(track) - 1)
    start = named(FIRST, _("from"), 110, field=whole(0, 0, len(track) - 1))
    st.session_state[EVERY] = min(st.session_state[EVERY], len(track))
    every = named(EVERY, _("step"), 90, field=whole(1, 1, len(track)))
    found = part(recording, place, start, every)
    below.caption(" · ".join([*_notes(recording), _shown(len(track), start, every, len(found.x))]))
    return found


def _track_name(recording: Recording, number: int) -> str:
    return recording.names[number] if recording.names else _("channel {n}").format(n=number)


def _shown(length: int, start: int, every: int, count: int) -> str:
    said = _(
        "{count} of {length} samples: from {start} to {end} in steps of {every}. "
        "A link cannot carry your file."
    )
    end = start + (count - 1) * every
    numbers = {"count": count, "length": length, "start": start, "end": end, "every": every}
    return said.format(**{name: f"{value:,}" for name, value in numbers.items()})


def _notes(recording: Recording) -> list[str]:
    return [plain(_(template).format(**values)) for template, values in recording.notes]


def _read_other() -> None:
    content = held_file(FILE)
    if content is not None:
        files().good = _read(content, instead=not memory().extra.get(INSTEAD, False))


def _read(data: bytes, instead: bool = False) -> Recording:
    """Return what a file holds, and go to where most happens in it."""
    recording = read_recording(data, instead=instead)
    memory().extra[INSTEAD] = instead
    track = first_measured(recording)
    st.session_state.update({TRACK: track, FIRST: loudest(recording.tracks[track], LIMIT), EVERY: 1})
    return recording
