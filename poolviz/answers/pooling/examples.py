"""The examples of Windows and of Volumes: the presets as settings of their pages."""

from collections.abc import Sequence
from typing import Any

from poolviz.answers.settings.example import Example
from poolviz.answers.settings.layer_values import drawn_values
from poolviz.answers.settings.numbers import PLANE_LAYERS, VOLUME_LAYERS
from poolviz.pooling.code.line import parse
from poolviz.sources.matrices.preset import Preset
from poolviz.sources.matrices.presets import PRESETS
from poolviz.sources.matrices.text import parse_matrix, write_matrix
from poolviz.sources.volumes.presets import VOLUME_PRESETS
from poolviz.sources.volumes.text import parse_volume, write_volume


def on_plane(matrix: str, layer: str, names: Sequence[str]) -> dict[str, Any]:
    """Return the settings of a matrix and a layer, on a page that shows the layers `names`.

    >>> on_plane("1 2;3 4", "nn.MaxPool2d(1)", PLANE_LAYERS)["x"]
    '1 2\\n3 4'
    """
    return {**drawn_values(parse(layer), names), "x": write_matrix(parse_matrix(matrix), rows="\n")}


def _in_volume(preset: Preset) -> dict[str, Any]:
    layer = drawn_values(parse(preset.layer), VOLUME_LAYERS)
    return {**layer, "x": write_volume(parse_volume(preset.matrix))}


WINDOWS = tuple(
    Example(one.key, one.title, one.lesson, on_plane(one.matrix, one.layer, PLANE_LAYERS), one.asks)
    for one in PRESETS
)
VOLUMES = tuple(Example(one.key, one.title, one.lesson, _in_volume(one), one.asks) for one in VOLUME_PRESETS)
