"""A recording of one's own on the page: which track of it, from where, and every how manieth sample."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.pooling.signals import Signal, part
from poolviz.sources.signals.recording import Recording, first_measured, loudest
from poolviz.sources.signals.signals import LIMIT
from poolviz.sources.signals.uploads import MAX_BYTES, read_recording
from poolviz.texts import _
from poolviz.ui.shared.controls.upload import Files, file_box, say_problem
from poolviz.ui.shared.frame.memory import memory
from poolviz.ui.shared.messages import plain

FILE = "signal_file"
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
        say_problem(files(), _("{problem}. The last good signal stays."))
    recording = files().good
    if recording is None:
        below.caption(
            _(
                "Choose a WAV file (PCM) or a CSV with a column of numbers, at most {limit} MB; {count} "
                "samples of it are shown at once. Until then this signal stays. A link cannot carry a file."
            ).format(limit=limit, count=LIMIT)
        )
        return None
    return _part(recording, below)


def _part(recording: Recording, below: DeltaGenerator) -> Signal:
    for key in (TRACK, FIRST, EVERY):  # Streamlit forgets a widget that a run does not draw
        held = st.session_state.get(key)
        st.session_state[key] = held if held is not None else int(key == EVERY)
    st.session_state[TRACK] = min(st.session_state[TRACK], len(recording.tracks) - 1)
    place = 0
    if len(recording.tracks) > 1:
        place = st.selectbox(
            _("Channel or column"),
            range(len(recording.tracks)),
            format_func=lambda number: _track_name(recording, number),
            key=TRACK,
            label_visibility="collapsed",
            width=125,
        )
    track = recording.tracks[place]
    st.session_state[FIRST] = min(st.session_state[FIRST], len(track) - 1)
    start = _box(_("from"), FIRST, 0, len(track) - 1, 110)
    st.session_state[EVERY] = min(st.session_state[EVERY], len(track))
    every = _box(_("step"), EVERY, 1, len(track), 90)
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


def _box(label: str, key: str, lowest: int, highest: int, width: int) -> int:
    st.markdown(label, width="content")
    value = st.number_input(
        label, lowest, highest, step=1, key=key, label_visibility="collapsed", width=width
    )
    return int(value)


def _read(data: bytes) -> Recording:
    """Return what a file holds, and go to where most happens in it."""
    recording = read_recording(data)
    track = first_measured(recording)
    st.session_state.update({TRACK: track, FIRST: loudest(recording.tracks[track], LIMIT), EVERY: 1})
    return recording
