"""Whatever is no picture, or a bad one, is one sentence and nothing else."""

import struct
import threading
import warnings
import zlib

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from poolviz.errors import PoolvizError
from poolviz.sources.pictures.uploads import FORMATS, read_upload
from tests.sources.pictures.painted import GREEN, RED, halves, saved


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header promises `width`×`height` pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


PNG = saved(halves())
JPEG = saved(Image.effect_noise((64, 48), 50).convert("RGB"), "JPEG")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "the upload must be a picture, but it is empty"),
        (bytes(11 * 2**20), "the upload must be at most 10 MB, but it is 11 MB"),
        (b"hello", "the upload must be a PNG, JPEG, WEBP, GIF, BMP, TIFF picture, but it is not one"),
        (
            b"<svg onload='alert(1)'/>",
            "the upload must be a PNG, JPEG, WEBP, GIF, BMP, TIFF picture, but it is not one",
        ),
        (
            b"%!PS-Adobe-3.0",
            "the upload must be a PNG, JPEG, WEBP, GIF, BMP, TIFF picture, but it is not one",
        ),
        (
            saved(halves(), "PPM"),
            "the upload must be a PNG, JPEG, WEBP, GIF, BMP, TIFF picture, but it is not one",
        ),
        (PNG[:20], "the upload is a damaged picture or one that was cut short"),
        (PNG[:60], "the upload is a damaged picture or one that was cut short"),
        (JPEG[: len(JPEG) // 2], "the upload is a damaged picture or one that was cut short"),
        (bomb(4000, 4001), "the upload must have at most 16000000 pixels, but it is 4000×4001"),
        (bomb(12_000, 10_000), "the upload must have at most 16000000 pixels, but it is 12000×10000"),
        (bomb(60_000, 60_000), "the upload must have fewer pixels: unpacked it is too large"),
        (bomb(1010, 10), "the upload's longer side must be at most 100 times the shorter, but it is 1010×10"),
        (bomb(30, 30), "the upload is a damaged picture or one that was cut short"),
    ],
    ids=lambda value: value[:20] if isinstance(value, bytes) else None,
)
def test_what_is_no_picture_is_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(PoolvizError) as caught:
        read_upload(data)
    assert str(caught.value).startswith(sentence)


def test_colours_without_a_way_to_rgb_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise ValueError("conversion from LAB to RGB not supported")  # as Pillow did for long

    monkeypatch.setattr(Image.Image, "convert", refuse)
    with pytest.raises(PoolvizError, match="must be a picture in RGB, CMYK or grey, but it is in LAB"):
        read_upload(saved(Image.new("LAB", (4, 4)), "TIFF"))


@given(st.binary(min_size=1, max_size=300))
def test_random_bytes(data: bytes) -> None:
    with pytest.raises(PoolvizError):
        read_upload(data)


WHOLE = {kind: saved(Image.effect_noise((24, 16), 80).convert("RGB"), kind) for kind in FORMATS}
WHOLE["animated"] = saved(halves(), "GIF", save_all=True, append_images=[halves("RGB", GREEN, RED)])
WHOLE["deep"] = saved(Image.fromarray(np.arange(384, dtype=np.uint16).reshape(16, 24)), "TIFF")
WHOLE["turned"] = saved(
    halves(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
)


@given(
    st.sampled_from(sorted(WHOLE)),
    st.lists(st.tuples(st.integers(0, 2**16), st.integers(0, 255)), max_size=6),
    st.integers(1, 3000),
)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_pictures(kind: str, changes: list[tuple[int, int]], keep: int) -> None:
    data = bytearray(WHOLE[kind])
    for place, value in changes:
        data[place % min(len(data), 400)] = value
    try:
        picture = read_upload(bytes(data[:keep]))
    except PoolvizError:
        return
    assert picture.pixels.shape[0] in (1, 3)
    assert max(picture.pixels.shape) <= 256


def test_many_at_once_change_no_warning_filter() -> None:
    before = list(warnings.filters)
    threads = [threading.Thread(target=read_upload, args=(WHOLE["turned"],)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert warnings.filters == before


def test_a_picture_of_nan_alone_is_none() -> None:
    with pytest.raises(PoolvizError, match="each of them is nan or infinite"):
        read_upload(saved(Image.fromarray(np.full((8, 8), np.nan, np.float32)), "TIFF"))


def test_some_nan_in_a_picture_are_counted() -> None:
    values = np.array([[0, 1, np.nan, np.inf]] * 4, np.float32)
    notes = [
        template.format(**said)
        for template, said in read_upload(saved(Image.fromarray(values), "TIFF")).notes
    ]
    assert "8 pixels that are nan or infinite became black or white" in notes
    assert "values from 0.0 to 1.0 brought to 0 to 255" in notes
