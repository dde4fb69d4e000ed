"""Where fractional windows begin is what torch's own indices say, in each type that it computes in."""

import pytest
import torch
from torch import nn
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.nn import functional

from poolviz.pooling.layouts import exact_samples, fractional_starts, settled

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
