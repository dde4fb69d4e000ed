"""What travels to the browser of norms, of fractional and of adaptive windows."""

import pytest
import torch

from poolviz import explain, parse
from poolviz.views.stage.pooling import pooling_stage
from poolviz.views.stage.wire.travel import to_wire

SIGNED = torch.tensor(
    [[[[3.0, -4.0, 1.0, 2.0], [1.0, -2.0, 2.0, 3.0], [-3.0, 1.0, -1.0, 0.0], [-1.0, 2.0, 0.0, 1.0]]]]
)


def rule(line: str, x: torch.Tensor = SIGNED) -> dict:
    output = to_wire(pooling_stage(explain(parse(line), x)))["grids"][1]
    return output["rule"]


@pytest.mark.parametrize(
    ("norm", "power", "root"),
    [
        ("1", "", ""),
        ("2", "²", "^(1/2)"),
        ("3", "³", "^(1/3)"),
        ("0.5", "⁰·⁵", "^(1/0.5)"),
        ("-1", "⁻¹", "^(1/−1)"),
    ],
)
def test_a_norm_is_written_with_its_power_and_its_root(norm: str, power: str, root: str) -> None:
    sent = rule(f"nn.LPPool2d({norm}, 2)")
    assert (sent["kind"], sent["power"], sent["root"]) == ("norm", power, root)
    assert sent["divisors"]["table"] == [[""]]


def test_a_window_cut_by_ceil_mode_is_scaled_up() -> None:
    sent = rule("nn.LPPool2d(2, 3, ceil_mode=True)")
    assert sent["divisors"] == {"rows": [0, 1], "cols": [0, 1], "table": [["", "3"], ["3", "9"]]}


def test_infinite_norms_take_the_first_of_the_largest_or_smallest() -> None:
    largest = rule('nn.LPPool2d(float("inf"), 2)')
    assert (largest["kind"], largest["of"], largest["taps"]) == ("max", "largest", [1, 3, 0, 0])
    smallest = rule('nn.LPPool2d(-float("inf"), 2)')
    assert (smallest["of"], smallest["taps"]) == ("smallest", [2, 0, 1, 1])


def test_a_norm_has_no_indices_to_show() -> None:
    assert [
        grid["id"] for grid in to_wire(pooling_stage(explain(parse("nn.LPPool2d(2, 2)"), SIGNED)))["grids"]
    ] == [
        "input",
        "output",
    ]


def test_fractional_windows_travel_as_they_were_drawn() -> None:
    line = "nn.FractionalMaxPool2d(2, output_size=2, _random_samples=torch.tensor([[[0.0, 0.5]]]))"
    sent = to_wire(pooling_stage(explain(parse(line), SIGNED)))
    assert [axis["taps"] for axis in sent["links"][0]["axes"]] == [[[0, 1, 2], [2, 1, 2]]] * 2
    assert sent["grids"][2]["texts"] == ["0", "7", "13", "15"]


def test_an_average_of_whole_numbers_is_cut_toward_zero_as_torch_does() -> None:
    line, x = "nn.AvgPool2d(2)", torch.tensor([[[[0, -2], [-4, -1]]]])
    assert explain(parse(line), x).output.item() == -1  # and not -2, as // would have it
    assert rule(line, x)["around"] == "trunc"
    assert "around" not in rule(line, x.float())
