"""The torch lines that do the same as the section on ReLU, Sigmoid and Dropout."""

from torch import Tensor

from poolviz.networks.activations import Applied
from poolviz.networks.programs.layers import layer_code
from poolviz.views.words.programs.pooling import opening


def activation_script(x: Tensor) -> str:
    """Return a program that applies ReLU, Sigmoid after it, and Sigmoid alone to `x`."""
    lines = ["relu = nn.ReLU()", "sigmoid = nn.Sigmoid()", "print(relu(x))", "print(sigmoid(relu(x)))"]
    return "\n".join([*opening(x), *lines, "print(sigmoid(x))"])


def dropout_script(applied: Applied, seed: int, training: bool) -> str:
    """Return a program that applies Dropout as `applied` did, and prints the input before and after."""
    mode = [] if training else ["dropout.eval()"]
    lines = [
        f"dropout = {layer_code(applied.layer)}",
        *mode,
        f"torch.manual_seed({seed})",
        "print(x)",
        "y = dropout(x)",
        "print(y)",
        f"print(x)  # {'x is y now' if applied.shares else 'x is as it was'}",
    ]
    return "\n".join([*opening(applied.before), *lines])
