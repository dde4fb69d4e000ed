"""What a program asks of torch while it runs in the sandbox, done step by step."""

import copy
import math
import warnings
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn

from poolviz.errors import PoolvizError
from poolviz.sources.programs.sandbox.allowlist import CREATES, DTYPES, callable_of
from poolviz.sources.programs.sandbox.session import Run
from poolviz.sources.programs.steps.layers import attributes, named, real_of, twin_of
from poolviz.sources.programs.steps.scale import Scale
from poolviz.sources.programs.syntax.source import Source
from poolviz.texts import N_

LONGEST_LIST = 2_000


@dataclass(eq=False)
class Held:
    """What a program has made outside the sandbox: its modules and tensors by their numbers.

    `homes` says which weight of which module a tensor has become, `twins` are the modules without weights.
    """

    modules: dict[int, nn.Module] = field(default_factory=dict)
    tensors: dict[int, Any] = field(default_factory=dict)
    homes: dict[int, tuple[int, str]] = field(default_factory=dict)
    twins: dict[int, nn.Module] = field(default_factory=dict)

    def tensor(self, number: Any) -> Tensor:
        """Return a tensor by its number, or a weight by "module.name"; KeyError where there is none."""
        if isinstance(number, str):
            module, _dot, name = number.partition(".")
            found: Any = getattr(self.modules[int(module)], name)
        elif number in self.homes:
            module_number, name = self.homes[number]
            found = getattr(self.modules[module_number], name)
        else:
            found = self.tensors[number]
        if not isinstance(found, Tensor):
            raise KeyError(number)
        return found


@dataclass(eq=False)
class Tape:
    """Does what the sandbox queues: `run` until its end, or until the module that was entered is left.

    While it builds, layers are made and calls of modules are not nested; `line` is that of the last step.
    """

    source: Source
    held: Held
    scale: Scale
    building: bool
    line: int = 1
    output: Any = None
    kept: set[int] = field(default_factory=set)
    _run: Run | None = None
    _queue: deque[Any] = field(default_factory=deque)
    _ask: Any = None
    _site: int = 0
    made_at: dict[int, int] = field(default_factory=dict)

    def play(self, run: Run) -> Any:
        """Do all that a run of the sandbox asks for; return what it gave at its end."""
        self._run, self._ask = run, None
        self._pull()
        self.run()
        return self.output

    def run(self) -> None:
        """Do what is queued until the module that was entered last is left, or the program ends."""
        while True:
            while self._queue:
                step = self._queue.popleft()
                if step[0] == "leave" and not self.building:
                    return
                self._do(*step)
            if self._run is None:
                return
            self._pull()

    def _pull(self) -> None:
        assert self._run is not None
        asked = self._run.next(self._answer())
        if asked is None:
            self.output = self._run.output
            self._run, self._ask = None, None
            queue = self.output[0] if isinstance(self.output, list) and self.output else ()
        else:
            queue, self._ask, number = asked
            self.line = self.source.line_of_site(number) or self.line
        self._queue.extend(queue or ())

    def _do(self, what: str, *rest: Any) -> None:
        if what == "enter":
            if not self.building:
                self.held.modules[rest[0]](self)
            return
        if what == "keep":
            self.kept.add(rest[0])
            return
        if what != "leave":
            self._site = rest[0]
            self.line = self.source.line_of_site(rest[0]) or self.line
            getattr(self, f"_{what}")(*rest[1:])

    def _make(self, number: int, name: str, args: Any, words: Any) -> None:
        if number in self.held.modules:
            return  # a program that runs again
        self.made_at[number] = self._site
        args, words = self._given(args, words)
        twin = twin_of(name, args, words, self.line)
        self.scale.weights(sum(one.numel() for one in twin.parameters()), self.line)
        meta = self.scale.device.type == "meta"
        self._put(number, twin if meta else real_of(name, args, words, self.scale.device), twin)

    def _copy(self, number: int, other: int) -> None:
        twin = self.held.twins[other]
        self.scale.weights(sum(one.numel() for one in twin.parameters()), self.line)
        self._put(number, copy.deepcopy(self.held.modules[other]), twin)

    def _put(self, number: int, layer: nn.Module, twin: nn.Module) -> None:
        self.held.modules[number], self.held.twins[number] = layer, twin

    def _reset(self, number: int) -> None:
        again: Any = getattr(self.held.modules[number], "reset_parameters", None)
        if again is not None and self.building:
            again()

    def _set(self, number: int, name: str, value: Any) -> None:
        layer, value = self.held.modules[number], self.value(value)
        if name not in attributes(layer, number):
            raise KeyError(name)
        weight = name in layer._parameters and isinstance(value, Tensor)
        if self.building:
            setattr(
                layer, name, nn.Parameter(value) if weight and not isinstance(value, nn.Parameter) else value
            )

    def _fn(self, space: str, name: str, args: Any, words: Any, number: int) -> None:
        if space == "init" and not self.building:
            return
        args, words = self._given(args, words)
        function = callable_of(space, name)
        self._step(name, function, args, words, number)

    def _call(self, module: int, args: Any, words: Any, number: int) -> None:
        args, words = self._given(args, words)
        layer = self.held.modules[module]
        self._step(type(layer).__name__, layer, args, words, number, module)

    def _step(
        self, name: str, run: Callable[..., Any], args: Any, words: Any, number: int, module: int = 0
    ) -> None:
        device = self.scale.device
        places = name in CREATES or name.startswith("new_")
        if device.type != "meta":
            asked = self.held.twins[module] if module else run
            self.scale.step(name, asked, args, words | ({"device": "meta"} if places else {}), self.line)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.held.tensors[number] = run(*args, **words, **({"device": device} if places else {}))

    def _given(self, args: Any, words: Mapping[str, Any]) -> tuple[list[Any], dict[str, Any]]:
        return [self.value(one) for one in args], {str(key): self.value(one) for key, one in words.items()}

    def value(self, value: Any) -> Any:
        """Return what the sandbox means: a number as it is, all else by its mark."""
        if not isinstance(value, list):
            return value
        mark, *rest = value
        if mark in ("l", "u"):
            parts = [self.value(one) for one in rest[0]]
            return tuple(parts) if mark == "u" else parts
        if mark == "t":
            return self.held.tensor(rest[0])
        if mark == "s":
            return slice(*(self.value(one) for one in rest))
        if mark == "d":
            return getattr(torch, DTYPES[rest[0]])
        if mark == "m":
            return {key: self.value(one) for key, one in rest[0]}
        return ...

    def _answer(self) -> Any:
        """Return what the sandbox asked for: a shape, a value, the attributes of layers, a number."""
        if self._ask is None:
            return None
        kind, *rest = self._ask
        if kind == "shape":
            return named(self.held.tensor(rest[0]), 0)[2:]
        if kind == "value":
            return self._said(self.held.tensors[rest[0]], rest[0])
        if kind == "attrs":
            return {number: attributes(self.held.modules[number], number) for number in rest[0]}
        return self._numbers(self.held.tensor(rest[0]))

    def _said(self, value: Any, number: int) -> Any:
        """Return a value as the sandbox knows it; the tensors in a pair get numbers of their own."""
        if isinstance(value, Tensor):
            key = -1 - len(self.held.tensors)
            self.held.tensors[key] = value
            return named(value, key)
        if isinstance(value, tuple | list):
            return ["u", [self._said(one, number) for one in value]]
        return value

    def _numbers(self, value: Tensor) -> Any:
        if value.device.type == "meta":
            raise PoolvizError(
                N_("line {line}: what comes next depends on numbers, but only shapes are known here"),
                line=self.line,
            )
        if math.prod(value.shape) > LONGEST_LIST:
            raise PoolvizError(N_("line {line}: {got} cannot be run here"), line=self.line, got="tolist()")
        listed: Any = value.detach().tolist()
        return ["l", listed] if isinstance(listed, list) else listed
