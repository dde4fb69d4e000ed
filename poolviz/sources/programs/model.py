"""A program's network as a model of torch: its parts by their names, run by the sandbox when it is called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self, cast

from torch import Tensor, nn

from poolviz.errors import PoolvizError
from poolviz.sources.programs.refusals import noted, refusal
from poolviz.sources.programs.sandbox.session import Stopped, session
from poolviz.sources.programs.steps.scale import Scale
from poolviz.sources.programs.steps.tape import Held, Tape
from poolviz.sources.programs.syntax.source import Source
from poolviz.texts import N_

_KEPT = "pv_kept_"


@dataclass(frozen=True, eq=False)
class Script:
    """How a network is run in the sandbox: from which `state`, and with which `code` for an input."""

    source: Source
    state: bytes | None
    code: str

    def __deepcopy__(self, _memo: Any) -> Self:
        return self


class Part(nn.Module):
    """A module of the program's own class; what its forward does stands in the program."""

    def forward(self, tape: Tape) -> None:
        """Do what the program does within this module."""
        tape.run()


class Program(Part):
    """The network itself: `line` is the line of the program that ran last."""

    def __init__(self) -> None:
        super().__init__()
        self.script: Script | None = None
        self.held = Held()
        self.line = 1

    def forward(self, x: Tensor) -> Any:  # type: ignore[override]
        """Return what the program's network makes of `x`."""
        script = cast(Script, self.script)
        kept = self.named_buffers(recurse=False)
        tensors = {int(name.removeprefix(_KEPT)): one for name, one in kept if name.startswith(_KEPT)}
        held = Held(self.held.modules, {**tensors, 0: x}, self.held.homes, self.held.twins)
        tape = Tape(script.source, held, Scale(x.device), building=False)
        kind = str(x.dtype).removeprefix("torch.")
        try:
            with session(script.state) as one:
                tape.play(one.run(script.code.format(shape=tuple(x.shape), kind=kind)))
        except Stopped as stopped:
            raise refusal(stopped, script.source, tape.line) from stopped
        finally:
            self.line = tape.line
        caught = noted(tape.output[2], tape.line)
        if caught is not None:
            raise caught
        if tape.output[1] is None and script.state is not None:
            raise PoolvizError(
                N_("line {line}: the network gives nothing back here; end its forward with return x"),
                line=tape.line,
            )
        return tape.value(tape.output[1])


def module_of(rows: Sequence[Any], held: Held) -> nn.Module:
    """Return the network that the sandbox describes, root first; a layer of torch alone is that layer."""
    by_number = {row[0]: row for row in rows}
    return _made(rows[0][0], by_number, held, {})


def _made(number: int, rows: Mapping[int, Any], held: Held, made: dict[int, nn.Module]) -> nn.Module:
    if number in made:
        return made[number]
    _number, kind, cls, pure, children, core, params, buffers = rows[number]
    if kind == "made" or kind == "same":
        found = held.modules[number if kind == "made" else core[0]]
        made[number] = held.modules[number] = found
        held.twins[number] = held.twins[number if kind == "made" else core[0]]
        return found
    module: nn.Module = nn.Sequential() if pure else _class(cls, Part)()
    made[number] = held.modules[number] = module
    for name, child in children:
        module.add_module(free(module, name), _made(child, rows, held, made))
    for one in core:
        module.add_module("base", held.modules[one])
    if pure:
        held.twins[number] = nn.Sequential(*(held.twins[child] for _name, child in children))
    _weigh(module, number, params, buffers, held)
    return module


def _weigh(module: nn.Module, number: int, params: Any, buffers: Any, held: Held) -> None:
    """Give a module its own weights and buffers."""
    for name, tensor in params:
        value = held.tensor(tensor)
        home = free(module, name)
        module.register_parameter(home, value if isinstance(value, nn.Parameter) else nn.Parameter(value))
        held.homes[tensor] = (number, home)
    for name, tensor in buffers:
        home = free(module, name)
        module.register_buffer(home, held.tensor(tensor))
        held.homes[tensor] = (number, home)


def free(module: nn.Module, name: str) -> str:
    """Return a name for a part of `module` that nn.Module does not use itself."""
    while hasattr(module, name) and name not in module._modules:
        name += "_"
    return name


def _class(name: str, base: type[nn.Module]) -> Any:
    return type(name if name.isidentifier() else "Part", (base,), {"__module__": base.__module__})


def program_of(module: nn.Module, cls: str, number: int, script: Script, held: Held) -> nn.Module:
    """Return the network as one that runs in the sandbox; it keeps what the program made and still needs."""
    root = cast(Program, _class(cls, Program)())
    for store in ("_modules", "_parameters", "_buffers"):
        getattr(root, store).update(getattr(module, store))
    if number:
        held.modules[number] = root
    for key, value in held.tensors.items():
        if isinstance(value, Tensor) and key not in held.homes and not isinstance(value, nn.Parameter):
            root.register_buffer(f"{_KEPT}{key}", value.detach(), persistent=False)
    root.script, root.held = script, Held(held.modules, {}, held.homes, held.twins)
    return root


def only_needed(held: Held, kept: set[int], most: int = 100_000) -> Held:
    """Return what the program made without the large tensors that it only passed through."""
    small = {
        key: value
        for key, value in held.tensors.items()
        if isinstance(value, Tensor) and (key in kept or value.numel() <= most)
    }
    return Held(held.modules, small, held.homes, held.twins)
