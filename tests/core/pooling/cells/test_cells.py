"""An Explanation as a collection: its cells one by one, all at once, as rows, and what won."""

import dataclasses
import itertools
import json

import pytest
import torch
from torch import nn
from torch._subclasses.fake_tensor import FakeTensorMode

from poolviz import PoolvizError, explain
from poolviz.findings.frameworks.padding import framework_pool
from poolviz.pooling.cells import table
from poolviz.pooling.cells.cell import Cell, coordinates, full_index, full_planes
from poolviz.pooling.cells.window import Window, windows
from poolviz.pooling.layouts import axes_at
from poolviz.pooling.reductions import counts
from poolviz.pooling.windows import Sliding

GENERATOR = torch.Generator().manual_seed(0)


def unpooled(x):
    pooled = explain(nn.MaxPool2d(2, stride=1), x)
    return explain(nn.MaxUnpool2d(2, stride=1), pooled.output, pooled.indices)


X = torch.rand(2, 3, 6, 7, generator=GENERATOR)
EXPLAINED = {
    "max": explain(nn.MaxPool2d(3, 2, 1, ceil_mode=True), X),
    "no member": explain(nn.MaxPool1d(2, dilation=3, padding=1), X[0, :, :2, 0]),
    "average": explain(nn.AvgPool2d(3, 2, 1, ceil_mode=True), X),
    "padding not counted": explain(nn.AvgPool2d(3, 2, 1, count_include_pad=False), X),
    "override": explain(nn.AvgPool2d(2, divisor_override=3), X),
    "norm": explain(nn.LPPool2d(3, 4, ceil_mode=True), X),
    "largest": explain(nn.LPPool1d(float("inf"), 2), -X[0, 0]),
    "adaptive": explain(nn.AdaptiveAvgPool2d((4, 1)), X[0]),
    "fractional": explain(nn.FractionalMaxPool2d(2, 3), X),
    "deep": explain(nn.MaxPool3d(2), torch.rand(1, 2, 4, 4, 4, generator=GENERATOR)),
    "unpooled": unpooled(X),
    "others": framework_pool("max", X, 3, 2, "SAME_LOWER"),
    "one plane": explain(nn.MaxPool2d(2), X)[1, 2],
    "empty": explain(nn.MaxPool2d(2), X[:0]),
    "transposed": explain(nn.AvgPool2d(2), X.transpose(2, 3)),
}


@pytest.mark.parametrize("name", EXPLAINED)
def test_the_cells_are_those_of_each_index(name):
    explanation = EXPLAINED[name]
    indices = itertools.product(*map(range, explanation.output.shape))
    cells = list(explanation)
    assert len(cells) == len(explanation) == explanation.output.numel()
    assert cells == [explanation.cell(index) for index in indices]


@pytest.mark.parametrize("name", EXPLAINED)
def test_cells_do_not_depend_on_how_many_are_gathered_at_once(name, monkeypatch):
    whole = list(EXPLAINED[name])
    monkeypatch.setattr(table, "AT_ONCE", 5)
    assert list(EXPLAINED[name]) == whole


@pytest.mark.parametrize("name", EXPLAINED)
def test_a_row_says_what_its_cell_says(name):
    explanation = EXPLAINED[name]
    names = ("index", "members", "winner", "divisor", "padding")
    wanted = [
        {name: getattr(cell, name) for name in names} | {"value": cell.value.item()} for cell in explanation
    ]
    rows = explanation.to_rows()
    assert rows == wanted
    assert not rows or list(rows[0]) == ["index", "members", "value", "winner", "divisor", "padding"]
    assert len(json.dumps(rows)) > 1


@pytest.mark.parametrize("name", EXPLAINED)
def test_winners_are_where_the_cells_say(name):
    explanation = EXPLAINED[name]
    winners = explanation.winners()
    if explanation.picks is None:
        assert winners is None
        return
    assert winners.dtype == torch.int64
    assert winners.shape == (*explanation.output.shape, explanation.dims)
    for cell in explanation:
        assert tuple(winners[cell.index].tolist()) == (cell.winner or (-1,) * explanation.dims)


def test_no_kind_of_explanation_is_without_cells():
    winning = {name for name, one in EXPLAINED.items() if any(cell.winner for cell in one)}
    assert {"max", "fractional", "deep", "others", "one plane"} <= winning
    assert any(not cell.members for cell in EXPLAINED["no member"])
    assert {cell.divisor for cell in EXPLAINED["average"]} == {6, 9}
    assert {cell.scale for cell in EXPLAINED["norm"]} != {1}
    assert {len(cell.members) for cell in EXPLAINED["unpooled"]} >= {0, 1, 2}


def test_rows_share_their_windows_and_are_not_made_cell_by_cell(monkeypatch):
    laid = []
    monkeypatch.setattr(
        "poolviz.pooling.explanation.windows", lambda *given: laid.append(1) or windows(*given)
    )
    monkeypatch.setattr(type(EXPLAINED["max"]), "cell", lambda *_given: pytest.fail("cell by cell"))
    EXPLAINED["max"].to_rows()
    list(EXPLAINED["max"])
    assert len(laid) == 1 + 6


def test_an_explanation_is_true_even_without_outputs():
    assert EXPLAINED["empty"]
    assert len(EXPLAINED["empty"]) == 0
    assert list(EXPLAINED["empty"]) == EXPLAINED["empty"].to_rows() == []


def test_the_repr_is_one_short_line():
    assert repr(EXPLAINED["max"]) == (
        "Explanation(nn.MaxPool2d(3, stride=2, padding=1, ceil_mode=True), (2, 3, 6, 7) → (2, 3, 4, 4))"
    )
    assert all("\n" not in repr(one) and len(repr(one)) < 150 for one in EXPLAINED.values())


# ---------- equal cells


CELL = EXPLAINED["average"].cell((0, 0, 1, 1))


def test_equal_cells_are_equal_and_hash_alike():
    again = EXPLAINED["average"].cell((0, 0, 1, 1))
    assert again == CELL
    assert hash(CELL) == hash(again)
    assert CELL in EXPLAINED["average"]
    assert len({*EXPLAINED["average"], *EXPLAINED["average"]}) == len(EXPLAINED["average"])


@pytest.mark.parametrize(
    "change",
    [
        {"index": (0, 0, 1, 2)},
        {"members": ()},
        {"padding": 7},
        {"winner": (0, 0)},
        {"divisor": 8},
        {"scale": 2},
        {"value": CELL.value + 1},
        {"values": CELL.values + 1},
        {"values": CELL.values[:-1]},
        {"values": CELL.values.repeat(2)},
    ],
)
def test_a_difference_is_seen(change):
    assert dataclasses.replace(CELL, **change) != CELL


def test_nan_is_like_nan_and_a_cell_unlike_all_else():
    one, other = (explain(nn.MaxPool1d(2), torch.tensor([[float("nan"), 1.0]])).cell((0, 0)) for _ in "ab")
    assert one == other
    assert one != dataclasses.replace(one, values=torch.tensor([1.0, float("nan")]))
    assert CELL != "a cell"
    assert Cell((0,), (), torch.zeros(0), 0, None, None, torch.tensor(0.0)) == Cell(
        (0,), (), torch.zeros(0), 0, None, None, torch.tensor(0.0)
    )


@pytest.mark.parametrize("index", ["abcd", (0, 0, 1.5, 0), (0, 0, None, 0), None, (0, 0, 0, 9)])
def test_an_index_that_leads_to_no_cell(index):
    with pytest.raises(PoolvizError, match="`index` must"):
        EXPLAINED["max"].cell(index)


@pytest.mark.parametrize(
    ("planes", "kept"),
    [((0, 2), (0, 2)), ((-2, -1), (0, 2)), ((slice(1), -3), (slice(1), 0))],
    ids=str,
)
def test_planes_count_from_the_end_too(planes, kept):
    assert full_planes(planes, (2, 3)) == kept


@pytest.mark.parametrize("planes", [(2, 0), (0, -4), (0,), (0, 0, 0), (0, 1.0)], ids=str)
def test_planes_that_are_not_there_are_said_back(planes):
    with pytest.raises(PoolvizError) as caught:
        full_planes(planes, (2, 3))
    assert str(caught.value) == (
        f"`planes` must be a number or a slice for each axis before the plane, (2, 3), but got {planes}"
    )


@pytest.mark.parametrize("plane", [(0, 6), (2, 3)], ids=["empty", "of six"])
def test_coordinates_are_where_their_indices_are(plane):
    axes = tuple(Sliding(length, 3, 2, 2) for length in plane)
    with FakeTensorMode():  # tensors of a GPU where there is none
        flat = torch.zeros(3, 3, dtype=torch.long, device="cuda")
        for found in (coordinates(flat, plane), table.coordinates_of(flat, axes, plane)):
            assert (found.device.type, found.dtype, found.shape) == ("cuda", torch.long, (3, 3, 2))


def test_values_are_where_their_plane_is():
    with FakeTensorMode():
        values = table.taken(torch.zeros(2, 3, dtype=torch.double, device="cuda"), [(0, 1), (1, 2)])
        assert (values.device.type, values.dtype, values.shape) == ("cuda", torch.double, (2,))


@pytest.mark.parametrize("index", [(0,), (0, 2), (0, -3), (0, 1, 0), (0, 1.0), 0, "01", None])
def test_an_index_that_is_none_is_said_back_by_its_name(index):
    explanation = explain(nn.MaxPool1d(2), [[1.0, 3.0, 7.0, 5.0]])
    given = tuple(index) if isinstance(index, tuple | str) else (index,)
    with pytest.raises(PoolvizError) as caught:
        explanation.cell(index)
    said = f"must be a full index into the output of shape (1, 2), but got {given}"
    assert str(caught.value) == f"`index` {said}"
    with pytest.raises(PoolvizError) as caught:
        full_index(index, (1, 2), name="at")
    assert str(caught.value) == f"`at` {said}"


def test_windows_are_gathered_until_they_hold_enough(monkeypatch):
    monkeypatch.setattr(table, "AT_ONCE", 4)
    held = [2, 2, 1, 0, 2, 1, 9, 1]
    chunks = table._chunks(Window(((0,),) * count) for count in held)
    assert [[len(one.members) for one in some] for some in chunks] == [[2, 2], [1, 0, 2, 1], [9], [1]]


def test_rows_of_more_or_fewer_windows_than_outputs_are_an_error():
    output = torch.zeros(2)
    for count in (1, 3):
        with pytest.raises(ValueError, match="zip"):
            list(table.rows((), [Window(())] * count, output, None))
    assert len(list(table.rows((), [Window(())] * 2, output, None))) == 2


def test_a_place_of_more_or_fewer_axes_is_an_error():
    layer, axes = nn.AvgPool2d(2), (Sliding(4, 2, 2, 2),) * 2
    for position in ((0,), (0, 0, 0)):
        for ask in (lambda at: list(windows(layer, axes, at)), lambda at: counts(axes, at)):
            with pytest.raises(ValueError, match="zip"):
                ask(position)
    for lengths in ((4,), (4, 4, 4)):
        with pytest.raises(ValueError, match="zip"):
            axes_at(layer, lengths, (2, 2))
