"""Volumes: three axes, shown slice by slice, with every window as a box that reaches through slices."""

from dataclasses import dataclass, replace

import torch

from poolviz.answers.pooling.examples import VOLUMES
from poolviz.answers.pooling.grids import LIMITS, grids
from poolviz.answers.pooling.windows import PANELS as WINDOWS_PANELS
from poolviz.answers.settings.answer import Answer
from poolviz.answers.settings.example import Example, current
from poolviz.answers.settings.fields import Fields, Values, one_of, whole, words
from poolviz.answers.settings.layer import layer_of
from poolviz.answers.settings.layer_values import settled
from poolviz.answers.settings.numbers import VOLUME_LAYERS, layer_fields
from poolviz.answers.settings.run import run
from poolviz.pooling.devices import CPU
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.unpooling import unpool
from poolviz.sources.volumes.text import canonical, parse_volume
from poolviz.texts import N_, _
from poolviz.views.stage.unpooling import Counts, counts, unpooling_stage
from poolviz.views.stage.wire.link import PlaceLink
from poolviz.views.stage.wire.stage import Stage
from poolviz.views.words.flat_index import index_line, place_of
from poolviz.views.words.programs.pooling import unpool_script

START: str = VOLUMES[0].link["x"]
MOST_OUTPUTS = 100_000
PANELS = {
    "code": WINDOWS_PANELS["code"],
    "index": N_("The index, step by step"),
    "turn": N_("Turn the volume"),
    "size": WINDOWS_PANELS["size"],
    "back": N_("The way back"),
    "worth": WINDOWS_PANELS["worth"],
    "table": WINDOWS_PANELS["table"],
}
Place = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Chosen:
    """The window that is looked at below the stage: its `number` and its `position` (d, h, w) in the output.

    `winner` is the cell of the input that it takes and `index` its flat index; None where the layer gives no
    index, `winner` also where no cell of the input lies in the window.
    """

    number: int
    position: Place
    winner: Place | None
    index: int | None


@dataclass(frozen=True, eq=False)
class Volumes(Answer):
    """What the page shows; `chosen` is None where there is no output."""

    chosen: Chosen | None


@dataclass(frozen=True, eq=False)
class WayBack:
    """Every maximum put back at its index: the `stage`, how many cells came back, and the `program`."""

    stage: Stage
    counts: Counts
    program: str


def fields() -> Fields:
    """Return the settings of the page; `at` is the number of the chosen window, counted from 0."""
    return {
        **layer_fields(VOLUME_LAYERS),
        "x": words(START, same=canonical),
        "panel": one_of(PANELS),
        "at": whole(0, 0, MOST_OUTPUTS),
    }


def answer(values: Values, device: torch.device = CPU) -> Volumes:
    """Return what the page shows; PoolvizError where the volume cannot be read."""
    volume = parse_volume(values["x"])
    found = grids(run(layer_of(values, VOLUME_LAYERS).layer, volume[None, None], LIMITS, device))
    explanation = found.explanation
    if explanation is None or not explanation.output.numel():
        return Volumes(found.stage, found.lines, found.run, None)
    chosen = _chosen(explanation, values["at"] or 0)
    return Volumes(found.stage, (*found.lines, *_index_lines(explanation, chosen)), found.run, chosen)


def example(values: Values) -> Example | None:
    """Return the example whose volume and layer the settings are, however they came to be."""
    return current(VOLUMES, settled(values, VOLUME_LAYERS), fields())


def way_back(explanation: Explanation) -> WayBack:
    """Return where MaxUnpool3d puts every maximum, in a volume of the input's size; PoolvizError if not."""
    size = tuple(explanation.input.shape[2:])
    back = unpool(explanation, size)
    drawn = unpooling_stage(back)
    shown = tuple(grid for grid in drawn.grids if grid.id != "input")
    links = tuple(link for link in drawn.links if isinstance(link, PlaceLink))
    return WayBack(replace(drawn, grids=shown, links=links), counts(back), unpool_script(explanation, size))


def _chosen(explanation: Explanation, asked: int) -> Chosen:
    """Return the window number `asked`; the last one where the output has become smaller."""
    outputs = explanation.output.shape[2:]
    number = min(asked, outputs.numel() - 1)
    position = place_of(number, outputs)
    if explanation.indices is None:
        return Chosen(number, position, None, None)
    at = (0, 0, *position)
    return Chosen(number, position, explanation.cell(at).winner, int(explanation.indices[at]))


def _index_lines(explanation: Explanation, chosen: Chosen) -> tuple[str, ...]:
    """Return the line that says which index the chosen window has, and how it comes about; none without."""
    if chosen.winner is None:
        return ()
    text = _("Output {output} takes cell {cell}. Its index: {line}")
    line = index_line(chosen.winner, explanation.input.shape[2:])
    return (text.format(output=chosen.position, cell=chosen.winner, line=line),)
