"""One step of a traced model, and what the cells of its output see of the input."""

from dataclasses import dataclass

from torch import Tensor, nn

from poolviz.pooling.explanation import Explanation


@dataclass(frozen=True)
class ReceptiveField:
    """What the cells of a map see along one axis of the input, in cells of the input.

    Cell 0 sees `size` cells from `start` on, the next cell the same `jump` further on. `start` is
    negative where the field hangs over into padding. With dilation, or a stride wider than the
    kernel, some cells between are not read: `size` is the extent. Near an edge a cell can see less.

    >>> pooled = ReceptiveField().behind(3, padding=1).behind(2, stride=2)
    >>> pooled, pooled.span(1), pooled.centre
    (ReceptiveField(size=4, jump=2, start=-1), (1, 4), 0.5)
    """

    size: int = 1
    jump: int = 1
    start: int = 0

    @property
    def centre(self) -> float:
        """The middle of what cell 0 sees."""
        return self.start + (self.size - 1) / 2

    def span(self, output: int) -> tuple[int, int]:
        """Return the first and the last input position that cell `output` sees, padding not cut off.

        >>> ReceptiveField(size=4, jump=2, start=-1).span(0)
        (-1, 2)
        """
        first = self.start + output * self.jump
        return first, first + self.size - 1

    def behind(
        self, kernel_size: int, stride: int = 1, padding: int = 0, dilation: int = 1
    ) -> "ReceptiveField":
        """Return the field of the map that a layer with these windows makes of this one.

        >>> ReceptiveField(size=4, jump=2).behind(3, stride=2, padding=1)
        ReceptiveField(size=8, jump=4, start=-2)
        """
        size = self.size + dilation * (kernel_size - 1) * self.jump
        return ReceptiveField(size, self.jump * stride, self.start - padding * self.jump)


Fields = tuple[ReceptiveField, ...]


@dataclass(frozen=True, eq=False)
class Step:
    """One layer or function at work in a model.

    `inputs` are the numbers of the steps whose outputs it reads, -1 is the model's input. `layer` is
    the module of torch.nn, or the equal one for a function that has numbers. `parameters` are
    those no earlier step has used. `memory` is the bytes of its output; `shares` where the output lies in
    the memory of its input, `inplace` where it overwrote it. `fields` is what a cell of the output sees
    of the model's input, per axis of the plane; None where it sees the whole, has no plane, or where it is
    not known. `sees` tells which cells of its own input: "cell", "window", "whole" or "unknown".
    """

    name: str
    layer: nn.Module | None
    kind: str
    sees: str
    inputs: tuple[int, ...]
    shape_in: tuple[int, ...]
    shape_out: tuple[int, ...]
    parameters: int
    memory: int
    shares: bool = False
    inplace: bool = False
    fields: Fields | None = None
    explanation: Explanation | None = None
    output: Tensor | None = None
