"""What a step of a program would cost, found without computing it, and the limits of a run."""

import math
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

from poolviz.errors import PoolvizError
from poolviz.networks.kinds import equal_layer, kind_of_function, kind_of_layer
from poolviz.networks.programs.fit import work_of
from poolviz.texts import N_

MOST_HELD = 150_000_000  # numbers, weights and maps together
MOST_COUNTED = 10**14  # on the meta device, where nothing is held
MOST_DONE = 30_000_000_000
SECONDS = 20.0
_PRODUCTS = {"matmul", "mm", "bmm", "addmm", "baddbmm", "linear", "bilinear", "einsum", "outer", "dot",
             "scaled_dot_product_attention", "cosine_similarity"}  # fmt: skip


@dataclass(eq=False)
class Scale:
    """Counts the numbers that a run holds and computes; every step is asked for its size before it runs."""

    device: torch.device
    held: int = 0
    done: int = 0
    began: float = field(default_factory=time.monotonic)

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
                self.done += 4 * args[0].numel()
            return self._require(line)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            given = [shape_alone(one) for one in args]
            named = {key: shape_alone(value) for key, value in words.items()}
            if isinstance(run, nn.Sequential):
                for layer in run:
                    given = [self._one(type(layer).__name__, layer, given, {}, line)]
            else:
                self._one(name, run, given, named, line)
        return None

    def _one(self, name: str, run: Callable[..., Any], given: Any, words: Any, line: int) -> Any:
        try:
            made = run(*given, **words)
        except NotImplementedError as error:
            raise PoolvizError(N_("line {line}: {got} cannot be run here"), line=line, got=name) from error
        except Exception:
            return None
        outputs = list(tensors((made,)))
        self.held += sum(one.numel() for one in outputs)
        self.done += _work(name, run, list(tensors((given, words))), outputs, given, words)
        self._require(line)
        return made

    def _require(self, line: int) -> None:
        meta = self.device.type == "meta"
        late = time.monotonic() - self.began > SECONDS
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
        and name != "LocalResponseNorm"
        and "glu" not in name.lower()
    )


def shape_alone(value: Any) -> Any:
    """Return a tensor's shape on the meta device, unseen by who records what is done with it."""
    if isinstance(value, Tensor):
        with torch._C.DisableTorchFunction():
            return torch.empty(tuple(value.shape), dtype=value.dtype, device="meta")
    if isinstance(value, list | tuple) and any(isinstance(one, Tensor) for one in value):
        return type(value)(shape_alone(one) for one in value)
    return value


def _work(
    name: str, run: Any, given: list[Tensor], made: list[Tensor], args: Any, words: Mapping[str, Any]
) -> int:
    """Return about how many numbers a step reads or multiplies."""
    size = sum(one.numel() for one in made)
    if isinstance(run, nn.Module):
        return work_of(run, given[0], made[0]) if given and made else size
    if name.startswith("conv") and len(given) > 1:
        return max(size, given[0].numel()) * math.prod(given[1].shape[1:])
    if name in _PRODUCTS:
        return size * max((one.shape[-1] for one in given if one.dim()), default=1) * 2
    if "pool" in name and given:
        try:
            layer = equal_layer(name, args, words)
        except Exception:
            layer = None
        return size if layer is None or not made else work_of(layer, given[0], made[0])
    return size * 4
