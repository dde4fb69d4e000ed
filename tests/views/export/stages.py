"""One small stage of every kind that the app shows."""

from typing import Any

import torch
from torch import nn

from poolviz import explain, parse
from poolviz.findings.counterexamples import twin
from poolviz.findings.frameworks.padding import framework_pool
from poolviz.findings.pyramid import pyramid
from poolviz.findings.relu_order import relu_orders
from poolviz.findings.shifts import rivals, shift
from poolviz.networks.activations import apply_layer
from poolviz.networks.classics import Net
from poolviz.networks.trace import trace
from poolviz.pooling.gradients import input_gradient
from poolviz.pooling.unpooling import unpool
from poolviz.views.gallery.batch import gallery_stage
from poolviz.views.stage.adaptive import corner_planes, equal_means_stage, pyramid_stage
from poolviz.views.stage.comparisons.frameworks import comparison_stage
from poolviz.views.stage.comparisons.layers import layers_stage, relu_stage, twin_stage
from poolviz.views.stage.comparisons.shifts import shift_stage
from poolviz.views.stage.networks.activations import dropout_stage, relu_sigmoid_stage
from poolviz.views.stage.networks.receptive_fields import default_steps, field_stage
from poolviz.views.stage.pictures import picture_stage, pictures_stage
from poolviz.views.stage.pooling import coverage_stage, input_stage, pooling_stage
from poolviz.views.stage.signals import signal_stage, signal_worth_stage, signals_stage
from poolviz.views.stage.unpooling import gradient_stage, unpooling_stage
from poolviz.views.stage.wire.stage import Stage

X5 = torch.tensor([[1, 2, 0, 3, 1], [0, 1, 2, 3, 1], [1, 2, 1, 0, 0], [5, 2, 3, 1, 1], [2, 1, 0, 1, 1.0]])
MATRIX = X5[None, None]
PICTURE = torch.arange(3 * 12 * 16).view(1, 3, 12, 16).float() % 251
SIGNAL = torch.tensor([[[1.0, -2.0, float("nan"), 3.0, float("-inf"), 0.5, 0.0, 2.0, 1.0]]])
VOLUME = torch.arange(64.0).view(1, 1, 4, 4, 4)


def explained(line: str, x: torch.Tensor = MATRIX) -> Any:
    return explain(parse(line), x)


def stages() -> dict[str, Stage]:
    """Each kind of stage by its name."""
    most, mean = explained("nn.MaxPool2d(3, 2, 1, ceil_mode=True)"), explained("nn.AvgPool2d(2)")
    line, wave = explained("nn.MaxPool1d(3, 2, 1)", SIGNAL), torch.sin(torch.arange(20.0))[None, None]
    waved = explained("nn.MaxPool1d(3, dilation=2)", wave)
    pictured = [explained(f"nn.{kind}Pool2d(5, 3, 2)", PICTURE) for kind in ("Max", "Avg")]
    layer = rivals(2)["blur"]
    seen = trace(Net(), torch.rand(1, 1, 28, 28), keep=True)
    shapes = trace(Net().to("meta"), torch.zeros(1, 1, 28, 28, device="meta"))
    heard = trace(nn.Sequential(nn.Conv1d(1, 2, 3), nn.MaxPool1d(2)), SIGNAL.nan_to_num(0, 1, -1), keep=True)
    moved = shift(layer, torch.arange(8.0).view(1, 1, 1, 8), 1, 2)
    return {
        "max": pooling_stage(most),
        "mean": pooling_stage(explained("nn.AvgPool2d(3, 2, 1, ceil_mode=True)")),
        "not counted": pooling_stage(explained("nn.AvgPool2d(3, 2, 1, count_include_pad=False)")),
        "dilation": pooling_stage(explained("nn.MaxPool2d(2, 1, dilation=2)")),
        "norm": pooling_stage(explained("nn.LPPool2d(2, 2, ceil_mode=True)")),
        "largest": pooling_stage(explained("nn.LPPool2d(float('inf'), 2)", -MATRIX)),
        "adaptive": pooling_stage(explained("nn.AdaptiveAvgPool2d(3)")),
        "fractional": pooling_stage(explained("nn.FractionalMaxPool2d(2, output_size=3)")),
        "ties and nan": pooling_stage(explained("nn.MaxPool2d(3)", torch.full((1, 1, 6, 6), float("nan")))),
        "input": input_stage(X5),
        "coverage": coverage_stage(explained("nn.MaxPool2d(2, 3)")),
        "volume": pooling_stage(explained("nn.MaxPool3d(2, padding=1)", VOLUME)),
        "volume mean": pooling_stage(explained("nn.AvgPool3d(2, 1)", VOLUME)),
        "signals": signals_stage([line], None, "bars"),
        "curves": signals_stage([waved], unpool(waved, (20,)), "line"),
        "signal": signal_stage(SIGNAL[0, 0]),
        "signal worth": signal_worth_stage(line),
        "pictures": pictures_stage(pictured),
        "picture": picture_stage(PICTURE),
        "pyramid": pyramid_stage(pyramid(PICTURE, (1, 2))),
        "unpooling": unpooling_stage(unpool(explained("nn.MaxPool2d(2)"), (5, 5))),
        "gradient": gradient_stage(input_gradient(nn.MaxPool2d(2), MATRIX)),
        "layers": layers_stage(X5, [most, mean, "torch refuses this"], ["A", "B", "C"]),
        "relu": relu_stage(X5, [relu_orders(mean)], ["nn.AvgPool2d(2)"]),
        "twin": twin_stage(twin(mean, "permute")),
        "shift": shift_stage(moved, layer, "pooled"),
        "equal means": equal_means_stage(
            *(explained("nn.AdaptiveAvgPool2d(1)", plane[None, None]) for plane in corner_planes())
        ),
        "batch": gallery_stage(torch.rand(9, 3, 4, 4), torch.rand(9, 3, 2, 2)),
        "fields": field_stage(seen, default_steps(seen), height=340),
        "fields of shapes": field_stage(shapes, default_steps(shapes)),
        "fields of a signal": field_stage(heard, default_steps(heard)),
        "relu and sigmoid": relu_sigmoid_stage(X5 - 1),
        "dropout": dropout_stage(apply_layer(nn.Dropout(0.5, inplace=True), X5, training=True)),
        "frameworks": comparison_stage(
            framework_pool("max", MATRIX, 2, 2, "SAME"), explained("nn.MaxPool2d(2)"), ("SAME", "torch")
        ),
    }
