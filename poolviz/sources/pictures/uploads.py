"""A picture somebody sends: checked before it is decoded, made small, and told what was done to it."""

import io
import threading
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch

from poolviz.errors import PoolvizError
from poolviz.sources.limits import require_bytes
from poolviz.sources.pictures.pixels import Note, on_white, plain, rounded, tensor_of
from poolviz.texts import N_

if TYPE_CHECKING:
    from PIL.Image import Image, Transpose

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
MOST_UNPACKED = 16_000_000  # pixels: about 0.3 s of a core
LONGEST_TO_SHORTEST = 100

# One picture is decoded at a time: that bounds the memory, and warnings.catch_warnings is not for threads.
_decoding = threading.Lock()


@dataclass(frozen=True, eq=False)
class Upload:
    """`pixels`, uint8 (3 or 1, H, W), and what was done to them: (text to translate, values) pairs."""

    pixels: torch.Tensor
    notes: tuple[Note, ...]


def read_upload(
    data: bytes, *, max_bytes: int = 10 * 2**20, max_pixels: int = 40_000_000, side: int = 256
) -> Upload:
    """Return the picture in `data` as uint8 (3, H, W), or (1, H, W) if grey; H and W are at most `side`.

    Raises PoolvizError if `data` is empty, over `max_bytes` or `max_pixels`, no picture, or damaged.

    >>> read_upload(b"")
    Traceback (most recent call last):
    poolviz.errors.PoolvizError: the upload must be a picture, but it is empty
    """
    if not data:
        raise PoolvizError(N_("the upload must be a picture, but it is empty"))
    require_bytes(data, max_bytes)
    with _decoding, _no_warnings(), _opened(data) as image:
        # A JPEG is decoded at a fraction of its size; of others every pixel is.
        _check_size(image.size, max_pixels if image.format == "JPEG" else min(max_pixels, MOST_UNPACKED))
        notes = [*_frame_note(data)]
        return _decoded(image, side, notes)


@contextmanager
def _no_warnings() -> Iterator[None]:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"PIL\b")
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        yield


@contextmanager
def _opened(data: bytes) -> Iterator["Image"]:
    """Open `data` by what it holds, and say as PoolvizError whatever Pillow finds wrong with it."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            yield image
    except PoolvizError:
        raise
    except UnidentifiedImageError:
        message = N_("the upload must be a {formats} picture, but it is not one, or its beginning is damaged")
        raise PoolvizError(message, formats=", ".join(FORMATS)) from None
    except (Image.DecompressionBombError, MemoryError):
        raise PoolvizError(N_("the upload must have fewer pixels: unpacked it is too large")) from None
    except Exception as error:  # damaged files make Pillow's readers raise nearly anything
        raise PoolvizError(N_("the upload is a damaged picture or one that was cut short")) from error


def _check_size(size: tuple[int, int], max_pixels: int) -> None:
    width, height = size
    if width * height > max_pixels:
        message = N_("the upload must have at most {limit} pixels, but it is {width}×{height}")
        raise PoolvizError(message, limit=max_pixels, width=width, height=height)
    if max(size) > LONGEST_TO_SHORTEST * min(size):
        message = N_(
            "the upload's longer side must be at most {limit} times the shorter, but it is {width}×{height}"
        )
        raise PoolvizError(message, limit=LONGEST_TO_SHORTEST, width=width, height=height)


def _frame_note(data: bytes) -> Iterator[Note]:
    from PIL import Image

    # In a picture of its own: looking for a second frame can leave a damaged file on it.
    with suppress(Exception), Image.open(io.BytesIO(data), formats=FORMATS) as image:
        if getattr(image, "is_animated", False):
            yield N_("the first of several frames or pages is shown"), {}


def _decoded(image: "Image", side: int, notes: list[Note]) -> Upload:
    from PIL.Image import Resampling

    was = image.size
    turned_by_loading = _orientation(getattr(image, "tag_v2", {}))
    image.draft(None, (2 * side, 2 * side))  # a large JPEG is decoded at a fraction of its size
    image.load()
    shown = plain(image, notes)
    if max(was) > side:
        scale = side / max(shown.size)
        width, height = (max(1, round(length * scale)) for length in shown.size)
        shown = shown.resize((width, height), Resampling.LANCZOS)
    flat = on_white(rounded(shown), notes)
    method = None
    with suppress(Exception):  # a picture with a damaged EXIF is still a picture
        method = _orientation(image.getexif())
    if method is not None:
        flat = flat.transpose(method)
    if method is not None or turned_by_loading is not None:
        notes.append((N_("turned upright as its EXIF says"), {}))
    if max(was) > side:
        values = {"width": was[0], "height": was[1], "new_width": flat.width, "new_height": flat.height}
        notes.append((N_("scaled from {width}×{height} to {new_width}×{new_height}"), values))
    return Upload(tensor_of(flat), tuple(notes))


def _orientation(tags: Mapping[int, Any]) -> "Transpose | None":
    from PIL.Image import Transpose

    methods = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    tag = tags.get(0x0112)
    return methods.get(tag) if isinstance(tag, int) else None
