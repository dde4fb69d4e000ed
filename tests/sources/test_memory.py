"""No upload makes the server hold more than a click may, however little of it there is to send."""

import io
import wave
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import numpy as np
import pytest
from PIL import Image

from poolviz.errors import PoolvizError
from poolviz.sources.pictures.uploads import read_upload
from poolviz.sources.signals.uploads import read_recording
from tests.sources.resident import MOST_ADDED, added_at_most


def picture(kind: str, side: int, mode: str) -> bytes:
    """A picture that is small to send and large to hold."""
    file = io.BytesIO()
    look = {"compression": "tiff_deflate"} if kind == "TIFF" else {}
    Image.new(mode, (side, side)).save(file, kind, **look)
    return file.getvalue()


def sound(channels: int) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as made:
        made.setnchannels(channels)
        made.setsampwidth(2)
        made.setframerate(48_000)
        made.writeframes(np.zeros(5 * 2**20 - 100, dtype="<i2").tobytes())
    return file.getvalue()


LARGE: dict[str, tuple[Callable[[bytes], Any], Callable[[], bytes]]] = {
    "png": (partial(read_upload, side=256), lambda: picture("PNG", 5000, "RGB")),
    "huge png": (partial(read_upload, side=256), lambda: picture("PNG", 20_000, "L")),
    "tiff": (partial(read_upload, side=256), lambda: picture("TIFF", 5000, "F")),
    "gif": (partial(read_upload, side=256), lambda: picture("GIF", 8000, "P")),
    "sound": (read_recording, lambda: sound(1)),
    "sixteen channels": (read_recording, lambda: sound(16)),
    "numbers": (read_recording, lambda: b"1,5;2,25;-3,125\n" * 600_000),
    "one wide row": (read_recording, lambda: b"12 " * 3_000_000),
    "one long word": (read_recording, lambda: b"1" * 10 * 2**20),
    "separators": (read_recording, lambda: b";" * 10 * 2**20),
    "quotes": (read_recording, lambda: b'"' * 10 * 2**20),
    "empty rows": (read_recording, lambda: b"\r\n" * 5 * 2**20),
}


@pytest.mark.parametrize("name", LARGE)
def test_an_upload_takes_no_more_memory_than_a_click_may(name: str) -> None:
    read, made = LARGE[name]
    data = made()

    def work() -> None:
        with suppress(PoolvizError):
            read(data)

    work()
    assert added_at_most(work) < MOST_ADDED


def test_the_measure_sees_what_is_taken() -> None:
    assert 90 < added_at_most(lambda: np.ones(100 * 2**20, dtype=np.uint8)) < 150
