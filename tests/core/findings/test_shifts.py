"""Shifts: the classic of Zhang (2019) literally, properties of moving, and what a lone 1 survives."""

import itertools
import random

import pytest
import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from poolviz import PoolvizError
from poolviz.findings.shifts import Strided, changes, move, rivals, shift, survival

CLASSIC = torch.tensor([[[[0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0]]]])


def row(x: Tensor) -> list[float]:
    """The numbers of a (1, 1, 1, L) tensor."""
    return x.flatten().tolist()


# ------------------------------------------------------------------ curriculum.md C 11


def test_max_pooling_of_the_classic_changes_half_of_its_outputs():
    found = shift(rivals(2)["max"], CLASSIC, by=1, stride=2)
    assert (found.by, row(found.input)) == (1, [0, 0, 1, 1, 0, 0, 1, 1])
    assert row(found.moved) == [1, 0, 0, 1, 1, 0, 0, 1]
    assert row(found.output) == [0, 1, 0, 1]
    assert row(found.moved_output) == [1, 1, 1, 1]
    assert (found.change.share, found.change.largest) == (0.5, 1)


def test_the_other_way_round_it_is_the_same():
    found = shift(rivals(2)["max"], CLASSIC, by=-1, stride=2)
    assert row(found.moved) == [0, 1, 1, 0, 0, 1, 1, 0]
    assert row(found.moved_output) == [1, 1, 1, 1]


def test_the_rivals_on_the_classic():
    found = {name: shift(layer, CLASSIC, 1, 2) for name, layer in rivals(2).items()}
    assert row(found["mean"].output) == [0, 1, 0, 1]
    assert row(found["mean"].moved_output) == [0.5, 0.5, 0.5, 0.5]
    assert row(found["conv"].output) == [0, 0, 0, 0]
    assert row(found["conv"].moved_output) == [-1, 1, -1, 1]
    assert row(found["blur"].output) == [0.5, 1, 0.5, 1]
    assert row(found["blur"].moved_output) == [0.5, 0.75, 0.75, 0.5]
    assert {name: one.change.largest for name, one in found.items()} == {
        "max": 1, "mean": 0.5, "conv": 1, "blur": 0.5,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("stride", "made"),
    [
        (None, {"max": [[6, 9], [6, 9]], "mean": [[3, 4], [2, 4]], "conv": [[3, -9], [-6, -3]]}),
        (
            2,
            {
                "max": [[6, 9, 9], [6, 3, 9]],
                "mean": [[3, 5, 4], [2, 1, 4]],
                "conv": [[3, 3, 3], [-6, 3, 9]],
                "blur": [[7.5, 9, 9], [4.5, 4.5, 9]],
            },
        ),
    ],
)
def test_every_rival_goes_on_by_the_stride_in_each_row_alone(
    stride: int | None, made: dict[str, list[list[float]]]
):
    x = torch.tensor([[[[0.0, 3, 6, 9, 0, 3, 9], [6, 0, 0, 3, 0, 9, 3]]]])
    layers = rivals(3, stride)
    assert {name: layers[name](x)[0, 0].tolist() for name in made} == made


def test_blurred_max_is_max_with_stride_1_then_121_mirrored_at_the_ends():
    for seed, stride in itertools.product(range(5), (1, 2, 3)):
        x = torch.rand(2, 3, 4, 11, generator=torch.Generator().manual_seed(seed))
        maxed = F.max_pool2d(x, (1, 3), stride=1)
        mirrored = torch.cat([maxed[..., 1:2], maxed, maxed[..., -2:-1]], dim=-1)
        blurred = (mirrored[..., :-2] + 2 * mirrored[..., 1:-1] + mirrored[..., 2:]) / 4
        torch.testing.assert_close(rivals(3, stride)["blur"](x), blurred[..., ::stride])


# ------------------------------------------------------------------ moving


def test_zeros_follow_where_the_signal_is_not_circular():
    x = torch.tensor([[1, 2, 3, 4], [5, 6, 7, 8]])
    assert move(x, 1, circular=False).tolist() == [[0, 1, 2, 3], [0, 5, 6, 7]]
    assert move(x, -3, circular=False).tolist() == [[4, 0, 0, 0], [8, 0, 0, 0]]
    assert move(x, 9, circular=False).tolist() == [[0] * 4] * 2
    assert move(x, 0, circular=False).tolist() == x.tolist()


def test_moving_leaves_the_signal_itself_alone():
    x = torch.tensor([1.0, 2.0, 3.0])
    move(x, 1, circular=False)
    move(x, 0, circular=False)
    assert x.tolist() == [1, 2, 3]


@pytest.mark.parametrize("name", ["max", "mean", "conv"])
def test_moved_by_whole_strides_the_output_only_moves_along(name: str):
    draw = random.Random(name)
    for _ in range(40):
        size, outputs = draw.randint(1, 4), draw.randint(2, 6)
        x = torch.randn(1, 2, 3, size * outputs)
        layer = rivals(size, weights=[draw.uniform(-1, 1) for _ in range(size)])[name]
        found = shift(layer, x, by=size * draw.randint(-4, 4), stride=size)
        assert found.along is not None
        assert found.along.count == 0


def test_between_whole_strides_there_is_nothing_to_move_along():
    assert shift(rivals(2)["max"], CLASSIC, 3, 2).along is None
    moved = shift(rivals(2)["max"], CLASSIC, 2, 2)
    assert (moved.change.share, moved.along.count) == (1.0, 0)  # type: ignore[union-attr]


def test_the_curve_of_the_classic():
    shares = {
        name: [one.share for one in changes(layer, CLASSIC, range(5))] for name, layer in rivals(2).items()
    }
    assert shares["max"] == [0, 0.5, 1, 0.5, 0]
    assert shares["mean"] == [0, 1, 1, 1, 0]


# ------------------------------------------------------------------ curriculum.md C 10


def test_a_lone_1_under_max_survives_as_long_as_it_stays_in_its_window():
    for size in (2, 3, 4):
        for place, survived in enumerate(survival(rivals(size)["max"], size, size)):
            assert survived == {by: 0 <= place + by < size for by in range(1 - size, size) if by}


def test_windows_of_3_survive_half_of_the_shifts_at_the_edge_and_two_of_them_in_the_middle():
    assert survival(rivals(3)["max"], 3, 3) == [
        {-2: False, -1: False, 1: True, 2: True},
        {-2: False, -1: True, 1: True, 2: False},
        {-2: True, -1: True, 1: False, 2: False},
    ]


def test_overlapping_windows_survive_less():
    assert not any(any(place.values()) for place in survival(rivals(3, 1)["max"], 3, 1))


def test_a_window_with_gaps_between():
    assert survival(rivals(2, 5)["max"], 2, 5) == [{-1: False, 1: True}, {-1: True, 1: False}]


# ------------------------------------------------------------------ refused


def test_torch_refuses_a_window_wider_than_the_signal_in_its_own_words():
    for layer in rivals(9, weights=[1.0] * 9).values():
        with pytest.raises(PoolvizError) as caught:
            shift(layer, CLASSIC, 1, 9)
        with pytest.raises(RuntimeError) as torchs:
            layer(CLASSIC)
        assert caught.value.torch_message == str(torchs.value)
        assert str(caught.value) == f"torch refuses the layer: {torchs.value}"


def test_one_column_cannot_be_mirrored():
    with pytest.raises(PoolvizError) as caught:
        shift(rivals(1)["blur"], torch.zeros(1, 1, 1, 1), 1, 1)
    assert "Padding size should be less than" in str(caught.value.torch_message)


def test_every_channel_is_convolved_by_itself():
    x = torch.randn(2, 3, 4, 6)
    whole = Strided((1.0, -2.0), stride=2)(x)
    each = torch.stack([Strided((1.0, -2.0), stride=2)(x[:, c : c + 1])[:, 0] for c in range(3)], dim=1)
    assert torch.equal(whole, each)
    assert isinstance(rivals(2)["max"], nn.MaxPool2d)


def test_what_leaves_comes_back_unless_told_otherwise():
    layer = rivals(2)["max"]
    x = torch.tensor([[[[5.0, 0.0, 0.0, 0.0, 0.0, 3.0]]]])
    assert row(move(x, 1)) == [3, 5, 0, 0, 0, 0]
    assert row(move(x, 1, False)) == [0, 5, 0, 0, 0, 0]
    assert row(shift(layer, x, 1, 2).moved) == [3, 5, 0, 0, 0, 0]
    assert row(shift(layer, x, 1, 2, False).moved) == [0, 5, 0, 0, 0, 0]
    assert [one.count for one in changes(layer, x, [-1, 0, 1])] == [2, 0, 1]
    assert [one.count for one in changes(layer, x, [-1, 0, 1], False)] == [1, 0, 1]
    along = [shift(layer, x, by, 2, circular).along for by in (2, -2) for circular in (True, False)]
    assert [one.count for one in along if one is not None] == [0] * 4
