"""Spatial pyramid pooling, global pooling and the linear layer behind: literal numbers, torch as oracle."""

import itertools

import pytest
import torch
from torch import Tensor, nn

from poolviz import PoolvizError
from poolviz.findings.global_pooling import difference, whole_planes
from poolviz.findings.pyramid import pyramid, read_levels, vector_length
from poolviz.networks.heads import flat_head, flat_refusal, pooled_head

X5 = torch.tensor([[1.0, 2, 0, 3, 1], [0, 1, 2, 3, 1], [1, 2, 1, 0, 0], [5, 2, 3, 1, 1], [2, 1, 0, 1, 1]])


# ------------------------------------------------------------------ pyramid


def test_the_vector_of_the_notes_matrix() -> None:
    assert pyramid(X5[None, None], (1, 2)).vector.tolist() == [[5, 2, 3, 5, 3]]
    mean = pyramid(X5[None, None], (1, 3), nn.AdaptiveAvgPool2d).vector[0]
    wanted = [1.4, 1, 1.8333, 2, 1.8333, 1.6667, 1, 2.5, 1.3333, 1]
    torch.testing.assert_close(mean, torch.tensor(wanted), atol=1e-4, rtol=0)


def test_the_vector_goes_level_by_level_and_in_each_channel_by_channel() -> None:
    x = torch.stack([X5, -X5])[None]
    assert pyramid(x, (1, 2)).vector.tolist() == [[5, 0, 2, 3, 5, 3, 0, 0, 0, 0]]


@pytest.mark.parametrize("kind", [nn.AdaptiveMaxPool2d, nn.AdaptiveAvgPool2d])
def test_the_length_depends_on_levels_and_channels_alone(kind: type[nn.Module]) -> None:
    planes = [(1, 1), (2, 7), (13, 13), (48, 37), (16, 256)]
    for levels, channels in itertools.product([(1,), (1, 2, 4), (16, 3), (2, 2)], (1, 3)):
        for plane in planes:
            made = pyramid(torch.rand(2, channels, *plane), levels, kind)
            assert made.vector.shape == (2, vector_length(levels, channels))
            assert sum(made.parts) == made.vector.shape[1]


def test_the_pyramid_of_the_paper() -> None:
    """He and others: levels 1, 2, 3 and 6 of 256 channels are 50 bins, 12,800 numbers."""
    assert vector_length((6, 3, 2, 1), 256) == 12_800


@pytest.mark.parametrize("text", ["1, 2, 4", "1 2 4", "[1,2,4]", "（1，2，4）", " 1;2;;4, "])
def test_levels_as_people_write_them(text: str) -> None:
    assert read_levels(text) == (1, 2, 4)


@pytest.mark.parametrize(
    ("text", "levels"), [("1", (1,)), ("16", (16,)), ("001 16", (1, 16)), ("5 4 3 2 1", (5, 4, 3, 2, 1))]
)
def test_the_smallest_and_the_largest_level_are_taken(text: str, levels: tuple[int, ...]) -> None:
    assert read_levels(text) == levels


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "1 to 5 whole numbers, but got 0"),
        ("1 2 3 4 5 6", "1 to 5 whole numbers, but got 6"),
        ("0", "from 1 to 16, but got 0"),
        ("17", "from 1 to 16, but got 17"),
        ("1, -2", "from 1 to 16, but got -2"),
        ("1.5", "from 1 to 16, but got 1.5"),
        ("nan", "from 1 to 16, but got nan"),
        ("1" * 20, f"from 1 to 16, but got {'1' * 20}"),
        ("1" * 21, f"from 1 to 16, but got {'1' * 19}…"),
        ("٣", "from 1 to 16, but got ٣"),
        ("9" * 5000, "from 1 to 16, but got 9999999999999999999…"),
        ("<b>x</b>", "from 1 to 16, but got <b>x</b>"),
    ],
)
def test_levels_that_cannot_be(text: str, words: str) -> None:
    with pytest.raises(PoolvizError) as caught:
        read_levels(text)
    begin = "`levels` must be" if words.startswith("1 to 5") else "`levels` must be whole numbers"
    assert str(caught.value) == f"{begin} {words}"


# ------------------------------------------------------------------ global pooling


def test_the_notes_matrix_is_1_4_and_5() -> None:
    found = whole_planes(X5[None])
    assert (round(float(found.mean), 6), float(found.largest)) == (1.4, 5)
    assert found.same_largest == [True]


def test_layers_and_functions_agree_on_any_plane() -> None:
    for channels, height, width in itertools.product((1, 3), (1, 5, 64), (1, 7, 31)):
        found = whole_planes(torch.randn(channels, height, width) * 1000)
        assert all(found.same_largest)
        assert float(found.apart.max()) <= 1e-3
        assert float(found.from_exact.max()) <= 1e-3


def test_nan_and_infinity_are_the_same_on_both_sides() -> None:
    planes = torch.stack([X5, X5, X5])
    planes[0, 1, 1], planes[1, 2, 2], planes[2, 3, 3] = torch.nan, torch.inf, -torch.inf
    found = whole_planes(planes)
    assert all(found.same_largest)
    assert found.apart.tolist() == [0, 0, 0]


def test_a_difference_is_not_hidden() -> None:
    one, other = torch.tensor([1.0, torch.nan, torch.inf]), torch.tensor([1.25, 1.0, -torch.inf])
    assert difference(one, other)[0] == 0.25
    assert not (difference(one, other)[1:] == 0).any()


# ------------------------------------------------------------------ heads


@pytest.mark.parametrize(
    ("shape", "classes", "flat", "pooled"),
    [
        ((20, 4, 4), 10, 3_210, 210),
        ((128, 4, 4), 512, 1_049_088, 66_048),
        ((128, 32, 32), 512, 67_109_376, 66_048),
        ((512, 7, 7), 4096, 102_764_544, 2_101_248),
        ((512, 7, 7), 1000, 25_089_000, 513_000),
        ((4096, 512, 512), 10_000, 10_737_418_250_000, 40_970_000),
    ],
)
def test_parameters_of_the_notes_networks(
    shape: tuple[int, int, int], classes: int, flat: int, pooled: int
) -> None:
    assert flat_head(shape, classes).parameters == flat
    assert pooled_head(shape, classes).parameters == pooled


def words_of(head: nn.Module, x: Tensor) -> str:
    with pytest.raises(RuntimeError) as caught:
        head(x)
    return str(caught.value)


def test_torch_refuses_another_size_in_the_words_it_has_for_real_weights() -> None:
    head = nn.Sequential(nn.Flatten(), nn.Linear(320, 10))
    words = flat_refusal((20, 4, 4), (20, 6, 6), 10)
    assert words == words_of(head, torch.zeros(1, 20, 6, 6))
    assert "(1x720 and 320x10)" in words


def test_the_words_for_weights_too_large_to_make() -> None:
    words = flat_refusal((4096, 512, 512), (4096, 256, 256), 10_000)
    assert words is not None
    assert "1x268435456 and 1073741824x10000" in words
