"""Sound as numbers: PCM of 8, 16, 24 or 32 bits out of a WAV file, by the standard library."""

import io
import struct
import wave
from collections.abc import Iterator

import torch
from torch import Tensor

from poolviz.errors import PoolvizError
from poolviz.sources.pictures.pixels import Note
from poolviz.sources.signals.recording import MAX_SAMPLES, MAX_TRACKS, Recording
from poolviz.texts import N_

_EXTENSIBLE = 0xFFFE
_PCM_GUID = bytes.fromhex("0100000000001000800000aa00389b71")
_DAMAGED = N_("the upload is a damaged WAV file or one that was cut short")


def read_wav(data: bytes) -> Recording:
    """Return the channels of a WAV file of whole numbers, from −1 to just below 1, and its rate.

    Raises PoolvizError for other kinds of WAV (floating point, compressed), and for damaged files.
    """
    try:
        with wave.open(io.BytesIO(_as_pcm(data))) as file:
            told = file.getparams()
            most = MAX_SAMPLES // told.nchannels
            taken = file.readframes(min(told.nframes, most))
    except Exception as error:  # damaged files make the reader raise nearly anything
        raise _refused(error) from None
    if told.sampwidth not in (1, 2, 3, 4) or told.nchannels > MAX_TRACKS:
        message = N_("the upload must be a WAV of at most {limit} channels of 8, 16, 24 or 32 bits")
        raise PoolvizError(message, limit=MAX_TRACKS)
    width = told.sampwidth * told.nchannels
    frames = len(taken) // width
    if not frames:
        raise PoolvizError(N_("the upload must hold samples, but there is none in it"))
    values = _values(taken[: frames * width], told.sampwidth).view(frames, told.nchannels)
    tracks = tuple(values[:, channel].clone() for channel in range(told.nchannels))
    return Recording(tracks, (), told.framerate, tuple(_notes(told, frames, most)))


def _as_pcm(data: bytes) -> bytes:
    """Return `data` with the format "extensible" named plain PCM where that is what it holds.

    wave reads that format from Python 3.12 on only; most recorders write 24 bits in it.
    """
    start = data.find(b"fmt ", 12, 4096) + 8
    kind = data[start : start + 2]
    if start < 20 or kind != struct.pack("<H", _EXTENSIBLE) or data[start + 24 : start + 40] != _PCM_GUID:
        return data
    return data[:start] + struct.pack("<H", 1) + data[start + 2 :]


def _refused(error: Exception) -> PoolvizError:
    if "unknown format" in str(error):
        return PoolvizError(
            N_("the upload must be a WAV of whole numbers (PCM); this one is compressed or in floating point")
        )
    return PoolvizError(_DAMAGED)


def _values(raw: bytes, width: int) -> Tensor:
    """Return the samples of `raw`, little-endian whole numbers of `width` bytes, divided by their range."""
    if width == 1:  # of all widths the one without a sign
        return (torch.frombuffer(bytearray(raw), dtype=torch.uint8).float() - 128) / 128
    if width == 3:
        parts = torch.frombuffer(bytearray(raw), dtype=torch.uint8).view(-1, 3).int()
        high = parts[:, 2] - 256 * (parts[:, 2] >= 128).int()
        return (parts[:, 0] + 256 * parts[:, 1] + 65536 * high).float() / 2**23
    dtype = torch.int16 if width == 2 else torch.int32
    return (torch.frombuffer(bytearray(raw), dtype=dtype).double() / 2 ** (8 * width - 1)).float()


def _notes(told: "wave._wave_params", frames: int, most: int) -> Iterator[Note]:
    values = {"bits": 8 * told.sampwidth, "rate": f"{told.framerate:,}", "channels": told.nchannels}
    yield N_("WAV, {bits} bits, {rate} samples a second, channels: {channels}; shown from −1 to 1"), values
    if frames < min(told.nframes, most):
        yield N_("the file is shorter than it says"), {}
    elif told.nframes > most:
        values = {"limit": f"{most:,}", "got": f"{told.nframes:,}"}
        yield N_("the first {limit} of {got} samples were read"), values
