"""The recorder behind trace(): sees every layer and function that reads something made of the input."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import get_ident
from typing import Any

from torch import Tensor, nn
from torch.overrides import TorchFunctionMode
from torch.utils.weak import WeakTensorKeyDictionary

from poolviz.errors import REFUSALS, PoolvizError
from poolviz.networks import kinds as step_kinds
from poolviz.networks.step import Step
from poolviz.networks.without_pools import poolless, shape_alone
from poolviz.pooling.devices import refused_on_cpu
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.layouts import RANDOM_SAMPLES, layout_of, settled, with_samples
from poolviz.texts import N_


@dataclass(frozen=True, eq=False)
class _Called:
    """A step that runs: what must be known before, since it may overwrite what it reads."""

    name: str
    layer: nn.Module | None
    kind: str
    sees: str
    tensors: tuple[Tensor, ...]
    versions: tuple[tuple[Tensor, int], ...]
    own: tuple[Tensor, ...]


class Recorder(TorchFunctionMode):
    """Runs a model once and keeps `steps`; `failed` is the name and input shape of a step that raised.

    `sizes` are those that a view was to have that raised. PoolvizError behind the step number `most`.
    Modules of torch.nn tell by hooks when they begin and end. Functions are seen by the mode, those
    inside such a module belong to it. Without `pools` every pooling gives its input back.
    """

    def __init__(self, model: nn.Module, keep: bool, pools: bool = True, most: int | None = None) -> None:
        super().__init__()
        self.model, self.keep, self.pools, self.most = model, keep, pools, most
        self.steps: list[Step] = []
        self.failed: tuple[str, tuple[int, ...]] | None = None
        self.sizes: tuple[int, ...] = ()
        self._names = {module: name for name, module in model.named_modules()}
        self._made_by: MutableMapping[Tensor, int] = WeakTensorKeyDictionary()
        self._entered: list[nn.Module] = []
        self._running: _Called | None = None
        self._samples: Tensor | None = None
        self._counted: set[int] = set()
        # Another thread that runs the model meanwhile calls the hooks too.
        self._thread = get_ident()

    def run(self, x: Tensor) -> Any:
        """Return what the model makes of `x`."""
        self._made_by[x] = -1
        with self:
            return self.model(x)

    @contextmanager
    def hooks(self) -> Iterator[None]:
        """Within this the model's modules tell the recorder when they begin and end."""
        handles: list[Any] = []
        try:
            for module in self._names:
                handles.append(module.register_forward_pre_hook(self._enter, with_kwargs=True))
                handles.append(module.register_forward_hook(self._leave, with_kwargs=True, always_call=True))
            yield
        finally:
            for handle in handles:
                handle.remove()

    def _enter(self, module: nn.Module, args: Any, kwargs: Any) -> None:
        if get_ident() != self._thread:
            return
        self._entered.append(module)
        # A layer may be built on another one: the outer one is the step.
        if self._running is None and step_kinds.torch_layer(module):
            name = self._names[module] or type(module).__name__
            kind, sees = step_kinds.kind_of_layer(module), step_kinds.sight_of_layer(module)
            own = tuple(module.parameters())
            self._running = self._called(name, module, kind, sees, (args, kwargs), own)

    def _leave(self, module: nn.Module, _args: Any, _kwargs: Any, result: Any) -> None:
        if get_ident() != self._thread:
            return
        called = self._running
        if called is not None and called.layer is module:
            if result is None:
                self._fails(called, ())
            self._record(called, result)
            self._running = None
        self._entered.pop()

    def __torch_function__(
        self, function: Callable[..., Any], types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        kwargs = kwargs or {}
        name = step_kinds.function_name(function)
        if name.startswith("fractional_max_pool"):
            args, kwargs = (), self._with_samples(name, args, kwargs)
        run = function if self.pools else poolless(name, function)
        if run is function:
            run = shape_alone(name, args, kwargs) or function
        if self._running is not None or not self._reads((args, kwargs)):
            return _told(run, args, kwargs)
        return self._step(name, run, args, kwargs)

    def _step(self, name: str, run: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        tensors = _tensors((args, kwargs))
        made = {self._made_by[tensor] for tensor in tensors if tensor in self._made_by}
        kind, sees = step_kinds.kind_of_function(name, len(made)), step_kinds.sight_of_function(name)
        path = self._names[self._entered[-1]] if self._entered else ""
        own = tuple(tensor for tensor in tensors if isinstance(tensor, nn.Parameter))
        called = self._called(f"{path}.{name}" if path else name, None, kind, sees, tensors, own)
        try:
            result = _told(run, args, kwargs)
        except Exception:
            self._fails(called, step_kinds.sizes_of(name, args))
            raise
        layer = step_kinds.equal_layer(name, args, kwargs)
        sees = "unknown" if called.sees == "window" and layer is None else called.sees
        self._record(replace(called, layer=layer, sees=sees), result)
        return result

    def _called(
        self, name: str, layer: nn.Module | None, kind: str, sees: str, given: Any, own: tuple[Tensor, ...]
    ) -> _Called:
        tensors = _tensors(given)
        if kind == "pool" and not self.pools:
            kind, sees = "other", "cell"
        versions = tuple((tensor, _version(tensor)) for tensor in tensors)
        return _Called(name, layer, kind, sees, tensors, versions, own)

    def _record(self, called: _Called, result: Any) -> None:
        changed = [tensor for tensor, version in called.versions if _version(tensor) > version]
        outputs = _tensors(result) or tuple(changed)
        inputs = tuple(dict.fromkeys(self._made_by[t] for t in called.tensors if t in self._made_by))
        if not outputs or not inputs:
            return
        self.failed = None
        if self.most is not None and len(self.steps) >= self.most:
            raise PoolvizError(N_("a network may take at most {limit} steps here"), limit=self.most)
        number = len(self.steps)
        self.steps.append(self._made_step(called, outputs, inputs, inplace=bool(changed)))
        for tensor in outputs:
            self._made_by[tensor] = number

    def _made_step(
        self, called: _Called, outputs: tuple[Tensor, ...], inputs: tuple[int, ...], inplace: bool
    ) -> Step:
        output, homes = outputs[0], {_home(tensor) for tensor in called.tensors}
        fresh = {
            id(parameter): parameter.numel() for parameter in called.own if id(parameter) not in self._counted
        }
        self._counted.update(fresh)
        return Step(
            name=called.name,
            layer=called.layer if self.pools or not step_kinds.pools(called.layer) else nn.Identity(),
            kind=called.kind,
            sees=called.sees,
            inputs=inputs,
            shape_in=tuple(called.tensors[0].shape),
            shape_out=tuple(output.shape),
            parameters=sum(fresh.values()),
            memory=sum(tensor.numel() * tensor.element_size() for tensor in outputs),
            shares=_home(output) in homes,
            inplace=inplace,
            explanation=self._explained(called, output) if called.kind == "pool" else None,
            output=output.detach().clone() if self.keep else None,
        )

    def _explained(self, called: _Called, output: Tensor) -> Explanation:
        """Return the explanation on copies: a later step may work in place."""
        layer = called.layer
        assert layer is not None
        ran, self._samples = layer if self._samples is None else with_samples(layer, self._samples), None
        places = called.tensors[1].detach().clone() if layout_of(layer).places else None
        return Explanation(layer, called.tensors[0].detach().clone(), output.detach().clone(), ran, places)

    def _with_samples(self, name: str, args: Any, kwargs: Any) -> dict[str, Any]:
        """Return the arguments of a fractional pooling, with the random samples it would draw."""
        given = step_kinds.bound(name, args, kwargs)
        if given.get("_random_samples") is None:
            layer = step_kinds.equal_layer(name, (), given)
            assert layer is not None
            given["_random_samples"] = getattr(settled(layer, given["input"]), RANDOM_SAMPLES)
        self._samples = given["_random_samples"]
        return given

    def _reads(self, given: Any) -> bool:
        return any(tensor in self._made_by for tensor in _tensors(given))

    def _fails(self, called: _Called, sizes: tuple[int, ...]) -> None:
        shape = tuple(called.tensors[0].shape) if called.tensors else ()
        self.failed, self.sizes = (called.name, shape), sizes


def _told(run: Callable[..., Any], args: Any, kwargs: Any) -> Any:
    """Return what the function gives; where the meta device refuses it, as the CPU says it."""
    try:
        return run(*args, **kwargs)
    except REFUSALS as error:
        raise refused_on_cpu(error, run, args, kwargs) from error


def _tensors(given: Any) -> tuple[Tensor, ...]:
    if isinstance(given, Tensor):
        return (given,)
    parts = given.values() if isinstance(given, Mapping) else given if isinstance(given, list | tuple) else ()
    return tuple(tensor for part in parts for tensor in _tensors(part))


def _version(tensor: Tensor) -> int:
    # Weights made in inference mode have no version; no layer works in place on its weights.
    return 0 if tensor.is_inference() else tensor._version


def _home(tensor: Tensor) -> int:
    # The address of the data is 0 for all tensors on the meta device; the storage itself is not.
    return tensor.untyped_storage()._cdata
