"""What the library offers, and its guide, whose examples are run."""

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from torch import nn

import poolviz

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs/library.md"


def test_the_examples_of_the_guide_run(tmp_path):
    pytest.importorskip("matplotlib", reason="the guide draws a figure")
    text = re.sub(r"^```.*$", "", GUIDE.read_text("utf-8"), flags=re.MULTILINE)
    examples = doctest.DocTestParser().get_doctest(text, {"folder": tmp_path}, GUIDE.name, str(GUIDE), 0)
    assert len(examples.examples) > 20
    said: list[str] = []
    doctest.DocTestRunner().run(examples, out=said.append)
    assert "".join(said) == ""


def test_a_stage_that_answers_says_what_it_needs(monkeypatch):
    monkeypatch.setitem(sys.modules, "anywidget", None)
    with pytest.raises(poolviz.PoolvizError, match="needs anywidget: pip install"):
        poolviz.live("nn.MaxPool2d(2)")


@pytest.mark.parametrize("name", poolviz.__all__)
def test_what_is_offered_is_there_with_an_example_or_a_description(name):
    offered = getattr(poolviz, name)
    assert offered.__doc__
    if not isinstance(offered, type):
        assert ">>> " in offered.__doc__
        assert name in GUIDE.read_text("utf-8")


# ---------- receptive fields


def test_the_field_is_that_of_the_traces_last_step():
    model = nn.Sequential(nn.Conv2d(3, 4, (5, 3), padding=1), nn.MaxPool2d(3, 2, 1))
    steps = poolviz.trace(model, torch.zeros(1, 3, 20, 20)).steps
    assert poolviz.receptive_field(model, (1, 3, 20, 20)) == steps[-1].fields
    assert [field.size for field in steps[-1].fields] == [7, 5]


def test_a_cell_that_sees_all_or_only_itself():
    assert poolviz.receptive_field(nn.Sequential(nn.Flatten(), nn.Linear(16, 1)), (1, 1, 4, 4)) is None
    (field,) = poolviz.receptive_field(nn.Sequential(), (1, 1, 4))
    assert (field.size, field.jump, field.start) == (1, 1, 0)


@pytest.mark.parametrize("shape", [(1, 1, -4), (1, 1, 1.5), None, (1, 2, 10), (1, 1, 2)])
def test_shapes_that_no_input_has_or_the_model_refuses(shape):
    with pytest.raises(poolviz.PoolvizError):
        poolviz.receptive_field(nn.Conv1d(1, 1, 3), shape)


def test_a_model_keeps_its_device_and_its_weights():
    model = nn.Conv1d(1, 1, 3)
    weight = model.weight.clone()
    assert poolviz.receptive_field(model, (1, 1, 8))[0].size == 3
    assert torch.equal(model.weight, weight)


# ---------- layers for a size


def test_one_number_is_for_all_axes():
    assert poolviz.code(poolviz.layers_for(32, (16, 8), limit=1)[0]) == "nn.MaxPool2d((2, 4))"
    assert (
        poolviz.code(poolviz.layers_for((10, 10, 10), 5, kind="AvgPool3d", limit=1)[0]) == "nn.AvgPool3d(2)"
    )


# ---------- what is imported when


@pytest.mark.parametrize("line", ["import poolviz", "import poolviz.server.jobs.worker"])
def test_torch_is_not_imported_before_it_is_asked_for(line):
    then = f"{line}, sys; assert 'torch' not in sys.modules; poolviz.parse; assert 'torch' in sys.modules"
    subprocess.run([sys.executable, "-c", then], cwd=ROOT, check=True)


def test_other_names_are_none_of_the_package():
    assert set(poolviz.__all__) <= set(dir(poolviz))
    with pytest.raises(AttributeError, match="module 'poolviz' has no attribute 'pool'"):
        poolviz.pool  # noqa: B018


def test_a_notebook_shows_an_explanation_whose_file_alone_was_imported():
    said = (
        "import torch; from torch import nn; from poolviz.pooling.explanation import explain; "
        "print(explain(nn.MaxPool2d(2), torch.zeros(1, 4, 4))._repr_html_())"
    )
    shown = subprocess.run(
        [sys.executable, "-c", said], cwd=ROOT, check=True, capture_output=True, text=True, encoding="utf-8"
    )
    assert shown.stdout.startswith("<iframe")
