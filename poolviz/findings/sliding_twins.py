"""The sliding layer that reads the same windows as an adaptive one, where there is such a layer."""

from collections.abc import Iterator, Sequence

from torch import nn

from poolviz.errors import PoolvizError
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.layers import together, torch_class
from poolviz.pooling.sizes.axis import AxisSize
from poolviz.pooling.windows import Adaptive, Sliding, members
from poolviz.texts import N_


def sliding_twin(explanation: Explanation) -> nn.Module | None:
    """Return the max or average layer whose windows have the members of the adaptive one; None if none does.

    PoolvizError where the layer is not adaptive.

    >>> import torch
    >>> from poolviz import explain
    >>> sliding_twin(explain(nn.AdaptiveMaxPool2d(3), torch.zeros(1, 5, 6)))
    MaxPool2d(kernel_size=(3, 2), stride=2, padding=(1, 0), dilation=1, ceil_mode=False)
    >>> sliding_twin(explain(nn.AdaptiveAvgPool1d(7), torch.zeros(1, 10))) is None
    True
    """
    axes = [axis for axis in explanation.axes if isinstance(axis, Adaptive)]
    if len(axes) != len(explanation.axes):
        raise PoolvizError(
            N_("`layer` must be an adaptive layer, but got {got}"), got=type(explanation.layer).__name__
        )
    found = [axis_twin(axis) for axis in axes]
    twins = [twin for twin in found if twin is not None]
    return _layer(explanation.layer, twins) if len(twins) == len(axes) else None


def axis_twin(axis: Adaptive) -> Sliding | None:
    """Return the windows of a sliding layer that have the members of `axis`, with the least padding.

    None where no kernel_size, stride and padding that torch accepts has them. Dilation and ceil_mode
    never add one: a test tries all settings of short axes.

    >>> axis_twin(Adaptive(length=7, outputs=3))
    Sliding(length=7, outputs=3, kernel_size=3, stride=2, padding=0, dilation=1, dropped=None)
    """
    for kernel_size, stride, padding in _candidates(axis):
        size = AxisSize("", axis.length, kernel_size, stride, padding)
        if size.size == axis.outputs:
            twin = Sliding(axis.length, axis.outputs, kernel_size, stride, padding)
            if all(members(twin, output) == axis.taps(output) for output in range(axis.outputs)):
                return twin
    return None


def _candidates(axis: Adaptive) -> Iterator[tuple[int, int, int]]:
    """Give the (kernel_size, stride, padding) that the first window and the first one away from 0 allow."""
    if axis.outputs == 1:
        yield axis.length, axis.length, 0
    later = next((output for output in range(axis.outputs) if axis.taps(output).start > 0), None)
    if later is None:
        # One cell, read again and again: torch's padding of half a kernel allows it twice.
        yield 2, 1, 1
        return
    first = axis.taps(0).stop
    # No more padding than `first` cells: half of the kernel, the most that torch takes.
    for padding in range(first + 1):
        stride, rest = divmod(axis.taps(later).start + padding, later)
        if rest == 0:
            yield first + padding, stride, padding


def _layer(adaptive: nn.Module, twins: Sequence[Sliding]) -> nn.Module:
    cls = getattr(nn, torch_class(adaptive).__name__.removeprefix("Adaptive"))
    names = ("kernel_size", "stride", "padding")
    given = {name: together([getattr(twin, name) for twin in twins]) for name in names}
    if "Avg" in cls.__name__ and given["padding"]:
        given["count_include_pad"] = False
    return cls(**given)
