"""Questions about the very stage that a page shows: the size of its output, one value of it, or all."""

import copy
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from poolviz.answers.pages import ANSWERED
from poolviz.answers.settings.fields import read
from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code
from poolviz.pooling.devices import CPU
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.sizes.shapes import output_shape
from poolviz.questions import Question, ask
from poolviz.questions.ask import same_answers
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

MOST = 400  # numbers of the input
SIGN = ":"  # between what is asked and the address: "size:windows?k=3"


def ask_any(topic: str, seed: int, level: int) -> Question:
    """Return the question of a topic, or the one about the stage of an address, such as "size:windows?k=3".

    About a stage `seed` is the number of an output, row by row. PoolvizError where there is no such question.

    >>> ask_any("size:windows?k=3", 0, 1).answer
    (1, 1)
    """
    about, sign, address = topic.partition(SIGN)
    if not sign:
        return ask(topic, seed, level)
    if about not in ABOUT:
        raise PoolvizError(N_("no such question about a stage: {got}"), got=about[:40])
    made = _explained(address)
    known, draw = ABOUT[about]
    return Question(topic, seed, level, known.kind, draw(made, seed), known)


def _explained(address: str) -> Explanation:
    """Return what a page explains at an address; PoolvizError where it has no small plane with an output."""
    name, _sign, query = address.partition("?")
    page = ANSWERED.get(name.strip("/") or "home")
    if page is None:
        raise PoolvizError(N_("the page {page} has no stage that can be asked about"), page=name[:40])
    values, _problems = read(page.fields(), dict(parse_qsl(query, keep_blank_values=True)))
    found = getattr(page.answer(values, CPU), "explanation", None)
    if not isinstance(found, Explanation) or "Fractional" in type(found.layer).__name__:
        raise PoolvizError(N_("the page {page} has no stage that can be asked about"), page=name[:40])
    if len(found.axes) != 2 or found.input.numel() > MOST:
        raise PoolvizError(N_("only a plane of at most {most} numbers can be asked about"), most=MOST)
    return found


def _values(made: Explanation, **more: Any) -> dict[str, Any]:
    height, width = made.input.shape[-2:]
    return {"layer": code(made.layer), "height": height, "width": width, **more}


def _task(made: Explanation, kind: str, answer: Any, mistakes: Mapping[str, Any], **more: Any) -> Task:
    """Return a task whose mistakes are all different from the answer and from each other."""
    kept: dict[str, Any] = {}
    for name, wrong in mistakes.items():
        if not any(same_answers(kind, wrong, other, answer) for other in (answer, *kept.values())):
            kept[name] = wrong
    return Task(answer, kept, _values(made, **more), made.layer, made.input)


def _size(made: Explanation, _seed: int) -> Task:
    found: dict[str, Any] = {}
    for name, changes in CHANGES.items():
        twin = copy.copy(made.layer)
        if not all(hasattr(twin, key) for key in changes):
            continue
        for key, value in changes.items():
            setattr(twin, key, not getattr(twin, key) if value is None else value)
        try:
            found[name] = output_shape(twin, tuple(made.input.shape))[-2:]
        except PoolvizError:
            continue
    answer = tuple(made.output.shape[-2:])
    return _task(made, "size", answer, {**found, "width_first": answer[::-1]})


def _value(made: Explanation, seed: int) -> Task:
    height, width = made.output.shape[-2:]
    if not 0 <= seed < height * width:
        rule = N_("the values of the output are numbered from 0 to {last}, but got {got}")
        raise PoolvizError(rule, last=height * width - 1, got=seed)
    row, col = divmod(seed, width)
    cell = made.cell((0, made.output.shape[1] - 1, row, col))
    held = cell.values.double()
    guesses = {"average": held.mean(), "maximum": held.max(), "sum": held.sum()} if len(held) else {}
    mistakes = {name: float(value) for name, value in guesses.items()}
    return _task(made, "number", float(cell.value), mistakes, row=row, col=col)


def _output(made: Explanation, _seed: int) -> Task:
    plane = made[0, made.output.shape[1] - 1]
    rows, cols = plane.output.shape
    cells = [cell.values.double() for cell in plane]

    def each(of: Callable[[Any], Any]) -> list[list[float]]:
        flat = [float(of(held)) if len(held) else 0.0 for held in cells]
        return [flat[row * cols : (row + 1) * cols] for row in range(rows)]

    mistakes = {name: each(of) for name, of in GUESSES.items()}
    return _task(made, "matrix", plane.output.tolist(), mistakes)


GUESSES: dict[str, Callable[[Any], Any]] = {
    "average": lambda held: held.mean(),
    "maximum": lambda held: held.max(),
    "sum": lambda held: held.sum(),
}
# What is taken otherwise than the layer says; None turns a flag round.
CHANGES: dict[str, dict[str, Any]] = {
    "rounded": {"ceil_mode": None},
    "padding": {"padding": 0},
    "dilation": {"dilation": 1},
    "stride": {"stride": 1},
}
MISTAKES = {
    "rounded": N_("You rounded the other way. torch rounds down, with ceil_mode=True up."),
    "padding": N_("You left out the padding. It lies on both sides."),
    "dilation": N_("You left out the dilation: the taps lie apart."),
    "stride": N_("You moved the window by 1. The stride says how far it moves, kernel_size without one."),
    "width_first": N_("You put the width first. torch's sizes name the height first."),
    "average": N_("You took the average of the window."),
    "maximum": N_("You took the maximum of the window."),
    "sum": N_("You took the sum of the window."),
}


def _topic(key: str, kind: str, text: str, right: str) -> Topic:
    return Topic(key, kind, "windows", text, right, MISTAKES, lambda _rng, _level: None)


ABOUT: dict[str, tuple[Topic, Callable[[Explanation, int], Task]]] = {
    "size": (
        _topic(
            "size",
            "size",
            N_("`{layer}` gets the input shown, {height} × {width}. How high and how wide is its output?"),
            N_("The output is {answer}."),
        ),
        _size,
    ),
    "value": (
        _topic(
            "value",
            "number",
            N_(
                "`{layer}` gets the input shown. What does it give at row {row}, column {col} of its output "
                "(counted from 0)?"
            ),
            N_("The output at row {row}, column {col} is {answer}."),
        ),
        _value,
    ),
    "output": (
        _topic(
            "output",
            "matrix",
            N_("`{layer}` gets the input shown. What is its output?"),
            N_("The output is {answer}."),
        ),
        _output,
    ),
}
