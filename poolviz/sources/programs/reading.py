"""A network that somebody's program makes: which one, built, and where in the text its layers stand."""

import ast
import inspect
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

from poolviz.errors import PoolvizError
from poolviz.networks.seeds import seeded
from poolviz.sources.programs.choice import CHAIN, FLAT, Candidate, candidates, chosen, names_of
from poolviz.sources.programs.model import Program, Script, module_of, only_needed, program_of
from poolviz.sources.programs.packages import absent_network
from poolviz.sources.programs.refusals import noted, refusal
from poolviz.sources.programs.sandbox.session import Session, Stopped, session
from poolviz.sources.programs.steps.scale import Scale
from poolviz.sources.programs.steps.tape import Held, Tape
from poolviz.sources.programs.syntax.printout import repaired
from poolviz.sources.programs.syntax.source import Source, source_of_program, tops
from poolviz.texts import N_

_CHOICES = {
    FLAT: "pv_choose_all()",
    CHAIN: "pv_choose_all()",
    "class": "pv_choose_made({name})",
    "function": "pv_choose_made({name})",
}


@dataclass(frozen=True, eq=False)
class Reading:
    """A program that was read: its `model`, the `names` of the networks to choose from, and the one taken.

    `kind` is what it is in the program, see Candidate. `source` is the text as it was run; `sites` say which
    node of it made a layer. `twin` is the model without its weights where torch runs it without the sandbox.
    """

    model: nn.Module
    name: str
    kind: str
    names: tuple[str, ...]
    source: Source
    sites: dict[nn.Module, ast.Call]
    twin: nn.Module | None

    def line_of(self, layer: nn.Module | None) -> int | None:
        """Return the line that makes a layer, or of a step of the program's own that ran last."""
        node = None if layer is None else self.sites.get(layer)
        if node is not None:
            return node.lineno
        return self.model.line if isinstance(self.model, Program) else None

    def changed(self, layer: nn.Module, argument: str, value: int) -> str | None:
        """Return the text with another number for an argument of `layer`; None where it does not say one."""
        call = self.sites.get(layer)
        if call is None or list(self.sites.values()).count(call) > 1:  # in a loop
            return None
        if self.source.printed:
            return repaired(self.source.printed, call.lineno, argument, value)
        node = _said(call, type(layer), argument)
        if node is None or node.lineno != node.end_lineno:
            return None
        lines = self.source.text.split("\n")
        # Python counts bytes of UTF-8.
        line = lines[node.lineno - 1].encode()
        lines[node.lineno - 1] = (
            line[: node.col_offset] + str(value).encode() + line[node.end_col_offset :]
        ).decode()
        return "\n".join(lines)


def _said(call: ast.Call, cls: type[nn.Module], argument: str) -> ast.expr | None:
    """Return the node that gives `argument` in the call, None where it is left out or starred."""
    for word in call.keywords:
        if word.arg == argument:
            return word.value
    names = list(inspect.signature(cls).parameters)
    place = names.index(argument) if argument in names else len(call.args)
    starred = any(isinstance(one, ast.Starred) for one in call.args[: place + 1])
    return call.args[place] if place < len(call.args) and not starred else None


def read_program(text: str, name: str | None = None, device: Any = "meta", seed: int = 0) -> Reading:
    """Run `text` in the sandbox and return the network it makes, on the device, weights as after the seed.

    `name` says which of several: a variable, a class or a function of the program. PoolvizError, with the
    line, for what cannot be run, and where there are several networks and no `name`.

    >>> reading = read_program("class Net(nn.Module):\\n  def forward(self, x):\\n    return x")
    >>> reading.name, reading.model
    ('Net', Net())
    """
    source = source_of_program(text)
    build = _Build(source, Tape(source, Held(), Scale(torch.device(device)), building=True))
    with session() as one, seeded(seed), torch.no_grad():
        return build.reading(one, name)


@dataclass(eq=False)
class _Build:
    source: Source
    tape: Tape

    def reading(self, one: Session, name: str | None) -> Reading:
        if self.source.names:
            self.play(one, f"{self.source.names}\nNone")
        self.play(one, f"{self.source.code}\nNone")
        found = candidates(self.play(one, _asked(self.source)), self.source)
        missing = None if found else absent_network(self.source.tree)
        if missing is not None:
            raise missing
        taken = chosen(found, name)
        model, twin = self.model(one, taken)
        return Reading(model, taken.name, taken.kind, names_of(found), self.source, self.sites(), twin)

    def play(self, one: Session, text: str) -> Any:
        try:
            return self.tape.play(one.run(text))
        except Stopped as stopped:
            raise refusal(stopped, self.source, self.tape.line) from stopped
        except PoolvizError:
            raise
        except Exception as error:
            raise PoolvizError(
                N_("line {line}: torch refuses this: {message}"),
                torch_message=str(error),
                line=self.tape.line,
                message=str(error),
            ) from error

    def model(self, one: Session, taken: Candidate) -> tuple[nn.Module, nn.Module | None]:
        """Return a network, and the same without weights where torch runs it alone."""
        _queue, number, rows, caught = self.play(
            one, _CHOICES.get(taken.kind, "pv_choose({number})").format(number=taken.number, name=taken.name)
        )
        error = noted(caught, self.tape.line)
        if error is not None:
            raise error
        held = only_needed(self.tape.held, self.tape.kept)
        model = module_of(rows, held)
        if taken.kind == FLAT:
            script = Script(self.source, None, _flat_code(self.source))
            return program_of(model, "Program", 0, script, held), None
        if rows[0][1] in ("made", "same") or rows[0][3]:
            return model, held.twins[number]
        script = Script(self.source, one.dump(), "pv_forward(pv_root, 0, {shape}, {kind!r})")
        return program_of(model, rows[0][2], number, script, held), None

    def sites(self) -> dict[nn.Module, ast.Call]:
        """Return the node of the program that made each layer."""
        found = {}
        for number, site in self.tape.made_at.items():
            node, layer = self.source.sites[site], self.tape.held.modules.get(number)
            if isinstance(node, ast.Call) and layer is not None:
                found[layer] = node
        return found


def _asked(source: Source) -> str:
    """Return the lines that hand over what the names of a program stand for at its end."""
    lines = [
        f"try:\n    pv_tops.append([{name!r}, {name}])\nexcept NameError:\n    pass"
        for name in tops(source.tree)
    ]
    return "\n".join([*lines, "pv_found()"])


def _flat_code(source: Source) -> str:
    """Return the lines that run a whole program on its input."""
    start = "pv_state['phase'] = 'flat'\npv_state['x'] = pv_Tensor(0, {shape}, {kind!r})"
    code = "\n".join([source.names, source.code, "pv_flat()"])
    return f"{start}\n{code.replace('{', '{{').replace('}', '}}')}"
