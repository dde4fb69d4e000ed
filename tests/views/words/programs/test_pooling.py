"""The code and the table that a learner takes away."""

import contextlib
import io

import pytest
import torch

from poolviz import explain, parse
from poolviz.sources.matrices.text import parse_matrix
from poolviz.views.words.programs.pooling import script
from poolviz.views.words.tables import as_csv, window_rows

X5 = parse_matrix("1 2 0 3 1;0 1 2 3 1;1 2 1 0 0;5 2 3 1 1;2 1 0 1 1")[None, None]


@pytest.mark.parametrize(
    "line",
    [
        "nn.MaxPool2d(3, ceil_mode=True)",
        "nn.MaxPool2d((3, 2), return_indices=True)",
        "nn.AvgPool2d(3, 2, padding=1, count_include_pad=False)",
        "nn.AvgPool2d(2, divisor_override=3)",
    ],
)
def test_the_code_runs_and_gives_what_the_page_shows(line: str) -> None:
    explanation = explain(parse(line), X5)
    names: dict = {}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(script(explanation), names)
    assert torch.equal(names["y"], explanation.output)
    assert torch.equal(names["same"], explanation.output)
    assert printed.getvalue().endswith("True\n")


def test_the_code_of_a_matrix_with_nan_runs() -> None:
    explanation = explain(parse("nn.MaxPool2d(2)"), parse_matrix("nan 1;-inf 2")[None, None])
    exec(script(explanation), names := {})
    assert names["y"].isnan().all()


def test_a_row_for_every_window() -> None:
    rows = window_rows(explain(parse("nn.MaxPool2d(3, ceil_mode=True)"), X5))
    assert [row["value"] for row in rows] == ["2", "3", "5", "1"]
    assert [row["index"] for row in rows] == [1, 3, 15, 18]
    assert rows[1]["outside"] == 3


def test_csv_has_a_header_and_a_line_for_each_window() -> None:
    rows = window_rows(explain(parse("nn.AvgPool2d(3, ceil_mode=True)"), X5))
    lines = as_csv(rows).splitlines()
    assert lines[0] == "output,value,divisor,members,outside,values"
    assert lines[1].startswith('"(0, 0)",1.111,9,9,0,')
