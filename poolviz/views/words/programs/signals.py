"""The program that does what the Signals page does: make the signal, pool it, and put the maxima back."""

import copy
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from torch import Tensor

from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.unpooling import Unpooling
from poolviz.sources.pictures.photos import PHOTOS
from poolviz.sources.signals.marks import Marks
from poolviz.sources.signals.recording import Layout
from poolviz.sources.signals.signals import described, write_signal

WIDE = 100
GAP = r" '’\u00a0\u202f\u2009"  # as a program writes what re knows


@dataclass(frozen=True)
class Opening:
    """The lines of a program that make the signal `x` (n,), and what they import."""

    imports: tuple[str, ...]
    lines: tuple[str, ...]


def made_opening(key: str, n: int, seed: int) -> Opening:
    """Return how an example is made.

    >>> made_opening("spike", 16, 0).lines
    ('x = torch.zeros(16)', 'x[8] = 8')
    """
    return Opening((), tuple(described(key).code.format(n=n, half=n // 2, seed=seed).split("\n")))


def numbers_opening(x: Tensor) -> Opening:
    """Return how the numbers of `x` (n,) are written down.

    >>> import torch
    >>> numbers_opening(torch.tensor([1.0, 0.1, float("inf")]))
    Opening(imports=('from torch import inf, nan',), lines=('x = torch.tensor([1., 0.1, inf])',))
    """
    special = () if x.isfinite().all() else ("from torch import inf, nan",)
    written = [_float(word) for word in write_signal(x).split()]
    lines = textwrap.wrap(", ".join(written), WIDE)
    if len(lines) == 1:
        return Opening(special, (f"x = torch.tensor([{lines[0]}])",))
    return Opening(special, ("x = torch.tensor([", *(f"    {line}" for line in lines), "])"))


def row_opening(key: str, size: int, row: int) -> Opening:
    """Return how one row of a photograph is read by poolviz itself."""
    title = next(one.file for one in PHOTOS if one.key == key)
    return Opening(
        ("from poolviz.sources.pictures.photos import photo",),
        (f'x = photo("{key}", {size})[:, {row}].float().mean(0).round()  # {title}, from 0 to 255',),
    )


def upload_opening(layout: Layout | None, track: int, start: int, every: int, count: int) -> Opening:
    """Return how a part of a recording of one's own is read: of a CSV of this layout, or of a sound."""
    imports: tuple[str, ...] = ("from scipy.io import wavfile",)
    if layout is None:
        lines = [
            'rate, samples = wavfile.read("my sound.wav")  # of a stereo file: samples[:, channel]',
            f"x = torch.from_numpy(samples.copy()).float().reshape(len(samples), -1)[:, {track}]",
            "x = x / 2 ** (8 * samples.itemsize - 1) - int(samples.dtype == 'uint8')  # from -1 to 1",
        ]
    else:
        how = layout.marks[track]
        lines = [*_cells(layout, track), f"x = torch.tensor([float({_number(how)}) for cell in cells])"]
        imports = ("import csv", *(["import re"] if how.gaps else []))
    return Opening(imports, (*lines, f"x = x[{start}:{start + count * every}:{every}]"))


def _cells(layout: Layout, track: int) -> Iterator[str]:
    """Give the lines of a program that read a column of a table as texts."""
    rule = f"delimiter={layout.separator!r}, skipinitialspace=True"
    yield f'with open("my table.csv", encoding="{layout.encoding}", newline="") as file:'
    yield f"    rows = [[cell.strip() for cell in row] for row in csv.reader(file, {rule})]"
    if layout.doubled:
        yield "rows = [row for row in rows if any(row)]  # the ends of lines are doubled"
    part = f"{layout.first or ''}:{layout.first + layout.count}"
    place = layout.columns[track]
    if layout.across:
        yield "cells = [cell for row in rows for cell in row if cell]  # one row, read across"
        yield f"cells = cells[{part}]"
    else:
        yield f'cells = [row[{place}] if {place} < len(row) else "" for row in rows[{part}]]'


def _number(how: Marks) -> str:
    """Return what of a cell is a number as Python writes it: an empty one is nan."""
    cell = 'cell.replace("−", "-")'
    if how.gaps:
        cell = f're.sub(r"(?<=[0-9])[{GAP}](?=[0-9]{{3}})", "", {cell})'
    if not how.comma:
        return f'{cell}.replace(",", "") or "nan"'
    if how.points:
        return f'{cell}.replace(".", "").replace(",", ".") or "nan"'
    # A point sets thousands apart where a comma follows, and is a decimal point elsewhere.
    bare = f'{cell}.replace(".", "" if "," in cell else ".")'
    return f'{bare}.replace(",", ".") or "nan"'


def signal_script(opening: Opening, explanations: Sequence[Explanation], back: Unpooling | None) -> str:
    """Return a program that makes the signal, pools it with every layer of the page, and leads a max back."""
    chosen, *others = explanations
    pair = bool(getattr(chosen.layer, "return_indices", False))
    lines = [
        "import torch",
        "from torch import nn",
        *opening.imports,
        "",
        *opening.lines,
        f"x = x[None, None]  # {chosen.input.shape}: batch, channel, samples",
        "",
        f"pool = {code(chosen.layer)}",
        f"y{', indices' if pair else ''} = pool(x)  # {chosen.output.shape}",
        "print(y)",
    ]
    lines += [f"print({code(other.layer)}(x))  # the same windows" for other in others]
    return "\n".join([*lines, *([] if back is None else _way_back(back))])


def _way_back(back: Unpooling) -> list[str]:
    pool = copy.copy(back.explanation.layer)
    vars(pool)["return_indices"] = True
    size = tuple(back.output.shape[-1:])
    return [
        "",
        f"y, indices = {code(pool)}(x)",
        f"back = {code(back.layer)}(y, indices, output_size={size})",
        "print(back)",
    ]


def _float(word: str) -> str:
    return f"{word}." if word.lstrip("-").isdigit() else word
