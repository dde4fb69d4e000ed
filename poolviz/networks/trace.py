"""trace(): a whole model at work, step by step, with an Explanation of every pooling layer in it."""

import threading
from collections import Counter
from collections.abc import Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from weakref import WeakKeyDictionary

import torch
from torch import Tensor, nn

from poolviz.errors import PoolvizError
from poolviz.networks.receptive_fields import Spans, fields_from, plane_axes, spans_from
from poolviz.networks.recorder import Recorder
from poolviz.networks.step import Fields, ReceptiveField, Step
from poolviz.networks.without_pools import linears_fit, on_meta
from poolviz.pooling.refusals.inputs import Numbers, as_shape, as_tensor
from poolviz.texts import N_

# Eval mode belongs to the model: of two threads that trace it one would end that of the other.
_LOCKS: MutableMapping[nn.Module, threading.RLock] = WeakKeyDictionary()
_LOCKING = threading.Lock()
# What torch.compile is told belongs to all threads.
_COMPILED = threading.RLock()


@dataclass(frozen=True, eq=False)
class Trace:
    """A model at work on `input`: its `output`, and `steps`, one for each layer and function that ran."""

    model: nn.Module
    input: Tensor
    output: Any
    steps: tuple[Step, ...]
    _spans: dict[int, dict[int, Spans | None]] = field(default_factory=dict, repr=False)

    @property
    def pools(self) -> tuple[Step, ...]:
        """The steps that pool or unpool; each has an `explanation`."""
        return tuple(step for step in self.steps if step.kind == "pool")

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The name of each step, with a number where a layer or a function has run before: "pool (2)"."""
        times: Counter[str] = Counter()
        labels = []
        for step in self.steps:
            times[step.name] += 1
            labels.append(f"{step.name} ({times[step.name]})" if times[step.name] > 1 else step.name)
        return tuple(labels)

    @property
    def parameters(self) -> int:
        """How many parameters the model has, shared ones counted once, unused ones too."""
        return sum(parameter.numel() for parameter in self.model.parameters())

    @property
    def memory(self) -> int:
        """The bytes of all outputs together; a step in place, or a view, makes none anew."""
        return sum(step.memory for step in self.steps if not step.shares)

    def fields_from(self, origin: int = -1) -> dict[int, Fields | None]:
        """Return what the cells of each later step see of the map that step `origin` makes (-1: of x).

        See receptive_fields.fields_from.
        """
        return fields_from(self.steps, self.input.shape, origin)

    def spans_from(self, origin: int = -1) -> dict[int, Spans | None]:
        """Return the first and last position that each cell of each later step sees of it, edges exact.

        See receptive_fields.spans_from.
        """
        if origin not in self._spans:
            self._spans[origin] = spans_from(self.steps, self.input.shape, origin)
        return self._spans[origin]


def trace(model: nn.Module, x: Numbers, keep: bool = False) -> Trace:
    """Run `model` on `x` of any shape it takes, and return what happened, step by step.

    `x` is a tensor, an array, which keeps its dtype, or nested lists, of the dtype torch gives them. The
    model runs in eval mode and without gradients on a copy of it, and is left as it was found.
    With `keep` every step keeps a copy of its output. On the meta device shapes, fields, parameters
    and memory are found without computing. PoolvizError where `x` is none of these, or where the
    model refuses it: with torch's own message, and the name and shape of the step that failed.

    >>> net = nn.Sequential(nn.Conv2d(1, 10, 5), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(1440, 10))
    >>> run = trace(net, torch.zeros(1, 1, 28, 28))
    >>> [(step.name, step.kind, step.shape_out) for step in run.steps][1:3]
    [('1', 'pool', (1, 10, 12, 12)), ('2', 'reshape', (1, 1440))]
    >>> run.pools[0].fields[0]
    ReceptiveField(size=6, jump=2, start=0)
    """
    return trace_at_most(model, x, None, keep)


def trace_at_most(model: nn.Module, x: Numbers, most: int | None, keep: bool = False) -> Trace:
    """Return what `trace` does; PoolvizError where the model takes more than so many steps."""
    model = _plain(model)
    return _traced(model, _one(x), Recorder(model, keep, most=most))


def receptive_field(model: nn.Module, shape: Sequence[int]) -> Fields | None:
    """Return what a cell of the last map of `model` sees of an input of `shape`, a ReceptiveField an axis.

    Nothing is computed. None where the last step sees the whole input, has no plane, or where what it sees
    is not known; `trace(model, x)` has the field of every step. PoolvizError where the model refuses it.

    >>> receptive_field(nn.Sequential(nn.Conv1d(1, 8, 3), nn.MaxPool1d(2)), (1, 1, 10))
    (ReceptiveField(size=4, jump=2, start=0),)
    """
    given = as_shape(shape)
    model = _plain(model)
    steps = trace(on_meta(model), torch.empty(given, device="meta")).steps
    return steps[-1].fields if steps else (ReceptiveField(),) * plane_axes((), given)


def without_pools(model: nn.Module, x: Numbers) -> Trace:
    """Return the trace of `model` on `x` as if every pooling passed its input on unchanged.

    Each nn.Linear is as large as it must then be. All is on the meta device: counted, not allocated.
    A view of a plane as rows of features keeps the batch, whatever number of features it names.

    >>> net = nn.Sequential(nn.MaxPool2d(2), nn.Flatten(), nn.Linear(16, 10))
    >>> without_pools(net, torch.zeros(1, 1, 8, 8)).parameters
    650
    """
    twin = on_meta(_plain(model))
    with linears_fit(twin):
        return _traced(twin, _one(x).to("meta"), Recorder(twin, keep=False, pools=False))


def _traced(model: nn.Module, x: Tensor, recorder: Recorder) -> Trace:
    with (
        _one_at_a_time(model),
        _as_found(model),
        _uncompiled(model),
        recorder.hooks(),
        torch.inference_mode(False),
        torch.no_grad(),
    ):
        try:
            output = recorder.run(x.detach().clone())
        except PoolvizError:
            raise  # a model that is poolviz's own says itself what is wrong
        except Exception as error:
            raise _refusal(recorder, x, error) from error
    fields = fields_from(recorder.steps, x.shape)
    steps = tuple(replace(step, fields=fields.get(number)) for number, step in enumerate(recorder.steps))
    return Trace(model, x, output, steps)


def _one_at_a_time(model: nn.Module) -> threading.RLock:
    """Return the lock of a model: who traces another one does not wait."""
    with _LOCKING:
        return _LOCKS.setdefault(model, threading.RLock())


@contextmanager
def _as_found(model: nn.Module) -> Iterator[None]:
    training = {module: module.training for module in model.modules()}
    try:
        try:
            model.eval()
        except NotImplementedError as error:
            raise _closed("torch.export") from error
        yield
    finally:
        for module, was in training.items():
            module.training = was


def _one(x: Numbers) -> Tensor:
    """Return what a model runs on; a tensor of any kind is left to the model."""
    return x if isinstance(x, Tensor) else as_tensor("x", x)


def _plain(model: Any) -> nn.Module:
    """Return the model whose layers can be seen: that which torch.compile was given, too."""
    model = _given_to_compile(model)
    if not isinstance(model, nn.Module) and hasattr(model, "graph_module"):
        raise _closed("torch.export")
    if not isinstance(model, nn.Module):
        raise PoolvizError(N_("`model` must be an nn.Module, but got {got}"), got=type(model).__name__)
    for name, tensor in [*model.named_parameters(), *model.named_buffers()]:
        if nn.parameter.is_lazy(tensor):
            raise PoolvizError(
                N_("`model` must have run once before it is traced: {name} has no size yet"), name=name
            )
    for module in model.modules():
        if isinstance(module, torch.jit.ScriptModule):
            raise _closed("torch.jit")
    return model


def _given_to_compile(model: Any) -> Any:
    held = getattr(model, "_modules", None)  # the class of a compiled module is torch's own secret
    return held.get("_orig_mod", model) if type(held) is dict else model


@contextmanager
def _uncompiled(model: nn.Module) -> Iterator[None]:
    """Within this parts that torch.compile was given run as they are written."""
    if all(_given_to_compile(module) is module for module in model.modules()):
        yield
        return
    with _COMPILED, torch.compiler.set_stance("force_eager"):
        yield


def _closed(function: str) -> PoolvizError:
    return PoolvizError(
        N_("`model` shows no layers after {function}: pass the nn.Module that was given to it"),
        function=function,
    )


def _refusal(recorder: Recorder, x: Tensor, error: Exception) -> PoolvizError:
    if recorder.failed is None:
        return PoolvizError(
            N_("the model refuses an input of shape {shape}: {message}"),
            torch_message=str(error),
            shape=tuple(x.shape),
            message=error,
        )
    return step_refusal(*recorder.failed, str(error), recorder.sizes)


def step_refusal(
    step: str, shape: tuple[int, ...], message: str, sizes: tuple[int, ...] = ()
) -> PoolvizError:
    """Return the error that says, in torch's own `message`, that a step refuses an input of `shape`.

    `sizes` are those that a view was to have.
    """
    return PoolvizError(
        N_("torch refuses the step {step} on an input of shape {shape}: {message}"),
        torch_message=message,
        step=step,
        shape=shape,
        message=message,
        sizes=sizes,
    )
