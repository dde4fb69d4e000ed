"""Small drawings of an Explanation as SVG, for the cards of the home page."""

from collections.abc import Sequence

from torch import Tensor

from poolviz.axis_sizes import AxisSize
from poolviz.explanation import Explanation
from poolviz.views.numbers import shades
from poolviz.windows import members

BLUE, ORANGE, GREEN = "#0072B2", "#D55E00", "#009E73"
UNIT = 20


def drawing(parts: Sequence[str], width: float, height: float) -> str:
    """Return an SVG picture of `width` × `height` units made of `parts`."""
    return (
        f'<svg viewBox="-2 -2 {width + 4:g} {height + 4:g}" width="{width:g}" height="{height:g}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def pooled(explanation: Explanation) -> str:
    """Return the first plane of input and output side by side, the first window and its output outlined."""
    plane = (0,) * (explanation.input.dim() - 2)
    x, y = explanation.input[plane], explanation.output[plane]
    window = [members(axis, 0) for axis in explanation.axes]
    shift = (x.shape[1] + 1) * UNIT
    parts = [*_cells(x, 0), *_cells(y, shift)]
    parts += [_outline(window[1].start, window[0].start, len(window[1]), len(window[0]), BLUE)]
    parts += [_outline(x.shape[1] + 1, 0, 1, 1, BLUE)]
    return drawing(parts, shift + y.shape[1] * UNIT, max(x.shape[0], y.shape[0]) * UNIT)


def returned(pooled_plane: Tensor, unpooled_plane: Tensor) -> str:
    """Return pooled values beside the plane that they return to, the places they take outlined."""
    shift = (pooled_plane.shape[1] + 1) * UNIT
    places = [(int(row), int(col)) for row, col in unpooled_plane.nonzero().tolist()]
    parts = [*_cells(pooled_plane, 0), *_cells(unpooled_plane, shift)]
    parts += [_outline(pooled_plane.shape[1] + 1 + col, row, 1, 1, ORANGE) for row, col in places]
    return drawing(parts, shift + unpooled_plane.shape[1] * UNIT, unpooled_plane.shape[0] * UNIT)


def ruler(size: AxisSize) -> str:
    """Return one axis with a bar for every window above its cells."""
    parts = [_cell(position, size.size, None) for position in range(size.length)]
    for output in range(size.size):
        start = output * size.stride - size.padding
        x, y, width = start * UNIT, output * UNIT + UNIT * 0.25, size.extent * UNIT
        parts.append(f'<rect x="{x}" y="{y}" width="{width}" height="{UNIT * 0.5}" rx="4" fill="{BLUE}"/>')
    return drawing(parts, size.length * UNIT, (size.size + 1) * UNIT)


def _cells(plane: Tensor, shift: float) -> list[str]:
    cols = plane.shape[1]
    return [_cell(number % cols, number // cols, shade, shift) for number, shade in enumerate(shades(plane))]


def _cell(col: float, row: float, shade: float | None, shift: float = 0) -> str:
    opacity, side = 0.1 + 0.6 * (shade or 0), UNIT - 1.5
    return (
        f'<rect x="{col * UNIT + shift:g}" y="{row * UNIT:g}" width="{side}" height="{side}" rx="2" '
        f'fill="{BLUE}" fill-opacity="{opacity:.2f}"/>'
    )


def _outline(col: float, row: float, cols: float, rows: float, colour: str) -> str:
    return (
        f'<rect x="{col * UNIT - 0.75:g}" y="{row * UNIT - 0.75:g}" width="{cols * UNIT:g}" '
        f'height="{rows * UNIT:g}" rx="3" fill="none" stroke="{colour}" stroke-width="2.5"/>'
    )
