"""The cells that get a gradient from a max pooling."""

import random

import torch
from torch import nn

from poolviz.pooling.cells.cell import Cell
from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import explain
from poolviz.pooling.gradients import input_gradient
from poolviz.questions.draws import plane
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "`{layer}` gets the input shown, and each of its outputs passes back a gradient of 1. "
    "Which cells of the input get a gradient other than 0?"
)
RIGHT = N_("Each window passes its gradient to the one cell it took, the first of equal ones: {answer}.")
MISTAKES = {
    "whole_window": N_(
        "You gave a gradient to every cell of the windows. Only the cell that was taken gets one."
    ),
    "whole_tie": N_("You gave a gradient to all equal maxima. Only the first of them gets it."),
}


def draw(rng: random.Random, level: int) -> Task:
    """Return a max pooling and an input with ties."""
    layer = {1: nn.MaxPool2d(2), 2: nn.MaxPool2d(2), 3: nn.MaxPool2d(3, stride=1)}[level]
    rows, cols = {1: (2, 2), 2: (2, 4), 3: (4, 4)}[level]
    x = plane(rng, rows, cols, 0, 4)
    got = torch.nonzero(input_gradient(layer, x).grad_input[0, 0]).tolist()
    cells = [cell for cell in _cells(layer, x) if cell.values.numel()]
    ties = {
        at
        for cell in cells
        for at, v in zip(cell.members, cell.values.tolist(), strict=True)
        if v == cell.value
    }
    every = {at for cell in cells for at in cell.members}
    mistakes = {"whole_window": every, "whole_tie": ties}
    return Task({tuple(at) for at in got}, mistakes, {"layer": code(layer)}, layer, x)


def _cells(layer: nn.Module, x: torch.Tensor) -> list[Cell]:
    made = explain(layer, x)
    rows, cols = made.output.shape[-2:]
    return [made.cell((0, 0, row, col)) for row in range(rows) for col in range(cols)]


TOPIC = Topic("gradient_max", "cells", "unpooling", TEXT, RIGHT, MISTAKES, draw)
