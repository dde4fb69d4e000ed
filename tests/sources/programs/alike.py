"""A program run in the sandbox beside the same program run by Python itself."""

from typing import Any

import torch

from poolviz import Trace, trace, trace_program
from poolviz.networks.seeds import seeded

HEAD = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n"


def steps(run: Trace) -> list[tuple[Any, ...]]:
    """Return what is asked of every step."""
    return [(step.name, step.kind, step.inputs, step.shape_in, step.shape_out) for step in run.steps]


def of_python(text: str, x: torch.Tensor, net: str) -> Trace:
    """Return the trace of what Python itself makes of a trusted `text` and the expression `net`."""
    names: dict[str, Any] = {"__name__": "program"}
    with seeded(0):
        exec(HEAD + text, names)
        model = eval(net, names)
    return trace(model, x)


def require_alike(text: str, *shape: int, net: str = "Net()", name: str | None = None) -> Trace:
    """Return the trace of the program, which is that of Python step by step and number by number."""
    with seeded(1):
        x = torch.rand(shape)
    run, other = trace_program(HEAD + text, x, name), of_python(text, x, net)
    assert steps(run) == steps(other)
    assert run.parameters == other.parameters
    for mine, theirs in zip(outputs(run.output), outputs(other.output), strict=True):
        assert torch.equal(mine, theirs)
    return run


def outputs(given: Any) -> list[torch.Tensor]:
    """Return the tensors of an output."""
    if isinstance(given, torch.Tensor):
        return [given]
    return [one for part in (given.values() if isinstance(given, dict) else given) for one in outputs(part)]
