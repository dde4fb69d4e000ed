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

    RIFX, whose numbers begin with the large end, and RF64 are read too. Raises PoolvizError for other kinds
    of WAV (floating point, compressed), and for damaged files.
    """
    large_end = data[:4] == b"RIFX"
    bits = _bits(data, large_end)
    try:
        with wave.open(io.BytesIO(_as_pcm(_as_riff(data)))) as file:
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
    values = _values(taken[: frames * width], told.sampwidth, large_end).view(frames, told.nchannels)
    tracks = tuple(values[:, channel].clone() for channel in range(told.nchannels))
    return Recording(tracks, (), told.framerate, tuple(_notes(told, bits, frames, most)))


def _bits(data: bytes, large_end: bool) -> int:
    """Return how many bits of each number the file says to use: 12 of 16 are the upper 12."""
    start = data.find(b"fmt ", 12, 4096) + 8
    said = data[start + 14 : start + 16]
    return int.from_bytes(said, "big" if large_end else "little") if start >= 20 else 0


def _as_riff(data: bytes) -> bytes:
    """Return a RIFX or RF64 as the RIFF that wave reads: with the small end first in all but the samples."""
    if data[:4] == b"RF64":
        return _as_small(data)
    if data[:4] != b"RIFX":
        return data
    found, place = bytearray(b"RIFF" + data[4:8][::-1] + data[8:12]), 12
    while place + 8 <= len(data):
        name, size = data[place : place + 4], int.from_bytes(data[place + 4 : place + 8], "big")
        body = data[place + 8 : place + 8 + size + size % 2]
        found += name + data[place + 4 : place + 8][::-1] + (_turned(body) if name == b"fmt " else body)
        place += 8 + size + size % 2
    return bytes(found)


def _turned(body: bytes) -> bytes:
    """Return the chunk "fmt " with the small end of each of its numbers first."""
    ends = [2, 2, 4, 4, 2, 2] + [2] * ((len(body) - 16) // 2)
    found, place = b"", 0
    for size in ends:
        found += body[place : place + size][::-1]
        place += size
    return found


def _as_small(data: bytes) -> bytes:
    """Return an RF64 with the sizes of its chunk "ds64" where RIFF has its own; uploads are small."""
    start = data.find(b"ds64", 12, 64)
    place = data.find(b"data", start + 8) if start > 0 else -1
    if place < 0:
        return data
    length = min(int.from_bytes(data[start + 16 : start + 24], "little"), len(data) - place - 8)
    sized = data[:place] + b"data" + struct.pack("<I", length) + data[place + 8 :]
    return b"RIFF" + struct.pack("<I", len(data) - 8) + sized[8:]


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


def _values(raw: bytes, width: int, large_end: bool) -> Tensor:
    """Return the samples of `raw`, whole numbers of `width` bytes, divided by their range."""
    if width == 1:  # of all widths the one without a sign
        return (torch.frombuffer(bytearray(raw), dtype=torch.uint8).float() - 128) / 128
    parts = torch.frombuffer(bytearray(raw), dtype=torch.uint8).view(-1, width)
    parts = parts.flip(1).contiguous() if large_end else parts
    if width == 3:
        whole = parts.int()
        high = whole[:, 2] - 256 * (whole[:, 2] >= 128).int()
        return (whole[:, 0] + 256 * whole[:, 1] + 65536 * high).float() / 2**23
    dtype = torch.int16 if width == 2 else torch.int32
    return (parts.view(dtype).flatten().double() / 2 ** (8 * width - 1)).float()


def _notes(told: "wave._wave_params", bits: int, frames: int, most: int) -> Iterator[Note]:
    used = bits if 0 < bits <= 8 * told.sampwidth else 8 * told.sampwidth
    values = {"bits": used, "rate": f"{told.framerate:,}", "channels": told.nchannels}
    yield N_("WAV, {bits} bits, {rate} samples a second, channels: {channels}; shown from −1 to 1"), values
    if frames < min(told.nframes, most):
        yield N_("the file is shorter than it says"), {}
    elif told.nframes > most:
        values = {"limit": f"{most:,}", "got": f"{told.nframes:,}"}
        yield N_("the first {limit} of {got} samples were read"), values
