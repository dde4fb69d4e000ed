"""The device torch computes on: the accelerator where there is one that can, else the CPU."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils._pytree import tree_flatten, tree_map

from poolviz.errors import REFUSALS
from poolviz.pooling.explanation import Explanation, explain
from poolviz.pooling.layouts import RANDOM_SAMPLES, exact_samples, with_samples
from poolviz.texts import N_

CPU = torch.device("cpu")
# Numbers that are made up to hear what the CPU says of them.
MOST_TRIED = 10**7

LACKS = N_("{device} lacks this operator, so the CPU computed it: {message}")
FULL = N_("{device} is out of memory, so the CPU computed it")
FAILED = N_("{device} could not compute this, so the CPU did: {message}")


@dataclass(frozen=True, eq=False)
class Computed:
    """An explanation whose tensors are on the CPU, and the `device` that computed them.

    `note` says why it was not the wanted device: a template, untranslated, and the values that
    fill it; None where it was.
    """

    explanation: Explanation
    device: torch.device
    note: tuple[str, dict[str, Any]] | None = None


def accelerator() -> torch.device | None:
    """Return the accelerator that torch can use now, None where there is none; never raises."""
    try:
        # current_accelerator() alone names the kind torch was built for, present or not.
        return torch.accelerator.current_accelerator() if torch.accelerator.is_available() else None
    except Exception:  # a broken driver fails in ways of its own, and the CPU still works
        return None


def refused_on_cpu(error: Exception, run: Callable[..., Any], args: Any, kwargs: Any) -> Exception:
    """Return what the CPU says where the meta device refused `run` with `error`, in words of its own.

    The error itself where no tensor is on the meta device, where they are too large to be tried, or where
    the CPU takes them.

    >>> x, weight = torch.empty(1, 2, device="meta"), torch.empty(4, 3, device="meta")
    >>> str(refused_on_cpu(RuntimeError("…"), nn.functional.linear, (x, weight), {}))[-13:]
    '(1x2 and 3x4)'
    """
    tensors = [one for one in tree_flatten((args, kwargs))[0] if isinstance(one, Tensor)]
    if not any(one.is_meta for one in tensors) or sum(one.numel() for one in tensors) > MOST_TRIED:
        return error
    args, kwargs = tree_map(_on_cpu, (args, kwargs))
    try:
        with torch.no_grad():
            run(*args, **kwargs)
    except REFUSALS as said:
        return said
    return error


def _on_cpu(one: Any) -> Any:
    return torch.zeros_like(one, device=CPU) if isinstance(one, Tensor) and one.is_meta else one


def choose(force_cpu: bool = False) -> torch.device:
    """Return the device to compute on: the accelerator, unless there is none or `force_cpu`.

    >>> choose(force_cpu=True)
    device(type='cpu')
    """
    return CPU if force_cpu else accelerator() or CPU


def describe(device: torch.device) -> str:
    """Return the name of `device` for people, such as "CPU" or "cuda (NVIDIA H200)"; never raises.

    >>> describe(torch.device("cpu"))
    'CPU'
    """
    if device.type == "cpu":
        return "CPU"
    try:
        return f"{device} ({torch.get_device_module(device).get_device_name(device)})"
    except Exception:  # not every kind of device has a name, nor every driver an answer
        return str(device)


def explain_on(device: torch.device, layer: nn.Module, x: Tensor) -> Computed:
    """Return explain(layer, x) computed on `device`, its tensors brought to the CPU.

    Where the device cannot, the CPU computes it and `note` says why. PoolvizError where the CPU
    refuses too.

    >>> computed = explain_on(choose(force_cpu=True), nn.MaxPool1d(2), torch.tensor([[1.0, 3.0]]))
    >>> computed.explanation.output, computed.device, computed.note
    (tensor([[3.]]), device(type='cpu'), None)
    """
    if device.type == "cpu":
        return Computed(explain(layer, x.cpu()), CPU)
    try:
        # Plainly laid out: torch's channels-last kernels can name a wrong index for a window of −inf.
        return Computed(_brought(explain(_sent(layer, device), x.contiguous().to(device)), x.cpu()), device)
    except REFUSALS as error:
        note = _note(device, error)
    # Out of the except block, the error no longer holds the device's tensors.
    return Computed(explain(layer, x.cpu()), CPU, note)


def _sent(layer: nn.Module, device: torch.device) -> nn.Module:
    samples = getattr(layer, RANDOM_SAMPLES, None)
    return layer if samples is None else with_samples(layer, samples.to(device))


def _brought(there: Explanation, x: Tensor) -> Explanation:
    # The device's own picks: the CPU may choose otherwise among equals.
    picks = None if there.picks is None else there.picks.cpu()
    ran = _brought_samples(there.ran)
    return dataclasses.replace(there, input=x, output=there.output.cpu(), ran=ran, picks=picks)


def _brought_samples(ran: nn.Module) -> nn.Module:
    samples = getattr(ran, RANDOM_SAMPLES, None)
    return ran if samples is None else with_samples(ran, exact_samples(samples))


def _note(device: torch.device, error: Exception) -> tuple[str, dict[str, Any]]:
    cause = error.__cause__ or error
    template = FAILED
    if isinstance(cause, NotImplementedError):
        template = LACKS
    elif isinstance(cause, torch.OutOfMemoryError):
        template = FULL
    # What follows the first line is advice for those who debug the device.
    first = next(iter(str(cause).splitlines()), type(cause).__name__)
    return template, {"device": describe(device), "message": first}
