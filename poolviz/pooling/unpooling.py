"""unpool(): torch's MaxUnpool on what max pooling kept, and what came back, was lost or went astray."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import torch
from torch import Tensor, nn

from poolviz.errors import PoolvizError
from poolviz.pooling.cells.cell import coordinates
from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import Explanation, explain, require_explanation
from poolviz.pooling.layers import family_of, setting, sliding_settings, torch_class
from poolviz.pooling.refusals.rules import AXIS_NAMES
from poolviz.pooling.windows import members
from poolviz.texts import N_

UNPOOLS: dict[type[nn.Module], type[nn.Module]] = {
    getattr(nn, f"MaxPool{dims}d"): getattr(nn, f"MaxUnpool{dims}d") for dims in (1, 2, 3)
}

NO_MEMBER = N_("output {output} along {axis} reads padding alone: its index leads nowhere; use less dilation")
REFUSED = N_("torch cannot unpool this: {message}")
OUT_OF_REACH = N_(
    "torch cannot unpool to output_size={got}: {message}; nn.MaxUnpool has no dilation, "
    "so the input's own size {own} is out of its reach; {fix} reaches it"
)
OWN_SIZE_WORKS = N_(
    "torch cannot unpool to output_size={got}: {message}; the input's own size works: output_size={size}"
)


@dataclass(frozen=True, eq=False)
class Unpooling:
    """A max pooling (`explanation`) led back by torch: `back` is the nn.MaxUnpool at work on its output.

    `default_size` is the plane that torch takes when it is told none.
    """

    explanation: Explanation
    back: Explanation
    default_size: tuple[int, ...]

    @property
    def layer(self) -> nn.Module:
        """The nn.MaxUnpool that led back."""
        return self.back.layer

    @property
    def output(self) -> Tensor:
        """What it made: the leading axes of the input, and the unpooled plane."""
        return self.back.output

    @property
    def places(self) -> Tensor:
        """Where each pooled value lands, flat in the unpooled plane; int64, of explanation.output's shape.

        They are the indices of the pooling, which torch reads anew in the unpooled width.
        """
        return _indices(self.explanation)

    @cached_property
    def coordinates(self) -> Tensor:
        """Where each pooled value lands; shape (*explanation.output.shape, axes), −1 in an empty plane."""
        return coordinates(self.places, self.output.shape[-len(self.default_size) :])

    @cached_property
    def chosen(self) -> Tensor:
        """How many windows chose each input cell; int64, of the input's shape."""
        flat = self._flat(self.places)
        counts = torch.zeros_like(self._flat(self.explanation.input), dtype=torch.int64)
        return counts.scatter_add(-1, flat, torch.ones_like(flat)).reshape(self.explanation.input.shape)

    @property
    def lost(self) -> Tensor:
        """Which input cells no window chose; bool, of the input's shape."""
        return self.chosen == 0

    @property
    def shared(self) -> Tensor:
        """Which input cells several windows chose; bool, of the input's shape."""
        return self.chosen >= 2

    @cached_property
    def misplaced(self) -> Tensor:
        """Which pooled values land elsewhere than they came from; bool, of explanation.output's shape.

        >>> from poolviz import explain
        >>> e = explain(nn.MaxPool2d(2, ceil_mode=True), torch.arange(9.0).view(1, 3, 3))
        >>> unpool(e).misplaced.any(), unpool(e, (3, 3)).misplaced.any()
        (tensor(True), tensor(False))
        """
        plane = self.explanation.input.shape[-len(self.default_size) :]
        return (coordinates(self.places, plane) != self.coordinates).any(-1)

    @cached_property
    def returned(self) -> Tensor:
        """Which input cells came back at their own place; bool, of the input's shape."""
        home = torch.zeros_like(self._flat(self.explanation.input), dtype=torch.bool)
        home.scatter_(-1, self._flat(self.places), self._flat(~self.misplaced))
        return home.reshape(self.explanation.input.shape)

    def _flat(self, tensor: Tensor) -> Tensor:
        return tensor.flatten(start_dim=-len(self.default_size))


def unpool(explanation: Explanation, output_size: Sequence[int] | None = None) -> Unpooling:
    """Return what torch's MaxUnpool makes of a max pooling's output and indices.

    `output_size` is the wanted plane, one size an axis, or the whole batched shape. PoolvizError
    where the layer is not nn.MaxPool1d, 2d or 3d, where a window has no member, or where torch
    refuses: then with torch's message, and, if the input's own size works, with it as `values["size"]`.

    >>> from poolviz import explain
    >>> unpool(explain(nn.MaxPool1d(2), torch.tensor([[1.0, 3.0, 5.0, 2.0, 0.0]])), (5,)).output
    tensor([[0., 3., 5., 0., 0.]])
    """
    require_explanation(explanation)
    layer = _unpool_layer(explanation.layer)
    require_members(explanation)
    try:
        back = _back(layer, explanation, output_size)
    except PoolvizError as error:
        raise _refusal(layer, explanation, output_size, error) from error
    return Unpooling(explanation, back, tuple(default for default, _ in _sizes(explanation)))


def size_range(explanation: Explanation) -> list[tuple[int, int]]:
    """Return the lowest and the highest size that MaxUnpool allows, for each axis of the plane.

    PoolvizError where the layer is not nn.MaxPool1d, 2d or 3d.

    >>> from poolviz import explain
    >>> size_range(explain(nn.MaxPool2d(2, stride=3), torch.zeros(1, 5, 8)))
    [(3, 7), (6, 10)]
    """
    _unpool_layer(explanation.layer)
    return [(max(size - reach, 0), size + reach) for size, reach in _sizes(explanation)]


def require_members(explanation: Explanation) -> None:
    """Raise PoolvizError where a window reads padding alone, since torch's index for it leads nowhere.

    >>> from poolviz import explain
    >>> layer = nn.MaxPool1d(2, dilation=3, padding=1)
    >>> require_members(explain(layer, torch.zeros(1, 2)))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    poolviz.errors.PoolvizError: output 0 along L reads padding alone: ...; use less dilation
    """
    names = AXIS_NAMES[len(explanation.axes)]
    for dim, axis in enumerate(explanation.axes):
        for output in range(axis.outputs):
            if not members(axis, output):
                raise PoolvizError(NO_MEMBER, output=output, axis=names[dim])


def _unpool_layer(layer: nn.Module) -> nn.Module:
    unpool_class = UNPOOLS.get(torch_class(layer))
    if unpool_class is None:
        raise PoolvizError(
            N_("only nn.MaxPool1d, nn.MaxPool2d and nn.MaxPool3d can be unpooled, but got nn.{got}"),
            got=torch_class(layer).__name__,
        )
    return unpool_class(*(_along(layer, name) for name in ("kernel_size", "stride", "padding")))


def _as_wide(layer: nn.Module) -> nn.Module:
    """Return the MaxUnpool whose kernel is as wide as the dilated windows of `layer` reach."""
    along = (sliding_settings(layer, dim) for dim in range(family_of(layer)[1]))
    kernels = tuple(dilation * (kernel - 1) + 1 for kernel, _, _, dilation in along)
    return UNPOOLS[torch_class(layer)](kernels, _along(layer, "stride"), _along(layer, "padding"))


def _along(layer: nn.Module, name: str) -> tuple[int, ...]:
    return tuple(setting(layer, name, dim) for dim in range(family_of(layer)[1]))


def _back(layer: nn.Module, explanation: Explanation, output_size: Any) -> Explanation:
    return explain(layer, explanation.output.detach(), _indices(explanation), output_size)


def _indices(explanation: Explanation) -> Tensor:
    assert explanation.indices is not None
    return explanation.indices


def _sizes(explanation: Explanation) -> list[tuple[int, int]]:
    """Return torch's default size, and how far from it a size may be, for each axis."""
    sizes = []
    for dim, axis in enumerate(explanation.axes):
        kernel, stride, padding, _ = sliding_settings(explanation.layer, dim)
        sizes.append(((axis.outputs - 1) * stride - 2 * padding + kernel, stride - 1))
    return sizes


def _refusal(layer: nn.Module, explanation: Explanation, got: Any, error: PoolvizError) -> PoolvizError:
    template, hint = REFUSED, dict[str, Any]()
    own = tuple(axis.length for axis in explanation.axes)
    if not all(low <= own[dim] <= high for dim, (low, high) in enumerate(size_range(explanation))):
        template, hint = OUT_OF_REACH, {"own": own, "fix": code(_as_wide(explanation.layer))}
    elif _works(layer, explanation, own):
        template, hint = OWN_SIZE_WORKS, {"size": own}
    said = error.torch_message
    return PoolvizError(template, torch_message=said, got=got, message=said, **hint)


def _works(layer: nn.Module, explanation: Explanation, size: tuple[int, ...]) -> bool:
    try:
        return _back(layer, explanation, size) is not None
    except PoolvizError:
        return False
