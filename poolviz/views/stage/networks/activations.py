"""Layers that work cell by cell as data of the stage: grids of one space, each cell with its own sum."""

from collections.abc import Sequence

from torch import Tensor, nn

from poolviz.networks.activations import Applied, apply_layer
from poolviz.texts import _
from poolviz.views.stage.pooling import number_grid, stage
from poolviz.views.stage.wire.grid import Grid
from poolviz.views.stage.wire.rule import EachRule
from poolviz.views.stage.wire.stage import Stage
from poolviz.views.words.numbers import raised, short, short_texts

SPACE = "input"


def relu_sigmoid_stage(x: Tensor, **options: object) -> Stage:
    """Return the stage of `x` (rows, columns), its ReLU, Sigmoid of that, and Sigmoid of `x` itself."""
    relu = apply_layer(nn.ReLU(), x).output
    after, alone = (apply_layer(nn.Sigmoid(), one).output for one in (relu, x))
    grids = [
        number_grid("input", SPACE, _("Input"), x, editable=True),
        _grid("relu", "ReLU", relu, [_relu(v) for v in x.flatten().tolist()]),
        _grid("after", _("Sigmoid after ReLU"), after, _sigmoids(relu)),
        _grid("sigmoid", _("Sigmoid of the input"), alone, _sigmoids(x)),
    ]
    return stage(_("ReLU and Sigmoid"), grids, [], toolbar=False, **options)


def dropout_stage(applied: Applied, **options: object) -> Stage:
    """Return the stage of a Dropout: the input before, the output, and the input after the call."""
    x, p = applied.before, float(getattr(applied.layer, "p", 0))
    kept = [1.0] * x.numel() if applied.drawn is None else applied.drawn.flatten().tolist()
    values = x.flatten().tolist()
    says = [_dropout(value, one, p, applied) for value, one in zip(values, kept, strict=True)]
    changed = zip(short_texts(x), short_texts(applied.after), strict=True)
    grids = [
        number_grid("input", SPACE, _("Input before"), x, editable=True),
        _grid("output", _("Output"), applied.output, says, marks=["" if one else "zeroed" for one in kept]),
        _grid(
            "after",
            _("Input after"),
            applied.after,
            [_("the same memory as the output") if applied.shares else _("unchanged")] * x.numel(),
            marks=["" if was == now else "differs" for was, now in changed],
        ),
    ]
    return stage("Dropout", grids, [], toolbar=False, **options)


def _grid(key: str, title: str, plane: Tensor, says: Sequence[str], **parts: object) -> Grid:
    return number_grid(key, SPACE, title, plane, rule=EachRule(says=list(says)), **parts)


def _relu(value: float) -> str:
    return f"max(0, {short(value)}) = {short(max(value, 0.0) if value == value else value)}"


def _sigmoids(x: Tensor) -> list[str]:
    made = short_texts(apply_layer(nn.Sigmoid(), x).output)
    powers = [short(-value) for value in x.flatten().tolist()]
    return [f"1 / (1 + e{raised(power)}) = {value}" for power, value in zip(powers, made, strict=True)]


def _dropout(value: float, kept: float, p: float, applied: Applied) -> str:
    if applied.drawn is None:
        return _("in eval mode nothing is dropped: {value}").format(value=short(value))
    if not kept:
        return _("dropped: {value} becomes 0").format(value=short(value))
    return f"{short(value)} / (1 − {short(p)}) = {short(value * kept)}"
