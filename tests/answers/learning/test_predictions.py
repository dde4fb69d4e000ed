"""Predictions on a stage: which cells are right, and which mistake a wrong one is."""

from typing import Any

import pytest
import torch

from poolviz.answers.learning.predictions import judged
from poolviz.answers.learning.stages import Given, question_stage
from poolviz.answers.pooling.grids import grids
from poolviz.answers.settings.run import run
from poolviz.pooling.code.line import parse
from poolviz.pooling.explanation import Explanation, explain
from poolviz.questions import ask
from poolviz.views.stage.pictures import pictures_stage
from poolviz.views.stage.signals import signals_stage
from poolviz.views.stage.wire.ask import Ask
from poolviz.views.stage.wire.stage import Stage

X5 = [[1.0, 2, 0, 3, 1], [0, 1, 2, 3, 1], [1, 2, 1, 0, 0], [5, 2, 3, 1, 1], [2, 1, 0, 1, 1]]


def shown(layer: str, rows: list[list[float]] = X5) -> Stage:
    return grids(run(parse(layer), torch.tensor(rows)[None, None])).stage


def volume(layer: str) -> Stage:
    x = torch.tensor([[[1.0, 2], [3, 4]], [[5, 6], [7, 8]]])
    return grids(run(parse(layer), x[None, None])).stage


def line(layer: str) -> Explanation:
    return explain(parse(layer), torch.tensor([[[1.0, 3, 1, 4]]]))


def said(stage: Stage, given: list[str], grid: str = "output") -> Ask:
    found = judged(stage, {"grid": grid, "kind": "values", "given": given})
    assert found is not None
    return found


def test_each_cell_is_marked() -> None:
    found = said(shown("nn.MaxPool2d(2)"), ["2", "3", "5", "2.5"])
    assert list(found.marks) == ["right", "right", "right", "wrong"]
    assert (found.right, found.said[:13]) == (False, "3 of 4 right.")


def test_a_fraction_is_an_answer_and_an_empty_cell_is_none() -> None:
    found = said(shown("nn.AvgPool2d(2)"), ["1", "", "5/2", ""])
    assert list(found.marks) == ["right", "", "right", ""]
    assert found.right
    assert said(shown("nn.AvgPool2d(2)"), ["1", "2", "2.5", "1.25"]).said == "All 4 right."


@pytest.mark.parametrize(
    ("layer", "rows", "given", "mistake"),
    [
        ("nn.MaxPool2d(2, padding=1)", [[-3.0, -2], [-4, -5]], "0", "padding with zeros"),
        ("nn.MaxPool2d(2)", [[1.0, 3], [2, 4]], "2.5", "is the average"),
        ("nn.MaxPool2d(2)", [[2.0, 3], [1, 4]], "2", "the first number"),
        ("nn.MaxPool2d(2)", [[2.0, 3], [1, 4]], "1", "the smallest"),
        ("nn.AvgPool2d(2)", [[1.0, 3], [2, 4]], "4", "the largest"),
        ("nn.AvgPool2d(2)", [[1.0, 3], [2, 4]], "10", "the sum"),
        ("nn.AvgPool2d(2, padding=1)", [[4.0, 8], [8, 4]], "4", ""),
        ("nn.AvgPool2d(2, padding=1, count_include_pad=False)", [[6.0, 8], [8, 4]], "1.5", "all taps"),
    ],
)
def test_the_mistake_behind_a_wrong_value_is_named(
    layer: str, rows: list[list[float]], given: str, mistake: str
) -> None:
    stage = shown(layer, rows)
    cells = next(grid.rows * grid.cols for grid in stage.grids if grid.id == "output")
    assert mistake in said(stage, [given, *[""] * (cells - 1)]).said


def test_an_index_counted_from_1_is_named() -> None:
    assert "from 0" in said(shown("nn.MaxPool2d(2)"), ["2", "", "", ""], "indices").said


def test_what_cannot_be_read_is_said_and_marked_and_nothing_is_wrong() -> None:
    found = said(shown("nn.MaxPool2d(2)"), ["9", "<b>", "5", "3"])
    assert found.said == "Row 0, column 1: “<b>” cannot be read. Type a number such as 7, 2.5 or 5/2."
    assert list(found.marks) == ["", "unclear", "", ""]
    assert not found.right


def test_a_volume_and_a_signal_name_their_cells_otherwise() -> None:
    assert said(volume("nn.MaxPool3d(2)"), ["abc"]).said.startswith("Depth 0, row 0, column 0: “abc” cannot")
    signal = signals_stage([line("nn.MaxPool1d(2)")])
    assert said(signal, ["3", "x"], "max").said.startswith("Position 1: “x” cannot")


@pytest.mark.parametrize(
    ("layer", "given", "mistake"),
    [
        ("nn.MaxPool3d(2)", "4.5", "is the average"),
        ("nn.MaxPool3d(2)", "1", "the first number"),
        ("nn.AvgPool3d(2)", "36", "the sum"),
        ("nn.AvgPool3d(2)", "8", "the largest"),
    ],
)
def test_the_mistake_is_named_in_a_volume(layer: str, given: str, mistake: str) -> None:
    found = said(volume(layer), [given])
    assert list(found.marks) == ["wrong"]
    assert mistake in found.said


def test_the_mistake_is_named_on_a_signal_and_its_window_is_that_of_the_position() -> None:
    stage = signals_stage([line("nn.MaxPool1d(2)")])
    assert "2.5 is the average" in said(stage, ["3", "2.5"], "max").said


def test_pixels_are_predicted_one_by_one_in_a_channel() -> None:
    x = torch.arange(48.0).reshape(1, 3, 4, 4)
    stage = pictures_stage([explain(parse("nn.MaxPool2d(2)"), x), explain(parse("nn.AvgPool2d(2)"), x)])
    # The output of the second channel begins at 4: 21, 23, 29, 31.
    found = judged(stage, {"grid": "max", "cells": [5, 6], "given": ["23", "26.5"]})
    assert found is not None
    assert (list(found.cells), list(found.marks)) == ([5, 6], ["right", "wrong"])
    assert found.said == "1 of 2 right. 26.5 is the average of the window. A max keeps the largest number."
    found = judged(stage, {"grid": "mean", "cells": [6], "given": ["26.5"]})
    assert found is not None
    assert (found.right, found.said) == (True, "1 of 1 right.")


HOSTILE: list[dict[str, Any]] = [
    {},
    {"grid": "nowhere", "given": ["1"]},
    {"grid": "output", "given": "1"},
    {"grid": "output", "given": ["1"] * 5},
    {"grid": "output", "given": [""] * 4},
    {"grid": None, "given": [None] * 10**5},
    {"grid": "output", "given": ["1"], "cells": [4]},
    {"grid": "output", "given": ["1"], "cells": [-1]},
    {"grid": "output", "given": ["1"], "cells": [True]},
    {"grid": "output", "given": ["1", "2"], "cells": [0]},
    {"grid": "output", "given": ["1"], "cells": {"0": 1}},
]


@pytest.mark.parametrize("answer", HOSTILE)
def test_what_is_no_prediction_of_this_stage_is_ignored(answer: dict[str, Any]) -> None:
    assert judged(shown("nn.MaxPool2d(2)"), answer) is None


def test_a_cell_of_a_question_that_cannot_be_read_is_marked_on_its_stage() -> None:
    question = ask("max_of_windows", seed=1)
    found = question_stage(question, Given(["7", "abc", "8", "3"])).ask
    assert found is not None
    assert list(found.marks) == ["", "unclear", "", ""]
    assert found.said.startswith("Row 0, column 1: “abc” cannot be read.")
