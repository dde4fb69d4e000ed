"""ReLU before or after the pooling: both orders of every layer of the page, one above the other."""

from collections.abc import Mapping
from dataclasses import dataclass

import torch

from poolviz.answers.findings.compare.lines import Line, explained_lines, layers_of, refusals_of, said
from poolviz.answers.settings.answer import Display
from poolviz.answers.settings.fields import Values
from poolviz.answers.settings.run import computed_by
from poolviz.errors import PoolvizError
from poolviz.findings.relu_order import Orders, relu_orders
from poolviz.pooling.devices import CPU
from poolviz.sources.matrices.text import parse_matrix
from poolviz.texts import _
from poolviz.views.stage.comparisons.layers import relu_stage
from poolviz.views.stage.pooling import input_stage
from poolviz.views.stage.wire.bar import Refused
from poolviz.views.words.numbers import short
from poolviz.views.words.programs.comparison import relu_script

HEIGHT = 250


@dataclass(frozen=True, eq=False)
class ReluOrder(Display):
    """The layers on the stage, each with both its `orders` or its refusal, and a program that does the same.

    ReLU changes nothing unless a number is `negative`. `program` is empty where every layer is refused.
    """

    layers: tuple[Line, ...]
    orders: tuple[Orders | str, ...]
    negative: bool
    program: str

    @property
    def refusals(self) -> Mapping[str, Refused]:
        """Why torch refuses layers of the page, by their keys."""
        return refusals_of(self.layers)


def answer(values: Values, device: torch.device = CPU) -> ReluOrder:
    """Return what the section shows; PoolvizError where the matrix cannot be read."""
    x = parse_matrix(values["m"])
    lines = explained_lines(values, x, device)
    both = tuple(map(_orders, lines))
    titles = [line.title for line in lines]
    options = {"editable": True, "height": HEIGHT}
    drawn = relu_stage(x, both, titles, **options) if lines else input_stage(x, **options)
    layers = layers_of(lines)
    program = relu_script(x[None, None], layers) if layers else ""
    negative = bool((x < 0).any())
    said = (*_verdicts(lines, both, negative), computed_by(device))
    return ReluOrder(drawn, said, lines, both, negative, program)


def _verdicts(lines: tuple[Line, ...], both: tuple[Orders | str, ...], negative: bool) -> list[str]:
    """Return whether the orders agree, layer by layer, as plain text."""
    if not negative:
        return [_("No number is negative, so ReLU changes nothing. Type a negative number into the input.")]
    return [f"{line.key.upper()} {_told(one)}" for line, one in zip(lines, both, strict=True)]


def _orders(line: Line) -> Orders | str:
    if line.explanation is None:
        return line.refusal
    try:
        return relu_orders(line.explanation)
    except PoolvizError as error:
        return said(error)


def _told(orders: Orders | str) -> str:
    if isinstance(orders, str):
        return _("refused")
    if not orders.change.count:
        return _("✓ the same in both orders")
    return (
        _("✕ **{count}** of {all} differ, by up to {largest}")
        .format(count=orders.change.count, all=orders.then.numel(), largest=short(orders.change.largest))
        .replace("**", "")
    )
