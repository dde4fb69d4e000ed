"""trace(): every layer and function of a model at work, on any model, which is left as it was found."""

import contextlib
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import torch
from torch import Tensor, nn

import poolviz
from poolviz import PoolvizError, trace
from poolviz.networks.classics import Net, SimpleCNN
from poolviz.networks.trace import trace_at_most, without_pools
from poolviz.sources.networks.zoo import googlenet
from tests.core.networks.models import Calls
from tests.core.networks.named import need_torchvision, network


def run_of(name: str) -> poolviz.Trace:
    model, shape = network(name).build(), network(name).shape
    return trace(model, torch.rand(1, *shape, device=next(model.parameters()).device))


@pytest.mark.parametrize(
    ("name", "sizes"),
    [
        ("Net", [24, 12, 12, 8, 4, 4]),
        ("SimpleCNN", [32, 32, 16, 16, 16, 8, 8, 8, 4]),
        ("MnistCNN", [26, 26, 26, 24, 24, 24, 12, 10, 10, 10, 8, 8, 8, 4]),
        ("LeNet-5", [28, 28, 14, 10, 10, 5, 1, 1]),
        ("AlexNet", [55, 55, 27, 27, 27, 13, 13, 13, 13, 13, 13, 13, 6, 6]),
    ],
)
def test_the_sizes_of_the_notes(name: str, sizes: list[int]) -> None:
    planes = [step.shape_out[-2:] for step in run_of(name).steps if len(step.shape_out) == 4]
    assert planes == [(size, size) for size in sizes]


@pytest.mark.parametrize(
    ("name", "features"),
    [("Net", 320), ("SimpleCNN", 2048), ("MnistCNN", 2048), ("AlexNet", 9216), ("VGG16", 25088)],
)
def test_the_features_after_flattening(name: str, features: int) -> None:
    flat = next(step for step in run_of(name).steps if step.name.split(".")[-1] in ("view", "flatten"))
    assert flat.shape_out == (1, features)
    assert flat.kind == "reshape"
    assert flat.shares
    assert flat.fields is None


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("Net", 8_490),
        ("SimpleCNN", 1_175_818),
        ("LeNet-5", 61_706),
        ("AlexNet", 61_100_840),
        ("VGG16", 138_357_544),
        ("SqueezeNet", 1_248_424),
        ("GoogLeNet", 6_624_904),
    ],
)
def test_every_parameter_is_counted_at_one_step(name: str, parameters: int) -> None:
    run = run_of(name)
    assert run.parameters == parameters
    assert sum(step.parameters for step in run.steps) == parameters


def parameters_at(run: poolviz.Trace, name: str) -> int:
    return next(step.parameters for step in run.steps if step.name == name)


@pytest.mark.parametrize(
    ("name", "linear", "with_pools", "without"),
    [("Net", "fc", 3_210, 80_010), ("SimpleCNN", "layer4.fc1", 1_049_088, 67_109_376)],
)
def test_what_the_numbers_would_be_without_the_pools(
    name: str, linear: str, with_pools: int, without: int
) -> None:
    model, x = network(name).build(), torch.rand(2, *network(name).shape)
    assert parameters_at(trace(model, x), linear) == with_pools
    assert parameters_at(without_pools(model, x), linear) == without


def test_without_pools_a_view_that_names_its_features_keeps_the_batch() -> None:
    class Named(Net):
        def forward(self, x: Tensor) -> Tensor:
            x = nn.functional.max_pool2d(self.conv2(self.pooling(self.conv1(x))), 2)
            return self.fc(x.view(-1, 320))

    run = without_pools(Named(), torch.rand(3, 1, 28, 28))
    assert run.steps[-1].shape_in == (3, 8000)
    assert run.steps[-1].parameters == 80_010
    assert run.pools == ()


def test_an_autoencoder_without_pools_has_no_unpooling_either() -> None:
    run = without_pools(Autoencoder(), torch.rand(1, 1, 6, 6))
    assert {(step.kind, step.sees) for step in run.steps} == {("other", "cell")}, "modules and functions"
    assert [step.shape_out for step in run.steps] == [(1, 1, 6, 6)] * len(run.steps)


class Autoencoder(nn.Module):
    """A pooling and its way back, one as modules and one as functions."""

    def __init__(self) -> None:
        super().__init__()
        self.down = nn.MaxPool2d(2, return_indices=True)
        self.up = nn.MaxUnpool2d(2)

    def forward(self, x: Tensor) -> Tensor:
        small, indices = self.down(x)
        x = self.up(small, indices, output_size=x.shape)
        small, indices = nn.functional.max_pool2d(x, 3, return_indices=True)
        return nn.functional.max_unpool2d(small, indices, 3)


def test_unpooling_is_explained_too() -> None:
    x = torch.arange(36.0).reshape(1, 1, 6, 6)
    run = trace(Autoencoder(), x)
    assert [type(step.layer).__name__ for step in run.pools] == ["MaxPool2d", "MaxUnpool2d"] * 2
    assert [step.name for step in run.steps] == ["down", "up", "max_pool2d", "max_unpool2d"]
    back = run.pools[1]
    assert back.inputs == (0,)
    assert back.explanation is not None
    assert back.explanation.cell((0, 0, 1, 1)).members == ((0, 0),)
    assert torch.equal(run.pools[3].explanation.output, run.output)


POOLINGS = [
    (nn.MaxPool2d(3, 2, padding=1, ceil_mode=True), lambda x: nn.functional.max_pool2d(x, 3, 2, 1, 1, True)),
    (nn.MaxPool2d(2, dilation=2), lambda x: torch.max_pool2d(x, 2, dilation=2)),
    (
        nn.AvgPool2d((3, 2), count_include_pad=False),
        lambda x: nn.functional.avg_pool2d(x, (3, 2), None, 0, False, False),
    ),
    (nn.LPPool2d(2, 3), lambda x: nn.functional.lp_pool2d(x, 2, 3)),
    (nn.AdaptiveMaxPool2d((3, 2)), lambda x: nn.functional.adaptive_max_pool2d(x, (3, 2))),
    (nn.AdaptiveAvgPool2d(4), lambda x: nn.functional.adaptive_avg_pool2d(x, 4)),
    (
        nn.FractionalMaxPool2d(2, output_size=4),
        lambda x: nn.functional.fractional_max_pool2d(x, 2, output_size=4),
    ),
]


@pytest.mark.parametrize(("layer", "function"), POOLINGS, ids=lambda given: str(given)[:20])
def test_a_function_is_explained_as_the_layer_that_is_equal_to_it(layer: nn.Module, function: Any) -> None:
    x = torch.rand(2, 3, 9, 9)
    for model in (layer, Calls(function)):
        run = trace(model, x)
        (step,) = run.pools
        assert step.kind == "pool"
        assert poolviz.code(step.layer) == poolviz.code(layer)
        assert torch.equal(step.explanation.output, run.output)
        cell = step.explanation.cell((1, 2, 1, 1))
        if step.explanation.family.reduce == "max":
            assert cell.value == cell.values.max()


def test_a_random_pooling_is_explained_with_the_draw_that_the_model_used() -> None:
    class Twice(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.pool = nn.FractionalMaxPool2d(2, output_size=6)

        def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
            return self.pool(x), self.pool(x)

    torch.manual_seed(1)  # two draws of another seed may be equal
    x = torch.rand(1, 2, 15, 15)
    run = trace(Twice(), x)
    first, second = run.pools
    for step, output in zip(run.pools, run.output, strict=True):
        places = [(c, row, column) for c in range(2) for row in range(6) for column in range(6)]
        cells = [step.explanation.cell((0, *place)) for place in places]
        assert all(cell.values.max() == output[0][place] for cell, place in zip(cells, places, strict=True))
    assert [first.name, second.name] == ["pool", "pool"]
    assert first.explanation.axes != second.explanation.axes
    torch.manual_seed(3)
    alone = Twice()(x)
    torch.manual_seed(3)
    assert torch.equal(trace(Twice(), x).output[1], alone[1])


@pytest.mark.parametrize("name", ["Net", "SimpleCNN", "MnistCNN", "LeNet-5"])
def test_each_explanation_is_of_what_the_model_computed(name: str) -> None:
    model, x = network(name).build().eval(), torch.rand(2, *network(name).shape)
    run = trace(model, x, keep=True)
    with torch.no_grad():
        assert torch.equal(run.output, model(x))
    for step in run.pools:
        assert torch.equal(step.explanation.output, step.output)
        assert torch.equal(step.explanation.input, run.steps[step.inputs[0]].output)
        assert torch.equal(step.layer(step.explanation.input), step.output)


def test_what_is_kept_is_not_overwritten_by_a_layer_in_place() -> None:
    x = torch.tensor([[[1.0, -2.0], [-1.0, -3.0]]])
    model = nn.Sequential(nn.ReLU(inplace=True), nn.MaxPool2d(1), nn.Dropout(0.5, inplace=True), nn.Sigmoid())
    run = trace(model, -x, keep=True)
    assert [step.inplace for step in run.steps] == [True, False, False, False]
    assert [step.shares for step in run.steps] == [True, False, True, False]
    assert run.steps[0].output.tolist() == [[[0.0, 2.0], [1.0, 3.0]]]
    assert run.memory == 32
    assert x.tolist() == [[[1.0, -2.0], [-1.0, -3.0]]]


def test_branches_and_joins_are_known_by_the_steps_they_read() -> None:
    class Branches(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.wide = nn.Sequential(nn.Conv2d(2, 2, 5, padding=2), nn.ReLU())
            self.pool = nn.MaxPool2d(3, 1, 1)

        def forward(self, x: Tensor) -> Tensor:
            return torch.cat([self.wide(x), self.pool(x)], 1) + x.repeat(1, 2, 1, 1) * 2

    run = trace(Branches(), torch.rand(1, 2, 8, 8))
    assert [(step.name, step.kind, step.inputs) for step in run.steps] == [
        ("wide.0", "conv", (-1,)),
        ("wide.1", "activation", (0,)),
        ("pool", "pool", (-1,)),
        ("cat", "join", (1, 2)),
        ("repeat", "other", (-1,)),
        ("mul", "other", (4,)),
        ("add", "join", (3, 5)),
    ]
    assert run.steps[3].fields[0].size == 5
    assert run.steps[-1].fields is None


def test_a_layer_that_runs_twice_has_two_steps_and_two_labels() -> None:
    labels = trace(Net(), torch.rand(1, 1, 28, 28)).labels
    assert labels == ("conv1", "pooling", "relu", "conv2", "pooling (2)", "relu (2)", "view", "fc")


def state_of(model: nn.Module) -> dict[str, Any]:
    return {
        "tensors": {name: tensor.clone() for name, tensor in model.state_dict().items()},
        "training": [module.training for module in model.modules()],
        "hooks": [len(m._forward_hooks) + len(m._forward_pre_hooks) for m in model.modules()],
        "gradients": [parameter.requires_grad for parameter in model.parameters()],
    }


@pytest.mark.parametrize("shape", [(2, 1, 28, 28), (2, 1, 20, 20), (2, 3, 28, 28)])
def test_the_model_is_left_as_it_was_found(shape: tuple[int, ...]) -> None:
    model = network("MnistCNN").build()
    model.layer2.eval()
    before, x = state_of(model), torch.rand(shape)
    for run in (trace, without_pools):
        with contextlib.suppress(PoolvizError):
            run(model, x)
    after = state_of(model)
    torch.testing.assert_close(after.pop("tensors"), before.pop("tensors"), rtol=0, atol=0)
    assert after == before
    assert all(parameter.grad is None for parameter in model.parameters())


def test_the_meta_device_refuses_in_the_words_of_the_cpu() -> None:
    on_meta = SimpleCNN().to("meta"), torch.empty(1, 3, 40, 40, device="meta")
    with pytest.raises(
        PoolvizError, match=r"mat1 and mat2 shapes cannot be multiplied \(1x3200 and 2048x512\)"
    ):
        trace(*on_meta)
    small = torch.empty(1, 1, 3, 3, device="meta")
    with pytest.raises(PoolvizError) as refused:
        trace(Calls(lambda x: nn.functional.max_pool2d(x, 5)), small)
    with pytest.raises(PoolvizError) as said:
        trace(Calls(lambda x: nn.functional.max_pool2d(x, 5)), torch.rand(1, 1, 3, 3))
    assert refused.value.torch_message == said.value.torch_message


def test_a_model_that_refuses_is_told_by_the_step_that_failed() -> None:
    with pytest.raises(PoolvizError, match=r"layer4\.fc1") as refused:
        trace(SimpleCNN(), torch.rand(1, 3, 40, 40))
    assert refused.value.values["shape"] == (1, 3200)
    assert refused.value.torch_message is not None
    assert refused.value.torch_message.endswith(
        "mat1 and mat2 shapes cannot be multiplied (1x3200 and 2048x512)"
    )
    with pytest.raises(PoolvizError, match="step max_pool2d on an input of shape \\(1, 1, 3, 3\\)"):
        trace(Calls(lambda x: nn.functional.max_pool2d(x, 5)), torch.rand(1, 1, 3, 3))
    with pytest.raises(PoolvizError, match="has no attribute 's'") as refused:
        trace(Calls(lambda x: x.s(0)), torch.rand(1, 1, 3, 3))
    assert "step" not in refused.value.values


def test_what_is_no_tensor_or_no_model_is_refused() -> None:
    for wrong in ([torch.rand(1, 1, 28, 28)], None, "x"):
        with pytest.raises(PoolvizError, match="`x` must be a tensor, an array of numbers, or lists"):
            trace(Net(), wrong)
        with pytest.raises(PoolvizError, match="`x` must be a tensor, an array of numbers, or lists"):
            without_pools(Net(), wrong)
    with pytest.raises(PoolvizError, match=r"`model` must be an nn\.Module"):
        trace(torch.relu, torch.rand(1))
    with pytest.raises(PoolvizError, match=r"0\.weight has no size yet"):
        trace(nn.Sequential(nn.LazyLinear(3)), torch.rand(1, 2))


def test_on_the_meta_device_shapes_and_windows_are_known_without_computing() -> None:
    run = run_of("VGG16")
    assert [step.shape_out[-1] for step in run.pools] == [112, 56, 28, 14, 7, 7]
    explanation = run.pools[0].explanation
    assert explanation.output.is_meta
    assert explanation.axes[0].taps(3) == range(6, 8)


def test_googlenet_pools_with_ceil_mode_and_its_side_classifiers_rest() -> None:
    need_torchvision()
    model = googlenet(aux_logits=True)
    run = trace(model, torch.rand(1, 3, 224, 224, device="meta"))
    assert sum(step.parameters for step in run.steps) == 6_624_904
    assert run.parameters == sum(parameter.numel() for parameter in model.parameters()) == 13_004_888
    assert [step.name for step in run.pools if getattr(step.layer, "ceil_mode", False)][:2] == [
        "maxpool1",
        "maxpool2",
    ]
    assert run.pools[0].shape_out == (1, 64, 56, 56)


@pytest.mark.parametrize(
    ("model", "shape"),
    [
        (nn.LSTM(3, 4), (5, 2, 3)),
        (nn.TransformerEncoderLayer(8, 2, batch_first=True), (2, 5, 8)),
        (nn.Sequential(nn.ConvTranspose2d(1, 2, 2, 2), nn.GroupNorm(1, 2), nn.MaxPool2d(3)), (1, 1, 6, 6)),
        (nn.Sequential(nn.ReflectionPad2d(1), nn.PixelUnshuffle(2), nn.Softmax2d()), (1, 1, 6, 6)),
        (
            nn.Sequential(nn.Conv3d(1, 2, 3), nn.AdaptiveMaxPool3d((1, 2, 3)), nn.InstanceNorm3d(2)),
            (1, 6, 6, 6),
        ),
        (Calls(lambda x: {"mean": x.mean((2, 3)), "both": [x, x + 1]}), (1, 2, 3, 3)),
        (nn.Identity(), (2,)),
        (Calls(lambda x: x), (1, 1, 2, 2)),
    ],
    ids=lambda given: type(given).__name__,
)
def test_any_model_can_be_traced(model: nn.Module, shape: tuple[int, ...]) -> None:
    x = torch.rand(shape)
    run = trace(model, x)
    with torch.no_grad():
        torch.testing.assert_close(run.output, model.eval()(x))
    assert all(step.explanation is not None for step in run.pools)


def test_an_input_in_inference_mode_or_with_gradients_is_left_alone() -> None:
    with torch.inference_mode():
        x = torch.rand(1, 2, 4, 4) - 0.5
        assert trace(nn.Sequential(nn.ReLU(True), nn.MaxPool2d(2)), x).output.shape == (1, 2, 2, 2)
    x = torch.rand(1, 2, 4, 4, requires_grad=True)
    assert not trace(nn.MaxPool2d(2), x).output.requires_grad


def test_threads_that_trace_one_model_see_their_own_steps_alone() -> None:
    model, inputs = Net(), [torch.rand(n, 1, 28, 28) for n in range(1, 5)]
    with ThreadPoolExecutor(4) as pool:
        runs = list(pool.map(lambda x: trace(model, x), inputs))
    assert [[step.shape_out[0] for step in run.steps] for run in runs] == [[n] * 8 for n in range(1, 5)]


def test_who_traces_another_model_does_not_wait() -> None:
    begun, done = threading.Event(), threading.Event()

    class Slow(nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            begun.set()
            assert done.wait(20)
            return x.relu()

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(trace, Slow(), torch.zeros(1, 1, 2, 2))
        assert begun.wait(20)
        assert len(trace(nn.ReLU(), torch.zeros(1, 1, 2, 2)).steps) == 1
        done.set()
        assert len(slow.result().steps) == 1


NO_LAYERS = r"^`model` shows no layers after torch\.{}: pass the nn\.Module that was given to it$"


def test_a_model_that_shows_no_layers_is_refused_with_what_to_pass_instead() -> None:
    net, x = nn.Sequential(nn.Conv2d(1, 2, 3), nn.MaxPool2d(2)).eval(), torch.rand(1, 1, 8, 8)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch.jit will go
        scripted, followed = torch.jit.script(net), torch.jit.trace(net, x)
        inside = nn.Sequential(torch.jit.script(nn.ReLU()), nn.MaxPool2d(2))
    exported = torch.export.export(net, (x,))
    for closed in (scripted, followed, inside):
        with pytest.raises(PoolvizError, match=NO_LAYERS.format("jit")):
            trace(closed, x)
    for closed in (exported, exported.module()):
        with pytest.raises(PoolvizError, match=NO_LAYERS.format("export")):
            trace(closed, x)


def test_a_compiled_model_is_the_model_that_was_compiled() -> None:
    net, x = nn.Sequential(nn.Conv2d(1, 2, 3), nn.MaxPool2d(2)), torch.rand(1, 1, 8, 8)
    run = trace(torch.compile(net), x)
    assert [step.name for step in run.steps] == ["0", "1"]
    assert torch.equal(run.output, net(x))
    part = trace(nn.Sequential(nn.Conv2d(1, 2, 3), torch.compile(nn.MaxPool2d(2))), x)
    assert [step.kind for step in part.steps] == ["conv", "pool"]


def test_no_more_steps_are_traced_than_may_be() -> None:
    model, x = nn.Sequential(nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()), torch.zeros(1, 1, 4, 4)
    assert [step.name for step in trace_at_most(model, x, most=3).steps] == ["0", "1", "2"]
    with pytest.raises(PoolvizError, match=r"^a network may take at most 2 steps here$"):
        trace_at_most(model, x, most=2)


def test_a_pool_that_is_left_out_widens_no_field_be_it_a_function_or_a_module() -> None:
    class Called(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            return nn.functional.max_pool2d(x, 2)

    for pool in (nn.MaxPool2d(2), Called()):
        run = without_pools(
            nn.Sequential(nn.Conv2d(1, 1, 3), pool, nn.Conv2d(1, 1, 3)), torch.rand(1, 1, 9, 9)
        )
        assert run.steps[-1].fields is not None
        assert [field.size for field in run.steps[-1].fields] == [5, 5]


@pytest.mark.parametrize(
    ("pad", "value", "layer"),
    [
        ((1, 2), None, nn.ConstantPad1d((1, 2), 0.0)),
        ((1, 2), 3.0, nn.ConstantPad1d((1, 2), 3.0)),
        ((1, 2, 0, 1), -1.5, nn.ConstantPad2d((1, 2, 0, 1), -1.5)),
        ((1, 0, 0, 0, 2, 0), 7.0, nn.ConstantPad3d((1, 0, 0, 0, 2, 0), 7.0)),
    ],
    ids=str,
)
def test_a_function_that_pads_is_its_layer(
    pad: tuple[int, ...], value: float | None, layer: nn.Module
) -> None:
    class Padded(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            return nn.functional.pad(x, pad, value=value)

    (step,) = trace(Padded(), torch.zeros(1, 1, *(len(pad) // 2 * [3]))).steps
    assert (type(step.layer), step.layer.padding, step.layer.value) == (type(layer), pad, layer.value)
