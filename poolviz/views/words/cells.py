"""One output in a line: max(1, 2, 0) = 2, (1 + 2) / 9 = 0.3333, and what of its window lies outside."""

from poolviz.pooling.explanation import Cell, Explanation
from poolviz.pooling.layers import setting
from poolviz.texts import _
from poolviz.views.words.numbers import raised, short

MOST_MEMBERS, FIRST, LAST = 20, 10, 8  # numbers in a line before its middle is left out


def cell_line(explanation: Explanation, cell: Cell) -> str:
    """Return how `cell` follows from the values of its window.

    >>> import torch
    >>> from torch import nn
    >>> from poolviz import explain
    >>> for layer in (nn.MaxPool1d(2), nn.AvgPool1d(2), nn.LPPool1d(2, 2)):
    ...     made = explain(layer, torch.tensor([[3.0, -4.0]]))
    ...     print(cell_line(made, made.cell((0, 0))))
    max(3, −4) = 3
    (3 + (−4)) / 2 = −0.5
    (3² + (−4)²)^(1/2) = 5
    >>> whole = explain(nn.AvgPool1d(2), torch.tensor([[3, -4]]))
    >>> cell_line(whole, whole.cell((0, 0)))
    'trunc((3 + (−4)) / 2) = 0'
    """
    result = short(cell.value.item())
    if not cell.members:
        if explanation.layout.places:
            return _("nothing returns here: {value}").format(value=result)
        return _("no cell of the input lies in this window") + f": {result}"
    if explanation.layout.places:
        return f"{', '.join(map(short, cell.values.tolist()))} → {result}"
    reduction, scaled = explanation.reduction, cell.scale not in (None, 1)
    p = short(setting(explanation.layer, "norm_type", 0))
    named = {"p": p, "power": raised(p), "entry": cell.scale if scaled else cell.divisor}
    before, between, after = reduction.scaled if scaled and reduction.scaled else reduction.writing
    texts = [short(value) for value in cell.values.tolist()]
    terms = [
        reduction.term.format(value=f"({text})" if reduction.brackets and text[0] == "−" else text, **named)
        for text in texts
    ]
    sum_of = f"{before}{between.join(_few(terms))}{after}".format(**named)
    # torch keeps the dtype of whole numbers and cuts their average toward zero.
    cut = cell.divisor is not None and not cell.value.is_floating_point()
    line = (f"trunc({sum_of})" if cut else sum_of) + f" = {result}"
    if not cell.padding:
        return line
    outside = _("{n} of {k} taps outside the input")
    return f"{line}   {outside.format(n=cell.padding, k=cell.padding + len(cell.members))}"


def _few(terms: list[str]) -> list[str]:
    return terms if len(terms) <= MOST_MEMBERS else [*terms[:FIRST], "…", *terms[-LAST:]]
