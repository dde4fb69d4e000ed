"""What the notes and torch-pooling's facts say of norms, fractional windows and unpooling, literally."""

import math
from typing import Any

import pytest
import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from poolviz import PoolvizError, explain, parse
from poolviz.pooling.layers import EXTREMES, extremes_taken

X5 = torch.tensor(
    [[1.0, 2, 0, 3, 1], [0, 1, 2, 3, 1], [1, 2, 1, 0, 0], [5, 2, 3, 1, 1], [2, 1, 0, 1, 1]]
).unsqueeze(0)
WINDOW = torch.tensor([[[1.0, 3.0], [2.0, 4.0]]])
SIGNED = torch.tensor([[3.0, -4.0]])
for_extremes = pytest.mark.skipif(
    float(nn.LPPool1d(math.inf, 2)(SIGNED)) != 4, reason="this torch sums powers for p = ∞, too"
)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("nn.MaxPool2d(2)", 4),
        ("nn.AvgPool2d(2)", 2.5),
        ("nn.LPPool2d(2, 2)", 5.4772),
        ("nn.LPPool2d(1, 2)", 10),
    ],
)
def test_one_window_by_each_layer(line: str, value: float):
    assert explain(parse(line), WINDOW).output.item() == pytest.approx(value, abs=5e-5)


def test_a_norm_has_no_absolute_value():
    assert explain(nn.LPPool1d(1, 2), SIGNED).output.item() == -1
    assert math.isnan(explain(nn.LPPool1d(3, 2), SIGNED).output.item())
    assert math.isnan(explain(nn.LPPool1d(1.5, 2), SIGNED).output.item())
    assert explain(nn.LPPool1d(2, 2), SIGNED).output.item() == 5


@for_extremes
@pytest.mark.parametrize(("norm", "value", "winner"), [(math.inf, 4, (1,)), (-math.inf, 3, (0,))])
def test_infinite_norms_take_one_absolute_value(norm: float, value: float, winner: tuple[int]):
    cell = explain(nn.LPPool1d(norm, 2), SIGNED).cell((0, 0))
    assert (float(cell.value), cell.winner, cell.scale, cell.divisor) == (value, winner, None, None)


def test_ceil_mode_scales_a_partial_norm_up():
    explanation = explain(nn.LPPool1d(1, 3, stride=3, ceil_mode=True), torch.ones(1, 4))
    assert explanation.output.tolist() == [[3, 3]]
    assert [float(explanation.cell((0, o)).scale) for o in (0, 1)] == [1, 3]


def summed(
    x: Tensor, norm_type: float, kernel_size: int, stride: Any = None, ceil_mode: bool = False
) -> Tensor:
    """The lp_pool1d of a torch without a case of its own for p = ±∞ and for p = 0."""
    powers = F.avg_pool1d(x.pow(norm_type), kernel_size, stride, 0, ceil_mode)
    return (powers.sign() * powers.abs().relu()).mul(kernel_size).pow(1 / norm_type)


@pytest.mark.parametrize("norm", [math.inf, -math.inf])
def test_a_torch_that_sums_powers_for_infinity_claims_no_winner(monkeypatch: pytest.MonkeyPatch, norm: float):
    monkeypatch.setattr(F, "lp_pool1d", summed)
    assert not extremes_taken(nn.LPPool1d)
    monkeypatch.setitem(EXTREMES, nn.LPPool1d, extremes_taken(nn.LPPool1d))
    explanation = explain(nn.LPPool1d(norm, 2), SIGNED)
    cell = explanation.cell((0, 0))
    assert explanation.picks is None
    assert (float(cell.value), cell.winner, cell.scale, cell.divisor) == (1, None, 1, None)


def test_a_norm_of_zero_is_refused_in_torchs_words():
    with pytest.raises(PoolvizError) as caught:
        explain(parse("nn.LPPool1d(0, 2)"), SIGNED)
    assert "zero" in caught.value.torch_message


@pytest.mark.parametrize("pool", [F.lp_pool1d, summed])
def test_a_power_set_to_zero_later_is_refused_in_torchs_words(monkeypatch: pytest.MonkeyPatch, pool: Any):
    monkeypatch.setattr(F, "lp_pool1d", pool)
    layer = nn.LPPool1d(1, 2)
    layer.norm_type = 0
    with pytest.raises(PoolvizError) as caught:
        explain(layer, SIGNED)
    assert "zero" in caught.value.torch_message
    assert caught.value.fixes == ()


def test_fractional_windows_of_one_draw():
    layer = parse("nn.FractionalMaxPool2d(2, output_size=3, _random_samples=torch.tensor([[[0.0, 0.5]]]))")
    explanation = explain(layer, X5)
    rows, cols = explanation.axes
    assert [rows.taps(o).start for o in range(3)] == [0, 2, 3]
    assert [cols.taps(o).start for o in range(3)] == [0, 1, 3]
    assert explanation.output.tolist() == layer(X5).tolist()
    assert explanation.indices is not None


def test_a_seed_draws_what_the_layer_itself_draws():
    layer = nn.FractionalMaxPool2d(2, output_ratio=0.5)
    torch.manual_seed(7)
    wanted = layer(X5)
    torch.manual_seed(7)
    assert torch.equal(explain(layer, X5).output, wanted)
    assert layer._random_samples is None


def test_planes_of_a_fractional_layer_have_windows_of_their_own():
    torch.manual_seed(0)
    explanation = explain(nn.FractionalMaxPool2d(2, output_size=4), torch.rand(2, 3, 12, 12))
    starts = {tuple(a.starts for a in explanation.axes_at((n, c))) for n in range(2) for c in range(3)}
    assert len(starts) > 1
    assert explanation.axes == explanation.axes_at((0, 0))


def test_too_many_fractional_windows_are_refused_with_layers_that_work():
    with pytest.raises(PoolvizError) as caught:
        explain(nn.FractionalMaxPool2d(3, output_size=4), X5)
    assert [(fix.output_size, fix.kernel_size) for fix in caught.value.fixes] == [
        ((3, 3), (3, 3)),
        ((4, 4), (2, 2)),
    ]


def test_unpooling_is_a_layer_like_the_others():
    pooled, indices = nn.MaxPool2d(2, return_indices=True)(X5)
    explanation = explain(nn.MaxUnpool2d(2), pooled, indices, output_size=(5, 5))
    cell = explanation.cell((0, 3, 0))
    assert (cell.members, cell.values.tolist(), float(cell.value)) == (((1, 0),), [5], 5)
    assert explanation.cell((0, 0, 0)).members == ()
    assert float(explanation.cell((0, 0, 0)).value) == 0


def test_unpooling_to_too_small_a_plane_is_torchs_error():
    pooled, indices = nn.MaxPool2d(2, return_indices=True)(X5)
    with pytest.raises(PoolvizError) as caught:
        explain(nn.MaxUnpool2d(2), pooled, indices)
    assert caught.value.torch_message.startswith(
        "Found an invalid max index: 17 (output volumes are of size 4x4"
    )


def test_indices_belong_to_unpooling_alone():
    with pytest.raises(PoolvizError, match="`indices` must be the tensor"):
        explain(nn.MaxUnpool2d(2), X5)
    with pytest.raises(PoolvizError, match="MaxUnpool alone"):
        explain(nn.MaxPool2d(2), X5, torch.zeros(1, dtype=torch.long))


def test_unpooling_with_no_size_at_all_never_reaches_torch():
    with pytest.raises(PoolvizError, match="`kernel_size` must have a number for each axis, but got \\(\\)"):
        explain(nn.MaxUnpool2d([], ()), X5, torch.zeros_like(X5).long())


@for_extremes
def test_nan_wins_a_norm_of_infinity():
    x = torch.tensor([[math.nan, 2.0, 1.0]])
    assert explain(nn.LPPool1d(math.inf, 3), x).cell((0, 0)).winner == (0,)


def test_nan_poisons_the_other_norms():
    assert math.isnan(explain(nn.LPPool1d(2, 3), torch.tensor([[math.nan, 2.0, 1.0]])).output.item())
