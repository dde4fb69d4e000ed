"""A network's steps as the rows of a table, and what its numbers would be without the pools."""

from typing import Any

from poolviz.errors import PoolvizError
from poolviz.networks.programs.layers import LAYERS, layer_code
from poolviz.networks.recorder import Step
from poolviz.networks.trace import Trace
from poolviz.texts import _
from poolviz.views.markdown import plain

_UNITS = ("B", "KiB", "MiB", "GiB", "TiB", "PiB")


def step_rows(trace: Trace, bare: Trace | None = None) -> list[dict[str, Any]]:
    """Return a row for each step: shapes, parameters, receptive field, memory; all written as texts.

    With `bare`, the trace without the pools, each number stands beside what it would be without them.
    """
    others = bare.steps if bare is not None and len(bare.steps) == len(trace.steps) else ()
    rows, batch = [], trace.input.shape[0]
    labels = trace.labels
    for number, step in enumerate(trace.steps):
        row = {
            _("name"): labels[number],
            _("layer"): layer_text(step),
            _("shape in"): shape_text(step.shape_in, batch),
        }
        pair = [step, *others[number : number + 1]]
        row |= _beside(_("shape out"), [shape_text(one.shape_out, batch) for one in pair])
        row |= _beside(_("parameters"), [counted(one.parameters) for one in pair])
        row |= dict(zip(field_titles(), field_texts(step), strict=True))
        row |= _beside(_("memory"), [memory_text(_own(one)) for one in pair])
        rows.append(row)
    return rows


def number_titles() -> list[str]:
    """Return the heads of the columns that hold numbers, with the pools and without."""
    counted_ones = [_("parameters"), _("memory")]
    bare = [_("{title}, without pools").format(title=title) for title in counted_ones]
    return [*counted_ones, *bare, *field_titles()]


def field_titles() -> tuple[str, str, str]:
    """Return the heads of the columns of a receptive field."""
    return _("receptive field"), _("jump"), _("centre of cell 0")


def field_texts(step: Step) -> tuple[str, str, str]:
    """Return size, jump and centre of what a cell of the step sees, "–" where there is no plane."""
    if step.fields is None:
        return (_("all") if step.sees == "whole" else "–"), "–", "–"
    parts = zip(*((field.size, field.jump, field.centre) for field in step.fields), strict=True)
    size, jump, centre = (_alike([f"{value:g}" for value in values]) for values in parts)
    return size, jump, centre.replace("-", "−")


def layer_text(step: Step) -> str:
    """Return the line that makes the step's layer, or the name of its function.

    >>> from torch import nn, zeros
    >>> from poolviz.networks.trace import trace
    >>> [layer_text(step) for step in trace(nn.Sequential(nn.MaxPool2d(2)), zeros(1, 1, 4, 4)).steps]
    ['nn.MaxPool2d(2)']
    """
    if step.layer is not None and type(step.layer) in LAYERS.values():
        return layer_code(step.layer)
    name = type(step.layer).__name__ if step.layer is not None else step.name.rpartition(".")[2]
    return f"{name}()"


def totals(trace: Trace, bare: Trace) -> str:
    """Return in one sentence the parameters and the memory, with the pools and without."""
    return _(
        "Parameters: **{parameters}**, without the pools **{bare_parameters}**. "
        "Memory of all maps: **{memory}**, without the pools **{bare_memory}**."
    ).format(
        parameters=counted(trace.parameters),
        bare_parameters=counted(bare.parameters),
        memory=memory_text(trace.memory),
        bare_memory=memory_text(bare.memory),
    )


def needs_pools(trace: Trace, refused: PoolvizError) -> str:
    """Return what a network has that cannot do without its pools, and which step that is."""
    return _(
        "Parameters: **{parameters}**. Memory of all maps: **{memory}**. Without the pools this network "
        "would not run: the step {step} is made for the size that they leave."
    ).format(
        parameters=counted(trace.parameters),
        memory=memory_text(trace.memory),
        step=plain(refused.values.get("step", "–")),
    )


def largest_change(trace: Trace, bare: Trace) -> str:
    """Return in one sentence which layer grows most without the pools, empty where none does."""
    pairs = zip(trace.steps, bare.steps, strict=False)
    step, other = max(pairs, key=lambda pair: pair[1].parameters - pair[0].parameters)
    if other.parameters == step.parameters:
        return _("The pools save no layer any parameters: no layer has a weight for each cell of a map.")
    return _(
        "Pooling itself has no parameters. It saves those of **{name}** behind it: {features} features come "
        "in instead of {bare_features}, so it has {parameters} parameters instead of {bare_parameters}."
    ).format(
        name=plain(step.name),
        features=counted(step.shape_in[-1]),
        bare_features=counted(other.shape_in[-1]),
        parameters=counted(step.parameters),
        bare_parameters=counted(other.parameters),
    )


def counted(number: int) -> str:
    """Return a number with its thousands apart.

    >>> counted(67109376)
    '67,109,376'
    """
    return f"{number:,}"


def memory_text(size: int) -> str:
    """Return bytes in the unit that keeps them short.

    >>> memory_text(0), memory_text(512), memory_text(23040), memory_text(60_448_672)
    ('–', '512 B', '22.5 KiB', '57.6 MiB')
    """
    if size == 0:
        return "–"
    power = min(max(size.bit_length() - 1, 0) // 10, len(_UNITS) - 1)
    value = size / 1024**power
    return f"{value:,.0f} {_UNITS[power]}" if value >= 100 or power == 0 else f"{value:.3g} {_UNITS[power]}"


def shape_text(shape: tuple[int, ...], batch: int = 1) -> str:
    """Return a shape without its batch; the whole of it, as torch writes it, where the batch is another.

    >>> shape_text((1, 20, 4, 4)), shape_text((1, 320)), shape_text((4, 400))
    ('20 × 4 × 4', '320', '(4, 400)')
    """
    if len(shape) > 1 and shape[0] != batch:
        return f"({', '.join(map(counted, shape))})"
    return " × ".join(map(counted, shape[1:] if len(shape) > 1 else shape))


def _own(step: Step) -> int:
    """Return the memory that the step takes anew: a view and what works in place take none."""
    return 0 if step.shares else step.memory


def _beside(title: str, texts: list[str]) -> dict[str, str]:
    titles = (title, _("{title}, without pools").format(title=title))
    return dict(zip(titles, texts, strict=False))


def _alike(texts: list[str]) -> str:
    return texts[0] if len(set(texts)) == 1 else " × ".join(texts)
