"""What is drawn around an input: the padding, and what windows hang over beyond it."""

from collections.abc import Sequence

from poolviz.pooling.explanation import Explanation
from poolviz.pooling.windows import Axis, Sliding
from poolviz.views.stage.wire.grid import Frame
from poolviz.views.stage.wire.rule import Padding

# Around a matrix of 16 cells a wider frame would be thousands of cells that all say the same.
WIDEST_MARGIN = 32
# Of several layers that differ in what their padding counts as: where it is counted, and where it is not.
MIXED = ("legend_padding_mixed", "legend_padding_mixed_struck")
NOT_COUNTED = "legend_padding_struck"
# Of depth, rows, columns; a plane has the last two.
SIDES = (("front", "back"), ("top", "bottom"), ("left", "right"))


def frame(explanation: Explanation) -> Frame:
    """Return the frame of the input of one layer: its margins, its padding, what stands in it."""
    *deep, high, wide = (getattr(axis, "padding", 0) for axis in explanation.axes)
    margins = {
        side: cells
        for axis, sides in zip(explanation.axes, SIDES[-len(explanation.axes) :], strict=True)
        for side, cells in zip(sides, _margins(axis), strict=True)
    }
    reduction = explanation.reduction
    struck = reduction.averages and not getattr(explanation.layer, "count_include_pad", True)
    return Frame(
        **margins,
        padding=(high, wide),
        symbol=reduction.padding,
        struck=struck,
        means=NOT_COUNTED if struck else reduction.said.legend,
        deep=deep[0] if deep else 0,
    )


def shared_frame(explanations: Sequence[Explanation]) -> Frame:
    """Return the frame of one input of several 2-d layers: the padding of every layer.

    Its symbol is empty where they differ in kind; it is struck where no average counts it.
    """
    frames = [frame(one) for one in explanations]
    padded = [one for one in frames if any(one.padding)] or frames
    symbols = {one.symbol for one in padded}
    counted = {one.means for one in padded}
    averaged = [one.struck for one in padded if one.symbol == "0"]
    struck = bool(averaged) and all(averaged)
    high, wide = (max(one.padding[dim] for one in frames) for dim in (0, 1))
    return Frame(
        **{side: max(getattr(one, side) for one in frames) for sides in SIDES[1:] for side in sides},
        padding=(high, wide),
        symbol=symbols.pop() if len(symbols) == 1 else "",
        struck=struck,
        means=counted.pop() if len(counted) == 1 else MIXED[struck],
    )


def own_padding(explanation: Explanation) -> Padding:
    """Return what the rule of one of several layers says of its own padding."""
    framed = frame(explanation)
    return Padding(framed.padding, framed.struck)


def _margins(axis: Axis) -> tuple[int, int]:
    """Return how many cells lie before and after the input: padding, overhang, the dropped window."""
    padding = axis.padding if isinstance(axis, Sliding) else 0
    windows = [axis.taps(output) for output in range(axis.outputs)]
    if isinstance(axis, Sliding) and axis.dropped is not None:
        windows.append(axis.taps(axis.dropped))
    after = max((window[-1] + 1 - axis.length for window in windows), default=0)
    return min(padding, WIDEST_MARGIN), min(max(padding, after), WIDEST_MARGIN)
