"""input_gradient(): what each input cell of a pooling layer is told to change, by torch's autograd."""

from dataclasses import dataclass, field

import torch
from torch import Tensor, nn

from poolviz.errors import REFUSALS, PoolvizError
from poolviz.pooling.explanation import Explanation, explain
from poolviz.pooling.refusals.inputs import Numbers, as_tensor
from poolviz.pooling.unpooling import require_members
from poolviz.texts import N_


@dataclass(frozen=True, eq=False)
class Gradient:
    """What `grad_output` becomes on its way back through the layer of `explanation`.

    `grad_output` has the shape of explanation.output, `grad_input` that of explanation.input.
    """

    explanation: Explanation
    grad_output: Tensor = field(repr=False)
    grad_input: Tensor = field(repr=False)


def input_gradient(layer: nn.Module, x: Numbers, grad_output: Numbers | None = None) -> Gradient:
    """Return the gradient of x, of shape (N, C, *plane) or (C, *plane), for `grad_output` (ones if None).

    Both are tensors, arrays or nested lists. `x` and its own .grad stay untouched. PoolvizError where
    explain() raises it, where `x` is not floating point, where `grad_output` has another shape than the
    output, where a window has no member, or where torch refuses.

    >>> input_gradient(nn.MaxPool1d(2, stride=1), torch.tensor([[1.0, 4.0, 4.0]])).grad_input
    tensor([[0., 2., 0.]])
    """
    # Plainly laid out: torch's channels-last kernels can name a wrong index for a window of −inf.
    default = torch.get_default_dtype()
    explanation = explain(layer, as_tensor("x", x, default).detach().contiguous())
    require_members(explanation)
    if not explanation.input.is_floating_point():
        raise PoolvizError(
            N_("`x` must be of a floating-point dtype to have a gradient, but got {got}"),
            got=explanation.input.dtype,
        )
    if grad_output is None:
        grad_output = torch.ones_like(explanation.output)
    grad_output = as_tensor("grad_output", grad_output, explanation.output.dtype)
    if grad_output.shape != explanation.output.shape:
        raise PoolvizError(
            N_("`grad_output` must have the output's shape {shape}, but got {got}"),
            shape=tuple(explanation.output.shape),
            got=tuple(grad_output.shape),
        )
    return Gradient(explanation, grad_output, _backward(explanation, grad_output))


def _backward(explanation: Explanation, grad_output: Tensor) -> Tensor:
    # The caller may have switched autograd off.
    with torch.inference_mode(False), torch.enable_grad():
        leaf = explanation.input.clone().requires_grad_()
        try:
            result = explanation.ran(leaf)
            output = result[0] if isinstance(result, tuple) else result
            return torch.autograd.grad(output, leaf, grad_output)[0]
        except REFUSALS as error:
            raise PoolvizError(
                N_("torch finds no gradient: {message}"), torch_message=str(error), message=error
            ) from error
