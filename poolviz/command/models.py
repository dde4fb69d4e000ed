"""`poolviz trace`: the steps of a model that Python imports, or of a program that the sandbox runs."""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from poolviz.command.layers import whole_numbers
from poolviz.command.plain_text import table
from poolviz.errors import REFUSALS, PoolvizError
from poolviz.networks.step import Step
from poolviz.networks.trace import Trace, trace
from poolviz.sources.programs.trace import trace_program
from poolviz.texts import N_
from poolviz.views.words.networks import layer_text, step_rows


def trace_model(options: argparse.Namespace) -> None:
    """Print the table of steps, as text or as JSON."""
    run = traced(options.model, _zeros(whole_numbers("input", options.input)))
    if options.json:
        print(json.dumps([step_numbers(run, number) for number in range(len(run.steps))], ensure_ascii=False))
        return
    rows = step_rows(run)
    print(table([list(rows[0]), *(list(row.values()) for row in rows)]) if rows else "")


def traced(model: str, x: Tensor) -> Trace:
    """Return the trace of "package.module:Model" or of the program "net.py", "net.py:Net"."""
    file, _dot, name = model.partition(".py:")
    if not name and model.endswith(".py"):
        file = model.removesuffix(".py")
    if file != model:
        return trace_program(Path(f"{file}.py").read_text("utf-8"), x, name or None)
    return trace(imported(model), x)


def imported(model: str) -> nn.Module:
    """Return what "package.module:Model" names: a module as it is, a class or a function is called.

    >>> imported("torch.nn:Flatten")
    Flatten(start_dim=1, end_dim=-1)
    """
    module, _colon, name = model.partition(":")
    if not (module and name):
        raise PoolvizError(N_("`model` must read package.module:Model, but got {got}"), got=repr(model))
    if "" not in sys.path:
        sys.path.insert(0, "")  # models are imported from the folder of the terminal, too
    found = _tried(N_("`model` cannot be imported: {reason}"), lambda: _named(import_module(module), name))
    if isinstance(found, nn.Module):
        return found
    made = _tried(N_("`model` must be made by a call without arguments: {reason}"), lambda: found())
    if not isinstance(made, nn.Module):
        raise PoolvizError(N_("`model` must be an nn.Module, but got {got}"), got=type(made).__name__)
    return made


def step_numbers(run: Trace, number: int) -> dict[str, Any]:
    """Return a step as what JSON can carry."""
    step: Step = run.steps[number]
    return {
        "name": run.labels[number],
        "kind": step.kind,
        "layer": layer_text(step),
        "shape_in": list(step.shape_in),
        "shape_out": list(step.shape_out),
        "parameters": step.parameters,
        "memory": step.memory,
        "receptive_field": None if step.fields is None else [asdict(field) for field in step.fields],
    }


def _named(module: Any, name: str) -> Any:
    for part in name.split("."):
        module = getattr(module, part)
    return module


def _tried(sentence: str, call: Callable[[], Any]) -> Any:
    """Return what `call` gives; whatever somebody's code raises becomes the reason in `sentence`."""
    try:
        return call()
    except Exception as error:
        raise PoolvizError(sentence, reason=f"{type(error).__name__}: {error}") from error


def _zeros(shape: tuple[int, ...]) -> Tensor:
    try:
        return torch.zeros(shape)
    except REFUSALS as error:
        raise PoolvizError(
            N_("`input` must be a shape that memory can hold: {reason}"), reason=error
        ) from error
