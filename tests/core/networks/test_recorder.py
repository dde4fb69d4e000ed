"""What is recorded of unusual models: whose steps they are, what they hold, which of several refuses."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from poolviz.errors import PoolvizError
from poolviz.networks.trace import Trace, trace, trace_at_most, without_pools
from tests.core.networks.models import Calls

X = torch.arange(16.0).view(1, 1, 4, 4)


def refused(model: nn.Module) -> PoolvizError:
    with pytest.raises(PoolvizError) as caught:
        trace(model, X)
    return caught.value


# ------------------------------------------------------------------ which step refuses


def test_of_two_steps_that_fail_the_last_is_blamed():
    def tries(x: Tensor, pool: nn.Module) -> Tensor:
        try:
            return pool(x)
        except RuntimeError:
            return x.view(-1, 5)

    error = refused(Calls(tries, nn.MaxPool2d(9)))
    assert (error.values["step"], error.values["sizes"]) == ("view", (-1, 5))
    assert error.torch_message == "shape '[-1, 5]' is invalid for input of size 16"


def test_the_sizes_of_a_view_are_not_those_of_the_step_that_fails_after_it():
    def tries(x: Tensor) -> Tensor:
        try:
            return x.view(-1, 5)
        except RuntimeError:
            return functional.max_pool2d(x, 9)

    error = refused(Calls(tries))
    assert (error.values["step"], error.values["sizes"]) == ("max_pool2d", ())


def test_a_layer_that_is_given_no_tensor_fails_with_no_shape():
    error = refused(Calls(lambda _x, relu: relu(3), nn.ReLU()))
    assert (error.values["step"], error.values["shape"]) == ("layers.0", ())


def test_what_fails_behind_the_steps_is_the_models():
    def fails(x: Tensor) -> None:
        raise ValueError(f"no {x.relu().shape[-1]}")

    error = refused(Calls(fails))
    assert str(error) == "the model refuses an input of shape (1, 1, 4, 4): no 4"


# ------------------------------------------------------------------ what is a step


def seen(run: Trace) -> list[tuple[str, tuple[int, ...]]]:
    return [(step.name, step.inputs) for step in run.steps]


def test_what_is_made_of_something_else_is_no_step():
    table = nn.Embedding(16, 3)
    run = trace(Calls(lambda x, table: x.flatten(1)[..., None] + table(torch.arange(16)), table), X)
    assert seen(run) == [("flatten", (-1,)), ("getitem", (0,)), ("add", (1,))]


def test_a_function_that_returns_nothing_is_a_step_on_what_it_changed():
    def writes(x: Tensor) -> Tensor:
        x[..., 0] = 7
        return x.relu()

    run = trace(Calls(writes), X)
    assert [(step.name, step.inplace, step.shape_out) for step in run.steps] == [
        ("setitem", True, (1, 1, 4, 4)),
        ("relu", False, (1, 1, 4, 4)),
    ]


def test_what_another_thread_runs_meanwhile_is_no_step():
    def forward(x: Tensor, pool: nn.Module, relu: nn.Module) -> Tensor:
        with ThreadPoolExecutor(1) as other:
            return pool(x) + other.submit(relu, x).result()[..., ::2, ::2]

    run = trace(Calls(forward, nn.MaxPool2d(2), nn.ReLU()), X)
    assert seen(run) == [("layers.0", (-1,)), ("add", (0,))]


def test_what_a_models_own_hook_does_before_it_has_the_name_of_the_function_alone():
    model = nn.Sequential(nn.ReLU())
    model.register_forward_pre_hook(lambda _model, args: (args[0] * 2,))
    assert seen(trace(model, X)) == [("mul", (-1,)), ("0", (0,))]


# ------------------------------------------------------------------ what a step holds


def test_outputs_are_kept_where_that_is_asked_for_alone():
    model = nn.Sequential(nn.ReLU(), nn.MaxPool2d(2))
    assert [step.output for step in trace(model, X).steps] == [None, None]
    assert [step.output for step in trace_at_most(model, X, most=2).steps] == [None, None]
    assert [step.output for step in without_pools(model, X).steps] == [None, None]
    assert [step.output.sum() for step in trace(model, X, keep=True).steps] == [120, 40]


def test_without_pools_a_step_has_what_stands_in_their_place_as_its_layer():
    model = nn.Sequential(nn.ReLU(), nn.MaxPool2d(2))
    assert [type(step.layer) for step in trace(model, X).steps] == [nn.ReLU, nn.MaxPool2d]
    assert [type(step.layer) for step in without_pools(model, X).steps] == [nn.ReLU, nn.Identity]


@pytest.mark.parametrize(
    ("function", "kind", "sees"),
    [
        (lambda x: functional.pad(x, (1, 1, 1, 1)), "other", "window"),
        (lambda x: functional.pad(x, (1, 1, 1, 1), "reflect"), "other", "unknown"),
        (lambda x: functional.conv_transpose2d(x, torch.ones(1, 1, 2, 2)), "conv", "unknown"),
        (lambda x: functional.max_pool2d(x, 2), "pool", "window"),
        (lambda x: x + x, "other", "cell"),
    ],
)
def test_what_a_function_without_an_equal_layer_sees_is_not_claimed(
    function: Callable[[Tensor], Tensor], kind: str, sees: str
):
    (step,) = trace(Calls(function), X).steps
    assert (step.kind, step.sees) == (kind, sees)


def test_the_memory_of_a_pooling_counts_its_indices():
    run = trace(nn.MaxPool2d(2, return_indices=True), X)
    assert run.steps[0].memory == 4 * 4 + 4 * 8


def test_a_random_pooling_that_is_given_its_samples_uses_them():
    samples = torch.tensor([[[0.9, 0.1]]])
    x = torch.rand(1, 1, 9, 9)

    def pools(x: Tensor) -> Tensor:
        return functional.fractional_max_pool2d(x, 2, 4, _random_samples=samples)

    for _again in range(3):
        run = trace(Calls(pools), x)
        assert torch.equal(run.output, pools(x))
        assert torch.equal(run.pools[0].explanation.ran._random_samples, samples)
