"""What is said of a model that cannot be traced, or that refuses its input: whole sentences."""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn

from poolviz.errors import PoolvizError
from poolviz.networks.trace import receptive_field, step_refusal, trace, without_pools
from tests.core.networks.models import Calls


class Buffered(nn.Module):
    """A model with a buffer that has no size yet."""

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("mean", nn.parameter.UninitializedBuffer())


def refused(call: Callable[[], object]) -> PoolvizError:
    with pytest.raises(PoolvizError) as caught:
        call()
    return caught.value


X = torch.zeros(1, 1, 4, 4)


def test_a_step_that_refuses_is_said_with_its_input_and_torchs_words():
    error = refused(lambda: trace(nn.Sequential(nn.ReLU(), nn.MaxPool2d(5)), X))
    assert str(error) == (
        f"torch refuses the step 1 on an input of shape (1, 1, 4, 4): {error.torch_message}"
    )
    assert error.torch_message is not None
    assert "Output size is too small" in error.torch_message
    values = {key: error.values[key] for key in ("step", "shape", "message", "sizes")}
    assert values == {"step": "1", "shape": (1, 1, 4, 4), "message": error.torch_message, "sizes": ()}


def test_a_view_that_refuses_is_said_with_the_sizes_it_was_to_have():
    error = refused(lambda: trace(Calls(lambda x: x.view(-1, 5)), X))
    said = "shape '[-1, 5]' is invalid for input of size 16"
    assert str(error) == f"torch refuses the step view on an input of shape (1, 1, 4, 4): {said}"
    assert (error.torch_message, error.values["sizes"]) == (said, (-1, 5))


def test_a_refusal_can_be_made_of_its_parts():
    error = step_refusal("fc", (1, 9), "no", (1, 2))
    assert str(error) == "torch refuses the step fc on an input of shape (1, 9): no"
    assert (error.torch_message, error.values["sizes"], step_refusal("fc", (), "no").values["sizes"]) == (
        "no", (1, 2), (),
    )  # fmt: skip


def test_what_fails_outside_of_every_step_is_the_models():
    def fails(_x: Tensor) -> None:
        raise ValueError("too late")

    error = refused(lambda: trace(Calls(fails), X))
    assert str(error) == "the model refuses an input of shape (1, 1, 4, 4): too late"
    assert error.torch_message == "too late"


def test_a_step_that_was_caught_and_mended_is_not_blamed():
    def mends(x: Tensor) -> Tensor:
        try:
            return nn.functional.max_pool2d(x, 9)
        except RuntimeError:
            return nn.functional.max_pool2d(x, 2).view(3)

    error = refused(lambda: trace(Calls(mends), X))
    assert str(error).startswith("torch refuses the step view on an input of shape (1, 1, 2, 2): ")


def test_an_error_of_poolvizs_own_comes_as_it_is():
    own = PoolvizError("mine")

    def raises(_x: Tensor) -> None:
        raise own

    assert refused(lambda: trace(Calls(raises), X)) is own


@pytest.mark.parametrize("run", [trace, without_pools, receptive_field])
@pytest.mark.parametrize(
    ("model", "said"),
    [
        (None, "`model` must be an nn.Module, but got NoneType"),
        (torch.relu, "`model` must be an nn.Module, but got builtin_function_or_method"),
        (
            nn.Sequential(nn.ReLU(), nn.LazyLinear(3)),
            "`model` must have run once before it is traced: 1.weight has no size yet",
        ),
        (Buffered(), "`model` must have run once before it is traced: mean has no size yet"),
    ],
    ids=["None", "function", "lazy weight", "lazy buffer"],
)
def test_what_is_no_model_or_not_yet_one(
    run: Callable[[nn.Module, object], object], model: nn.Module, said: str
):
    given = (1, 1, 4, 4) if run is receptive_field else X
    assert str(refused(lambda: run(model, given))) == said


@pytest.mark.parametrize("shape", [None, "8", 8, (1, -1), (1, 2.5)])
def test_a_receptive_field_is_of_a_shape(shape: object):
    error = refused(lambda: receptive_field(nn.ReLU(), shape))  # type: ignore[arg-type]
    assert str(error) == f"`shape` must be whole numbers of at least 0, but got {shape}"
