"""What the command prints, what it refuses, and how it ends."""

import argparse
import io
import json
import re
import sys
from pathlib import Path

import pytest

from poolviz.command import serve
from poolviz.command.main import main
from poolviz.sources.assets import APP

MATRIX = "1,2,0\n0,1,2\n5,2,1\n"
NET = """
import torch.nn as nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3)
        self.pool = nn.MaxPool2d(2)

    def forward(self, x):
        return self.pool(self.conv(x))
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the terminal, with a matrix and a module in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    (tmp_path / "matrix.csv").write_text(MATRIX)
    (tmp_path / "somebodys_net.py").write_text(NET)
    return tmp_path


def ran(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(words)
    said = capsys.readouterr()
    return status, said.out, said.err


def test_explain_prints_windows_winners_sizes_and_the_reason(here: Path, capsys: pytest.CaptureFixture[str]):
    status, out, err = ran(capsys, "explain", "nn.MaxPool2d(2, padding=1)", "--input", "matrix.csv")
    assert (status, err) == (0, "")
    assert out == (
        "nn.MaxPool2d(2, padding=1)\n"
        "(1, 3, 3) → (1, 2, 2)\n"
        "H, W: ⌊(3 + 2·1 − 1·(2 − 1) − 1) / 2⌋ + 1 = 2\n"
        "\n"
        "Input\n  1  2  0\n  0  1  2\n  5  2  1\n"
        "Max\n  1  2\n  5  2\n"
        "Indices\n  0  1\n  6  5\n"
        "\n"
        "output  winner  value\n"
        "(0, 0)  (0, 0)  max(1) = 1   3 of 4 taps outside the input\n"
        "(0, 1)  (0, 1)  max(2, 0) = 2   2 of 4 taps outside the input\n"
        "(1, 0)  (2, 0)  max(0, 5) = 5   2 of 4 taps outside the input\n"
        "(1, 1)  (1, 2)  max(1, 2, 2, 1) = 2\n"
    )


def test_rows_of_a_signal_are_its_channels(here: Path, capsys: pytest.CaptureFixture[str]):
    _status, out, _err = ran(capsys, "explain", "nn.AvgPool1d(3)", "--input", "matrix.csv")
    assert [line for line in out.splitlines() if line.startswith(("channel", "0 "))] == [
        "channel 0",
        "0       (1 + 2 + 0) / 3 = 1",
        "channel 1",
        "0       (0 + 1 + 2) / 3 = 1",
        "channel 2",
        "0       (5 + 2 + 1) / 3 = 2.667",
    ]


def test_explain_writes_json(here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("1 -inf; nan 2"))
    _status, out, _err = ran(capsys, "explain", "nn.MaxPool2d(2)", "--input", "-", "--json")
    said = json.loads(out, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert said["input"] == [[[1, "-inf"], ["nan", 2]]]
    assert (said["output"], said["indices"], said["windows"][0]["winner"]) == ([[["nan"]]], [[[2]]], [1, 0])


def test_every_number_of_axes_has_an_example(capsys: pytest.CaptureFixture[str]):
    for dims in (1, 2, 3):
        assert ran(capsys, "explain", f"nn.AdaptiveAvgPool{dims}d(2)")[0] == 0


def test_texts_are_in_the_language_that_is_asked_for(capsys: pytest.CaptureFixture[str]):
    pytest.importorskip("babel")
    _status, out, _err = ran(capsys, "--language", "zh", "explain", "nn.MaxPool2d(2)")
    assert "输入" in out
    assert "输入" in ran(capsys, "explain", "--language", "zh", "nn.MaxPool2d(2)")[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("explain", "nn.MaxPool2d(3, padding=2)"), "torch accepts: nn.MaxPool2d(3, padding=1)"),
        (("explain", "nn.Conv2d(1, 1, 1)"), "poolviz: "),
        (("explain", "nn.MaxPool2d(2)", "--input", "none.csv"), "none.csv: No such file or directory"),
        (
            ("explain", "nn.MaxPool2d(2)", "--input", "bytes"),
            "`input` must be a text file, but bytes is none",
        ),
        (
            ("figure", "nn.MaxPool2d(2)", "-o", "a.doc"),
            "`output` must be a file of one of svg, pdf, png, gif",
        ),
        (("figure", "nn.MaxPool2d(2)", "-o", "a.svg", "--at", "x"), "`at` must be whole numbers"),
        (("trace", "net", "--input", "1"), "`model` must read package.module:Model, but got 'net'"),
        (("trace", "torch.nn:Nothing", "--input", "1"), "`model` cannot be imported: AttributeError"),
        (("trace", "no.such:Net", "--input", "1"), "`model` cannot be imported: ModuleNotFoundError"),
        (("trace", "torch.nn:Linear", "--input", "1"), "`model` must be made by a call without arguments"),
        (("trace", "builtins:dict", "--input", "1"), "`model` must be an nn.Module, but got dict"),
        (("trace", "somebodys_net:Net", "--input", "1,3,8,8"), "torch refuses the step conv"),
        (("trace", "somebodys_net:Net", "--input", "9" * 30), "`input` must be a shape that memory can hold"),
        (("trace", "somebodys_net.py:No", "--input", "1,1,8,8"), "poolviz: "),
    ],
)
def test_a_refusal_is_a_sentence_and_status_1(
    here: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
):
    (here / "bytes").write_bytes(b"\xff\xfe\x00\x81")
    status, out, err = ran(capsys, *words)
    assert (status, out) == (1, "")
    assert said in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "words", [("--port", "0"), ("--port", "99999"), ("--port", "a"), ("no",), ("figure", "x")]
)
def test_a_command_that_cannot_be_read_ends_with_status_2(words: tuple[str, ...]):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2


def test_what_is_not_installed_is_said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(serve, "find_spec", lambda _name: None)
    status, _out, err = ran(capsys)
    assert (status, err) == (1, "poolviz: streamlit is not installed; pip install 'poolviz[app]' brings it\n")


@pytest.mark.parametrize("kind", ["svg", "pdf", "png", "gif"])
def test_figure_writes_a_file(here: Path, capsys: pytest.CaptureFixture[str], kind: str):
    pytest.importorskip("matplotlib")
    words = ("nn.MaxPool2d(2, ceil_mode=True)", "--input", "matrix.csv", "--at", "1,0", "-o", f"pool.{kind}")
    assert ran(capsys, "figure", *words) == (0, "", "")
    starts = {"svg": b"<?xml", "pdf": b"%PDF", "png": b"\x89PNG", "gif": b"GIF8"}
    assert (here / f"pool.{kind}").read_bytes().startswith(starts[kind])


def test_trace_prints_the_steps_of_a_model_beside_the_terminal(
    here: Path, capsys: pytest.CaptureFixture[str]
):
    status, out, err = ran(capsys, "trace", "somebodys_net:Net", "--input", "1,1,8,8")
    assert (status, err) == (0, "")
    assert [re.split(" {2,}", line)[:5] for line in out.splitlines()] == [
        ["name", "layer", "shape in", "shape out", "parameters"],
        ["conv", "nn.Conv2d(1, 4, 3)", "1 × 8 × 8", "4 × 6 × 6", "40"],
        ["pool", "nn.MaxPool2d(2)", "4 × 6 × 6", "4 × 3 × 3", "0"],
    ]


def test_trace_writes_json(here: Path, capsys: pytest.CaptureFixture[str]):
    _status, out, _err = ran(capsys, "trace", "somebodys_net:Net", "--input", "1,1,8,8", "--json")
    assert json.loads(out)[1] == {
        "name": "pool",
        "kind": "pool",
        "layer": "nn.MaxPool2d(2)",
        "shape_in": [1, 4, 6, 6],
        "shape_out": [1, 4, 3, 3],
        "parameters": 0,
        "memory": 144,
        "receptive_field": [{"size": 4, "jump": 2, "start": 0}] * 2,
    }


def test_a_program_runs_in_the_sandbox(here: Path, capsys: pytest.CaptureFixture[str]):
    pytest.importorskip("pydantic_monty")
    (here / "program.py").write_text(NET)
    status, out, _err = ran(capsys, "trace", "program.py:Net", "--input", "1,1,8,8")
    assert (status, "nn.MaxPool2d(2)" in out) == (0, True)
    assert "program" not in sys.modules


def test_the_app_is_served_as_it_is_set(tmp_path: Path):
    options = argparse.Namespace(port=9000, address="127.0.0.1", no_browser=False, data=str(tmp_path / "a"))
    words = serve.server_command(options)
    assert words[:5] == [sys.executable, "-P", "-m", "streamlit", "run"]
    assert words[5:] == [
        *[str(APP / "app.py"), "--server.headless", "false"],
        *["--server.port", "9000", "--server.address", "127.0.0.1"],
    ]
    assert serve.server_environment(options) == {"POOLVIZ_DATA": str(tmp_path / "a")}
    assert (APP / "app.py").is_file()
