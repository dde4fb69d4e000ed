"""Where fractional windows begin, by torch's own indices in each type; what layers are set to on an axis."""

import pytest
import torch
from torch import nn
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.nn import functional

from poolviz.errors import PoolvizError
from poolviz.pooling.explanation import explain
from poolviz.pooling.layers import (
    EXTREMES,
    arguments,
    extremes_taken,
    family_of,
    setting,
    sliding_settings,
    torch_class,
)
from poolviz.pooling.layouts import exact_samples, fractional_starts, layout_of, settled

HALF, BRAIN = torch.float16, torch.bfloat16


@pytest.mark.parametrize(
    ("dtype", "length", "outputs", "sample"),
    [
        (torch.float32, 7, 1, 0.5),
        (torch.float32, 430, 336, 0.640625),
        (torch.float64, 7139, 5126, 0.33203125),
        (HALF, 430, 336, 0.640625),
        (HALF, 2310, 2276, 0.054046630859375),  # torch rounds a step beyond 2048 to a half
        (HALF, 3809, 3122, 0.83740234375),
        (BRAIN, 430, 336, 0.640625),  # and in bfloat16 one beyond 256
        (BRAIN, 677, 394, 0.314453125),
        (BRAIN, 7240, 4954, 0.064453125),
    ],
)
def test_fractional_windows_of_one_tap_begin_at_torchs_indices(
    dtype: torch.dtype, length: int, outputs: int, sample: float
) -> None:
    samples = torch.full((1, 1, 2), sample, dtype=dtype)
    x = torch.zeros(1, 1, 1, length, dtype=dtype)
    _, indices = functional.fractional_max_pool2d(
        x, 1, output_size=(1, outputs), _random_samples=samples, return_indices=True
    )
    assert list(fractional_starts(samples[0, 0, 0], length, outputs, 1)) == indices.flatten().tolist()


@pytest.mark.parametrize(
    ("dtype", "there"),
    [
        (HALF, torch.float32),
        (BRAIN, torch.float32),
        (torch.float32, torch.float32),
        (torch.float64, torch.float64),
    ],
    ids=str,
)
def test_a_gpu_computes_half_types_in_float32_and_the_cpu_in_their_own(
    dtype: torch.dtype, there: torch.dtype
) -> None:
    with FakeTensorMode():  # tensors of a GPU where there is none
        brought = exact_samples(torch.empty(1, 1, 2, dtype=dtype, device="cuda"))
        assert (brought.device.type, brought.dtype, brought.shape) == ("cpu", there, (1, 1, 2))
    assert exact_samples(torch.full((2,), 0.5, dtype=dtype)).dtype == dtype


@pytest.mark.parametrize(
    ("layer", "shape", "drawn"),
    [
        (nn.FractionalMaxPool2d(2, 3), (4, 5, 6, 7), (4, 5, 2)),
        (nn.FractionalMaxPool2d(2, 3), (5, 6, 7), (1, 5, 2)),
        (nn.FractionalMaxPool3d(2, 3), (4, 5, 6, 7, 8), (4, 5, 3)),
        (nn.FractionalMaxPool3d(2, 3), (5, 6, 7, 8), (1, 5, 3)),
    ],
)
def test_samples_are_drawn_for_each_plane_where_the_input_is_and_in_its_type(
    layer: nn.Module, shape: tuple[int, ...], drawn: tuple[int, ...]
) -> None:
    with FakeTensorMode():
        samples = settled(layer, torch.empty(shape, dtype=torch.float64, device="cuda"))._random_samples
        assert (samples.device.type, samples.dtype, samples.shape) == ("cuda", torch.float64, drawn)


@pytest.mark.parametrize(
    ("layer", "name", "dim", "value"),
    [
        (nn.MaxPool2d((3, 2)), "kernel_size", 1, 2),
        (nn.MaxPool2d((3,)), "kernel_size", 1, 3),  # type: ignore[arg-type]
        (nn.MaxPool2d([3, 2]), "stride", 0, 3),  # type: ignore[arg-type]
        (nn.MaxPool2d((3, 2), stride=()), "stride", 1, 2),  # type: ignore[arg-type]
        (nn.MaxPool2d((3, 2), stride=[]), "stride", 0, 3),  # type: ignore[arg-type]
        (nn.LPPool2d(2, (3, 2)), "stride", 1, 2),
        (nn.MaxPool2d(3, (1, 4)), "stride", 1, 4),
        (nn.AdaptiveMaxPool2d((None, 3)), "output_size", 0, None),
        (nn.AvgPool2d(3), "dilation", 0, 0),
    ],
    ids=repr,
)
def test_what_a_setting_is_along_an_axis(layer: nn.Module, name: str, dim: int, value: int | None) -> None:
    assert setting(layer, name, dim) == value


def test_a_setting_that_a_layer_has_not_is_the_default() -> None:
    assert setting(nn.AvgPool2d(3), "dilation", 0, 1) == 1
    assert sliding_settings(nn.MaxPool2d((3, 2), (1, 4), (1, 0), (2, 3)), 1) == (2, 4, 0, 3)
    assert sliding_settings(nn.AvgPool1d(3, padding=1), 0) == (3, 3, 1, 1)
    assert sliding_settings(nn.LPPool3d(2, 3), 2) == (3, 3, 0, 1)


SAMPLES = torch.full((1, 1, 2), 0.5)


@pytest.mark.parametrize(
    ("layer", "given"),
    [
        (nn.MaxPool2d((3, 3)), {"kernel_size": 3}),
        (nn.MaxPool2d((3,)), {"kernel_size": 3}),  # type: ignore[arg-type]
        (nn.MaxPool2d((3, 2), stride=(3, 2)), {"kernel_size": (3, 2)}),
        (nn.MaxPool2d((3, 3), stride=3), {"kernel_size": 3}),
        (nn.MaxPool2d((3, 3, 3)), {"kernel_size": (3, 3, 3)}),
        (nn.MaxPool2d((2, 2.0)), {"kernel_size": (2, 2.0)}),  # type: ignore[arg-type]
        (nn.MaxPool2d((1, True)), {"kernel_size": (1, True)}),
        (nn.MaxPool2d(2, stride=2.0), {"kernel_size": 2, "stride": 2.0}),  # type: ignore[arg-type]
        (nn.MaxPool2d(2, padding=(1, 1)), {"kernel_size": 2, "padding": 1}),
        (nn.MaxPool2d(2, ceil_mode=1), {"kernel_size": 2, "ceil_mode": 1}),  # type: ignore[arg-type]
        (nn.LPPool1d(2, 3), {"norm_type": 2, "kernel_size": 3}),
        (nn.LPPool1d(2, 3, stride=3), {"norm_type": 2, "kernel_size": 3}),
        (nn.LPPool1d(2, 3, stride=2), {"norm_type": 2, "kernel_size": 3, "stride": 2}),
        (nn.AdaptiveMaxPool2d((None, None)), {"output_size": (None, None)}),
        (nn.AdaptiveMaxPool2d((3, 3)), {"output_size": 3}),
        (
            nn.FractionalMaxPool2d(2, 3, _random_samples=SAMPLES),
            {"kernel_size": 2, "output_size": 3, "_random_samples": SAMPLES},
        ),
    ],
    ids=repr,
)
def test_the_arguments_that_are_not_the_defaults(layer: nn.Module, given: dict[str, object]) -> None:
    assert repr(arguments(layer)) == repr(given)
    assert list(map(type, arguments(layer).values())) == list(map(type, given.values()))


def test_a_norm_is_asked_for_its_extremes_on_the_cpu() -> None:
    with torch.device("meta"):
        assert extremes_taken(nn.LPPool2d) == EXTREMES[nn.LPPool2d]


@pytest.mark.parametrize("layer", [nn.Linear(2, 2), nn.Sequential(nn.MaxPool2d(2)), 3])
def test_what_is_no_pooling_layer_is_said_by_its_type(layer: nn.Module) -> None:
    for ask in (torch_class, family_of, layout_of, arguments):
        with pytest.raises(PoolvizError) as caught:
            ask(layer)
        assert str(caught.value) == (
            f"`layer` must be a pooling layer of torch.nn that poolviz knows, but got {type(layer).__name__}"
        )


@pytest.mark.parametrize(
    ("layer", "dropped"),
    [
        (nn.MaxPool1d(2), None),
        (nn.MaxPool1d(3, 2, ceil_mode=True), None),
        (nn.MaxPool1d(1, 2, ceil_mode=True), 2),
    ],
)
def test_a_window_is_dropped_only_where_ceil_mode_would_add_one(
    layer: nn.Module, dropped: int | None
) -> None:
    assert explain(layer, torch.ones(1, 4)).axes[0].dropped == dropped
