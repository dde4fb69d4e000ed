"""Plots of plotly that are taken away: their numbers, and what the browser makes pictures of."""

import csv
import io
import json

import numpy as np
import pytest
import torch
from torch import nn

from poolviz import explain
from poolviz.pooling.sizes.shapes import AxisSize
from poolviz.views.export.plotly.columns import plotly_npz, plotly_table
from poolviz.views.export.plotly.pictures import HEIGHT, plotly_library, plotly_pictures
from poolviz.views.figures.sizes import ruler, size_curve
from poolviz.views.figures.volumes import turnable

VOLUME = explain(nn.MaxPool3d(2, padding=1), torch.arange(64.0).view(1, 1, 4, 4, 4))
PLOTS = {
    "ruler": ruler(AxisSize("H", 20, 3, 3, padding=1)),
    "ruler, dilated": ruler(AxisSize("H", 60, 3, 2, padding=1, dilation=2)),
    "ruler, dropped": ruler(AxisSize("H", 5, 2, 2, padding=1, ceil_mode=True)),
    "ruler, long": ruler(AxisSize("H", 2000, 3, 1)),
    "ruler, dark": ruler(AxisSize("H", 7, 3, 5), dark=True),
    "curve": size_curve(nn.MaxPool2d(3), 0, range(1, 21), current=11),
    "curve, refused": size_curve(nn.MaxPool2d(9), 1, range(1, 12), current=3, dark=True),
    "volumes": turnable(VOLUME, (1, 1, 1)),
    "volumes, dark": turnable(VOLUME, (0, 0, 0), dark=True),
}


@pytest.mark.parametrize("name", PLOTS)
def test_the_browser_gets_the_whole_figure(name):
    made = plotly_pictures(PLOTS[name], "plot", "api/assets/plotly.js")
    sent = json.loads(made.figure)
    assert [trace.get("name") for trace in sent["data"]] == [trace.name for trace in PLOTS[name].data]
    assert made.height == sent["layout"].get("height", HEIGHT)


@pytest.mark.parametrize("name", PLOTS)
def test_the_numbers_of_every_plot_are_taken_away(name):
    points = sum(len(trace.x) for trace in PLOTS[name].data if trace.x is not None)
    assert len(list(csv.DictReader(io.StringIO(plotly_table(PLOTS[name]))))) == points
    with np.load(io.BytesIO(plotly_npz(PLOTS[name]))) as arrays:
        assert sum(arrays[key].size for key in arrays if key.endswith(" x")) == points


def test_a_curves_numbers_are_torchs_sizes():
    with np.load(io.BytesIO(plotly_npz(PLOTS["curve"]))) as arrays:
        (floor,) = [arrays[key] for key in arrays if key.endswith("floor y")]
    assert floor.tolist()[2:] == [nn.MaxPool1d(3)(torch.zeros(1, n)).shape[1] for n in range(3, 21)]


def test_plotlys_script_is_the_packages_own():
    assert plotly_library().startswith("/**\n* plotly.js v")
