"""Adaptive and global pooling as data of the stage: a pyramid, a whole plane, two planes of one mean."""

from collections.abc import Sequence

import torch
from torch import Tensor

from poolviz.findings.pyramid import Pyramid
from poolviz.pooling.explanation import Explanation
from poolviz.texts import _
from poolviz.views.stage.pictures import picture_grid, picture_rule
from poolviz.views.stage.pooling import number_grid, rule, stage, window_link
from poolviz.views.stage.wire.stage import Stage


def pyramid_stage(made: Pyramid, **options: object) -> Stage:
    """Return the stage of a picture and its pooled maps, one for each level, all linked to the picture."""
    grids = [picture_grid("input", "input", _("Input"), made.explanations[0].input[0])]
    links = []
    for number, (level, one) in enumerate(zip(made.levels, made.explanations, strict=True)):
        space = f"level{number}"
        title = _("Level {n}").format(n=level)
        grids.append(picture_grid(space, space, title, one.output[0], rule=picture_rule(one)))
        links.append(window_link(space, "input", one.axes))
    return stage(_("Spatial pyramid pooling"), grids, links, **options)


def whole_stage(mean: Explanation, largest: Explanation, plane: Sequence[int], **options: object) -> Stage:
    """Return the stage of one plane with its mean and its largest value, both over the whole plane."""
    at = tuple(plane)
    grids = [
        number_grid("input", "input", _("Input"), mean.input[at], editable=True),
        number_grid("mean", "output", _("Average"), mean.output[at], rule=rule(mean, at)),
        number_grid("max", "output", _("Max"), largest.output[at], rule=rule(largest, at)),
    ]
    links = [window_link("output", "input", mean.axes)]
    return stage(_("Global pooling"), grids, links, toolbar=False, **options)


def equal_means_stage(one: Explanation, other: Explanation, **options: object) -> Stage:
    """Return the stage of two planes side by side, each with its average over the whole plane."""
    grids, links = [], []
    for name, explanation in (("A", one), ("B", other)):
        plane, average = f"plane{name}", f"mean{name}"
        title = _("Average of {name}").format(name=name)
        grids.append(number_grid(plane, plane, name, explanation.input[0, 0]))
        grids.append(
            number_grid(average, average, title, explanation.output[0, 0], rule=rule(explanation, (0, 0)))
        )
        links.append(window_link(average, plane, explanation.axes))
    return stage(_("The same average"), grids, links, toolbar=False, **options)


def corner_planes() -> tuple[Tensor, Tensor]:
    """Return two planes (4, 4) that hold the same numbers in opposite corners.

    >>> [float(plane.mean()) for plane in corner_planes()]
    [1.0, 1.0]
    """
    plane = torch.zeros(4, 4)
    plane[:2, :2] = torch.tensor([[6.0, 4.0], [4.0, 2.0]])
    return plane, plane.flip(0, 1)
