"""Whatever the settings of a layer are, there is one: the layer they say, or the nearest and why."""

import os
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from torch import nn

from poolviz.answers.settings.fields import read
from poolviz.answers.settings.layer import layer_of
from poolviz.answers.settings.numbers import (
    LAYER_NAMES,
    LINE_LAYERS,
    PLANE_LAYERS,
    VOLUME_LAYERS,
    layer_fields,
)
from tests.answers.addresses import addresses

# POOLVIZ_SEEDS=1000 is what `make soak` takes.
TEXTS = 5 * int(os.environ.get("POOLVIZ_SEEDS", "20"))


def layer(names: Sequence[str], **link: str) -> nn.Module:
    found, problems = read(layer_fields(names), link)
    assert not problems
    return layer_of(found, names).layer


@pytest.mark.parametrize("name", ["FractionalMaxPool2d", "FractionalMaxPool3d"])
def test_a_size_that_one_axis_does_not_say_is_that_of_the_others(name: str) -> None:
    names = PLANE_LAYERS if name in PLANE_LAYERS else VOLUME_LAYERS
    found: Any = layer(names, layer=name, apart="true", to="3", tow="4")
    assert found.output_size == (3, 4) if name in PLANE_LAYERS else (3, 3, 4)
    found = layer(names, layer=name, apart="true", to="3")
    assert set(found.output_size) == {3}
    found = layer(names, layer=name, apart="true", tow="3")
    assert set(found.output_ratio) == {0.5}


@pytest.mark.parametrize("names", [LAYER_NAMES, LINE_LAYERS, PLANE_LAYERS, VOLUME_LAYERS], ids=len)
def test_any_settings_say_a_layer(names: Sequence[str]) -> None:
    @settings(max_examples=TEXTS, deadline=None)
    @given(link=addresses(layer_fields(names)), name=some.sampled_from(names))
    def search(link: dict[str, str], name: str) -> None:
        found, _problems = read(layer_fields(names), link | {"layer": name})
        assert isinstance(layer_of(found, names).layer, nn.Module)

    search()
