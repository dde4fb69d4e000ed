"""An Explanation holds its windows: they are kept by replace, by a part of it, and by one plane of it."""

import dataclasses
import pickle

import pytest
import torch
from torch import nn

from poolviz import PoolvizError
from poolviz.findings.frameworks.padding import framework_pool
from poolviz.pooling.explanation import explain
from poolviz.pooling.windows import members

GENERATOR = torch.Generator().manual_seed(0)
X = torch.rand(2, 3, 6, 6, generator=GENERATOR)
LAYERS = {
    "max": nn.MaxPool2d(3, 2, 1),
    "average": nn.AvgPool2d(3, 2, 1, count_include_pad=False),
    "norm": nn.LPPool2d(2, 3, 2, ceil_mode=True),
    "largest": nn.LPPool2d(float("inf"), 2),
    "adaptive": nn.AdaptiveMaxPool2d(4),
    "fractional": nn.FractionalMaxPool2d(2, 3),
}


def unpooled():
    pooled = explain(nn.MaxPool2d(2), X)
    return explain(nn.MaxUnpool2d(2), pooled.output, pooled.indices)


def same(one, other):
    """Tell whether two cells say the same, whatever planes they count."""
    told = [
        [c.members, c.values.tolist(), c.padding, c.winner, c.divisor, c.scale, float(c.value)]
        for c in (one, other)
    ]
    return told[0] == told[1]


def test_replace_keeps_the_windows_that_were_given():
    made = framework_pool("mean", X, 3, 2, "SAME")
    kept = dataclasses.replace(made)
    assert [axis.padding for axis in kept.axes] == [0, 0]
    uneven = framework_pool("mean", torch.ones(1, 1, 5, 5), 3, 2, "SAME")
    kept = dataclasses.replace(uneven, output=uneven.output * 2)
    assert kept.axes == uneven.axes
    assert [kept.axes[0].taps(o).start for o in range(3)] == [-1, 1, 3]
    assert kept.cell((0, 0, 0, 0)).divisor == 4


def test_replace_keeps_the_maxima_that_were_given():
    made = framework_pool("max", X, 3, 2, "SAME_LOWER")
    kept = dataclasses.replace(made, input=made.input * 2, output=made.output * 2)
    assert torch.equal(kept.picks, made.picks)
    assert kept.cell((0, 0, 0, 0)).winner == made.cell((0, 0, 0, 0)).winner


def test_picks_can_be_replaced():
    marked = torch.zeros(2, 3, 3, 3, dtype=torch.int64)
    assert dataclasses.replace(explain(LAYERS["max"], X), picks=marked).cell((0, 0, 2, 2)).winner == (0, 0)


@pytest.mark.parametrize("name", LAYERS)
def test_a_part_has_the_cells_of_the_whole(name):
    whole = explain(LAYERS[name], X)
    part = whole.part((slice(1, 2), slice(1, 3)))
    assert part.input.shape == (1, 2, 6, 6)
    for place in ((0, 0), (1, 1), (2, 2)):
        assert same(part.cell((0, 1, *place)), whole.cell((1, 2, *place)))
    assert torch.equal(
        part.output,
        part.ran(part.input)[0] if isinstance(part.ran(part.input), tuple) else part.ran(part.input),
    )


@pytest.mark.parametrize("name", LAYERS)
def test_one_plane_has_the_axes_of_the_plane_alone(name):
    whole = explain(LAYERS[name], X)
    plane = whole[1, -1]
    assert plane.input.shape == (6, 6)
    assert plane.output.shape == whole.output.shape[2:]
    assert all(same(plane.cell(place), whole.cell((1, 2, *place))) for place in ((0, 0), (1, 1), (2, 2)))
    assert (plane.indices is None) == (whole.indices is None)
    assert plane.axes == whole.axes_at((1, 2)) == plane.axes_at(())


@pytest.mark.parametrize("sought", [False, True])
def test_one_plane_has_its_maxima_whether_they_were_sought_before(sought):
    whole = explain(LAYERS["max"], X)
    picks = explain(LAYERS["max"], X).picks[1, 2]
    assert not sought or whole.picks is not None
    assert torch.equal(whole[1, 2].picks, picks)


def test_one_plane_of_an_input_without_a_batch():
    whole = explain(LAYERS["fractional"], X[0])
    assert whole[2].axes == whole.axes_at((2,))
    assert same(whole[2].cell((1, 1)), whole.cell((2, 1, 1)))


def test_one_plane_of_an_unpooling():
    whole = unpooled()
    assert same(whole[1, 2].cell((3, 3)), whole.cell((1, 2, 3, 3)))
    assert whole.part((1, slice(2))).places.shape == (2, 3, 3)


def test_one_plane_of_what_other_frameworks_pool():
    made = framework_pool("max", X, 3, 2, "SAME_LOWER")
    assert made[1, 2].axes == made.axes
    assert torch.equal(made[1, 2].indices, made.indices[1, 2])


@pytest.mark.parametrize("planes", [0, (0, 0, 0), (2, 0), (0, -4), (0, "c"), (0, None), (0, 1.0)])
def test_planes_that_are_not_there(planes):
    with pytest.raises(PoolvizError, match="`planes` must"):
        explain(LAYERS["max"], X)[planes]


@pytest.mark.parametrize("name", LAYERS)
def test_an_explanation_can_be_pickled_and_replaced_before_and_after_its_maxima_are_sought(name):
    whole = explain(LAYERS[name], X)
    for _time in range(2):
        again = pickle.loads(pickle.dumps(whole))
        assert again.axes == whole.axes
        assert (again.picks is None) == (whole.picks is None)
        assert whole.picks is None or torch.equal(again.picks, whole.picks)


def test_explain_seeks_neither_windows_nor_maxima(monkeypatch):
    monkeypatch.setattr("poolviz.pooling.reductions.picks", lambda *_given: pytest.fail("sought"))
    assert explain(LAYERS["max"], X)[0, 0].output.shape == (3, 3)


def test_an_empty_batch_of_windows_drawn_at_random_has_none():
    made = explain(nn.FractionalMaxPool2d(2, 2), torch.rand(0, 1, 5, 5))
    assert dataclasses.replace(made).axes == made.axes == ()


def test_windows_reach_where_same_padding_says():
    made = framework_pool("mean", torch.ones(1, 1, 5, 5), 3, 2, "SAME")
    part = made.part((slice(1), slice(1)))
    assert [members(part.axes[0], o) for o in range(3)] == [range(0, 2), range(1, 4), range(3, 5)]
