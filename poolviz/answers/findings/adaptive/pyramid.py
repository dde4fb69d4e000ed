"""Spatial pyramid pooling: two pictures of different sizes, two vectors of one length."""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import nn

from poolviz.answers.findings.adaptive.part import LARGEST, part_fields, part_of
from poolviz.answers.pooling.pictures.picture import Picture
from poolviz.answers.settings.answer import Answer
from poolviz.answers.settings.fields import Fields, Values, one_of, whole, words
from poolviz.answers.settings.run import Run, run
from poolviz.findings.pyramid import Pyramid, read_levels, vector_length
from poolviz.pooling.devices import CPU
from poolviz.texts import N_, _
from poolviz.views.stage.adaptive import pyramid_stage
from poolviz.views.stage.pictures import picture_stage
from poolviz.views.words.programs.adaptive import pyramid_script

HEIGHT = 330  # px kept for the picture and its levels
START = "1, 2, 4"
LONGEST = 100  # characters of the list of levels
KINDS = {"max": N_("Max"), "mean": N_("Average")}
LAYERS = {"max": nn.AdaptiveMaxPool2d, "mean": nn.AdaptiveAvgPool2d}
SIDES = {"A": ("ch", "cw"), "B": ("bh", "bw")}


@dataclass(frozen=True, eq=False)
class Pyramids(Answer):
    """The pyramids of both pictures, by name, that of one on the stage; none where torch refused.

    `length` says how long the vectors are, and `program` makes them.
    """

    both: Mapping[str, Pyramid]
    length: str = ""
    program: str = ""


def fields() -> Fields:
    """Return the settings of this section: levels, max or average, both pictures, which one is shown."""
    second = {key: whole(start, 1, LARGEST) for key, start in (("bh", 24), ("bw", 60))}
    own = {"levels": words(START, LONGEST), "kind": one_of(KINDS), "on": one_of(tuple(SIDES))}
    return {**part_fields(), **second, **own}


def answer(values: Values, device: torch.device = CPU, picture: Picture | None = None) -> Pyramids:
    """Return what the section shows; PoolvizError where levels cannot be read, or there is no picture."""
    levels, kind = read_levels(values["levels"]), LAYERS[values["kind"]]
    parts = {name: part_of(values, picture, *keys).x for name, keys in SIDES.items()}
    runs = {name: [run(kind(level), x, device=device) for level in levels] for name, x in parts.items()}
    shown = values["on"]
    refused = next((one for made in runs.values() for one in made if one.refusal is not None), None)
    if refused is not None:
        return Pyramids(picture_stage(refused.x, height=HEIGHT), (), refused, {})
    both = {name: _pyramid(levels, made) for name, made in runs.items()}
    last = runs[shown][-1]
    program = pyramid_script(levels, kind.__name__, [tuple(x.shape) for x in parts.values()])
    stage = pyramid_stage(both[shown], height=HEIGHT, toolbar=False)
    return Pyramids(stage, (last.line,), last, both, _length(levels, last.x.shape[1]), program)


def _pyramid(levels: tuple[int, ...], runs: list[Run]) -> Pyramid:
    return Pyramid(levels, tuple(one.accepted for one in runs))


def _length(levels: tuple[int, ...], channels: int) -> str:
    squares = " + ".join(f"{level}²" for level in levels)
    text = _(
        "{channels} × ({squares}) = **{n}** numbers: this depends on channels and levels, not on "
        "the picture's size."
    )
    return text.format(channels=channels, squares=squares, n=vector_length(levels, channels))
