"""What holds for every layer and every tensor, searched by hypothesis; and lines that mean harm."""

import contextlib
import math

import pytest
import torch
from torch import nn

from poolviz import PoolvizError, code, explain, parse
from poolviz.pooling.layers import FAMILIES, arguments
from poolviz.pooling.refusals.repairs import accepts
from poolviz.pooling.windows import members, readers, readings

pytest.importorskip("hypothesis", reason="hypothesis draws the layers")
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

quick = settings(
    max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.filter_too_much]
)


@some.composite
def layers(draw, valid=False):
    """Any pooling layer that has windows, and a shape for it; with `valid`, one that torch takes."""
    dims = draw(some.integers(1, 3))
    several = [some.integers(1, 4), some.tuples(*[some.integers(1, 4)] * dims)]
    kinds = [kind for kind in sorted(FAMILIES) if FAMILIES[kind].layout != "places"]
    kind = draw(some.sampled_from([kind for kind in kinds if hasattr(nn, f"{kind}{dims}d")]))
    shape = (*draw(some.sampled_from([(1,), (2, 2)])), *draw(some.tuples(*[some.integers(1, 6)] * dims)))
    given_: dict = {}
    if FAMILIES[kind].layout != "sliding":
        given_["output_size"] = draw(some.one_of(several))
    if kind == "LPPool":
        given_["norm_type"] = draw(some.sampled_from([1, 2, 3.5, math.inf, -math.inf]))
    if FAMILIES[kind].layout == "fractional":
        given_["kernel_size"] = draw(some.one_of(several))
    if FAMILIES[kind].layout == "sliding":
        given_["kernel_size"] = draw(some.one_of(several))
        given_["stride"] = draw(some.none() | some.one_of(several))
        given_ |= {"padding": draw(some.integers(0, 2))} if kind != "LPPool" else {}
        given_["ceil_mode"] = draw(some.booleans())
    if kind == "MaxPool":
        given_["dilation"] = draw(some.integers(1, 3))
    if kind == "AvgPool":
        given_["count_include_pad"] = draw(some.booleans())
    layer = getattr(nn, f"{kind}{dims}d")(**given_)
    if valid and not accepts(layer, shape):
        layer, shape = nn.MaxPool1d(1), (1, 2)
    return layer, shape


@quick
@given(layers())
def test_parse_reads_what_code_writes(case):
    layer, _shape = case
    again = parse(code(layer))
    assert type(again) is type(layer)
    assert arguments(again) == arguments(layer)
    assert code(again) == code(layer)
    assert code(parse(f"self.pool = torch.{code(layer)},")) == code(layer)


@quick
@given(layers(valid=True), some.integers(0, 2**16))
def test_every_value_follows_from_its_window(case, seed):
    layer, shape = case
    x = torch.randn(shape, generator=torch.Generator().manual_seed(seed))
    explanation = explain(layer, x)
    assert explanation.output.nan_to_num().equal(explanation.ran(x).nan_to_num())
    last = explanation.cell(tuple(size - 1 for size in explanation.output.shape))
    assert explanation.cell([-1] * x.dim()).members == last.members
    if last.winner is not None:
        assert last.winner in last.members
        absolute = hasattr(layer, "norm_type")
        best = last.values.abs() if absolute else last.values
        assert last.value == (best.min() if getattr(layer, "norm_type", 0) == -math.inf else best.max())
    elif last.divisor is not None:
        assert math.isclose(float(last.value), float(last.values.sum()) / last.divisor, abs_tol=1e-5)


@quick
@given(layers(valid=True))
def test_readings_readers_and_members_agree(case):
    layer, shape = case
    for axis in explain(layer, torch.zeros(shape)).axes:
        counts = readings(axis)
        assert counts == [len(readers(axis, position)) for position in range(axis.length)]
        assert sum(counts) == sum(len(members(axis, output)) for output in range(axis.outputs))


@quick
@given(layers(valid=True))
def test_a_window_is_the_product_of_one_window_per_axis(case):
    layer, shape = case
    x = torch.zeros(shape)
    explanation = explain(layer, x)
    total = sum(
        len(explanation.cell((*[0] * (x.dim() - len(explanation.axes)), *at)).members)
        for at in torch.cartesian_prod(*[torch.arange(axis.outputs) for axis in explanation.axes])
        .reshape(-1, len(explanation.axes))
        .tolist()
    )
    assert total == math.prod(sum(readings(axis)) for axis in explanation.axes)


@quick
@given(layers(valid=True), some.lists(some.integers(-9, 9), max_size=6))
def test_an_index_is_inside_or_refused(case, index):
    layer, shape = case
    explanation = explain(layer, torch.zeros(shape))
    sizes = explanation.output.shape
    inside = len(index) == len(sizes) and all(-s <= i < s for i, s in zip(index, sizes, strict=True))
    if inside:
        assert explanation.cell(index).index == tuple(i % s for i, s in zip(index, sizes, strict=True))
    else:
        with pytest.raises(PoolvizError, match="full index"):
            explanation.cell(index)


HOSTILE = {
    "a call that is no layer": "__import__('os').system('true')",
    "a call inside": "nn.MaxPool2d(__import__('os').getpid())",
    "ten thousand brackets": "nn.MaxPool2d(" + "(" * 10_000 + "3" + ")" * 10_001,
    "brackets within the limit": "nn.MaxPool2d(" + "(" * 240 + "3" + ")" * 240,
    "brackets never closed": "nn.MaxPool2d(" + "(" * 480,
    "deep signs": "nn.MaxPool2d(" + "-" * 480 + "3)",
    "deep nots": "nn.MaxPool2d(" + "not " * 118 + "3)",
    "deep names": "nn.MaxPool2d(" + "a." * 240 + "b)",
    "a lambda": "nn.MaxPool2d(lambda: 3)",
    "a lambda called": "(lambda: nn.MaxPool2d(2))()",
    "keywords unpacked": "nn.MaxPool2d(**{'kernel_size': 3})",
    "arguments unpacked": "nn.MaxPool2d(*[3])",
    "a power": "nn.MaxPool2d(10**10**10)",
    "a product": "nn.MaxPool2d((1,) * 10**9)",
    "a comprehension": "nn.MaxPool2d([x for x in range(9)])",
    "an f-string": "nn.MaxPool2d(f'{3}')",
    "an underscore name": "nn.Module.__subclasses__()",
    "no kernel_size": "nn.MaxPool2d()",
    "one word too many": "nn.MaxPool2d(2, size=3)",
    "one word twice": "nn.MaxPool2d(2, kernel_size=3)",
    "two statements": "nn.MaxPool2d(2); nn.MaxPool2d(3)",
    "a null byte": "nn.MaxPool2d(2)\0",
    "a bad escape": r"nn.MaxPool2d('\d')(",
    "nothing": "",
    "a comment": "# nn.MaxPool2d(2)",
    "prose": "a pooling layer, please",
    "no call": "nn.MaxPool2d",
    "another layer": "nn.Conv2d(1, 2, 3)",
    "a lone surrogate": "nn.MaxPool2d('\ud800'",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_line_is_refused_and_nothing_runs(name, monkeypatch):
    ran = []
    for call in ("os.system", "os.getpid"):
        monkeypatch.setattr(call, lambda *_args: ran.append(1) or 0)
    with pytest.raises(PoolvizError) as caught:
        parse(HOSTILE[name])
    assert not ran
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    "line",
    [
        "nn.MaxPool2d(([1], 2))",
        "nn.MaxPool2d({1: 2})",
        "nn.MaxPool2d(" + "[" * 90 + "]" * 90 + ")",
        "nn.MaxPool2d(None)",
        "nn.MaxPool2d(())",
        "nn.MaxPool2d((), stride=2)",
        "nn.MaxPool2d('3')",
        "nn.MaxPool2d(1e400)",
        "nn.MaxPool2d(99999999999999999999999)",
        "nn.MaxPool2d(3, padding=(1, 2, 3, 4))",
        "nn.MaxPool2d(2, stride=[])",
        "nn.MaxPool2d(2, None)",
        "nn.MaxPool2d(2, padding=None)",
        "nn.MaxPool2d(2, ceil_mode=None)",
        "nn.AvgPool2d(2, divisor_override='x')",
        "nn.AvgPool2d(2, divisor_override=1.5)",
        "nn.AvgPool1d((2, 3))",
        "nn.AdaptiveAvgPool2d((None, 2))",
        "nn.AdaptiveAvgPool2d((1, 2, 3))",
        "nn.AdaptiveAvgPool2d(-1)",
        "nn.AdaptiveMaxPool1d('a')",
    ],
)
def test_strange_arguments_are_explained_or_refused(line):
    try:
        layer = parse(line)
        explanation = explain(layer, torch.arange(36.0).reshape(1, *([36] if "1d" in line else [6, 6])))
        explanation.cell([0] * explanation.output.dim())
    except PoolvizError:
        return
    assert code(parse(code(layer))) == code(layer)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(some.text(alphabet="nMaxPool2d.(),=*[]{}:'\"\\ 0123-_#\n", max_size=80))
def test_any_text_is_a_layer_or_a_poolviz_error(text):
    for line in (text, f"nn.MaxPool2d({text})"):
        with contextlib.suppress(PoolvizError):
            code(parse(line))
