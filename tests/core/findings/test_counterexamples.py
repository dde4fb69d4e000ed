"""Counterexamples: known pairs by torch, and twins of random matrices under random layers."""

import itertools
import math
import random

import pytest
import torch
from torch import Tensor, nn

from poolviz import PoolvizError, explain
from poolviz.findings.counterexamples import PAIRS, WAYS, Pair, twin
from poolviz.pooling.refusals.repairs import accepts

THREE = {"max": nn.MaxPool2d(2), "mean": nn.AvgPool2d(2), "norm": nn.LPPool2d(2, 2)}


def window(values: tuple[float, ...]) -> Tensor:
    return torch.tensor(values, dtype=torch.float32).view(1, 1, 2, 2)


# ------------------------------------------------------------------ known pairs


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.key)
def test_exactly_the_named_poolings_cannot_tell_the_pair_apart(pair: Pair):
    same = [
        name
        for name, layer in THREE.items()
        if torch.equal(layer(window(pair.one)), layer(window(pair.other)))
    ]
    assert tuple(same) == pair.same
    assert pair.one != pair.other


def test_there_is_a_pair_for_every_set_of_poolings():
    every = {chosen for size in (1, 2, 3) for chosen in itertools.combinations(THREE, size)}
    assert {pair.same for pair in PAIRS} == every


def test_the_window_of_the_notes():
    (pair,) = [pair for pair in PAIRS if pair.key == "mean"]
    assert [round(float(layer(window(pair.one))), 4) for layer in THREE.values()] == [4, 2.5, 5.4772]


# ------------------------------------------------------------------ twins


def test_what_did_not_win_can_be_anything_lower():
    x = torch.tensor([[[1.0, 2.0, 7.0], [4.0, 3.0, 7.0]]])
    found = twin(explain(nn.MaxPool2d(2), x), "losers")
    assert found.other.output.tolist() == [[[4.0]]]
    assert found.other.input[0, 1, 0] == 4
    assert found.changed.mask.tolist() == [[[True, True, True], [False, True, True]]]


def drawn(seed: int) -> tuple[nn.Module, Tensor]:
    """A random layer that torch accepts, and a random input for it, with ties and negative numbers."""
    draw = random.Random(seed)
    generator = torch.Generator().manual_seed(seed)
    while True:
        x = torch.randint(-4, 9, (2, 2, draw.randint(1, 7), draw.randint(1, 7)), generator=generator).float()
        x += draw.choice([0.0, 0.1])
        k, s = draw.randint(1, 4), draw.randint(1, 4)
        p, ceil = draw.randint(0, k // 2), draw.random() < 0.5
        layer = draw.choice(
            [
                nn.MaxPool2d(k, s, p, draw.randint(1, 2), ceil_mode=ceil),
                nn.AvgPool2d(k, s, p, ceil, draw.random() < 0.5, draw.choice([None, -3])),
                nn.LPPool2d(draw.choice([1, 2, 2.0, 3, math.inf]), k, s, ceil),
                nn.AdaptiveMaxPool2d((draw.randint(1, 5), draw.randint(1, 5))),
                nn.AdaptiveAvgPool2d(draw.randint(1, 5)),
                nn.FractionalMaxPool2d(k, output_size=draw.randint(1, 3)),
            ]
        )
        if getattr(layer, "norm_type", 2) == 3:
            x = x.abs()  # cubes that cancel leave a root of rounding errors
        if accepts(layer, x.shape):
            return layer, x


@pytest.mark.parametrize("seed", range(150))
def test_a_twin_has_the_same_output_by_torch(seed: int):
    layer, x = drawn(seed)
    explanation = explain(layer, x)
    for way in WAYS[explanation.family.reduce]:
        found = twin(explanation, way, seed)
        torch.testing.assert_close(
            explanation.ran(found.other.input), explanation.ran(x), equal_nan=True, rtol=1e-5, atol=1e-5
        )
        assert torch.equal(found.changed.mask, ~torch.isclose(found.other.input, x, rtol=1e-5, atol=1e-6))
        if way == "permute":
            assert torch.equal(found.other.input.flatten().sort().values, x.flatten().sort().values)


def test_twins_really_differ_and_the_same_seed_makes_the_same():
    x = torch.tensor([[[1.0, 2.0], [4.0, 3.0]]])
    for layer in THREE.values():
        explanation = explain(layer, x)
        for way in WAYS[explanation.family.reduce]:
            made = [twin(explanation, way, seed) for seed in range(12)]
            assert any(found.changed.count for found in made)
            assert torch.equal(twin(explanation, way, 3).other.input, made[3].other.input)


@pytest.mark.parametrize("seed", range(20))
def test_every_cell_that_did_not_win_is_another(seed: int):
    x = torch.tensor([[[[9.0, 8, 7, 3], [6, 5, 4, 2], [8, 7, 6, 5], [4, 3, 2, 1]]]])
    found = twin(explain(nn.MaxPool2d(4), x), "losers", seed)
    assert found.changed.mask.flatten().tolist() == [False] + 15 * [True]


def test_a_norm_moves_mass_by_its_own_power():
    found = twin(explain(nn.LPPool2d(2, (1, 2)), torch.tensor([[[3.0, 4.0]]])), "move")
    assert sorted(found.other.input.flatten().tolist()) == [0, 5]


@pytest.mark.parametrize(
    ("power", "pair", "other"),
    [
        (0.5, [4, 9], [0, 25]),
        (2, [3, 4], [0, 5]),
        (2, [0.375, 0.5], [0, 0.625]),
        (2, [3, 0], [0, 3]),
        (2, [0, 3], [0, 3]),
        (3, [0, 2], [0, 2]),
        (2, [-3, 4], [4, -3]),  # a negative number has no root to be found by
        (2, [3, -4], [-4, 3]),
        (-1, [2, 4], [4, 2]),
        (math.inf, [3, 4], [4, 3]),
        (1, [65535, 1], [65534, 2]),
        (1, [65536, 1], [65536, 1]),  # too large for a change of a few units
        (1, [-65536, 1], [-65536, 1]),
    ],
)
def test_a_norm_moves_all_its_mass_or_its_numbers_change_places(
    power: float, pair: list[float], other: list[float]
):
    x = torch.tensor([[pair]], dtype=torch.float32)
    assert twin(explain(nn.LPPool2d(power, (1, 2)), x), "move").other.input.tolist() == [[other]]


@pytest.mark.parametrize(
    ("pair", "other"),
    [
        ([65535, 1], [65535, 65531]),
        ([65536, 1], [65536, 1]),
        ([-65535, -70000], [-65535, -65539]),
        ([-65536, -70000], [-65536, -70000]),
        ([math.nan, 1], [math.nan, 3]),
    ],
)
def test_what_did_not_win_is_another_where_float32_has_room(pair: list[float], other: list[float]):
    x = torch.tensor([[pair]], dtype=torch.float32)
    made = twin(explain(nn.MaxPool2d((1, 2)), x), "losers").other.input
    torch.testing.assert_close(made, torch.tensor([[other]]).float(), rtol=0, atol=0, equal_nan=True)


def test_a_layer_that_places_has_no_twin() -> None:
    places = torch.tensor([[[0]]])
    unpooled = explain(nn.MaxUnpool2d(2), torch.ones(1, 1, 1), places)
    with pytest.raises(PoolvizError) as caught:
        twin(unpooled, "losers")
    assert str(caught.value) == (
        "`explanation` must be of a layer that takes a max, a mean or a norm, but got MaxUnpool2d"
    )


def test_windows_of_one_cell_have_no_twin():
    explanation = explain(nn.MaxPool2d(1), torch.tensor([[[1.0, 2.0]]]))
    assert [twin(explanation, way).changed.count for way in WAYS["max"]] == [0, 0]


@pytest.mark.parametrize(
    "line", [[math.nan, 1, 2, 3], [math.inf, -math.inf, 1, 2], [-math.inf] * 4, [1e38] * 4]
)
def test_numbers_that_are_none_stay_where_they_count(line: list[float]):
    x = torch.tensor(line).view(1, 2, 2)
    for layer in THREE.values():
        explanation = explain(layer, x)
        for way in WAYS[explanation.family.reduce]:
            output = twin(explanation, way).other.output
            torch.testing.assert_close(output, explanation.output, equal_nan=True)


def test_sums_that_depend_on_their_order_are_refused():
    x = torch.tensor([[[1e8, -1e8], [1.0, 3.0]]])
    with pytest.raises(PoolvizError, match="sums depend on the order"):
        [twin(explain(nn.AvgPool2d(2), x), "permute", seed) for seed in range(20)]


def test_a_way_that_the_layer_does_not_have():
    with pytest.raises(PoolvizError, match="must be one of move, permute"):
        twin(explain(nn.AvgPool2d(2), torch.zeros(1, 2, 2)), "losers")


def test_other_dimensions_and_fractional_windows():
    x = torch.randn(2, 3, 9)
    for way in WAYS["max"]:
        found = twin(explain(nn.MaxPool1d(3, 2), x), way)
        assert torch.equal(nn.MaxPool1d(3, 2)(found.other.input), nn.MaxPool1d(3, 2)(x))


@pytest.mark.parametrize("way", WAYS["max"])
def test_without_a_seed_it_is_the_twin_of_seed_0(way: str):
    explanation = explain(nn.MaxPool2d(4), torch.arange(16.0).view(1, 4, 4))
    without, zero, one = (twin(explanation, way, *seed).other.input for seed in ((), (0,), (1,)))
    assert torch.equal(without, zero)
    assert not torch.equal(without, one)


@pytest.mark.parametrize(
    ("layer", "way", "seed", "other"),
    [
        (nn.MaxPool2d(2, 1), "losers", 0, [[0, 1, 7], [4, 0, 4]]),
        (nn.MaxPool2d(2, 1), "losers", 1, [[-1, 1, 7], [4, 0, 3]]),
        (nn.MaxPool2d(2, 1), "losers", 2, [[3, 1, 7], [4, -2, 4]]),
        (nn.MaxPool2d(2, 1), "permute", 0, [[4, 2, 0], [1, 3, 7]]),
        (nn.MaxPool2d((2, 3)), "losers", 1, [[2, 4, 7], [3, 2, 5]]),
        (nn.MaxPool2d((2, 3)), "losers", 2, [[6, 4, 7], [1, 4, 2]]),
        (nn.MaxPool2d((2, 3)), "permute", 1, [[2, 3, 1], [0, 4, 7]]),
        (nn.AvgPool2d((2, 3)), "move", 0, [[3, 0, 9], [6, 1, -2]]),
        (nn.AvgPool2d((2, 3)), "move", 1, [[3, 4, 4], [7, 1, -2]]),
        (nn.LPPool2d(1, (2, 3)), "move", 2, [[3, -1, 6], [5, 6, -2]]),
    ],
)
def test_the_twins_of_some_seeds(layer: nn.Module, way: str, seed: int, other: list[list[float]]):
    x = torch.tensor([[[1.0, 2.0, 7.0], [4.0, 3.0, 0.0]]])
    assert twin(explain(layer, x), way, seed).other.input.tolist() == [other]


def test_why_there_is_no_twin():
    said = "`way` must be one of losers, permute for this layer, but got move"
    with pytest.raises(PoolvizError) as caught:
        twin(explain(nn.MaxPool2d(2), torch.zeros(1, 2, 2)), "move")
    assert str(caught.value) == said
    x = torch.tensor([[[1e8, -1e8], [1.0, 3.0]]])
    with pytest.raises(PoolvizError) as caught:
        [twin(explain(nn.AvgPool2d(2), x), "permute", seed) for seed in range(20)]
    assert str(caught.value) == (
        "torch's rounding tells the two apart: its sums depend on the order of the numbers here"
    )
