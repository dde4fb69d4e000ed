"""The torch lines that do the same as the Compare page."""

from collections.abc import Mapping

from torch import Tensor, nn

from poolviz.findings.shifts import Shift, Strided
from poolviz.pooling.code.line import code
from poolviz.pooling.layers import setting
from poolviz.pooling.refusals.repairs import changed
from poolviz.views.words.programs.pooling import opening, tensor_line

_BLUR = (
    "F.conv2d(F.pad(z, (1, 1, 0, 0), mode='reflect'), torch.tensor([[[[0.25, 0.5, 0.25]]]]), stride=(1, {}))"
)


def compare_script(x: Tensor, layers: Mapping[str, nn.Module]) -> str:
    """Return a program that applies each of `layers`, by name, to `x` (N, C, H, W).

    >>> import torch
    >>> print(compare_script(torch.tensor([[[[1.0]]]]), {"a": nn.MaxPool2d(1), "b": nn.AvgPool2d(1)}))
    import torch
    from torch import nn
    <BLANKLINE>
    x = torch.tensor([[[[1.0]]]])
    <BLANKLINE>
    a = nn.MaxPool2d(1)
    b = nn.AvgPool2d(1)
    for pool in (a, b):
        y = pool(x)
        print(pool, y, y.shape)
    """
    return "\n".join([*_made(x, layers), "    y = pool(x)", "    print(pool, y, y.shape)"])


def relu_script(x: Tensor, layers: Mapping[str, nn.Module]) -> str:
    """Return a program that compares both orders of ReLU and each of `layers` on `x` (N, C, H, W)."""
    compare = "    print(pool, torch.equal(pool(x).relu(), pool(x.relu())))"
    return "\n".join([*_made(x, layers), compare])


def twin_script(layer: nn.Module, x: Tensor, other: Tensor) -> str:
    """Return a program that shows that `layer` makes the same of `x` and of `other`, both (N, C, H, W)."""
    return "\n".join(
        [
            *opening(x)[:-1],
            tensor_line("other", other),
            "",
            f"pool = {code(_single(layer))}",
            "print(torch.allclose(pool(x), pool(other)))",
        ]
    )


def shift_script(found: Shift, layer: nn.Module, circular: bool) -> str:
    """Return a program that pools a signal and the signal moved, as `found` did with `layer`."""
    moved = f"moved = torch.roll(x, {found.by}, dims=-1)"
    if not circular and found.by:
        came = f":{found.by}" if found.by > 0 else f"{found.by}:"
        moved += f"\nmoved[..., {came}] = 0"
    return "\n".join(
        [
            *opening(found.input, "import torch.nn.functional as F"),
            moved,
            "",
            "def pool(x):",
            *(f"    {line}" for line in _steps(layer)),
            "",
            "print(pool(x), pool(moved))",
        ]
    )


def shift_line(layer: nn.Module) -> str:
    """Return the line of torch that does to a signal what a rival of the shift lab does.

    >>> from poolviz.findings.shifts import rivals
    >>> [shift_line(rivals(2, 1)[name]) for name in ("max", "conv")]
    ['nn.MaxPool1d(2, stride=1)', 'F.conv1d(x, torch.tensor([[[-1.0, 1.0]]]), stride=1)']
    """
    if isinstance(layer, nn.Sequential):
        pooled = f"F.max_pool1d(x, {setting(layer[0], 'kernel_size', 1)}, stride=1)"
        return _convolved(f'F.pad({pooled}, (1, 1), mode="reflect")', layer[1])
    if isinstance(layer, Strided):
        return _convolved("x", layer)
    kernel, stride = (setting(layer, name, 1) for name in ("kernel_size", "stride"))
    return code(getattr(nn, f"{type(layer).__name__[:-2]}1d")(kernel, stride))


def _convolved(x: str, layer: nn.Module) -> str:
    assert isinstance(layer, Strided)
    return f"F.conv1d({x}, torch.tensor([[{list(layer.weights)}]]), stride={layer.stride})"


def _made(x: Tensor, layers: Mapping[str, nn.Module]) -> list[str]:
    names = ", ".join(layers) + ("," if len(layers) == 1 else "")
    made = [f"{name} = {code(_single(layer))}" for name, layer in layers.items()]
    return [*opening(x), *made, f"for pool in ({names}):"]


def _single(layer: nn.Module) -> nn.Module:
    """Return the layer with one output, not a pair with indices."""
    return changed(layer, return_indices=False) if getattr(layer, "return_indices", False) else layer


def _steps(layer: nn.Module) -> list[str]:
    if isinstance(layer, nn.Sequential):
        stride = layer[1].stride
        return [f"z = {code(layer[0])}(x)  # stride 1", f"return {_BLUR.format(stride)}"]
    if isinstance(layer, Strided):
        return [f"return F.conv2d(x, torch.tensor([[[{list(layer.weights)}]]]), stride=(1, {layer.stride}))"]
    return [f"return {code(layer)}(x)"]
