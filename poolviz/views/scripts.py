"""The torch lines that do the same as the page, as module and as function."""

import torch

from poolviz.codes import code, functional_code
from poolviz.explanation import Explanation


def script(explanation: Explanation) -> str:
    """Return a program of a few lines that makes the input, pools it both ways and compares.

    >>> from torch import nn
    >>> from poolviz import explain
    >>> print(script(explain(nn.MaxPool2d(2), torch.tensor([[[1.0, 2.0], [3.0, 4.0]]]))))
    import torch
    import torch.nn.functional as F
    from torch import nn
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
            "import torch",
            "import torch.nn.functional as F",
            "from torch import nn",
            "",
            *_input_lines(explanation),
            "",
            f"pool = {code(layer)}",
            f"{names} = pool(x)",
            f"print({names}, y.shape)  # {explanation.output.shape}",
            "",
            f"{others} = {functional_code(layer)}",
            f"print(torch.equal(y, same))  # {bool(torch.equal(explanation.output, explanation.output))}",
        ]
    )


def _input_lines(explanation: Explanation) -> list[str]:
    x = explanation.input
    if not torch.isfinite(x).all():
        return ["from torch import inf, nan", "", *_tensor_lines(x)]
    return _tensor_lines(x)


def _tensor_lines(x: torch.Tensor) -> list[str]:
    opening, closing = "[" * (x.dim() - 1), "]" * (x.dim() - 1)
    rows = [repr(row) for row in x.reshape(-1, x.shape[-1]).tolist()]
    indent = "\n" + " " * len(f"x = torch.tensor({opening}")
    return [f"x = torch.tensor({opening}{f',{indent}'.join(rows)}{closing})"]
