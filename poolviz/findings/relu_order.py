"""ReLU before or after a pooling: the same for max, another thing for averages and norms."""

from dataclasses import dataclass

from torch import Tensor

from poolviz.findings.differences import Difference, difference
from poolviz.pooling.explanation import Explanation, explain


@dataclass(frozen=True, eq=False)
class Orders:
    """A pooling with ReLU in both orders, and where the two results differ.

    `pooled` is the pooling alone and `then` ReLU of its output; `first` is the pooling of ReLU's output.
    """

    pooled: Explanation
    then: Tensor
    first: Explanation
    change: Difference


def relu_orders(pooled: Explanation) -> Orders:
    """Return both orders of ReLU and the layer of `pooled` on the same input.

    max(0, ·) is monotone: it keeps the order of numbers, so the largest stays the largest and max
    pooling commutes with it. PoolvizError where torch refuses.

    >>> import torch
    >>> from torch import nn
    >>> orders = relu_orders(explain(nn.AvgPool1d(2), torch.tensor([[-3.0, 1.0]])))
    >>> orders.then, orders.first.output
    (tensor([[0.]]), tensor([[0.5000]]))
    """
    then = pooled.output.relu()
    first = explain(pooled.ran, pooled.input.relu())  # the same random samples, where there are some
    return Orders(pooled, then, first, difference(then, first.output))
