"""The maps of a traced network side by side: what each cell sees of the input and of all maps before."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from torch import Tensor

from poolviz.networks.receptive_fields import Span, Spans
from poolviz.networks.step import ReceptiveField, Step
from poolviz.networks.trace import Trace
from poolviz.texts import _
from poolviz.views.stage.pictures import picture_grid
from poolviz.views.stage.pooling import stage
from poolviz.views.stage.texts import field_texts, signal_field_texts
from poolviz.views.stage.wire.grid import FieldFormula, Grid, Picture
from poolviz.views.stage.wire.link import Axis, Taps, WindowLink
from poolviz.views.stage.wire.stage import Stage

MOST_MAPS = 4
BLACK, WHITE = 0, 255


def default_steps(trace: Trace) -> tuple[int, ...]:
    """Return the numbers of the steps whose maps tell most: the pools that make their map smaller.

    At most four, from the first to the last. Where no pool does, the last steps with windows.

    >>> import poolviz
    >>> from torch import nn, zeros
    >>> default_steps(poolviz.trace(nn.Sequential(nn.Conv2d(1, 1, 3), nn.MaxPool2d(2)), zeros(1, 1, 8, 8)))
    (1,)
    """
    spans = trace.spans_from()
    known = [number for number in range(len(trace.steps)) if spans.get(number) and _drawn(spans[number])]
    pools = [number for number in known if _makes_smaller(trace.steps[number])]
    return _spread(pools) or tuple(n for n in known if trace.steps[n].sees == "window")[-MOST_MAPS:]


def _makes_smaller(step: Step) -> bool:
    return step.kind == "pool" and step.shape_in != step.shape_out


def _drawn(spans: Spans | None) -> bool:
    """Tell whether the map of a step can be drawn: one or two axes, none of length 0."""
    return spans is not None and len(spans) in (1, 2) and all(spans)


def _spread(numbers: Sequence[int]) -> tuple[int, ...]:
    if len(numbers) <= MOST_MAPS:
        return tuple(numbers)
    last = len(numbers) - 1
    return tuple(numbers[round(i * last / (MOST_MAPS - 1))] for i in range(MOST_MAPS))


def field_stage(
    trace: Trace, steps: Sequence[int], picture: Tensor | None = None, channel: int = 0, **options: Any
) -> Stage:
    """Return the stage of the input and of the maps of `steps`, numbers in their order, all linked.

    `picture` (3 or 1, H, W) with values from 0 to 255 is drawn as the input, else the input itself is. Of
    maps `channel` is drawn, or their last, from the smallest value (black) to the largest (white); what was
    not kept, or lies on the meta device, is blank. Steps without a plane of one or two axes are left out.
    """
    seen = trace.spans_from()
    shown = [number for number in sorted(set(steps)) if _drawn_at(trace, number, seen)]
    grids = [_input_grid(trace, picture, _axes(seen))]
    grids += [_map_grid(trace, number, len(seen[number] or ()), channel) for number in shown]
    links = [link for number in [-1, *shown] for link in _links(trace, number, shown)]
    # What a cell sees of the input is said first.
    links.sort(key=lambda link: link.target != _key(-1))
    made = stage(_("Receptive fields"), grids, links, main=grids[-1].id, fields=True, **options)
    said = signal_field_texts if _axes(seen) == 1 else field_texts
    return replace(made, texts=said(made.texts))


def _drawn_at(trace: Trace, number: int, seen: dict[int, Spans | None]) -> bool:
    return 0 <= number < len(trace.steps) and _drawn(seen.get(number))


def _axes(seen: dict[int, Spans | None]) -> int:
    """Return how many axes the planes have, at most two."""
    return min(len(seen[-1] or ()), 2) or 2


def _key(number: int) -> str:
    return "input" if number == -1 else f"step_{number}"


def _links(trace: Trace, origin: int, shown: Sequence[int]) -> list[WindowLink]:
    """Return the links from every later map to that of `origin`."""
    seen = trace.spans_from(origin)
    links = []
    for number in shown:
        spans = seen.get(number)
        if number > origin and spans:
            both = [_taps(on_axis) for on_axis in _two(spans, (0, 0))]
            links.append(WindowLink(_key(number), _key(origin), [Axis(taps, None) for taps in both]))
    return links


def _two(spans: Spans, alone: Span) -> Spans:
    """Return spans of two axes: a signal is a plane of one row."""
    return spans if len(spans) == 2 else ((alone,), *spans)


def _taps(spans: Sequence[Span]) -> list[Taps]:
    """Return each span as [start, step, count]; what sees nothing has no tap."""
    return [(0, 1, 0) if span is None else (span[0], 1, span[1] - span[0] + 1) for span in spans]


def _input_grid(trace: Trace, picture: Tensor | None, axes: int) -> Grid:
    title = _("Input")
    if picture is not None:
        return picture_grid(_key(-1), _key(-1), title, picture, caption=_written(picture.shape))
    planes = _planes(trace.input, axes)
    shown = planes if planes.shape[0] in (1, 3) else planes[:1]
    return _grid(_key(-1), title, shown, _written(trace.input.shape[-axes - 1 :]))


def _map_grid(trace: Trace, number: int, axes: int, channel: int) -> Grid:
    step = trace.steps[number]
    output = step.output if step.output is not None else getattr(step.explanation, "output", None)
    title, size = map_title(trace, number), step.shape_out[-axes:]
    channels = step.shape_out[-axes - 1]
    known = None if step.fields is None else _formula(step.fields)
    if output is None or output.is_meta:
        return _blank(_key(number), title, size, _written((channels, *size)), receptive_field=known)
    chosen = min(channel, channels - 1)
    said = _("{size}, channel {channel}").format(size=_written((channels, *size)), channel=chosen)
    return _grid(_key(number), title, _planes(output, axes)[chosen : chosen + 1], said, receptive_field=known)


def map_title(trace: Trace, number: int) -> str:
    """Return the label of a step; in a chain, where it is a number, with its layer."""
    label, layer = trace.labels[number], trace.steps[number].layer
    numbered = layer is not None and label.replace(".", "").isdigit()
    return f"{label} · {type(layer).__name__}" if numbered else label


def _planes(values: Tensor, axes: int) -> Tensor:
    """Return the first sample of a batch as (C, rows, columns)."""
    while values.dim() > axes + 1:
        values = values[0]
    while values.dim() < axes + 1:
        values = values[None]
    return values[:, None] if axes == 1 else values


def _grid(key: str, title: str, planes: Tensor, caption: str, **parts: Any) -> Grid:
    """Return a grid that shows `planes` by their brightness and keeps their numbers."""
    if planes.is_meta:
        return _blank(key, title, planes.shape[1:], caption)
    return picture_grid(key, key, title, _brightness(planes), caption=caption, numbers=planes, **parts)


def _blank(key: str, title: str, size: Sequence[int], caption: str, **parts: Any) -> Grid:
    rows, cols = (1, *size)[-2:]
    return Grid(key, key, title, rows, cols, caption, picture=Picture(1, "", None, blank=True), **parts)


def _brightness(planes: Tensor) -> Tensor:
    """Return `planes` from 0 for the smallest to 255 for the largest; what is not finite is black."""
    finite = planes.detach().cpu().float().nan_to_num(0, 0, 0)
    low, high = finite.aminmax()
    return ((finite - low) / (high - low).clamp(min=1e-12) * WHITE).round()


def _written(size: Sequence[int]) -> str:
    return " × ".join(map(str, size))


def _formula(fields: Sequence[ReceptiveField]) -> FieldFormula:
    down, across = fields if len(fields) == 2 else (ReceptiveField(), *fields)
    return FieldFormula((down.size, across.size), (down.jump, across.jump), (down.start, across.start))
