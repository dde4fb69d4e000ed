"""A layer at work on an input, within the limits of a page: what torch computed, or why it did not."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from poolviz.errors import PoolvizError
from poolviz.pooling.devices import CPU, Computed, describe, explain_on
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.sizes.costs import require_light
from poolviz.texts import _

MOST_READS = 50_000_000  # about 100 ms of a core
VERSION = torch.__version__.partition("+")[0]  # without the name of the build


@dataclass(frozen=True)
class Limits:
    """What a layer may cost on a page: values that its windows read in all, and cells of its output."""

    reads: int = MOST_READS
    outputs: int | None = None


@dataclass(frozen=True, eq=False)
class Run:
    """What came of `layer` on `x`: what torch `computed`, or the `refusal`, torch's or that of a limit.

    `too_heavy` tells that it was a limit: torch was not asked.
    """

    layer: nn.Module
    x: Tensor
    computed: Computed | None = None
    refusal: PoolvizError | None = None
    too_heavy: bool = False

    @property
    def explanation(self) -> Explanation | None:
        """What torch made of the input; None where it was refused."""
        return None if self.computed is None else self.computed.explanation

    @property
    def accepted(self) -> Explanation:
        """What torch made of the input; raises the refusal where there is one."""
        if self.computed is None:
            raise self.refusal or AssertionError("a run has a result or a refusal")
        return self.computed.explanation

    @property
    def line(self) -> str:
        """The line that says which shapes torch computed, where, and why not elsewhere; empty if refused."""
        return "" if self.computed is None else computed_line(self.computed)


def run(layer: nn.Module, x: Tensor, limits: Limits | None = None, device: torch.device = CPU) -> Run:
    """Return what came of `layer` on `x`, (N, C, *plane) or (C, *plane); a refusal is not raised.

    >>> run(nn.MaxPool1d(2), torch.tensor([[1.0, 3.0]])).accepted.output
    tensor([[3.]])
    >>> run(nn.MaxPool1d(2), torch.tensor([[1.0, 3.0]]), Limits(reads=1)).refusal.values["asked"]
    '2'
    """
    limits = limits or Limits()
    try:
        require_light(layer, x.shape, limits.reads, limits.outputs)
    except PoolvizError as error:
        return Run(layer, x, refusal=error, too_heavy=True)
    try:
        return Run(layer, x, explain_on(device, layer, x))
    except PoolvizError as error:
        return Run(layer, x, refusal=error)


def computed_by(device: torch.device) -> str:
    """Return the line that says what computes, on a page that has several layers or none.

    >>> computed_by(CPU).startswith("computed by torch 2.")
    True
    """
    return _("computed by torch {version} on {device}").format(version=VERSION, device=describe(device))


def computed_line(result: Computed) -> str:
    """Return the line that says which shapes torch computed, where, and why not elsewhere."""
    explanation = result.explanation
    text = _("{shape_in} → {shape_out} · computed by torch {version} on {device}").format(
        shape_in=tuple(explanation.input.shape),
        shape_out=tuple(explanation.output.shape),
        version=VERSION,
        device=describe(result.device),
    )
    if result.note is not None:
        template, values = result.note
        text += " · " + _(template).format(**values)
    return text
