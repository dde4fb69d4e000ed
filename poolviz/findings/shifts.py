"""What a shift of the input by some columns does to the output of a pooling, and of its rivals.

Source: Zhang, "Making Convolutional Networks Shift-Invariant Again", ICML 2019 (arXiv 1904.11486):
striding is what breaks the invariance, and a blur before the stride restores much of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from poolviz.errors import REFUSALS, PoolvizError
from poolviz.findings.differences import Difference, difference
from poolviz.texts import N_

RIVALS = ("max", "mean", "conv", "blur")
BLUR = (0.25, 0.5, 0.25)
EDGE = (-1.0, 1.0)
AROUND = 4  # windows before and after the one in which survival() puts its feature


class Strided(nn.Module):
    """A convolution along the columns of (N, C, H, W) with fixed `weights`, the same for every channel.

    `reflect` cells are mirrored at both ends first.

    >>> Strided((0.25, 0.5, 0.25), stride=2, reflect=1)(torch.tensor([[[[0.0, 1.0, 1.0]]]]))
    tensor([[[[0.5000, 1.0000]]]])
    """

    def __init__(self, weights: Sequence[float], stride: int, reflect: int = 0) -> None:
        super().__init__()
        self.weights, self.stride, self.reflect = tuple(weights), stride, reflect

    def forward(self, x: Tensor) -> Tensor:
        kernel = x.new_tensor(self.weights).expand(x.shape[1], 1, 1, -1)
        padded = F.pad(x, (self.reflect, self.reflect, 0, 0), mode="reflect") if self.reflect else x
        return F.conv2d(padded, kernel, stride=(1, self.stride), groups=x.shape[1])


def rivals(
    kernel_size: int, stride: int | None = None, weights: Sequence[float] = EDGE
) -> dict[str, nn.Module]:
    """Return the layers that make the columns of (N, C, H, W) fewer, by the names of RIVALS.

    max and average pooling, a strided convolution with `weights`, and max pooling with stride 1 that
    is blurred by [1 2 1]/4, mirrored at the ends, before the stride (Zhang 2019, BlurPool).

    >>> x = torch.tensor([[[[0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0]]]])
    >>> {name: layer(x).flatten().tolist() for name, layer in rivals(2).items() if name != "conv"}
    {'max': [0.0, 1.0, 0.0, 1.0], 'mean': [0.0, 1.0, 0.0, 1.0], 'blur': [0.5, 1.0, 0.5, 1.0]}
    """
    by = kernel_size if stride is None else stride
    return {
        "max": nn.MaxPool2d((1, kernel_size), stride=(1, by)),
        "mean": nn.AvgPool2d((1, kernel_size), stride=(1, by)),
        "conv": Strided(weights, by),
        "blur": nn.Sequential(nn.MaxPool2d((1, kernel_size), stride=1), Strided(BLUR, by, reflect=1)),
    }


@dataclass(frozen=True, eq=False)
class Shift:
    """An `input` and its `output`, both again with the input moved `by` columns, and what `change`d.

    `along` compares with the output moved as far as the input was; None where that is no whole
    number of outputs.
    """

    by: int
    input: Tensor
    output: Tensor
    moved: Tensor
    moved_output: Tensor
    change: Difference
    along: Difference | None


def move(x: Tensor, by: int, circular: bool = True) -> Tensor:
    """Return `x` moved `by` columns to the right, to the left where `by` is negative.

    What leaves on one side comes back on the other if `circular`; else zeros follow.

    >>> move(torch.tensor([[1, 2, 3]]), 1), move(torch.tensor([[1, 2, 3]]), -1, circular=False)
    (tensor([[3, 1, 2]]), tensor([[2, 3, 0]]))
    """
    moved = torch.roll(x, by, dims=-1)
    if circular or by == 0:
        return moved
    came = slice(0, by) if by > 0 else slice(by, None)
    moved[..., came] = 0
    return moved


def shift(layer: nn.Module, x: Tensor, by: int, stride: int, circular: bool = True) -> Shift:
    """Return what `layer`, which moves on by `stride` columns, makes of `x` (N, C, H, W) and of `x` moved.

    PoolvizError where torch refuses, with its own message.

    >>> x = torch.tensor([[[[0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0]]]])
    >>> found = shift(rivals(2)["max"], x, by=1, stride=2)
    >>> found.moved_output.flatten().tolist(), found.change.share, found.change.largest
    ([1.0, 1.0, 1.0, 1.0], 0.5, 1.0)
    """
    moved = move(x, by, circular)
    output, moved_output = _pooled(layer, x), _pooled(layer, moved)
    change = difference(output, moved_output)
    whole, rest = divmod(by, stride)
    along = None if rest else difference(move(output, whole, circular), moved_output)
    return Shift(by, x, output, moved, moved_output, change, along)


def changes(layer: nn.Module, x: Tensor, shifts: Iterable[int], circular: bool = True) -> list[Difference]:
    """Return what each of `shifts` changes in the output of `layer` on `x` (N, C, H, W).

    All are pooled as one batch: a call of torch costs more than a small plane.
    """
    moved = [move(x, by, circular) for by in shifts]
    output = _pooled(layer, torch.cat([x, *moved])).unflatten(0, (1 + len(moved), x.shape[0]))
    return [difference(output[0], other) for other in output[1:]]


def _pooled(layer: nn.Module, x: Tensor) -> Tensor:
    try:
        return layer(x)
    except REFUSALS as error:
        raise PoolvizError(
            N_("torch refuses the layer: {message}"), torch_message=str(error), message=error
        ) from error


def survival(layer: nn.Module, kernel_size: int, stride: int) -> list[dict[int, bool]]:
    """Return for each place in a window which shifts a lone 1 survives there: the output stays the same.

    Shifts run from −(kernel_size − 1) to kernel_size − 1, without 0. The 1 stands among zeros, far
    from the ends.

    >>> survival(rivals(3)["max"], kernel_size=3, stride=3)[0]
    {-2: False, -1: False, 1: True, 2: True}
    """
    start = AROUND * max(stride, kernel_size) // stride * stride
    length = 2 * start + kernel_size
    shifts = [by for by in range(1 - kernel_size, kernel_size) if by]
    lone = torch.zeros(kernel_size, 1, 1, length)
    lone[..., start : start + kernel_size] = torch.eye(kernel_size)[:, None, None]
    output = _pooled(layer, torch.cat([lone, *(move(lone, by) for by in shifts)]))
    at_home, *elsewhere = output.unflatten(0, (1 + len(shifts), kernel_size))
    changed = [difference(at_home, other).mask.flatten(1).any(1).tolist() for other in elsewhere]
    return [
        {by: not places[place] for by, places in zip(shifts, changed, strict=True)}
        for place in range(kernel_size)
    ]
