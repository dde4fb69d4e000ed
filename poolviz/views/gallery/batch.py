"""The gallery: the pictures of one batch, and what the layer makes of each, as two grids."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from torch import Tensor

from poolviz.texts import _
from poolviz.views.stage.browser.bundle import bundle, lean
from poolviz.views.stage.pictures import as_bytes, picture_grid
from poolviz.views.stage.pooling import stage
from poolviz.views.stage.wire.grid import Grid
from poolviz.views.stage.wire.stage import Stage
from poolviz.views.stage.wire.travel import OPTIONAL

FOLDER = Path(__file__).parent
COLUMNS = 8  # as TensorBoard's add_images lays them


@dataclass(frozen=True)
class Pictures:
    """Pictures of one size, `shape` as torch writes it and that of each; their colours in base64."""

    id: str
    title: str
    shape: str
    each: str
    rows: int
    cols: int
    pixels: str


@dataclass(frozen=True)
class GalleryOptions:
    """How a gallery is shown: px kept for it, whether the outputs are as much smaller as they are."""

    height: int = 400
    to_scale: bool = False
    large: bool = field(default=False, metadata=OPTIONAL)


@dataclass(frozen=True)
class Gallery:
    """A batch and its output: pictures `first` and following with their names, so many in a row.

    There is room for so many `places`.
    """

    grids: Sequence[Pictures]
    first: int
    names: Sequence[str]
    columns: int
    places: int
    texts: Mapping[str, str]
    options: GalleryOptions


@cache
def gallery_script() -> str:
    """Return the browser's half of the gallery."""
    return lean(bundle(FOLDER / "gallery.js"))


@cache
def gallery_style() -> str:
    """Return the style of the gallery."""
    return (FOLDER / "gallery.css").read_text(encoding="utf-8")


def gallery(
    x: Tensor, y: Tensor | None, numbers: range, names: Sequence[str], places: int, **options: Any
) -> Gallery:
    """Return what the browser draws of a batch `x` (N, 3 or 1, H, W) and of its output `y`, from 0 to 1.

    `numbers` are those of the pictures in their set, `names` what each shows. The grids have room for
    `places` pictures, so that a smaller batch moves nothing.
    """
    grids = [_grid("input", _("Input"), x)]
    if y is not None:
        grids.append(_grid("output", _("Output"), y))
    return Gallery(grids, numbers.start, list(names), COLUMNS, places, _texts(), GalleryOptions(**options))


def gallery_stage(x: Tensor, y: Tensor | None) -> Stage:
    """Return a batch `x` (N, 3, H, W) and its output `y`, from 0 to 1, as a stage of two pictures.

    It keeps the tensors of the batch themselves as its numbers.
    """
    named = {"input": (_("Input"), x)} | ({} if y is None else {"output": (_("Output"), y)})
    return stage(_("Batches"), [_sheet(key, *given) for key, given in named.items()], [])


def _sheet(key: str, title: str, pictures: Tensor) -> Grid:
    caption = str(tuple(pictures.shape))
    return picture_grid(key, key, title, together(pictures) * 255, caption=caption, numbers=pictures)


def together(pictures: Tensor, columns: int = COLUMNS) -> Tensor:
    """Return pictures (N, C, H, W) side by side as one (C, rows, columns), what is left over white.

    >>> import torch
    >>> together(torch.zeros(3, 1, 2, 2), columns=2)[0]
    tensor([[0., 0., 0., 0.],
            [0., 0., 0., 0.],
            [0., 0., 1., 1.],
            [0., 0., 1., 1.]])
    """
    count, channels, high, wide = pictures.shape
    rows = -(-count // columns)
    filled = pictures.new_ones(rows * columns, channels, high, wide)
    filled[:count] = pictures
    apart = filled.view(rows, columns, channels, high, wide)
    return apart.permute(2, 0, 3, 1, 4).reshape(channels, rows * high, columns * wide)


def _grid(key: str, title: str, pictures: Tensor) -> Pictures:
    # Grey is as much red as green and blue.
    pixels = as_bytes(pictures.expand(-1, 3, -1, -1) * 255).permute(0, 2, 3, 1).contiguous()
    shape, each = str(tuple(pictures.shape)), str(tuple(pictures.shape[1:]))
    packed = base64.b64encode(pixels.numpy().tobytes()).decode("ascii")
    rows, cols = pictures.shape[2:]
    return Pictures(key, title, shape, each, rows, cols, packed)


def _texts() -> dict[str, str]:
    return {
        "grid": _("{title}, {shape}. Arrow keys go from picture to picture, Enter opens one"),
        "picture": _("picture {number}: {name}"),
        "change": _("picture {number}: {name}. {input} → {output}"),
        "hint": _(
            "Point at a picture or walk with the arrow keys; click or Enter opens it on the Pictures page."
        ),
    }
