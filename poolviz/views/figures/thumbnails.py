"""Small drawings of an Explanation as SVG, for the cards of the home page."""

from collections.abc import Sequence

from torch import Tensor

from poolviz.pooling.explanation import Explanation
from poolviz.pooling.windows import Axis, members
from poolviz.views.figures.theme import BLUE, GREEN, VERMILLION
from poolviz.views.words.numbers import shades

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


def asked(explanation: Explanation) -> str:
    """Return the first plane of an input beside its output, whose cells hold question marks."""
    plane = (0,) * (explanation.input.dim() - 2)
    x, y = explanation.input[plane], explanation.output[plane]
    shift = (x.shape[1] + 1) * UNIT
    parts = [*_cells(x, 0), *_cells(y * 0, shift)]
    for row in range(y.shape[0]):
        for col in range(y.shape[1]):
            at = f'x="{shift + (col + 0.46) * UNIT:g}" y="{(row + 0.72) * UNIT:g}"'
            parts.append(
                f'<text {at} font-size="15" font-weight="700" text-anchor="middle" '
                f'fill="{VERMILLION}">?</text>'
            )
    return drawing(parts, shift + y.shape[1] * UNIT, max(x.shape[0], y.shape[0]) * UNIT)


def lens() -> str:
    """Return a lens over a row of cells."""
    parts = [_cell(col, 2, 0.2 + 0.1 * col) for col in range(7)]
    parts.append(f'<circle cx="62" cy="46" r="26" fill="none" stroke="{VERMILLION}" stroke-width="5"/>')
    parts.append(f'<line x1="81" y1="65" x2="104" y2="88" stroke="{VERMILLION}" stroke-width="7"/>')
    return drawing(parts, 7 * UNIT, 4.5 * UNIT)


def votes(counts: Sequence[int], right: int) -> str:
    """Return how often each answer was given, a bar each; the `right` one is green."""
    parts = [
        f'<rect x="0" y="{i * 1.5 * UNIT:g}" width="{count * UNIT:g}" height="{UNIT}" rx="3" '
        f'fill="{GREEN if i == right else BLUE}" fill-opacity="{0.9 if i == right else 0.45}"/>'
        for i, count in enumerate(counts)
    ]
    return drawing(parts, max(counts) * UNIT, len(counts) * 1.5 * UNIT)


def trail(done: int, steps: int) -> str:
    """Return a trail of so many steps, of which the first are done."""
    parts = [
        f'<line x1="{UNIT}" x2="{(2 * steps - 1) * UNIT}" y1="{2 * UNIT}" y2="{2 * UNIT}" stroke="{BLUE}" '
        'stroke-width="3" stroke-opacity="0.4"/>'
    ]
    for step in range(steps):
        fill = GREEN if step < done else BLUE
        opacity = 1 if step <= done else 0.25
        parts.append(
            f'<circle cx="{(2 * step + 1) * UNIT}" cy="{2 * UNIT}" r="{0.55 * UNIT}" fill="{fill}" '
            f'fill-opacity="{opacity}"/>'
        )
    return drawing(parts, 2 * steps * UNIT, 4 * UNIT)


def returned(pooled_plane: Tensor, unpooled_plane: Tensor) -> str:
    """Return pooled values beside the plane that they return to, the places they take outlined."""
    shift = (pooled_plane.shape[1] + 1) * UNIT
    places = [(int(row), int(col)) for row, col in unpooled_plane.nonzero().tolist()]
    parts = [*_cells(pooled_plane, 0), *_cells(unpooled_plane, shift)]
    parts += [_outline(pooled_plane.shape[1] + 1 + col, row, 1, 1, VERMILLION) for row, col in places]
    return drawing(parts, shift + unpooled_plane.shape[1] * UNIT, unpooled_plane.shape[0] * UNIT)


def ruler(axis: Axis) -> str:
    """Return one axis with a bar for every window above its cells."""
    parts = [_cell(position, axis.outputs, None) for position in range(axis.length)]
    for output in range(axis.outputs):
        window = axis.taps(output)
        x, y, width = window.start * UNIT, output * UNIT + UNIT * 0.25, (window[-1] + 1 - window.start) * UNIT
        parts.append(f'<rect x="{x}" y="{y}" width="{width}" height="{UNIT * 0.5}" rx="4" fill="{BLUE}"/>')
    return drawing(parts, axis.length * UNIT, (axis.outputs + 1) * UNIT)


def bars(explanation: Explanation) -> str:
    """Return a signal as bars, and over each window a line as high as what is made of it."""
    signal, pooled_signal = explanation.input.flatten().tolist(), explanation.output.flatten().tolist()
    height = 5 * UNIT
    unit = height / max(signal)
    parts = [_bar(position, value * unit, height) for position, value in enumerate(signal)]
    for output, value in enumerate(pooled_signal):
        window, y = explanation.axes[0].taps(output), height - value * unit
        ends = f'x1="{window.start * UNIT}" x2="{(window[-1] + 1) * UNIT - 2}" y1="{y:g}" y2="{y:g}"'
        parts.append(f'<line {ends} stroke="{VERMILLION}" stroke-width="4"/>')
    return drawing(parts, len(signal) * UNIT, height)


def slices(explanation: Explanation) -> str:
    """Return the slices of a volume side by side, the first window outlined in those that it reads."""
    volume = explanation.input[(0,) * (explanation.input.dim() - 3)]
    depth, rows, cols = volume.shape
    deep, high, wide = (members(axis, 0) for axis in explanation.axes)
    shift = (cols + 0.6) * UNIT
    parts = [part for d in range(depth) for part in _cells(volume[d], d * shift)]
    parts += [_outline(d * (cols + 0.6), 0, len(wide), len(high), BLUE) for d in deep]
    return drawing(parts, depth * shift - 0.6 * UNIT, rows * UNIT)


def beside(planes: Sequence[Tensor], outlined: Sequence[tuple[int, int]] = ()) -> str:
    """Return planes side by side; the cells (row, column) of `outlined` stand out in all but the first."""
    parts, shift = [], 0.0
    for number, plane in enumerate(planes):
        parts += _cells(plane, shift * UNIT)
        parts += [_outline(shift + col, row, 1, 1, VERMILLION) for row, col in outlined if number]
        shift += plane.shape[1] + 1
    return drawing(parts, (shift - 1) * UNIT, max(plane.shape[0] for plane in planes) * UNIT)


def funnel(shapes: Sequence[Sequence[int]]) -> str:
    """Return feature maps (channels, rows, columns) one after the other, more leaves for more channels."""
    unit, x = 5 * UNIT / max(shape[1] for shape in shapes), 0.0
    parts = []
    for channels, rows, cols in shapes:
        high, wide, leaves = rows * unit, cols * unit, channels.bit_length()
        parts += [_leaf(x + 3 * leaf, (5 * UNIT - high) / 2 + 3 * leaf, wide, high) for leaf in range(leaves)]
        x += wide + 3 * leaves + UNIT / 2
    return drawing(parts, x - UNIT / 2, 5.5 * UNIT)


def lengths(values: Sequence[float]) -> str:
    """Return a horizontal bar for each of `values`, the longest outlined."""
    unit, longest = 8 * UNIT / max(values), max(values)
    parts = []
    for row, value in enumerate(values):
        wide, colour = max(3.0, value * unit), VERMILLION if value == longest else BLUE
        parts.append(
            f'<rect x="0" y="{row * 1.3 * UNIT:g}" width="{wide:g}" height="{UNIT}" rx="3" fill="{colour}" '
            'fill-opacity="0.6"/>'
        )
    return drawing(parts, 8 * UNIT, 1.3 * UNIT * len(values))


def _leaf(x: float, y: float, wide: float, high: float) -> str:
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" rx="2" fill="{BLUE}" '
        f'fill-opacity="0.25" stroke="{BLUE}" stroke-width="1"/>'
    )


def _bar(position: int, length: float, height: float) -> str:
    x, side = position * UNIT, UNIT - 4
    return (
        f'<rect x="{x}" y="{height - length:g}" width="{side}" height="{length:g}" rx="2" fill="{BLUE}" '
        'fill-opacity="0.45"/>'
    )


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
