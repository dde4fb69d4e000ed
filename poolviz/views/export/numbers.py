"""The numbers of a stage as files: .npz keeps every tensor and its kind, CSV is for a spreadsheet."""

import csv
import io
import itertools
from collections.abc import Iterator

import torch
from torch import Tensor

from poolviz.errors import PoolvizError
from poolviz.texts import N_
from poolviz.views.stage.wire.stage import Stage

MOST_ROWS = 500_000
AXES = ("picture", "depth", "channel", "row", "column")


def tensors(stage: Stage) -> dict[str, Tensor]:
    """Return what the grids of a stage show, by their names; torch's own numbers, not rounded.

    >>> from poolviz.views.stage.pooling import input_stage
    >>> tensors(input_stage(torch.eye(2)))
    {'input': tensor([[1., 0.],
            [0., 1.]])}
    """
    return {grid.id: grid.numbers.detach().cpu() for grid in stage.grids if grid.numbers is not None}


def as_npz(stage: Stage) -> bytes:
    """Return the numbers of a stage as .npz, an array a grid; bfloat16, which numpy lacks, as float32."""
    import numpy as np

    arrays = {
        name: (found.float() if found.dtype == torch.bfloat16 else found).numpy()
        for name, found in tensors(stage).items()
    }
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return file.getvalue()


def as_table(stage: Stage) -> str:
    """Return the numbers of a stage as CSV, one row for each: grid, place, value.

    PoolvizError where there are more than MOST_ROWS.

    >>> from poolviz.views.stage.pooling import input_stage
    >>> print(as_table(input_stage(torch.tensor([[1.5, 2.0]]))))
    grid,row,column,value
    input,0,0,1.5
    input,0,1,2
    <BLANKLINE>
    """
    found = tensors(stage)
    many = sum(one.numel() for one in found.values())
    if many > MOST_ROWS:
        raise PoolvizError(
            N_("a CSV holds at most {limit} numbers here, but there are {got}; use .npz"),
            limit=f"{MOST_ROWS:,}",
            got=f"{many:,}",
        )
    axes = {name: _axes(stage, name, one) for name, one in found.items()}
    used = [axis for axis in AXES if any(axis in names for names in axes.values())]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["grid", *used, "value"])
    for name, one in found.items():
        writer.writerows(_rows(name, one, axes[name], used))
    return text.getvalue()


def _axes(stage: Stage, name: str, found: Tensor) -> tuple[str, ...]:
    picture = any(grid.id == name and grid.picture is not None for grid in stage.grids)
    return ("picture", "channel" if picture else "depth", "row", "column")[-found.dim() :]


def _rows(name: str, found: Tensor, axes: tuple[str, ...], used: list[str]) -> Iterator[list[str]]:
    places = itertools.product(*map(range, found.shape))
    for place, value in zip(places, found.flatten().tolist(), strict=True):
        at = dict(zip(axes, place, strict=True))
        yield [name, *(str(at.get(axis, "")) for axis in used), _written(value, found.dtype)]


def _written(value: float, dtype: torch.dtype) -> str:
    """Return a number with all the digits of its kind; a whole number as one."""
    if not dtype.is_floating_point:
        return str(value)
    return f"{value:.{17 if dtype == torch.float64 else 9}g}"
