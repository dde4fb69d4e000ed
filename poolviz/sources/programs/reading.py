"""A network that somebody's program makes: which one, built, and where in the text its layers stand."""

import ast
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

from poolviz.errors import PoolvizError
from poolviz.networks.seeds import seeded
from poolviz.sources.programs.choice import CHAIN, FLAT, Candidate, candidates, chosen
from poolviz.sources.programs.model import Script, module_of, only_needed, program_of
from poolviz.sources.programs.refusals import noted, refusal
from poolviz.sources.programs.sandbox.session import Session, Stopped, session
from poolviz.sources.programs.steps.scale import Scale
from poolviz.sources.programs.steps.tape import Held, Tape
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
    """A program that was read: its `model`, the `names` of all networks in it, and the one that was taken.

    `source` is the text as it was run; `sites` say which node of it made a layer. `twin` is the model without
    its weights where torch runs it without the sandbox.
    """

    model: nn.Module
    name: str
    names: tuple[str, ...]
    source: Source
    sites: dict[nn.Module, ast.Call]
    twin: nn.Module | None


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
        taken = chosen(found, name)
        model, twin = self.model(one, taken)
        names = tuple(dict.fromkeys(one.name for one in found if one.name))
        return Reading(model, taken.name, names, self.source, self.sites(), twin)

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
