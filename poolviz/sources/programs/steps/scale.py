"""What a step of a program would cost, found without computing it, and the limits of a run."""

import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from poolviz.errors import PoolvizError
from poolviz.networks.kinds import equal_layer, function_name, kind_of_function, kind_of_layer
from poolviz.networks.programs.work import held_by, work_of
from poolviz.networks.without_pools import shape_alone
from poolviz.texts import N_

MOST_HELD = 150_000_000  # numbers, weights and maps together
MOST_COUNTED = 10**14  # on the meta device, where nothing is held
MOST_DONE = 3_000_000_000  # nanoseconds of a core, about
SECONDS = 20.0  # of processor: a busy machine makes no network too large


@dataclass(eq=False)
class Scale:
    """Counts the numbers that a run holds and computes; every step is asked for its size before it runs."""

    device: torch.device
    held: int = 0
    done: int = 0
    began: float = field(default_factory=time.thread_time)

    def weights(self, numbers: int, line: int) -> None:
        """Count weights; PoolvizError where they are too many."""
        self.held += numbers
        self._require(line)

    def step(
        self, name: str, run: Callable[..., Any], args: Any, words: Mapping[str, Any], line: int
    ) -> None:
        """Count what a step makes and computes; PoolvizError, before it runs, where it is too much.

        What torch refuses is left to the step itself, whose words are better.
        """
        if args and isinstance(args[0], Tensor) and _keeps_shape(name, run):
            with torch._C.DisableTorchFunction():
                self.held += args[0].numel()
                self.done += 2 * args[0].numel()
            return self._require(line)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            given = [_shape_alone(one) for one in args]
            named = {key: _shape_alone(value) for key, value in words.items()}
            if isinstance(run, nn.Sequential):
                for layer in run:
                    given = [self._one(type(layer).__name__, layer, given, {}, line)]
            else:
                self._one(name, run, given, named, line)
        return None

    def _one(self, name: str, run: Callable[..., Any], given: Any, words: Any, line: int) -> Any:
        try:
            made = _on_meta(name, run, given, words)
        except NotImplementedError as error:
            raise PoolvizError(N_("line {line}: {got} cannot be run here"), line=line, got=name) from error
        except Exception:
            return None
        outputs = list(tensors((made,)))
        layer, came = _layer_of(name, run, given, words), _shape(list(tensors((given, words))))
        self.held += sum(held_by(layer, came, one.shape) for one in outputs)
        self.done += sum(work_of(name, layer, came, one.shape) for one in outputs)
        self._require(line)
        return made

    def _require(self, line: int) -> None:
        meta = self.device.type == "meta"
        late = time.thread_time() - self.began > SECONDS
        if late or self.held > (MOST_COUNTED if meta else MOST_HELD) or (not meta and self.done > MOST_DONE):
            raise PoolvizError(
                N_(
                    "line {line}: this is too large to be computed here: {held} numbers are held and {done} "
                    "computed by now; an `x` on the meta device is counted without computing"
                ),
                line=line,
                held=f"{self.held:,}",
                done=f"{self.done:,}",
            )


def tensors(given: Any) -> Iterator[Tensor]:
    """Return the tensors in nested lists and dictionaries."""
    for one in given.values() if isinstance(given, dict) else given:
        if isinstance(one, Tensor):
            yield one
        elif isinstance(one, list | tuple | dict):
            yield from tensors(one)


def _keeps_shape(name: str, run: Any) -> bool:
    """Tell whether a step makes as many numbers as it reads, which need not be tried then."""
    kind = kind_of_layer(run) if isinstance(run, nn.Module) else kind_of_function(name, 1)
    return (
        kind in ("activation", "dropout", "norm")
        and "response" not in name.lower()
        and "glu" not in name.lower()
    )


def _shape_alone(value: Any) -> Any:
    """Return a tensor's shape on the meta device, unseen by who records what is done with it."""
    if isinstance(value, Tensor):
        with torch._C.DisableTorchFunction():
            return torch.empty(tuple(value.shape), dtype=value.dtype, device="meta")
    if isinstance(value, list | tuple) and any(isinstance(one, Tensor) for one in value):
        return type(value)(_shape_alone(one) for one in value)
    return value


def _on_meta(name: str, run: Any, given: Any, words: Mapping[str, Any]) -> Any:
    if isinstance(run, nn.Upsample):
        kept = ("size", "scale_factor", "mode", "align_corners", "recompute_scale_factor")
        name, words = "interpolate", {key: getattr(run, key) for key in kept}
    if isinstance(run, nn.RNNBase):
        with _ShapesAlone():
            return run(*given, **words)
    return (shape_alone(name, given, words) or run)(*given, **({} if isinstance(run, nn.Upsample) else words))


class _ShapesAlone(TorchFunctionMode):
    """Functions of torch that are worked out step by step on the meta device give their shapes."""

    def __torch_function__(self, function: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        run = shape_alone(function_name(function), args, kwargs or {}) or function
        return run(*args, **(kwargs or {}))


def _layer_of(name: str, run: Any, args: Any, words: Mapping[str, Any]) -> nn.Module | None:
    """Return the layer that runs, or the one that is equal to the function; None where there is none."""
    if isinstance(run, nn.Module):
        return run
    try:
        return equal_layer(name, args, words)
    except Exception:
        return None


def _shape(given: list[Tensor]) -> tuple[int, ...]:
    return tuple(given[0].shape) if given else ()
