"""What is offered where torch refuses is taken by torch on that very input, and the input's fault is said."""

import pytest
import torch
from torch import Tensor, nn

from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import explain
from poolviz.pooling.refusals.remedies import refusal, remedy, takes

X = torch.arange(36.0).view(1, 6, 6)
INPUTS = {
    "uint8": (X.byte(), "x.float()"),
    "bool": (X > 4, "x.float()"),
    "int8": (X.to(torch.int8), "x.float()"),
    "complex": (X.to(torch.complex64), "x.real"),
    "sparse": (X.to_sparse(), "x.to_dense()"),
    "sparse of integers": (X.int().to_sparse(), "x.to_dense().float()"),
}
LAYERS = (
    nn.AvgPool2d(2),
    nn.AvgPool2d(7),
    nn.AvgPool2d(2, padding=2),
    nn.MaxPool2d(7),
    nn.MaxPool2d(3, padding=2),
    nn.MaxPool2d(2, stride=0),
    nn.MaxPool2d(2, stride=2**40),
    nn.MaxPool2d(2**40),
    nn.AvgPool2d(2, stride=2**40),
    nn.FractionalMaxPool2d(2, 3, _random_samples=torch.rand(1, 2)),
    nn.FractionalMaxPool2d(2, 9),
    nn.FractionalMaxPool2d(2, 3),
)


@pytest.mark.parametrize("layer", LAYERS, ids=repr)
@pytest.mark.parametrize("x", [X, X.long(), *(x for x, _ in INPUTS.values())], ids=lambda x: str(x.dtype))
def test_every_fix_is_taken_on_that_very_input(layer: nn.Module, x: Tensor) -> None:
    fixes = fixes_of(layer, x)
    assert len({code(fix) for fix in fixes}) == len(fixes)
    for fix in fixes:
        explain(fix, x)


def fixes_of(layer: nn.Module, x: Tensor) -> tuple[nn.Module, ...]:
    """What is offered where torch refuses; nothing where it does not."""
    try:
        explain(layer, x)
    except PoolvizError as error:
        return error.fixes
    return ()


@pytest.mark.parametrize(("x", "instead"), INPUTS.values(), ids=INPUTS)
def test_an_input_at_fault_is_named_with_what_to_give(x: Tensor, instead: str) -> None:
    with pytest.raises(PoolvizError) as caught:
        explain(nn.AvgPool2d(2), x)
    assert str(caught.value).endswith(f"give it {instead}")
    assert caught.value.fixes == ()
    given = eval(instead, {"x": x})
    assert explain(nn.AvgPool2d(2), given).output.shape == (1, 3, 3)


def test_a_layer_at_fault_beside_its_input_is_said_too() -> None:
    with pytest.raises(PoolvizError, match=r"give x\.float\(\) to nn\.AvgPool2d\(7, padding=1\)"):
        explain(nn.AvgPool2d(7), X.byte())


def test_an_input_without_fault_is_not_named() -> None:
    with pytest.raises(PoolvizError) as caught:
        explain(nn.MaxPool2d(7), X)
    assert "give" not in str(caught.value)
    assert caught.value.fixes


def test_what_would_be_much_work_is_judged_by_its_shape() -> None:
    with pytest.raises(PoolvizError) as caught:
        explain(nn.MaxPool2d(300, stride=1, padding=200), torch.zeros(1, 700, 700))
    assert caught.value.fixes


@pytest.mark.parametrize(
    ("layer", "x", "said"),
    [
        (
            nn.MaxPool2d(7),
            X,
            "torch refuses nn.MaxPool2d(7) on an input of shape (1, 6, 6): no",
        ),
        (
            nn.AvgPool2d(2),
            X.byte(),
            "torch refuses nn.AvgPool2d(2) on torch.uint8 of shape (1, 6, 6): no; give it x.float()",
        ),
        (
            nn.AvgPool2d(7),
            X.byte()[None],
            "torch refuses nn.AvgPool2d(7) on torch.uint8 of shape (1, 1, 6, 6): no; "
            "give x.float() to nn.AvgPool2d(7, padding=1)",
        ),
    ],
)
def test_the_whole_sentence_with_torchs_own_words(layer: nn.Module, x: Tensor, said: str) -> None:
    error = refusal(layer, x, RuntimeError("no"))
    assert (str(error), error.torch_message) == (said, "no")


@pytest.mark.parametrize(
    ("layer", "x", "instead", "fix"),
    [
        (nn.AvgPool2d(2), X, "", None),
        (nn.AvgPool2d(7), X, "", None),
        (nn.AvgPool2d(2), X.byte(), "x.float()", None),
        (nn.AvgPool2d(7), X.byte(), "x.float()", "nn.AvgPool2d(7, padding=1)"),
        (nn.AvgPool2d(2, stride=0), X.byte(), "x.float()", "nn.AvgPool2d(2, stride=1)"),
        (nn.AvgPool2d(2), X.byte()[0, 0], "", None),
        (nn.AdaptiveAvgPool2d(2), X.int(), "x.float()", None),
        (nn.MaxPool2d(2), X.to(torch.complex64), "x.real", None),
        (nn.MaxPool2d(2), X.bool().to_sparse(), "x.to_dense().float()", None),
        (nn.MaxUnpool2d(2), X.byte(), "", None),
    ],
    ids=lambda given: repr(given)[:24],
)
def test_what_to_give_instead_and_to_which_layer(
    layer: nn.Module, x: Tensor, instead: str, fix: str | None
) -> None:
    found, other = remedy(layer, x)
    assert (found, None if other is None else code(other)) == (instead, fix)


@pytest.mark.parametrize(
    ("layer", "x", "taken"),
    [
        (nn.MaxPool2d(2), X.int(), True),
        (nn.AvgPool2d(2), X.int(), False),
        (nn.AvgPool2d(2), X, True),
        (nn.AvgPool2d(7), X, False),
        (nn.FractionalMaxPool2d(2, 3), X, True),
        (nn.FractionalMaxPool2d(2, 9), X, False),
        (nn.AvgPool2d(2), torch.zeros(1, 1, dtype=torch.uint8).expand(1, 8000, 8000), True),
        (nn.AvgPool2d(2), torch.zeros(1, 1, dtype=torch.uint8).expand(1, 3000, 3000), False),
        (nn.AvgPool2d(300, 1), torch.zeros(1, 1, dtype=torch.uint8).expand(1, 700, 700), True),
        (nn.AvgPool2d(9000), torch.zeros(1, 1).expand(1, 8000, 8000), False),
    ],
    ids=lambda given: (
        repr(given)[:24] if isinstance(given, nn.Module) else str(getattr(given, "shape", given))
    ),
)
def test_what_is_taken_is_tried_where_that_is_little_work(layer: nn.Module, x: Tensor, taken: bool) -> None:
    assert takes(layer, x) == taken
