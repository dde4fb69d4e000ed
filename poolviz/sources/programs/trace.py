"""trace_program(): the steps of somebody's program."""

from torch import Tensor

from poolviz.errors import PoolvizError
from poolviz.networks.trace import Trace, trace
from poolviz.pooling.refusals.inputs import Numbers, as_tensor
from poolviz.sources.programs.model import Program
from poolviz.sources.programs.reading import Reading, read_program
from poolviz.sources.programs.steps.scale import Scale
from poolviz.texts import N_


def trace_program(text: str, x: Numbers, name: str | None = None, seed: int = 0, keep: bool = False) -> Trace:
    """Run somebody's program in a sandbox and its network on `x`, and return what happened, as trace() does.

    `name` says which of several networks: a variable, a class or a function of the program. Weights are as
    torch draws them after torch.manual_seed(seed). With an `x` on the meta device nothing is computed.
    PoolvizError with the `line` of what cannot be run or what torch refuses, in torch's own words.

    >>> import torch
    >>> text = "pool = nn.MaxPool2d(2)\\nx = pool(pool(x))\\nx = torch.flatten(x, 1)"
    >>> [(step.name, step.shape_out) for step in trace_program(text, torch.zeros(1, 1, 8, 8)).steps]
    [('pool', (1, 1, 4, 4)), ('pool', (1, 1, 2, 2)), ('flatten', (1, 4))]
    """
    given = x if isinstance(x, Tensor) else as_tensor("x", x)
    return run_reading(read_program(text, name, given.device, seed), given, keep)


def run_reading(reading: Reading, x: Tensor, keep: bool = False) -> Trace:
    """Return the trace of a network that was read; PoolvizError with the line that torch refuses."""
    if reading.twin is not None and x.device.type != "meta":
        Scale(x.device).step("", reading.twin, [x], {}, 1)
    try:
        return trace(reading.model, x, keep)
    except PoolvizError as error:
        if error.line is not None:
            raise
        raise PoolvizError(
            N_("line {line}: {message}"),
            torch_message=error.torch_message,
            line=_line(reading, error),
            message=error,
        ) from error


def _line(reading: Reading, error: PoolvizError) -> int:
    layer = dict(reading.model.named_modules()).get(error.values.get("step", ""))
    if isinstance(reading.model, Program):
        return reading.model.line
    return reading.line_of(layer) or 1
