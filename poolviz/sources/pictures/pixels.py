"""Pillow's many modes brought to 8 bits of grey or RGB, and from there to tensors."""

from typing import TYPE_CHECKING, Any

import torch

from poolviz.errors import PoolvizError
from poolviz.texts import N_

if TYPE_CHECKING:
    from PIL.Image import Image

Note = tuple[str, dict[str, Any]]


def tensor_of(image: "Image") -> torch.Tensor:
    """Return a Pillow image of mode L or RGB as uint8 (C, H, W).

    >>> from PIL import Image
    >>> tensor_of(Image.new("RGB", (2, 1), "red"))[0]
    tensor([[255, 255]], dtype=torch.uint8)
    """
    flat = torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8)
    return flat.view(image.height, image.width, -1).permute(2, 0, 1).contiguous()


def plain(image: "Image", notes: list[Note]) -> "Image":
    """Return `image` in mode L, LA, RGB, RGBA or F (0 to 255), and add to `notes` what changed.

    Raises PoolvizError if its colours have no way to RGB.
    """
    if image.mode.startswith("I") or image.mode == "F":
        return _in_byte_range(image, notes)
    grey = image.mode in ("1", "L", "LA", "La")
    mode = "L" if grey else "RGB"
    if image.has_transparency_data:
        mode += "A"
    if image.mode in ("CMYK", "YCbCr", "LAB", "HSV"):
        notes.append((N_("converted from {mode} to RGB"), {"mode": image.mode}))
    try:
        return image.convert(mode)
    except ValueError:
        message = N_("the upload must be a picture in RGB, CMYK or grey, but it is in {mode}")
        raise PoolvizError(message, mode=image.mode) from None


def _in_byte_range(image: "Image", notes: list[Note]) -> "Image":
    import numpy as np
    from PIL.Image import fromarray

    values = np.array(image.convert("F"), dtype=np.float32)
    finite = np.isfinite(values)
    if not finite.any():
        raise PoolvizError(
            N_("the upload must be a picture with numbers, but each of them is nan or infinite")
        )
    if not finite.all():
        missing = int(finite.size - finite.sum())
        notes.append((N_("{n} pixels that are nan or infinite became black or white"), {"n": f"{missing:,}"}))
    low = float(values.min(where=finite, initial=np.inf))
    high = float(values.max(where=finite, initial=-np.inf))
    if image.mode.startswith("I;16"):
        low, high = 0.0, 65535.0
        notes.append((N_("16 bits reduced to 8"), {}))
    else:
        usual = (1.0, 255.0, 65535.0) if image.mode == "F" else (255.0, 65535.0)
        low, high = next(((0.0, top) for top in usual if 0 <= low <= high <= top), (low, high))
        notes.append((N_("values from {low} to {high} brought to 0 to 255"), {"low": low, "high": high}))
    if not high - low > 1e-30:
        return fromarray(np.zeros_like(values))
    np.nan_to_num(values, copy=False, nan=low, posinf=high, neginf=low)
    values *= 255 / (high - low)
    values -= 255 * low / (high - low)
    return fromarray(values)


def rounded(image: "Image") -> "Image":
    """Return `image` with whole numbers from 0 to 255, mode L, if it is of mode F; else as it is."""
    import numpy as np
    from PIL.Image import fromarray

    if image.mode != "F":
        return image
    return fromarray(np.rint(np.clip(np.asarray(image), 0, 255)).astype(np.uint8))


def on_white(image: "Image", notes: list[Note]) -> "Image":
    """Return `image` (L, LA, RGB or RGBA) as it looks on a white page, and add a note."""
    from PIL.Image import new

    if not image.mode.endswith("A"):
        return image
    opacity = image.getchannel("A")
    if opacity.getextrema() != (255, 255):
        notes.append((N_("transparency drawn on white"), {}))
    solid = image.mode.removesuffix("A")
    page = new(solid, image.size, "white")
    page.paste(image.convert(solid), mask=opacity)
    return page
