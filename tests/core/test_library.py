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


# ---------- what callers give

ROWS = [[1.0, 2.0, 3.0, 4.0], [4.0, 3.0, 2.0, 1.0], [0.0, 1.0, 0.0, 1.0], [2.0, 2.0, 5.0, 2.0]]
MAX = nn.MaxPool2d(2)


def ways(numbers):
    """The same whole numbers as a list, a tuple, a tensor, and an array where numpy is."""
    np = pytest.importorskip("numpy")
    whole = np.array(numbers)
    return [numbers, tuple(numbers), torch.tensor(numbers), whole, tuple(whole), [*torch.tensor(numbers)]]


def test_sizes_and_places_are_lists_tuples_arrays_or_tensors():
    e = poolviz.explain(MAX, [ROWS])
    for index in ways([0, 1, 1]):
        assert e.cell(index).index == (0, 1, 1)
    for shape in ways([8, 3, 4, 4]):
        assert poolviz.output_shape(MAX, shape) == (8, 3, 2, 2)
        assert poolviz.receptive_field(nn.Sequential(MAX), shape)[0].size == 2
    for size in ways([5, 4]):
        assert poolviz.unpool(e, size).output.shape == (1, 5, 4)
        assert poolviz.explain(nn.MaxUnpool2d(2), e.output, e.indices, size).output.shape == (1, 5, 4)
        assert poolviz.code(poolviz.layers_for(size, [1, 1], limit=1)[0]) == "nn.MaxPool2d(4)"
    for kernel in ways([3, 2]):
        assert poolviz.framework_pool("max", [[ROWS]], kernel, kernel).output.shape == (1, 1, 2, 2)
        assert poolviz.framework_pool("mean", [[ROWS]], kernel, 1, "VALID").output.shape == (1, 1, 2, 3)


def test_one_number_is_a_number_of_any_kind():
    np = pytest.importorskip("numpy")
    for three in (3, np.int64(3), np.array(3), torch.tensor(3)):
        assert poolviz.framework_pool("max", [[ROWS]], three, three).output.shape == (1, 1, 2, 2)
        assert len(poolviz.layers_for(three, np.int64(1), limit=1)) == 1


def test_a_model_takes_what_a_layer_takes():
    np = pytest.importorskip("numpy")
    model = nn.Sequential(nn.Conv2d(1, 2, 3), MAX)
    for x in ([[ROWS]], np.array([[ROWS]], np.float32), torch.tensor([[ROWS]])):
        assert poolviz.trace(model, x).steps[-1].shape_out == (1, 2, 1, 1)
    assert poolviz.trace(nn.Embedding(5, 3), [1, 4]).output.shape == (2, 3)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: poolviz.output_shape(MAX, None), "`shape` must be whole numbers of at least 0"),
        (lambda: poolviz.output_shape(MAX, "abc"), "`shape` must be whole numbers of at least 0"),
        (lambda: poolviz.output_shape(MAX, 4), "`shape` must be whole numbers of at least 0"),
        (lambda: poolviz.output_shape(MAX, (1, 4.0, 4.0)), "`shape` must be whole numbers of at least 0"),
        (lambda: poolviz.layers_for(224.0, 7), "`plane` must be 2 sizes of at least 1"),
        (lambda: poolviz.layers_for(224, None), "`wanted` must be 2 sizes of at least 1"),
        (lambda: poolviz.layers_for(("a", "b"), 7), "`plane` must be 2 sizes of at least 1"),
        (lambda: poolviz.framework_pool("max", [[ROWS]], 3.0, 2), "`kernel_size` must be one number or 2"),
        (lambda: poolviz.framework_pool("max", [[ROWS]], 3, "22"), "`stride` must be one number or 2"),
        (lambda: poolviz.trace(nn.Sequential(MAX), "x"), "`x` must be a tensor, an array of numbers"),
        (lambda: poolviz.parse(3), "the line must be text"),
        (lambda: poolviz.figure(ROWS), r"`explanation` must be what explain\(layer, x\) returns"),
        (lambda: poolviz.sweep(torch.zeros(1), "pool.gif"), "`explanation` must be what explain"),
        (lambda: poolviz.unpool(ROWS), "`explanation` must be what explain"),
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_our_words(call, said):
    with pytest.raises(poolviz.PoolvizError, match=said):
        call()


def test_a_figure_finds_its_output_by_an_array_too():
    pytest.importorskip("matplotlib", reason="a figure is drawn")
    e = poolviz.explain(MAX, [ROWS])
    for at in ways([0, 1, 1]):
        assert len(poolviz.figure(e, at=at).axes) > 1


def test_a_stage_that_answers_takes_lists_and_arrays():
    pytest.importorskip("anywidget")
    np = pytest.importorskip("numpy")
    sent = poolviz.live(MAX, torch.tensor(ROWS)).data["grids"]
    assert poolviz.live(MAX, ROWS).data["grids"] == sent
    assert poolviz.live(MAX, np.array(ROWS)).data["grids"] == sent
    with pytest.raises(poolviz.PoolvizError, match="`x` must be a tensor"):
        poolviz.live(MAX, "1 2")


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


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("LPPool2d", "nn.LPPool2d(2, 2)"),
        ("LPPool3d", "nn.LPPool3d(2, 2)"),
        ("AvgPool1d", "nn.AvgPool1d(2)"),
        ("AdaptiveMaxPool2d", "nn.AdaptiveMaxPool2d(4)"),
        ("FractionalMaxPool2d", "nn.FractionalMaxPool2d(2, output_size=4)"),
        ("FractionalMaxPool3d", "nn.FractionalMaxPool3d(2, output_size=4)"),
    ],
)
def test_every_kind_of_pooling_is_found(kind, found):
    layers = poolviz.layers_for(9, 4, kind=kind)
    assert poolviz.code(layers[0]) == found
    dims = int(kind[-2])
    assert {poolviz.output_shape(layer, (1, *[9] * dims))[1:] for layer in layers} == {(4,) * dims}


def test_what_leads_back_is_no_pooling():
    with pytest.raises(poolviz.PoolvizError, match="`kind` must be a pooling layer such as MaxPool2d"):
        poolviz.layers_for(4, 9, kind="MaxUnpool2d")


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
