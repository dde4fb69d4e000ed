"""A chain of layers as a program that makes it."""

from collections.abc import Iterator, Sequence

from torch import nn

from poolviz.networks.programs.layers import layer_code


def leaves(model: nn.Module, name: str = "") -> Iterator[tuple[str, nn.Module]]:
    """Return the layers of nested nn.Sequential in the order in which they run, with their full names.

    >>> [name for name, _ in leaves(nn.Sequential(nn.ReLU(), nn.Sequential(nn.ReLU())))]
    ['0', '1.0']
    """
    if not isinstance(model, nn.Sequential):
        yield name, model
        return
    for key, child in model._modules.items():
        if child is not None:
            yield from leaves(child, f"{name}.{key}" if name else key)


def network_code(model: nn.Sequential, shape: Sequence[int] = ()) -> str:
    """Return a program that makes `model` and runs it on noise of `shape`.

    >>> print(network_code(nn.Sequential(nn.MaxPool2d(2)), (1, 1, 4, 4)))
    import torch
    from torch import nn
    <BLANKLINE>
    model = nn.Sequential(
        nn.MaxPool2d(2),
    )
    <BLANKLINE>
    x = torch.rand(1, 1, 4, 4)
    print(model(x).shape)
    """
    plain = all(_counted(one) for one in model.modules() if isinstance(one, nn.Sequential))
    head = [] if plain else ["from collections import OrderedDict", ""]
    run = ["", *run_lines("model", shape)] if shape else []
    return "\n".join(
        [*head, "import torch", "from torch import nn", "", f"model = {_written(model, '')}", *run]
    )


def run_lines(model: str, shape: Sequence[int]) -> list[str]:
    """Return the lines that run a network, named `model`, on noise of `shape`.

    >>> run_lines("net", (1, 3, 8, 8))
    ['x = torch.rand(1, 3, 8, 8)', 'print(net(x).shape)']
    """
    return [f"x = torch.rand({', '.join(map(str, shape))})", f"print({model}(x).shape)"]


def _written(module: nn.Module, indent: str) -> str:
    if not isinstance(module, nn.Sequential):
        return layer_code(module)
    inner = indent + "    "
    if not module._modules:
        return "nn.Sequential()"
    if _counted(module):
        parts = [f"{inner}{_written(one, inner)}," for one in module]
        return "\n".join(["nn.Sequential(", *parts, f"{indent})"])
    named = [(name, one) for name, one in module._modules.items() if one is not None]  # an empty one is false
    parts = [f'{inner}("{name}", {_written(one, inner)}),' for name, one in named]
    return "\n".join(["nn.Sequential(OrderedDict([", *parts, f"{indent}]))"])


def _counted(model: nn.Sequential) -> bool:
    return list(model._modules) == [str(number) for number in range(len(model))]
