"""Several poolings on one stage: side by side, a matrix and its twin, a shift, ReLU before and after.

Grids that read the same windows share a space and so the cursor; where two grids of numbers share a
space, the rule of an output names the one that it `reads`.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from torch import Tensor

from poolviz.findings.counterexamples import Twin
from poolviz.findings.differences import Difference
from poolviz.findings.relu_order import Orders
from poolviz.pooling.explanation import Explanation
from poolviz.texts import _
from poolviz.views.stage.frames import own_padding, shared_frame
from poolviz.views.stage.pooling import frame, number_grid, rule, stage, window_link
from poolviz.views.stage.wire.grid import Frame, Grid, Mark
from poolviz.views.stage.wire.link import WindowLink
from poolviz.views.stage.wire.rule import PooledRule
from poolviz.views.stage.wire.stage import Stage

AT = (0, 0)
LONGEST_TITLE = 20
LETTERS = "ABCD"

# One layer on the stage: what torch makes of it, or the sentence with which it is refused.
Shown = Explanation | str


def title(letter: str, line: str) -> str:
    """Return a short title for a layer: its letter, and its code as far as that is short.

    >>> title("A", "nn.MaxPool2d(2)"), title("B", "nn.AvgPool2d(3, stride=2, padding=1)")
    ('A · MaxPool2d(2)', 'B · AvgPool2d(3, …)')
    """
    return f"{letter} · {_short(line)}"


def layers_stage(x: Tensor, shown: Sequence[Shown], names: Sequence[str], **options: Any) -> Stage:
    """Return the stage of the matrix `x` (rows, columns) and what each layer makes of it, in its order.

    A layer that is refused has its sentence in its place.
    """
    groups = spaces(shown)
    grids = [number_grid("input", "input", _("Input"), x, frame=_frame(shown), editable=True)]
    for number, (one, name) in enumerate(zip(shown, names, strict=True)):
        grids.append(_output(f"layer_{number}", groups[number], name, one))
    return stage(_("Side by side"), grids, _links(shown), **options)


def relu_stage(x: Tensor, shown: Sequence[Orders | str], names: Sequence[str], **options: Any) -> Stage:
    """Return two rows of grids: each layer and then ReLU; below ReLU of `x` (rows, columns), then each."""
    pooled = [one if isinstance(one, str) else one.pooled for one in shown]
    groups = spaces(pooled)
    framed = _frame(pooled)
    rows: list[list[Grid]] = [
        [number_grid("input", "input", _("Input"), x, frame=framed, editable=True)],
        [number_grid("relu", "input", "ReLU", x.relu(), frame=framed)],
    ]
    for number, (one, name) in enumerate(zip(shown, names, strict=True)):
        pair = (f"{name} → ReLU", f"ReLU → {name}")
        keys = (f"then_{number}", f"first_{number}")
        if isinstance(one, str) or not one.then.numel():
            said = one if isinstance(one, str) else _("The output is empty.")
            both = [_refused(key, title, said) for key, title in zip(keys, pair, strict=True)]
        else:
            marks = difference_marks(one.change)
            then = _rule(one.pooled, reads="input", around="ReLU")
            both = [
                number_grid(keys[0], groups[number], pair[0], one.then[AT], rule=then, marks=marks),
                _output(keys[1], groups[number], pair[1], one.first, reads="relu", marks=marks),
            ]
        for row, grid in zip(rows, both, strict=True):
            row.append(grid)
    options["columns"] = 1 + len(shown)
    return stage(_("ReLU before or after"), rows[0] + rows[1], _links(pooled), **options)


def twin_stage(found: Twin, **options: Any) -> Stage:
    """Return two rows of grids: a matrix and its output; another with the same output, changes marked."""
    one, other = found.one, found.other
    marks = difference_marks(found.changed)
    framed = frame(one)
    grids = [
        number_grid("input", "input", _("Your matrix"), one.input[AT], frame=framed, editable=True),
        _output("output", "output", _("Its output"), one, reads="input"),
        number_grid("other", "input", _("Another matrix"), other.input[AT], frame=framed, marks=marks),
        _output("other_output", "output", _("The same output"), other, reads="other"),
    ]
    links = [window_link("output", "input", one.axes)]
    return stage(_("Same output"), grids, links, columns=2, **options)


def spaces(shown: Sequence[Shown]) -> list[str]:
    """Return for each layer the space of its output, the same for layers with the same windows."""
    known: dict[tuple[tuple[range, ...], ...], str] = {}
    found = []
    for number, one in enumerate(shown):
        if isinstance(one, str):
            found.append(f"refused_{number}")
        else:
            found.append(known.setdefault(_windows(one), f"output_{len(known)}"))
    return found


def difference_marks(found: Difference) -> list[Mark]:
    """Return the mark of each cell of the first plane: it differs, or none."""
    return ["differs" if one else "" for one in found.mask[AT].flatten().tolist()]


def _short(line: str) -> str:
    bare = line.strip().removeprefix("torch.").removeprefix("nn.")
    if len(bare) <= LONGEST_TITLE:
        return bare
    name, opened, rest = bare.partition("(")
    return f"{name}({rest.partition(',')[0]}, …)"[: 2 * LONGEST_TITLE] if opened else name[:LONGEST_TITLE]


def _windows(explanation: Explanation) -> tuple[tuple[range, ...], ...]:
    return tuple(tuple(axis.taps(o) for o in range(axis.outputs)) for axis in explanation.axes)


def _output(key: str, space: str, title: str, one: Shown, reads: str = "", **parts: Any) -> Grid:
    if isinstance(one, str):
        return _refused(key, title, one)
    if not one.output.numel():
        return _refused(key, title, _("The output is empty."))
    return number_grid(key, space, title, one.output[AT], rule=_rule(one, reads), **parts)


def _refused(key: str, title: str, sentence: str) -> Grid:
    return Grid(key, key, title, 0, 0, texts=(), shades=(), note=sentence)


def _rule(one: Explanation, reads: str = "", around: str = "") -> PooledRule:
    found = rule(one, AT)
    return replace(found, reads=reads, around=around or found.around, frame=own_padding(one))


def _links(shown: Sequence[Shown]) -> list[WindowLink]:
    """Return a link for each space: from its outputs to their windows of the input."""
    links: dict[str, WindowLink] = {}
    for space, one in zip(spaces(shown), shown, strict=True):
        if not isinstance(one, str):
            link = window_link(space, "input", one.axes)
            if space not in links or any(axis.dropped for axis in link.axes):
                links[space] = link
    return list(links.values())


def _frame(shown: Sequence[Shown]) -> Frame | None:
    """Return the frame of what could be applied, None where nothing could."""
    explained = [one for one in shown if not isinstance(one, str)]
    return shared_frame(explained) if explained else None
