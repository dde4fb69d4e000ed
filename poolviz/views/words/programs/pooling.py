"""The torch lines that do the same as the page."""

import copy
import re
from collections.abc import Sequence

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from poolviz.pooling.code.line import code, functional_code, functional_name
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.gradients import Gradient
from poolviz.pooling.layers import arguments, functional_arguments, torch_class


def script(explanation: Explanation) -> str:
    """Return a program of a few lines that makes the input, pools it as module and as function, and compares.

    >>> from torch import nn
    >>> from poolviz import explain
    >>> print(script(explain(nn.MaxPool2d(2), torch.tensor([[[1.0, 2.0], [3.0, 4.0]]]))))
    import torch
    from torch import nn
    import torch.nn.functional as F
    <BLANKLINE>
    x = torch.tensor([[[1.0, 2.0],
                       [3.0, 4.0]]])
    <BLANKLINE>
    pool = nn.MaxPool2d(2)
    y = pool(x)
    print(y, y.shape)  # torch.Size([1, 1, 1])
    <BLANKLINE>
    same = F.max_pool2d(x, 2)
    print(torch.equal(y, same))  # True
    """
    layer = explanation.layer
    pair = bool(getattr(layer, "return_indices", False))
    names, others = ("y, indices", "same, places") if pair else ("y", "same")
    return "\n".join(
        [
            *opening(explanation.input, "import torch.nn.functional as F"),
            f"pool = {code(layer)}",
            f"{names} = pool(x)",
            f"print({names}, y.shape)  # {explanation.output.shape}",
            "",
            f"{others} = {functional_code(layer)}",
            f"print(torch.equal(y, same))  # {_remark(explanation)}",
        ]
    )


def unpool_script(explanation: Explanation, size: Sequence[int] | None, remark: str = "") -> str:
    """Return a program of a few lines that pools with indices and unpools, as the page does."""
    pool = copy.copy(explanation.layer)
    vars(pool)["return_indices"] = True
    given = arguments(explanation.layer)
    shared = [f"{name}={given[name]!r}" for name in ("stride", "padding") if name in given]
    unpool_name = torch_class(pool).__name__.replace("Pool", "Unpool")
    wanted = "" if size is None else f", output_size={tuple(size)}"
    return "\n".join(
        [
            *opening(explanation.input),
            f"pool = {code(pool)}",
            f"unpool = nn.{unpool_name}({', '.join([repr(given['kernel_size']), *shared])})",
            "",
            "y, indices = pool(x)",
            f"back = unpool(y, indices{wanted})" + (f"  # {remark}" if remark else ""),
            "print(back)",
        ]
    )


def gradient_script(gradient: Gradient) -> str:
    """Return a program of a few lines that lets torch's autograd find the gradient of the input."""
    layer, grad = gradient.explanation.layer, gradient.grad_output
    ones = torch.equal(grad, torch.ones_like(grad))
    return "\n".join(
        [
            *opening(gradient.explanation.input),
            "x.requires_grad_()",
            f"pool = {code(layer)}",
            f"{'y, indices' if getattr(layer, 'return_indices', False) else 'y'} = pool(x)",
            *(["", tensor_line("g", grad)] if not ones else []),
            f"y.backward({'torch.ones_like(y)' if ones else 'g'})",
            "print(x.grad)",
        ]
    )


def opening(x: Tensor, *imports: str) -> list[str]:
    """Return the lines that import torch and make the tensor x."""
    special = [] if torch.isfinite(x).all() else ["from torch import inf, nan"]
    return ["import torch", *special, "from torch import nn", *imports, "", tensor_line("x", x), ""]


def tensor_line(name: str, tensor: Tensor, maker: str = "torch.tensor") -> str:
    """Return the statement that makes `tensor`, of any shape, a row on each line.

    >>> print(tensor_line("x", torch.tensor([[1.0], [2.0]])))
    x = torch.tensor([[1.0],
                      [2.0]])
    """
    start = f"{name} = {maker}("

    def broken(between: re.Match[str]) -> str:
        return f"{between[1]},\n{' ' * (len(start) + tensor.dim() - len(between[2]))}{between[2]}"

    return start + re.sub(r"(\]+), (\[+)", broken, repr(tensor.tolist())) + ")"


def _remark(explanation: Explanation) -> str:
    function = getattr(F, functional_name(torch_class(explanation.layer)))
    result = function(explanation.input, **functional_arguments(explanation.layer))
    same = result[0] if isinstance(result, tuple) else result
    equal = torch.equal(explanation.output, same)
    return "True" if equal else "False: nan is not equal to itself"
