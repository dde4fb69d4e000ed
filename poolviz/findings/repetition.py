"""A layer applied to its own output again and again: what is left, and where it ends."""

from collections.abc import Callable
from dataclasses import dataclass

from torch import Tensor

from poolviz.errors import PoolvizError


@dataclass(frozen=True, eq=False)
class Repeated:
    """The `planes` from the input on, and why there are no more.

    "one" value is left, torch has "refused" (in its words: `refusal`), the output is as "large" as its
    input, or whoever pools found the next step too "heavy" (`error`).
    """

    planes: tuple[Tensor, ...]
    ended: str
    refusal: str = ""
    error: PoolvizError | None = None

    @property
    def steps(self) -> int:
        """How often the layer was applied."""
        return len(self.planes) - 1


def repeated(pool: Callable[[Tensor], Tensor], x: Tensor) -> Repeated:
    """Return what is left of `x` (…, H, W) each time that `pool` is applied, until nothing more is lost.

    >>> import torch
    >>> repeated(torch.nn.MaxPool2d(2), torch.rand(1, 8, 8)).steps
    3
    """
    planes = [x]
    while planes[-1].shape[-2:].numel() > 1:
        try:
            smaller = pool(planes[-1])
        except PoolvizError as error:
            if error.torch_message is None:
                return Repeated(tuple(planes), "heavy", error=error)
            return Repeated(tuple(planes), "refused", error.torch_message)
        if smaller.numel() >= planes[-1].numel():
            return Repeated(tuple(planes), "large")
        planes.append(smaller)
    return Repeated(tuple(planes), "one")
