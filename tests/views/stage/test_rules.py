"""What travels to the browser of norms, of fractional and of adaptive windows."""

from dataclasses import replace

import pytest
import torch

from poolviz import explain, parse
from poolviz.pooling.reductions import REDUCTIONS, Writing
from poolviz.views.stage.pooling import pooling_stage
from poolviz.views.stage.texts import stage_texts
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
    before, after = ("(", f"){root}") if root else ("", "")
    assert (sent["term"], sent["brackets"]) == (f"{{value}}{power}", True) if power else "term" not in sent
    assert sent["writing"] == {"before": before, "between": " + ", "after": after}
    assert sent["divisors"]["table"] == [[""]]


def test_a_window_cut_by_ceil_mode_is_scaled_up() -> None:
    sent = rule("nn.LPPool2d(2, 3, ceil_mode=True)")
    assert sent["scaled"] == {"before": "((", "between": " + ", "after": ") · {entry})^(1/2)"}
    assert sent["divisors"] == {"rows": [0, 1], "cols": [0, 1], "table": [["", "3"], ["3", "9"]]}


def test_infinite_norms_take_the_first_of_the_largest_or_smallest() -> None:
    largest = rule('nn.LPPool2d(float("inf"), 2)')
    assert (largest["writing"]["before"], largest["term"], largest["taps"]) == (
        "max(",
        "|{value}|",
        [1, 3, 0, 0],
    )
    assert largest["absolute"]
    smallest = rule('nn.LPPool2d(-float("inf"), 2)')
    assert (smallest["writing"]["before"], smallest["taps"]) == ("min(", [2, 0, 1, 1])


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


def test_how_outputs_are_written_and_padded_is_a_row_of_the_reductions_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = REDUCTIONS["max"]
    said = row.said._replace(legend="legend_gap", padding="padding_zero", taken="legend_target")
    other = replace(row, padding="?", writing=Writing("top(", "; ", ")"), term="{value}!", said=said)
    monkeypatch.setitem(REDUCTIONS, "max", other)
    sent = to_wire(pooling_stage(explain(parse("nn.MaxPool2d(3, padding=1)"), SIGNED)))
    source, output, _indices = sent["grids"]
    assert (source["frame"]["symbol"], source["frame"]["means"]) == ("?", "legend_gap")
    assert output["rule"]["writing"] == {"before": "top(", "between": "; ", "after": ")"}
    assert output["rule"]["term"] == "{value}!"
    assert (output["rule"]["said"]["padding"], output["rule"]["said"]["taken"]) == (
        "padding_zero",
        "legend_target",
    )


@pytest.mark.parametrize("name", REDUCTIONS)
def test_the_stage_has_every_sentence_that_a_reduction_names(name: str) -> None:
    *keys, wins, undefined = REDUCTIONS[name].said
    cases = [f"{wins}_{case}" for case in ("only", "not", "none", "all", "many")] if wins else []
    assert set(filter(None, [*keys, undefined, *cases])) <= vars(stage_texts()).keys()
