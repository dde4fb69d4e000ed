"""What is asked on a stage, and what came of the answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from poolviz.views.stage.wire.travel import OPTIONAL

# One that is unclear cannot be read.
Judged = Literal["", "right", "wrong", "unclear"]


@dataclass(frozen=True)
class Ask:
    """Cells of `grid` to fill with values, or to choose.

    `given` is what was answered last, a text a cell, "x" where one was chosen; of the `cells` alone where
    some are named, by their flat index, that of a picture channel by channel. `marks` says of each whether
    it is right, `said` what is to be said of it as a whole, which is `right` or not.
    """

    kind: Literal["values", "cells"]
    grid: str
    given: Sequence[str] = field(default=(), metadata=OPTIONAL)
    marks: Sequence[Judged] = field(default=(), metadata=OPTIONAL)
    said: str = field(default="", metadata=OPTIONAL)
    right: bool = field(default=False, metadata=OPTIONAL)
    cells: Sequence[int] = field(default=(), metadata=OPTIONAL)
