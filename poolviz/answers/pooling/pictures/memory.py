"""What the input and the output of a layer take in memory, and what training keeps besides."""

import math
from collections.abc import Sequence

from poolviz.answers.settings.messages import plain
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.sizes.shapes import chain
from poolviz.texts import _
from poolviz.views.words.numbers import short

NOTES = (1, 64, 224, 224)


def share_line(explanation: Explanation) -> str:
    """Return how many values the layer makes of how many, and their share of the memory."""
    before, after = (math.prod(shape) for shape in _shapes(explanation))
    return _("The layer makes {before} values into {after}: **{share} %** of the memory.").format(
        before=f"{before:,}", after=f"{after:,}", share=short(100 * after / before)
    )


def memory_table(explanation: Explanation) -> str:
    """Return values and bytes of input and output, here and in lecture notes, as a table of Markdown."""
    before, after = _shapes(explanation)
    rows = [
        _row(_("Input"), before),
        _row(_("Output"), after),
        _row(_("64 feature maps of 224 × 224, as in lecture notes"), NOTES),
    ]
    noted = chain([explanation.layer], NOTES)[0].shape_out
    if noted is not None:
        rows.append(_row(_("the same layer on them"), noted))
    head = [_("Tensor"), _("Shape"), _("Values"), _("as float32"), _("as uint8")]
    lines = [head, ["---", "---", "---:", "---:", "---:"], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def training_line(explanation: Explanation) -> str:
    """Return what torch keeps of the layer to train through it."""
    outputs = math.prod(_shapes(explanation)[1])
    return _(
        "There are no weights to keep. To train through a max, torch also keeps where each "
        "maximum was: an integer of 8 bytes for every output, here {indices}. An average "
        "needs none."
    ).format(indices=memory(outputs * 8))


def memory(count: int) -> str:
    """Return `count` bytes in the largest unit of which there is one.

    >>> memory(224 * 224 * 64 * 4), memory(12)
    ('12.25 MiB', '12 B')
    """
    for unit, size in (("MiB", 2**20), ("KiB", 2**10)):
        if count >= size:
            return f"{short(count / size)} {unit}"
    return f"{count} B"


def _shapes(explanation: Explanation) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(explanation.input.shape), tuple(explanation.output.shape)


def _row(name: str, shape: Sequence[int]) -> list[str]:
    count = math.prod(shape)
    return [plain(name), f"`{tuple(shape)}`", f"{count:,}", memory(count * 4), memory(count)]
