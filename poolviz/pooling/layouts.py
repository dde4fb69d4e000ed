"""Where the windows of a layer lie, axis by axis: one row in a table for each layout."""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from poolviz.pooling.layers import family_of, setting, sliding_settings, windows_before_drop
from poolviz.pooling.windows import Adaptive, Axis, Listed, Sliding

RANDOM_SAMPLES = "_random_samples"


def axes_at(
    layer: nn.Module, lengths: Sequence[int], sizes: Sequence[int], plane: Sequence[int] = (0, 0)
) -> tuple[Axis, ...]:
    """Return one axis for each of `lengths`, of which `layer` makes `sizes`, in the plane (n, c), (c,) or ().

    The planes differ for fractional layers alone, whose random samples must be fixed (`settled`).
    Empty for MaxUnpool, which has places and no windows.

    >>> axes_at(nn.AdaptiveMaxPool2d(2), (5, 4), (2, 2))[0].taps(1)
    range(2, 5)
    """
    lay = layout_of(layer).axis
    if lay is None:
        return ()
    pairs = zip(lengths, sizes, strict=True)
    return tuple(lay(layer, dim, length, outputs, plane) for dim, (length, outputs) in enumerate(pairs))


def settled(layer: nn.Module, x: Tensor) -> nn.Module:
    """Return `layer` with nothing left to chance on `x`: a fractional layer gets the samples it would draw.

    They are drawn as torch's own function draws them, so that a seed gives the same result.

    >>> settled(nn.FractionalMaxPool2d(2, output_size=3), torch.zeros(1, 4, 4))._random_samples.shape
    torch.Size([1, 1, 2])
    """
    _, dims = family_of(layer)
    if getattr(layer, RANDOM_SAMPLES, layer) is not None:
        return layer
    batch = 1 if x.dim() == dims + 1 else x.size(0)
    return with_samples(layer, torch.rand(batch, x.size(-1 - dims), dims, dtype=x.dtype, device=x.device))


def with_samples(layer: nn.Module, samples: Tensor | None) -> nn.Module:
    """Return a fractional layer like `layer` with other random samples, (N, C, axes), or with none."""
    twin = copy.copy(layer)
    vars(twin)["_buffers"] = {**layer._buffers, RANDOM_SAMPLES: samples}
    return twin


def samples_part(layer: nn.Module, planes: Sequence[int | slice]) -> nn.Module:
    """Return `layer` for some planes of its input: a fractional one with their random samples alone.

    >>> layer = with_samples(nn.FractionalMaxPool2d(2, 3), torch.rand(4, 3, 2))
    >>> samples_part(layer, (slice(2), 1))._random_samples.shape
    torch.Size([2, 1, 2])
    """
    samples = getattr(layer, RANDOM_SAMPLES, None)
    if samples is None:
        return layer
    batch_and_channel = (slice(None), *planes) if len(planes) == 1 else tuple(planes)
    kept = tuple(slice(one, one + 1) if isinstance(one, int) else one for one in batch_and_channel)
    return with_samples(layer, samples[kept])


def shape_after(layer: nn.Module, shape: Sequence[int]) -> tuple[int, ...]:
    """Return the shape that torch makes of an input of `shape`, without computing; raises what torch raises.

    >>> shape_after(nn.MaxUnpool2d(2), (1, 4, 4))
    (1, 8, 8)
    """
    x = torch.empty(tuple(shape), device="meta")
    # Samples of another device would be refused, and no shape depends on them.
    ran = with_samples(layer, None) if hasattr(layer, RANDOM_SAMPLES) else layer
    result = ran.forward(x, x.long()) if layout_of(layer).places else ran.forward(x)
    return tuple((result[0] if isinstance(result, tuple) else result).shape)


def _sliding(layer: nn.Module, dim: int, length: int, outputs: int, _plane: Sequence[int]) -> Axis:
    numbers = sliding_settings(layer, dim)
    wanted = windows_before_drop(length, *numbers, bool(layer.ceil_mode))
    return Sliding(length, outputs, *numbers, outputs if wanted > outputs else None)


def _adaptive(_layer: nn.Module, _dim: int, length: int, outputs: int, _plane: Sequence[int]) -> Axis:
    return Adaptive(length, outputs)


def _fractional(layer: nn.Module, dim: int, length: int, outputs: int, plane: Sequence[int]) -> Axis:
    kernel_size = setting(layer, "kernel_size", dim)
    starts = fractional_starts(sample_of(layer, dim, plane), length, outputs, kernel_size)
    return Listed(length, starts, kernel_size)


def sample_of(layer: nn.Module, dim: int, plane: Sequence[int]) -> Tensor:
    """Return the random sample (0-d) by which a fractional layer lays axis `dim` of one plane.

    >>> float(sample_of(with_samples(nn.FractionalMaxPool2d(2, 3), torch.tensor([[[0.25, 0.5]]])), 0, (0, 0)))
    0.5
    """
    dims = family_of(layer)[1]
    batch, channel = (0, 0, *plane)[-2:]
    # In 2d torch reads the samples width first, in 3d depth first.
    return getattr(layer, RANDOM_SAMPLES)[batch, channel, dims - 1 - dim if dims == 2 else dim]


@dataclass(frozen=True)
class Layout:
    """How the windows of a kind of pooling lie.

    `axis` lays those of one axis; None where values have `places` and no windows. `kernel`: a window has
    kernel_size taps; `slides`: they go on by a stride, which gives the output size; `differs`: each plane has
    windows, or places, of its own.
    """

    axis: Callable[[nn.Module, int, int, int, Sequence[int]], Axis] | None
    kernel: bool = False
    slides: bool = False
    differs: bool = False

    @property
    def places(self) -> bool:
        """Whether values go to places that indices give."""
        return self.axis is None


LAYOUTS = {
    "sliding": Layout(_sliding, kernel=True, slides=True),
    "adaptive": Layout(_adaptive),
    "fractional": Layout(_fractional, kernel=True, differs=True),
    "places": Layout(None, differs=True),
}


def layout_of(layer: nn.Module) -> Layout:
    """Return how the windows of `layer` lie; PoolvizError where it is no pooling layer.

    >>> layout_of(nn.MaxPool1d(2)).slides, layout_of(nn.MaxUnpool1d(2)).places
    (True, True)
    """
    return LAYOUTS[family_of(layer)[0].layout]


def exact_samples(samples: Tensor) -> Tensor:
    """Return `samples` on the CPU in the dtype their device computes in: half types on a GPU in float32."""
    half_elsewhere = samples.device.type != "cpu" and samples.dtype in (torch.float16, torch.bfloat16)
    return (samples.float() if half_elsewhere else samples).cpu()


def fractional_starts(sample: Tensor, length: int, outputs: int, kernel_size: int) -> tuple[int, ...]:
    """Return where each window of one fractional axis begins, for a `sample` (0-d) within [0, 1).

    Source: ATen's fractional_max_pool, generate_intervals, computed in the sample's own dtype.

    >>> fractional_starts(torch.tensor(0.5), length=7, outputs=4, kernel_size=2)
    (0, 2, 4, 5)
    """
    if outputs == 0:
        return ()
    exact = exact_samples(sample)
    # Each whole number becomes one of that dtype by itself, as ATen does it: half types round large ones.
    steps = torch.arange(outputs - 1).to(exact.dtype)
    room, apart = torch.tensor([length - kernel_size, max(outputs - 1, 1)]).to(exact.dtype)
    alpha = room / apart
    starts = ((steps + exact) * alpha).long() - (exact * alpha).long()
    return (*starts.tolist(), length - kernel_size)
