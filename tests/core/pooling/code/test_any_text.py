"""Whatever a line says, `parse` and `explain` end in a layer and its explanation, or in a PoolvizError."""

import os
import random
import warnings

import pytest
import torch

from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code, parse
from poolviz.pooling.explanation import explain
from poolviz.pooling.layers import LAYERS, SIGNATURES, family_of
from poolviz.pooling.layouts import layout_of
from poolviz.pooling.sizes.costs import require_light

pytest.importorskip("hypothesis", reason="hypothesis draws the texts")
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

# POOLVIZ_SEEDS=1000 is what `make soak` takes: 50,000 texts of a kind.
TEXTS = 50 * int(os.environ.get("POOLVIZ_SEEDS", "20"))
REAL = (
    "self.pool = nn.MaxPool2d(3, stride=2, padding=3 // 2, dilation=(1, 2), ceil_mode=True)",
    "x = F.avg_pool2d(F.relu(x), (2, 2), None, 0, False, True, 4)",
    "(pool): MaxPool1d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)",
    "tf.keras.layers.AveragePooling3D((2, 2, 2), strides=2, padding='valid')",
    "nn.LPPool2d(float('inf'), (3, 2)), # norm",
    "nn.FractionalMaxPool2d(2, output_ratio=(0.5, 0.7), _random_samples=torch.tensor([[[0.5, 0.25]]]))",
    "nn.AdaptiveAvgPool3d((None, 7, -1))",
    "F.max_unpool1d(x, indices, 2, stride=[1], padding=0)",
)
TOKENS = (
    *"()[],=:.*/%-+~'\"\\#{}\n\0\ud800（２",
    *["**", "//", "None", "True", "nan", "inf", "lambda: ", "await ", "f'", "b'", "0x", "1e400", "1j", "2.5"],
    *["0", "1", "2", "7", "-1", "9" * 30, "2**40", "2**63", "()", "(2,)", "(1, 2, 3)", "torch.tensor("],
    *["float('nan')", "nn.", "F.", "x", "padding=", "stride=", "_random_samples=", "...", "_", "MaxPool2d("],
)

value = st.recursive(
    st.one_of(
        st.integers(-3, 9),
        st.integers(),
        st.floats(),
        st.booleans(),
        st.none(),
        st.text(max_size=3),
        st.binary(max_size=2),
        st.complex_numbers(),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.sets(st.integers(), max_size=2),
    ),
    max_leaves=5,
)


@st.composite
def calls(draw: st.DrawFn) -> str:
    """A call of a pooling layer with values of any kind for any of its arguments."""
    cls = draw(st.sampled_from(list(LAYERS)))
    named = draw(st.dictionaries(st.sampled_from(list(SIGNATURES[cls])), value, max_size=4))
    positional = draw(st.lists(value, max_size=3))
    written = [repr(one) for one in positional] + [f"{name}={one!r}" for name, one in named.items()]
    return f"nn.{cls.__name__}({', '.join(written)})"


def ends(text: str) -> bool:
    """Read the text and explain its layer; tell whether it made one. Errors other than ours are raised."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            layer = parse(text)
        except PoolvizError as error:
            str(error).encode()
            return False
        written = code(layer)
        assert code(parse(written)) == written
        x = torch.arange(2.0 * 5 ** family_of(layer)[1]).view(1, 2, *[5] * family_of(layer)[1])
        try:
            require_light(layer, x.shape, 10**5)
            e = explain(layer, x, torch.zeros_like(x).long() if layout_of(layer).places else None)
        except PoolvizError as error:
            str(error).encode()
            return True
        assert repr(e)
        if len(e):
            assert e.cell((0,) * e.output.dim()).value.dim() == 0
        return True


def mutated(rng: random.Random) -> str:
    """A real line with one to four of its characters lost, doubled, moved or replaced by a token."""
    text = rng.choice(REAL)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(text) + 1)
        after = at + rng.choice((0, 0, 1, 1, 2, 5))
        text = text[:at] + rng.choice(("", rng.choice(TOKENS), text[at:after] * 2)) + text[after:]
    return text


def test_real_lines_with_mistakes_in_them() -> None:
    rng = random.Random(0)
    made = sum(ends(mutated(rng)) for _ in range(TEXTS))
    assert made > TEXTS / 20  # or they would say nothing of what follows


@given(calls())
@settings(max_examples=TEXTS, deadline=None, suppress_health_check=list(HealthCheck))
def test_calls_with_values_of_any_kind(text: str) -> None:
    ends(text)


@given(st.text(max_size=60) | st.lists(st.sampled_from(TOKENS), max_size=12).map("".join))
@settings(max_examples=TEXTS // 4, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_text(text: str) -> None:
    ends(text)
