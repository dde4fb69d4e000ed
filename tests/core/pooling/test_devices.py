"""Which device computes, and the way back to the CPU; the devices here are fakes or torch's own "meta"."""

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch._subclasses.fake_tensor import FakeTensorMode

from poolviz import Explanation, PoolvizError, explain
from poolviz.pooling import devices
from poolviz.pooling.devices import CPU, accelerator, choose, describe, explain_on, refused_on_cpu

META = torch.device("meta")
CUDA = torch.device("cuda")
X = torch.tensor([[[1.0, 2.0, 0.0], [0.0, 2.0, 2.0], [5.0, 2.0, 1.0]]])
LAYER = nn.MaxPool2d(2, ceil_mode=True)


def raising(error: BaseException) -> Callable[..., Any]:
    def fail(*_given: Any, **_named: Any) -> Any:
        raise error

    return fail


@pytest.fixture
def gpu_present(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.accelerator, "is_available", lambda: True)
    monkeypatch.setattr(torch.accelerator, "current_accelerator", lambda: CUDA)


def failing_there(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Let everything fail with torch's `error` that is not on the CPU."""

    def explain_here_only(layer: nn.Module, x: Tensor) -> Explanation:
        if x.device.type == "cpu":
            return explain(layer, x)
        raise PoolvizError("refused: {message}", torch_message=str(error), message=error) from error

    monkeypatch.setattr(devices, "explain", explain_here_only)


# ------------------------------------------------------------------ which device


def test_the_accelerator_is_chosen_where_there_is_one(gpu_present: None):
    assert accelerator() == choose() == CUDA
    assert choose(force_cpu=True) == CPU


def test_an_accelerator_that_is_not_available_does_not_count(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(torch.accelerator, "is_available", lambda: False)
    monkeypatch.setattr(torch.accelerator, "current_accelerator", lambda: CUDA)
    assert accelerator() is None
    assert choose() == CPU


@pytest.mark.parametrize("name", ["is_available", "current_accelerator"])
def test_a_broken_driver_does_not_raise(gpu_present: None, monkeypatch: pytest.MonkeyPatch, name: str):
    monkeypatch.setattr(torch.accelerator, name, raising(UserWarning("driver too old")))
    assert accelerator() is None


def test_the_real_choice_computes():
    assert torch.zeros(1, device=choose()).sum() == 0


# ------------------------------------------------------------------ its name


def test_devices_are_named(monkeypatch: pytest.MonkeyPatch):
    names = {CUDA: "NVIDIA H200", torch.device("cuda", 1): "NVIDIA H100"}
    monkeypatch.setattr(torch.cuda, "get_device_name", names.__getitem__)
    assert describe(CPU) == "CPU"
    assert describe(CUDA) == "cuda (NVIDIA H200)"
    assert describe(torch.device("cuda", 1)) == "cuda:1 (NVIDIA H100)"


def test_a_device_that_cannot_say_its_name_has_its_kind(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(torch.cuda, "get_device_name", raising(RuntimeError("no driver")))
    assert describe(CUDA) == "cuda"
    assert describe(torch.device("mps")) == "mps"
    assert describe(META) == "meta"


# ------------------------------------------------------------------ computing on it


def test_the_cpu_computes_as_explain_does():
    computed = explain_on(CPU, LAYER, X)
    assert computed.explanation.input is X
    assert torch.equal(computed.explanation.output, explain(LAYER, X).output)
    assert (computed.device, computed.note) == (CPU, None)


def test_what_the_device_computed_is_brought_to_the_cpu(monkeypatch: pytest.MonkeyPatch):
    # The stand-in ran on the CPU but breaks ties otherwise: its numbers must be kept.
    marked = torch.tensor([[[4, 5], [6, 8]]])
    there = dataclasses.replace(explain(LAYER, X), picks=marked)
    monkeypatch.setattr(devices, "explain", lambda _layer, _x: there)
    computed = explain_on(META, LAYER, X)
    assert (computed.device, computed.note) == (META, None)
    assert computed.explanation.input is X
    assert torch.equal(computed.explanation.indices, marked)
    assert computed.explanation.cell((0, 0, 0)).winner == (1, 1)
    assert computed.explanation.axes == explain(LAYER, X).axes
    assert torch.equal(dataclasses.replace(computed.explanation).indices, marked)


def test_an_average_has_no_indices_there_either(monkeypatch: pytest.MonkeyPatch):
    there = explain(nn.AvgPool2d(2), X)
    monkeypatch.setattr(devices, "explain", lambda _layer, _x: there)
    assert explain_on(META, nn.AvgPool2d(2), X).explanation.indices is None


# ------------------------------------------------------------------ falling back


def check_the_cpu_did(computed: devices.Computed, template: str) -> str:
    assert computed.device == CPU
    assert torch.equal(computed.explanation.output, explain(LAYER, X).output)
    assert torch.equal(computed.explanation.indices, explain(LAYER, X).indices)
    assert computed.note is not None
    assert computed.note[0] == template
    return computed.note[0].format(**computed.note[1])


def test_a_device_that_gives_nothing_back():
    # A real one: "meta" takes the layer and has no data; torch says so with a NotImplementedError.
    text = check_the_cpu_did(explain_on(META, LAYER, X), devices.LACKS)
    assert text == (
        "meta lacks this operator, so the CPU computed it: Cannot copy out of meta tensor; no data!"
    )


def test_an_operator_that_is_missing(monkeypatch: pytest.MonkeyPatch):
    failing_there(monkeypatch, NotImplementedError("no max_pool3d on meta\nsee the docs"))
    text = check_the_cpu_did(explain_on(META, LAYER, X), devices.LACKS)
    assert text.endswith("no max_pool3d on meta")


def test_memory_that_runs_out(monkeypatch: pytest.MonkeyPatch):
    failing_there(monkeypatch, torch.OutOfMemoryError("tried to allocate 9 GiB"))
    assert "out of memory" in check_the_cpu_did(explain_on(META, LAYER, X), devices.FULL)


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("CUDA error: no kernel image is available\nCUDA kernel errors might be asynchronous"),
        RuntimeError(""),
    ],
)
def test_a_device_that_fails_otherwise(monkeypatch: pytest.MonkeyPatch, error: Exception):
    failing_there(monkeypatch, error)
    text = check_the_cpu_did(explain_on(META, LAYER, X), devices.FAILED)
    assert "asynchronous" not in text


def test_a_dtype_that_the_device_lacks(monkeypatch: pytest.MonkeyPatch):
    # mps says so when the tensor is moved there.
    to = Tensor.to
    message = "Cannot convert a MPS Tensor to float64 dtype as the MPS framework doesn't support float64."

    def to_anywhere_but_there(x: Tensor, *given: Any, **named: Any) -> Tensor:
        if given and given[0] == META:
            raise TypeError(message)
        return to(x, *given, **named)

    monkeypatch.setattr(Tensor, "to", to_anywhere_but_there)
    computed = explain_on(META, LAYER, X.double())
    assert computed.device == CPU
    assert computed.explanation.output.dtype == torch.float64
    assert computed.note == (devices.FAILED, {"device": "meta", "message": message})


def test_a_device_that_this_torch_was_not_built_for():
    absent = next(name for name in ("mps", "xpu") if not getattr(torch, name).is_available())
    computed = explain_on(torch.device(absent), LAYER, X)
    assert computed.device == CPU
    assert computed.note is not None


def test_what_the_cpu_refuses_too_is_the_cpus_error():
    for device in (CPU, META):
        with pytest.raises(PoolvizError) as caught:
            explain_on(device, nn.MaxPool2d(3, padding=2), X)
        assert caught.value.torch_message
        assert caught.value.fixes
    with pytest.raises(PoolvizError, match="Linear"):
        explain_on(META, nn.Linear(3, 3), X)


def test_what_the_cpu_refuses_it_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(devices, "explain", lambda layer, x: asked.append(layer) or explain(layer, x))
    refused = nn.MaxPool2d(9)
    with pytest.raises(PoolvizError):
        explain_on(CPU, refused, X)
    assert asked == [refused]


# ------------------------------------------------------------------ what the CPU says in place of "meta"


def linear_refused(x: Tensor, weight: Tensor) -> str:
    with pytest.raises(RuntimeError) as caught:
        nn.functional.linear(x, weight)
    return str(caught.value)


@pytest.mark.parametrize("where", [("meta", "meta"), ("meta", "cpu"), ("cpu", "meta")])
@pytest.mark.parametrize("named", [False, True])
def test_the_cpu_is_asked_in_place_of_the_meta_device(where: tuple[str, str], named: bool) -> None:
    x, weight = torch.empty(1, 2, device=where[0]), torch.empty(4, 3, device=where[1])
    args, kwargs = ((x,), {"weight": weight}) if named else ((x, weight), {})
    said = refused_on_cpu(RuntimeError("meta"), nn.functional.linear, args, kwargs)
    assert str(said) == linear_refused(torch.empty(1, 2), torch.empty(4, 3))


def test_real_tensors_and_all_else_are_handed_on_as_they_are() -> None:
    seen: list[Any] = []
    real, meta = torch.ones(2), torch.empty(2, 3, dtype=torch.int16, device="meta")
    error = RuntimeError("meta")
    given = ([real, {"x": meta}], 3)
    assert (
        refused_on_cpu(error, lambda *args, **kwargs: seen.append((args, kwargs)), given, {"by": 4}) is error
    )
    ((((first, held), number), named),) = seen
    assert first is real
    assert (held["x"].device.type, held["x"].dtype, held["x"].shape) == ("cpu", torch.int16, (2, 3))
    assert not held["x"].any()
    assert (number, named) == (3, {"by": 4})


@pytest.mark.parametrize(
    ("sizes", "device", "asked"),
    [
        ([10**7], "meta", True),
        ([10**7 + 1], "meta", False),
        ([10**7, 1], "meta", False),
        ([3], "cpu", False),
    ],
)
def test_only_small_tensors_of_the_meta_device_are_made_up(
    sizes: list[int], device: str, asked: bool
) -> None:
    tensors = [torch.empty(size, dtype=torch.uint8, device=device) for size in sizes]
    error, said = RuntimeError("meta"), ValueError("cpu")
    assert refused_on_cpu(error, raising(said), tensors, {}) is (said if asked else error)


def test_input_output_and_indices_all_come_back() -> None:
    with FakeTensorMode():  # tensors of a GPU where there is none
        x = torch.zeros(1, 3, 3, device="cuda")
        there = explain(LAYER, x)
        assert {one.device.type for one in (there.output, there.picks)} == {"cuda"}
        back = devices._brought(there, x.cpu())
        assert {one.device for one in (back.input, back.output, back.picks)} == {CPU}
        assert devices._brought(explain(nn.AvgPool2d(2), x), x.cpu()).picks is None


def test_the_random_samples_of_a_layer_go_where_it_computes_and_come_back() -> None:
    drawn = nn.FractionalMaxPool2d(2, 3, _random_samples=torch.full((1, 1, 2), 0.5))
    assert devices._sent(drawn, META)._random_samples.device == META
    for layer in (LAYER, nn.FractionalMaxPool2d(2, 3)):
        assert devices._sent(layer, META) is devices._brought_samples(layer) is layer
    with FakeTensorMode():  # tensors of a GPU where there is none
        there = nn.FractionalMaxPool2d(2, 3, _random_samples=torch.zeros(1, 1, 2, device="cuda").half())
        back = devices._brought_samples(there)._random_samples
        assert (back.device.type, back.dtype, back.shape) == ("cpu", torch.float32, (1, 1, 2))


def test_a_device_is_given_numbers_that_lie_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Tensor] = []
    x = torch.rand(1, 2, 4, 4).to(memory_format=torch.channels_last)

    def explain_there(layer: nn.Module, there: Tensor) -> Explanation:
        given.append(there)
        return explain(layer, torch.zeros(there.shape))

    monkeypatch.setattr(devices, "explain", explain_there)
    computed = explain_on(META, LAYER, x)
    assert (given[0].device, given[0].shape, given[0].is_contiguous()) == (META, x.shape, True)
    assert computed.explanation.input is x


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (NotImplementedError("no\nsee"), "meta lacks this operator, so the CPU computed it: no"),
        (torch.OutOfMemoryError("9 GiB"), "meta is out of memory, so the CPU computed it"),
        (RuntimeError("broken\nsee"), "meta could not compute this, so the CPU did: broken"),
        (RuntimeError(""), "meta could not compute this, so the CPU did: RuntimeError"),
    ],
)
@pytest.mark.parametrize("wrapped", [False, True])
def test_why_the_cpu_computed(error: Exception, said: str, wrapped: bool) -> None:
    outer: Exception = error
    if wrapped:
        outer = PoolvizError("refused")
        outer.__cause__ = error
    template, values = devices._note(META, outer)
    assert template.format(**values) == said
