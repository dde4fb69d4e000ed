"""The photographs on the cards of the home page, and beside them what a max pooling makes of them."""

import base64
import io
from collections.abc import Sequence
from functools import cache

import torch
from torch import Tensor

from poolviz.pooling.code.line import parse
from poolviz.pooling.explanation import explain
from poolviz.sources.pictures.photos import photo

BATCH = (
    "cat",
    "astronaut",
    "coffee",
    "rocket",
    "motorcycle",
    "galaxies",
    "tissue",
    "retina",
    "horse",
)


@cache
def pooled_photo() -> str:
    """Return a photograph and its max pooled twin side by side, as an address of data."""
    return _beside(*_with_pooled(photo("cat", 128), 8))


@cache
def pooled_batch() -> str:
    """Return nine photographs as one grid, and beside it what a max pooling makes of each."""
    tiles = [_with_pooled(photo(key, 32).expand(3, -1, -1), 4) for key in BATCH]
    return _beside(*(_grid(some) for some in zip(*tiles, strict=True)))


def _with_pooled(pixels: Tensor, kernel_size: int) -> tuple[Tensor, Tensor]:
    """Return a picture (3, H, H) and its max pooled twin, drawn as large."""
    x = pixels.float()
    small = explain(parse(f"nn.MaxPool2d({kernel_size})"), x).output
    return x, small.repeat_interleave(kernel_size, 1).repeat_interleave(kernel_size, 2)


def _grid(pictures: Sequence[Tensor]) -> Tensor:
    """Return nine pictures (3, H, H) as one, three in a row, with white between them."""
    framed = [torch.nn.functional.pad(one, (1, 1, 1, 1), value=255.0) for one in pictures]
    return torch.cat([torch.cat(framed[start : start + 3], dim=2) for start in (0, 3, 6)], dim=1)


def _beside(left: Tensor, right: Tensor) -> str:
    """Return two pictures of one height side by side, as an address of data."""
    from PIL import Image

    both = torch.cat([left, torch.full((3, left.shape[1], 8), 255.0), right], dim=2).to(torch.uint8)
    file = io.BytesIO()
    Image.fromarray(both.permute(1, 2, 0).numpy()).save(file, "WEBP", quality=80)
    return "data:image/webp;base64," + base64.b64encode(file.getvalue()).decode()
