"""A recording of one's own on the page: which track of it, from where, and every how manieth sample."""

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.pooling.signals import Signal, part
from poolviz.errors import PoolvizError
from poolviz.sources.signals.recording import Recording, first_measured, loudest
from poolviz.sources.signals.signals import LIMIT
from poolviz.sources.signals.uploads import MAX_BYTES, read_recording
from poolviz.texts import _
from poolviz.ui.shared.frame.memory import memory
from poolviz.ui.shared.messages import plain, sentence

FILE = "signal_file"
TRACK, FIRST, EVERY = "signal_track", "signal_start", "signal_every"


@dataclass
class Upload:
    """What came of the files that were sent: the last good `recording`, the `problem` of the last file."""

    recording: Recording | None = None
    problem: PoolvizError | None = None


def uploaded() -> Upload:
    """Return what the page remembers of the files that were sent."""
    return memory().extra.setdefault("upload", Upload())


def take_recording(data: bytes) -> None:
    """Keep what `data` holds and go to where most happens in it; where it cannot be read, keep why."""
    try:
        recording = read_recording(data)
    except PoolvizError as error:
        uploaded().problem = error
        return
    uploaded().recording, uploaded().problem = recording, None
    track = first_measured(recording)
    st.session_state.update({TRACK: track, FIRST: loudest(recording.tracks[track], LIMIT), EVERY: 1})


def upload_controls(below: DeltaGenerator) -> Signal | None:
    """Draw the upload and what is taken of it; return at most LIMIT samples, None while there is none."""
    with st.popover(_("File"), icon=":material/upload_file:"):
        # Without `type`: what is neither WAV nor CSV is then said in a sentence of the page.
        st.file_uploader(
            _("Your own WAV or CSV file, at most {limit} MB").format(limit=MAX_BYTES // 2**20),
            key=FILE,
            max_upload_size=MAX_BYTES // 2**20,
            on_change=_take_file,
        )
    problem, recording = uploaded().problem, uploaded().recording
    if problem is not None:
        said = _("{problem}. The last good signal stays.") if recording else "{problem}"
        below.error(said.format(problem=sentence(problem)))
    if recording is None:
        below.caption(
            _(
                "Choose a WAV file (PCM) or a CSV with a column of numbers, at most {limit} MB; {count} "
                "samples of it are shown at once. Until then this signal stays. A link cannot carry a file."
            ).format(limit=MAX_BYTES // 2**20, count=LIMIT)
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


def _take_file() -> None:
    file = st.session_state.get(FILE)
    uploaded().problem = None
    if file is not None:
        take_recording(file.getvalue())
