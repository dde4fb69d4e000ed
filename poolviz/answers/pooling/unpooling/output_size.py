"""The output_size of MaxUnpool2d: what it is told, and what torch allows."""

from collections.abc import Sequence
from dataclasses import dataclass

from poolviz.answers.settings.fields import Values
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.unpooling import size_range
from poolviz.views.stage.unpooling import default_size


@dataclass(frozen=True)
class Sizes:
    """The planes that a max pooling can return to: the input's `own`, torch's `default`, and a range an axis.

    `wanted` is what torch is told, None where it is told nothing.
    """

    own: tuple[int, int]
    default: tuple[int, int]
    ranges: tuple[tuple[int, int], ...]
    wanted: tuple[int, int] | None

    @property
    def plane(self) -> tuple[int, int]:
        """The plane that torch is to return to."""
        return self.wanted or self.default

    @property
    def written_ranges(self) -> tuple[str, str]:
        """The heights and the widths that torch allows, such as "3–5"."""
        height, width = (str(low) if low == high else f"{low}–{high}" for low, high in self.ranges)
        return height, width

    def allowed(self, plane: Sequence[int]) -> bool:
        """Tell whether torch allows to return to `plane`."""
        return all(low <= n <= high for n, (low, high) in zip(plane, self.ranges, strict=True))


def sizes_of(explanation: Explanation, values: Values) -> Sizes:
    """Return the planes that a max pooling can return to; a size that is left empty is the input's own."""
    own_height, own_width = explanation.input.shape[-2:]
    height, width = default_size(explanation)
    wanted = None
    if values["out"]:
        given = values["oh"], values["ow"]
        wanted = (own_height if given[0] is None else given[0], own_width if given[1] is None else given[1])
    return Sizes((own_height, own_width), (height, width), tuple(size_range(explanation)), wanted)


def size_text(plane: Sequence[int]) -> str:
    """Return the sizes of a plane as people write them.

    >>> size_text((5, 4))
    '5 × 4'
    """
    return " × ".join(str(length) for length in plane)
