"""unpool(): curriculum.md A literally, and random layers against a plain scatter in Python."""

import itertools
import math
import random
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from poolviz import PoolvizError, explain, parse
from poolviz.pooling.explanation import require_explanation
from poolviz.pooling.unpooling import Unpooling, require_members, size_range, unpool

X5 = torch.tensor(
    [[1, 2, 0, 3, 1], [0, 1, 2, 3, 1], [1, 2, 1, 0, 0], [5, 2, 3, 1, 1], [2, 1, 0, 1, 1]],
    dtype=torch.float32,
).unsqueeze(0)


def rows(*lines: str) -> Tensor:
    """A (1, H, W) tensor from lines of digits."""
    return torch.tensor([[[float(digit) for digit in line] for line in lines]])


# ------------------------------------------------------------------ curriculum.md A


def test_x5_k2_without_output_size_is_torchs_error():
    with pytest.raises(RuntimeError, match="Found an invalid max index: 17") as torchs:
        nn.MaxUnpool2d(2)(*nn.MaxPool2d(2, return_indices=True)(X5))
    with pytest.raises(PoolvizError) as caught:
        unpool(explain(nn.MaxPool2d(2), X5))
    assert caught.value.torch_message == str(torchs.value)
    assert caught.value.values["size"] == (5, 5)
    assert "output_size=(5, 5)" in str(caught.value)


def test_x5_k2_with_output_size_works():
    back = unpool(explain(nn.MaxPool2d(2), X5), output_size=(5, 5))
    assert torch.equal(back.output, rows("02030", "00000", "00000", "50300", "00000"))
    assert back.places.tolist() == [[[1, 3], [15, 17]]]
    assert back.default_size == (4, 4)
    assert not back.misplaced.any()
    assert torch.equal(back.returned, back.output != 0)
    assert torch.equal(back.lost, back.output == 0)
    assert repr(back.layer) == "MaxUnpool2d(kernel_size=(2, 2), stride=(2, 2), padding=(0, 0))"


def test_x5_k3_ceil_without_output_size_misplaces_in_silence():
    back = unpool(explain(nn.MaxPool2d(3, ceil_mode=True), X5))
    assert torch.equal(back.output, rows("020300", "000000", "000500", "100000", "000000", "000000"))
    assert back.coordinates[0, 1, 0].tolist() == [2, 3]
    assert back.explanation.cell((0, 1, 0)).winner == (3, 0)
    assert back.misplaced.tolist() == [[[False, False], [True, True]]]
    assert back.returned.nonzero().tolist() == [[0, 0, 1], [0, 0, 3]]
    assert int(back.lost.sum()) == 21


# ------------------------------------------------------------------ overlapping windows


def test_overlapping_windows_share_a_cell_and_it_returns_once():
    x = torch.tensor([[[0.0, 0.0, 0.0], [0.0, 9.0, 0.0], [0.0, 0.0, 0.0]]])
    back = unpool(explain(nn.MaxPool2d(2, stride=1), x))
    assert torch.equal(back.output, x)
    assert torch.equal(back.chosen, rows("000", "040", "000").long())
    assert back.shared.nonzero().tolist() == [[0, 1, 1]]


@pytest.mark.parametrize("dims", [1, 3])
def test_1d_and_3d(dims: int):
    x = torch.arange(float(5**dims)).view(1, *[5] * dims)
    e = explain(getattr(nn, f"MaxPool{dims}d")(2), x)
    back = unpool(e, (5,) * dims)
    assert type(back.layer) is getattr(nn, f"MaxUnpool{dims}d")
    assert torch.equal(back.output, torch.where(back.returned, x, 0.0))
    assert int(back.returned.sum()) == 2**dims
    assert back.default_size == (4,) * dims


def test_a_whole_batched_shape_is_taken():
    x = X5.unsqueeze(0)
    e = explain(nn.MaxPool2d(2), x)
    assert torch.equal(unpool(e, x.shape).output, unpool(e, (5, 5)).output)


def test_a_nan_returns_by_its_place():
    x = torch.tensor([[1.0, float("nan"), 2.0, 3.0]])
    back = unpool(explain(nn.MaxPool1d(2), x))
    assert back.returned.tolist() == [[False, True, False, True]]


def test_channels_last_gives_the_same():
    x = torch.randn(2, 3, 6, 6, generator=torch.Generator().manual_seed(0))
    plain = unpool(explain(nn.MaxPool2d(3, 2, 1), x), (6, 6))
    last = unpool(explain(nn.MaxPool2d(3, 2, 1), x.to(memory_format=torch.channels_last)), (6, 6))
    for name in ("output", "chosen", "returned", "misplaced", "coordinates"):
        assert torch.equal(getattr(plain, name), getattr(last, name))


# ------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    ("given", "got"), [(X5, "Tensor"), (None, "NoneType"), (nn.MaxPool2d(2), "MaxPool2d"), ([1], "list")]
)
def test_what_is_no_explanation_is_said_by_its_type(given: Any, got: str):
    for call in (unpool, require_explanation):
        with pytest.raises(PoolvizError) as caught:
            call(given)
        assert str(caught.value) == f"`explanation` must be what explain(layer, x) returns, but got {got}"


@pytest.mark.parametrize("size", [(6, 6), (5,), (1, 5, 5), (5.0, 5.0), 5, "ab"])
def test_a_wrong_output_size_is_refused_with_the_one_that_works(size: Any):
    with pytest.raises(PoolvizError) as caught:
        unpool(explain(nn.MaxPool2d(2), X5), size)
    assert caught.value.torch_message
    assert caught.value.values["got"] == size
    assert unpool(explain(nn.MaxPool2d(2), X5), caught.value.values["size"]).output.shape == X5.shape


@pytest.mark.parametrize(
    ("layer", "x", "size", "said"),
    [
        (
            nn.MaxPool2d(2),
            X5,
            (9, 9),
            "torch cannot unpool to output_size=(9, 9): {torch}; "
            "the input's own size works: output_size=(5, 5)",
        ),
        (
            nn.MaxPool1d(2, stride=1, dilation=3),
            X5[0],
            None,
            "torch cannot unpool to output_size=None: {torch}; nn.MaxUnpool has no dilation, so the input's "
            "own size (5,) is out of its reach; nn.MaxUnpool1d(4, stride=1) reaches it",
        ),
        (nn.MaxPool2d(2), X5.long(), (5, 5), "torch cannot unpool this: {torch}"),
        (
            nn.MaxPool1d(2, dilation=3, padding=1),
            torch.zeros(1, 2),
            None,
            "output 0 along L reads padding alone: its index leads nowhere; use less dilation",
        ),
        (
            nn.AvgPool1d(2),
            X5[0],
            None,
            "only nn.MaxPool1d, nn.MaxPool2d and nn.MaxPool3d can be unpooled, but got nn.AvgPool1d",
        ),
    ],
)
def test_what_is_refused_is_said_with_torchs_own_words(layer: nn.Module, x: Tensor, size: Any, said: str):
    with pytest.raises(PoolvizError) as caught:
        unpool(explain(layer, x), size)
    assert str(caught.value) == said.format(torch=caught.value.torch_message)


@pytest.mark.parametrize("layer", [nn.AvgPool2d(2), nn.AdaptiveAvgPool2d(2), nn.AdaptiveMaxPool2d(2)])
def test_only_max_pooling_can_be_unpooled(layer: nn.Module):
    for refused in (unpool, size_range):
        with pytest.raises(PoolvizError, match=type(layer).__name__):
            refused(explain(layer, X5))


def test_integers_are_refused_in_torchs_words_and_no_size_is_promised():
    with pytest.raises(PoolvizError, match="not implemented for 'Long'") as caught:
        unpool(explain(nn.MaxPool2d(2), X5.long()), (5, 5))
    assert "size" not in caught.value.values


def test_a_window_without_members_is_refused():
    e = explain(nn.MaxPool2d((1, 2), dilation=(1, 3), padding=(0, 1)), torch.zeros(1, 4, 2))
    for refused in (unpool, require_members):
        with pytest.raises(PoolvizError, match="output 0 along W reads padding alone"):
            refused(e)


def test_dilation_puts_the_own_size_out_of_reach():
    e = explain(nn.MaxPool1d(2, stride=1, dilation=3), torch.tensor([[1.0, 2.0, 3.0, 4.0, 5.0]]))
    assert size_range(e) == [(3, 3)]
    with pytest.raises(PoolvizError, match="has no dilation") as caught:
        unpool(e)
    assert "invalid max index" in str(caught.value.torch_message)
    assert "size" not in caught.value.values
    assert str(caught.value).endswith("nn.MaxUnpool1d(4, stride=1) reaches it")
    wide = parse(caught.value.values["fix"])
    assert explain(wide, e.output, e.indices, (5,)).output.tolist() == [[0.0, 0.0, 0.0, 4.0, 5.0]]


def test_dilation_misplaces_where_torch_lets_it():
    x = torch.zeros(1, 6, 6)
    x[0, 1, 1] = 9.0
    back = unpool(explain(nn.MaxPool2d(2, stride=1, dilation=2), x))
    assert back.output.shape == (1, 5, 5)
    assert back.misplaced[0, 1, 1]
    assert not back.misplaced[0, 0, 0]


def test_an_empty_plane_loses_everything():
    back = unpool(explain(nn.MaxPool2d(2, stride=4, padding=1), torch.ones(1, 1, 1)))
    assert back.default_size == (0, 0)
    assert back.output.shape == (1, 0, 0)
    assert back.coordinates.tolist() == [[[[-1, -1]]]]
    assert back.misplaced.all()
    assert not back.returned.any()


def test_an_empty_batch():
    back = unpool(explain(nn.MaxPool2d(2), torch.zeros(0, 3, 4, 4)))
    assert back.output.shape == back.chosen.shape == (0, 3, 4, 4)


def test_the_input_keeps_no_graph():
    assert not unpool(explain(nn.MaxPool1d(2), torch.ones(1, 4, requires_grad=True))).output.requires_grad


# ------------------------------------------------------------------ random layers


def a_case(seed: int) -> tuple[nn.Module, Tensor]:
    pick = random.Random(seed)
    dims = pick.choice([1, 2, 2, 3])
    kernel = tuple(pick.randint(1, 4) for _ in range(dims))
    layer = getattr(nn, f"MaxPool{dims}d")(
        kernel,
        stride=tuple(pick.randint(1, 4) for _ in range(dims)),
        padding=tuple(pick.randint(0, k // 2) for k in kernel),
        ceil_mode=pick.random() < 0.5,
        return_indices=pick.random() < 0.5,
    )
    plane = [pick.randint(k, 8 if dims < 3 else 5) for k in kernel]
    leading = [pick.randint(1, 2) for _ in range(pick.randint(1, 2))]
    x = torch.randint(-3, 4, (*leading, *plane), generator=torch.Generator().manual_seed(seed))
    return layer, x.float()


def flat_of(coordinate: tuple[int, ...], plane: tuple[int, ...]) -> int:
    flat = 0
    for position, size in zip(coordinate, plane, strict=True):
        flat = flat * size + position
    return flat


def coordinate_of(flat: int, plane: tuple[int, ...]) -> tuple[int, ...]:
    return list(itertools.product(*map(range, plane)))[flat]


def check_by_scatter(back: Unpooling) -> None:
    e, dims = back.explanation, len(back.default_size)
    plane, unpooled = tuple(e.input.shape[-dims:]), tuple(back.output.shape[-dims:])
    output, chosen = torch.zeros_like(back.output), torch.zeros_like(back.chosen)
    returned = torch.zeros_like(back.returned)
    for index in itertools.product(*map(range, e.output.shape)):
        winner = e.cell(index).winner
        assert winner is not None
        leading, place = index[:-dims], coordinate_of(flat_of(winner, plane), unpooled)
        output[leading + place] = e.output[index]
        chosen[leading + winner] += 1
        returned[leading + winner] = place == winner
        assert bool(back.misplaced[index]) == (place != winner)
        assert tuple(back.coordinates[index].tolist()) == place
    assert torch.equal(back.output, output)
    assert torch.equal(back.chosen, chosen)
    assert torch.equal(back.returned, returned)
    assert torch.equal(back.lost, chosen == 0)
    assert torch.equal(back.shared, chosen > 1)


@pytest.mark.parametrize("seed", range(120))
def test_random_layers_against_a_plain_scatter(seed: int):
    layer, x = a_case(seed)
    e = explain(layer, x)
    plane = tuple(axis.length for axis in e.axes)
    back = unpool(e, plane)  # without dilation the input's own size always works
    assert back.output.shape == x.shape
    assert not back.misplaced.any()
    assert torch.equal(back.returned, ~back.lost)
    check_by_scatter(back)
    cells = math.prod(back.default_size)
    if cells == 0:  # torch writes nothing and says nothing
        assert unpool(e).misplaced.all()
    elif int(e.indices.max()) < cells:
        check_by_scatter(unpool(e))
    else:
        with pytest.raises(PoolvizError, match="invalid max index") as caught:
            unpool(e)
        assert caught.value.values["size"] == plane


@pytest.mark.parametrize("seed", range(40))
def test_the_allowed_sizes_are_torchs(seed: int):
    layer, x = a_case(seed)
    e = explain(layer, x)
    zeros = torch.zeros_like(e.indices)  # a place in every plane, so that only the size can be refused
    unpool_layer = unpool(e, x.shape[-len(e.axes) :]).layer
    own = [axis.length for axis in e.axes]
    for dim, (lowest, highest) in enumerate(size_range(e)):
        for size in range(-1, highest + 3):
            wanted = [*own[:dim], size, *own[dim + 1 :]]
            try:
                unpool_layer(e.output, zeros, wanted)
                accepted = True
            except (ValueError, RuntimeError):
                accepted = False
            assert accepted == (lowest <= size <= highest)
