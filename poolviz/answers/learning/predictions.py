"""A prediction typed into covered cells: each right, wrong or unreadable, and what is said of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from poolviz.answers.learning.mistakes import mistake, place_in
from poolviz.errors import PoolvizError
from poolviz.questions import parsing
from poolviz.texts import N_, _
from poolviz.views.stage.wire.ask import Ask, Judged
from poolviz.views.stage.wire.grid import Grid
from poolviz.views.stage.wire.stage import Stage

MOST = 4_096  # cells
LONGEST = 24  # characters of one


@dataclass(frozen=True)
class Prediction:
    """A text typed into the cell `at`, a flat index, where the `answer` is; `read` where it says a number."""

    at: int
    text: str
    answer: float
    read: parsing.Typed | None

    @property
    def mark(self) -> Judged:
        """What the cell is marked as; one without a text is not judged."""
        if not self.text:
            return ""
        if self.read is None:
            return "unclear"
        return "right" if self.read.says(self.answer) else "wrong"


def judged(stage: Stage, answer: Mapping[str, Any]) -> Ask | None:
    """Return what is to be said of predictions, a `grid` and a text a cell `given`; None if of no grid here.

    The `cells` that they are of are flat indices of the grid's numbers, all of them where none are said.
    While one cannot be read, that is said, and the others are not judged.
    """
    grid = next((one for one in stage.grids if one.id == answer.get("grid")), None)
    made = None if grid is None else predictions(grid, answer.get("given"), answer.get("cells"))
    if grid is None or not made or not any(one.text for one in made):
        return None
    cells = [one.at for one in made] if answer.get("cells") else []
    texts, marks = [one.text for one in made], [one.mark for one in made]
    found = unclear(grid, texts, cells) or Ask(
        "values", grid.id, texts, marks, _said(stage, grid, made), "wrong" not in marks
    )
    return replace(found, cells=cells)


def unclear(grid: Grid, texts: Sequence[str], cells: Sequence[int] = ()) -> Ask | None:
    """Return what is said of texts of which one cannot be read, and in which cell; None if all can."""
    marks: list[Judged] = ["unclear" if text and _read(text) is None else "" for text in texts]
    if "unclear" not in marks:
        return None
    first = marks.index("unclear")
    place = _place(grid, cells[first] if cells else first)
    return Ask("values", grid.id, texts, marks, f"{place}{_(': ')}{_(UNCLEAR).format(got=texts[first])}")


def predictions(grid: Grid, given: object, cells: object = None) -> list[Prediction] | None:
    """Return what was typed into a grid, cell by cell; None where it cannot be of this grid."""
    if grid.numbers is None or not isinstance(given, list) or len(given) > MOST:
        return None
    values = grid.numbers.flatten()
    places = cells or list(range(len(values)))
    if not isinstance(places, list) or len(places) != len(given):
        return None
    if not all(type(at) is int and 0 <= at < len(values) for at in places):
        return None
    texts = [str(text)[:LONGEST] for text in given]
    return [
        Prediction(at, text, value, _read(text))
        for at, text, value in zip(places, texts, values[places].tolist(), strict=True)
    ]


def _read(text: str) -> parsing.Typed | None:
    try:
        return parsing.number(text)
    except PoolvizError:
        return None


def _place(grid: Grid, at: int) -> str:
    *_channel, depth, row, col = (0, 0, *place_in(grid, at))
    template = OF_SIGNAL if grid.plot else OF_PLANE if grid.depth is None else OF_VOLUME
    said = _(template)
    # A translation may count from 1.
    names = {"depth": depth, "row": row, "col": col, "depth1": depth + 1, "row1": row + 1, "col1": col + 1}
    return said.format(**names)


def _said(stage: Stage, grid: Grid, made: Sequence[Prediction]) -> str:
    asked = [one for one in made if one.mark]
    wrong = [one for one in asked if one.mark == "wrong"]
    if not wrong and grid.numbers is not None and len(asked) == grid.numbers.numel():
        return _("All {n} right.").format(n=len(asked))
    count = _("{right} of {asked} right.").format(right=len(asked) - len(wrong), asked=len(asked))
    return " ".join(filter(None, [count, _named(stage, grid, wrong[0]) if wrong else ""]))


def _named(stage: Stage, grid: Grid, wrong: Prediction) -> str:
    assert wrong.read is not None
    return mistake(stage, grid, wrong.at, float(wrong.read.value), wrong.answer)


OF_PLANE = N_("Row {row}, column {col}")
OF_VOLUME = N_("Depth {depth}, row {row}, column {col}")
OF_SIGNAL = N_("Position {col}")
UNCLEAR = N_("“{got}” cannot be read. Type a number such as 7, 2.5 or 5/2.")
