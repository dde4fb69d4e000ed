"""The layers that bring an input to a wanted size, simplest first."""

import itertools
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from typing import Any, NamedTuple

from torch import nn

from poolviz.errors import PoolvizError
from poolviz.pooling.layers import LAYERS, SIGNATURES, together
from poolviz.pooling.layouts import LAYOUTS
from poolviz.pooling.refusals.inputs import whole_numbers_in
from poolviz.pooling.refusals.repairs import accepts
from poolviz.pooling.sizes.axis import AxisSize
from poolviz.texts import N_

ALIKE = 2  # So many answers of one kind, then the next kind has its turn.
_TYPICAL = range(1, 8)
_MIXED = 16  # So many settings of each axis are mixed with those of the other axes.
_CLASSES = {cls.__name__: cls for cls in LAYERS}


class _Setting(NamedTuple):
    kernel_size: int
    stride: int
    padding: int
    dilation: int
    ceil_mode: bool

    def kind(self) -> tuple[bool, ...]:
        """Return what is out of the ordinary here, the oddest first: so simple sorts before odd."""
        skips = self.stride > self.kernel_size
        overlaps = self.stride < self.kernel_size
        trivial = self.kernel_size == 1
        heaped = self.kernel_size > 3 * self.stride
        return (trivial, skips, heaped, self.ceil_mode, self.dilation > 1, self.padding > 0, overlaps)

    def size(self, length: int) -> int:
        """Return the output size for `length`; less than 1 where torch would refuse."""
        return AxisSize("L", length, *self).size

    def left_over(self, length: int, outputs: int) -> int:
        """Return how many positions at the end of the input lie beyond the last window."""
        last = (outputs - 1) * self.stride - self.padding + self.dilation * (self.kernel_size - 1)
        return max(0, length - 1 - last)


_Settings = tuple[_Setting, ...]  # One for each axis.
_Pair = tuple[int, int]  # The length of an axis and the size wanted there.


def layers_for(
    plane: int | Sequence[int], wanted: int | Sequence[int], *, kind: str = "MaxPool2d", limit: int = 10
) -> list[nn.Module]:
    """Return at most `limit` layers of torch.nn's class `kind` that take `plane` to `wanted`, simplest first.

    Both are one size an axis, or one number for all. Windows side by side come first, then overlapping,
    padded, dilated, with ceil_mode, heaped up (more than three deep), and last those that skip cells; a few
    of each, then the others. One setting for all axes where there is one, tuples where not. Empty where none
    was found. PoolvizError where `kind` is no layer that pools, or a size is missing or less than 1.

    >>> layers_for(32, 16, kind="AvgPool1d", limit=1)
    [AvgPool1d(kernel_size=(2,), stride=(2,), padding=(0,))]
    >>> layers_for((224, 112), (7, 7), limit=1)
    [MaxPool2d(kernel_size=(32, 16), stride=(32, 16), padding=0, dilation=1, ceil_mode=False)]
    """
    cls, dims = _pooling(kind)
    plane, wanted = _sizes("plane", plane, dims), _sizes("wanted", wanted, dims)
    taken = SIGNATURES[cls]
    if "output_size" in taken:
        layers = _told(cls, wanted)
    else:
        found = _found(tuple(zip(plane, wanted, strict=True)), taken)
        layers = (_layer(cls, settings) for settings in _varied(found))
    return list(itertools.islice((layer for layer in layers if accepts(layer, (1, *plane))), limit))


def _sizes(name: str, given: int | Sequence[int], dims: int) -> tuple[int, ...]:
    sizes = whole_numbers_in(given, dims)
    if sizes is None or len(sizes) != dims or min(sizes) < 1:
        raise PoolvizError(
            N_("`{name}` must be {dims} sizes of at least 1, but got {got}"), name=name, dims=dims, got=given
        )
    return sizes


def _pooling(kind: str) -> tuple[type[nn.Module], int]:
    """Return the class called `kind`, and over how many axes it pools; a MaxUnpool leads back."""
    cls = _CLASSES.get(kind)
    if cls is None or LAYOUTS[LAYERS[cls][0].layout].places:
        raise PoolvizError(N_("`kind` must be a pooling layer such as MaxPool2d, but got {got}"), got=kind)
    return cls, LAYERS[cls][1]


def _told(cls: type[nn.Module], wanted: Sequence[int]) -> Iterator[nn.Module]:
    """Give the layers that are told their output size, by kernel_size where they have one, too."""
    size = together(wanted)
    if "kernel_size" not in SIGNATURES[cls]:
        yield cls(output_size=size)
        return
    for kernel_size in _TYPICAL[1:]:
        yield cls(kernel_size=kernel_size, output_size=size)


def _found(pairs: Sequence[_Pair], taken: Container[str]) -> list[_Settings]:
    found = {(setting,) * len(pairs) for setting in _fitting(pairs, taken)}
    if len(set(pairs)) > 1:
        for ceil_mode in (False, True):
            each = ([one for one in _fitting([pair], taken) if one.ceil_mode == ceil_mode] for pair in pairs)
            found |= set(itertools.product(*(fitting[:_MIXED] for fitting in each)))
    return sorted(
        (settings for settings in found if not _needless_ceil(settings, pairs)),
        key=lambda settings: _oddity(settings, pairs),
    )


def _fitting(pairs: Sequence[_Pair], taken: Container[str]) -> list[_Setting]:
    tried = {setting for length, wanted in pairs for setting in _candidates(length, wanted, taken)}
    fitting = (one for one in tried if all(one.size(length) == wanted for length, wanted in pairs))
    return sorted(fitting, key=lambda one: _oddity((one,) * len(pairs), pairs))


def _candidates(length: int, wanted: int, taken: Container[str]) -> Iterator[_Setting]:
    # A stride solves floor(room / s) = wanted - 1, so nothing here grows with the length.
    even = length // wanted
    ending = (length - s * (wanted - 1) for s in (1, 2, even))
    kernels = {*_TYPICAL, *range(even - 2, even + 4), *ending}
    dilations = (1, 2, 3) if "dilation" in taken else (1,)
    for k, d, ceil_mode in itertools.product((k for k in kernels if k >= 1), dilations, (False, True)):
        for p in {0, min(1, k // 2), k // 2} if "padding" in taken else {0}:
            room = length + 2 * p - d * (k - 1) - 1
            lowest = room // wanted + 1
            highest = room // (wanted - 1) if wanted > 1 else lowest
            # One window makes no step: every stride would be the same layer again.
            strides = {lowest, lowest + 1, highest, highest + 1} if wanted > 1 else {max(lowest, k)}
            for s in {k, *strides}:
                # Dilation one tap at a time would be no dilation.
                if s >= 1 and (d == 1 or k > 1):
                    yield _Setting(k, s, p, d, ceil_mode)


def _needless_ceil(settings: _Settings, pairs: Sequence[_Pair]) -> bool:
    floored = [setting._replace(ceil_mode=False) for setting in settings]
    return settings[0].ceil_mode and all(
        floored[axis].size(length) == wanted for axis, (length, wanted) in enumerate(pairs)
    )


def _oddity(settings: _Settings, pairs: Sequence[_Pair]) -> tuple[Any, ...]:
    differing = sum(len(set(column)) > 1 for column in zip(*settings, strict=True))
    left = sum(setting.left_over(*pairs[axis]) for axis, setting in enumerate(settings))
    return _kind(settings), differing, left, settings


def _kind(settings: _Settings) -> tuple[bool, ...]:
    return tuple(any(column) for column in zip(*(one.kind() for one in settings), strict=True))


def _varied(found: Sequence[_Settings]) -> Iterator[_Settings]:
    seen: Counter[Any] = Counter()
    later = []
    for settings in found:
        oddest = (*_kind(settings), True).index(True)
        seen[oddest] += 1
        if seen[oddest] <= ALIKE:
            yield settings
        else:
            later.append(settings)
    yield from later


def _layer(cls: type[nn.Module], settings: _Settings) -> nn.Module:
    """Return the layer with a setting for each axis, of those that it takes; a norm's is the usual one."""
    columns = zip(_Setting._fields, zip(*settings, strict=True), strict=True)
    values = {"norm_type": 2} | {name: together(column) for name, column in columns}
    return cls(**{name: value for name, value in values.items() if name in SIGNATURES[cls]})
