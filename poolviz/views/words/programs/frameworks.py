"""The pooling of the page as programs: in torch, TensorFlow, Keras and ONNX, to copy."""

from torch import Tensor

from poolviz.findings.frameworks.calls import Called, written
from poolviz.pooling.explanation import Explanation
from poolviz.views.words.numbers import short_texts
from poolviz.views.words.programs.pooling import tensor_line

_TOTALS = {
    "SAME": ("max((outputs - 1) * stride + kernel_size - length, 0)", "total // 2"),
    "SAME_UPPER": ("(outputs - 1) * stride + kernel_size - length", "int(total / 2)"),
    "SAME_LOWER": ("(outputs - 1) * stride + kernel_size - length", "int((total + 1) / 2)"),
}

TO_TENSORFLOW = '''def to_tensorflow(indices, plane, include_batch=False):
    """torch's indices (N, C, ., .) as tf.nn.max_pool_with_argmax counts them, (N, ., ., C)."""
    n, c = indices.shape[:2]
    flat = indices * c + torch.arange(c).view(1, c, 1, 1)
    if include_batch:
        flat = flat + torch.arange(n).view(n, 1, 1, 1) * plane[0] * plane[1] * c
    return flat.permute(0, 2, 3, 1)


def from_tensorflow(argmax, plane):
    """The way back, from either setting of include_batch_in_index."""
    c = argmax.shape[-1]
    return argmax.permute(0, 3, 1, 2) % (plane[0] * plane[1] * c) // c'''

TO_ONNX = '''def to_onnx(indices, plane):
    """torch's indices (N, C, ., .) as ONNX's MaxPool counts them, over the whole tensor."""
    n, c = indices.shape[:2]
    return indices + torch.arange(n * c).view(n, c, 1, 1) * plane[0] * plane[1]


def from_onnx(indices, plane):
    """The way back."""
    return indices % (plane[0] * plane[1])'''


def same_function(padding: str) -> str:
    """Return the function that works out the padding of `padding`, one of _TOTALS, along an axis.

    >>> print(same_function("SAME"))
    def same_padding(length, kernel_size, stride):
        outputs = -(-length // stride)  # rounded up
        total = max((outputs - 1) * stride + kernel_size - length, 0)
        before = total // 2
        return before, total - before
    """
    total, before = _TOTALS[padding]
    return "\n".join(
        [
            "def same_padding(length, kernel_size, stride):",
            "    outputs = -(-length // stride)  # rounded up",
            f"    total = {total}",
            f"    before = {before}",
            "    return before, total - before",
        ]
    )


def torch_code(made: Explanation, padding: str) -> str:
    """Return the torch program that gives what the other framework gives, `made` by framework_pool.

    `padding` is one of frameworks.PADDINGS. A plane of one row is written as a signal.
    """
    matrix, k, s = _plane(made), *_numbers(made)
    dims = matrix.dim()
    lines = ["import torch", *_special(matrix), "import torch.nn.functional as F", ""]
    if padding != "VALID":
        lines += ["", same_function(padding), "", ""]
    lines.append(tensor_line("x", matrix[None, None]))
    pool = f"{'max' if _is_max(made) else 'avg'}_pool{dims}d"
    if padding == "VALID":
        return "\n".join([*lines, f"y = F.{pool}(x, {k}, {s})", f"print(y)  # {_values(made)}"])
    lines.append(_sides(dims, k, s))
    if _is_max(made):
        lines += ['padded = F.pad(x, sides, value=float("-inf"))', f"y = F.{pool}(padded, {k}, {s})"]
    else:
        lines += [
            f"total = F.{pool}(F.pad(x, sides), {k}, {s})",
            f"share = F.{pool}(F.pad(torch.ones_like(x), sides), {k}, {s})",
            "y = total / share  # padding is in neither the sum nor the count",
        ]
    return "\n".join([*lines, f"print(y)  # {_values(made)}"])


def tensorflow_code(made: Explanation, padding: str) -> str:
    """Return the TensorFlow program."""
    call = f"y = {_call('tensorflow', made, padding)}"
    return "\n".join(["import tensorflow as tf", "", *_channels_last(made), call, *_printed(made)])


def keras_code(made: Explanation, padding: str) -> str:
    """Return the Keras program."""
    call = f"pool = {_call('keras', made, padding)}"
    opening = ["import keras", "import tensorflow as tf", ""]
    return "\n".join([*opening, *_channels_last(made), call, "y = pool(x)", *_printed(made)])


def onnx_code(made: Explanation, padding: str) -> str:
    """Return the program that makes the ONNX node and runs it with onnxruntime."""
    matrix = _plane(made)
    make, _opened, given = _call("onnx", made, padding).partition("(")
    shape = [1, 1, *matrix.shape]
    return "\n".join(
        [
            "import numpy as np",
            "import onnxruntime",
            "from onnx import TensorProto, helper",
            "",
            _plain(tensor_line("x", matrix[None, None], "np.array"))[:-1] + ", np.float32)",
            f"node = {make}(",
            f"    {given[:-1]}",
            ")",
            f'x_info = helper.make_tensor_value_info("x", TensorProto.FLOAT, {shape})',
            'y_info = helper.make_tensor_value_info("y", TensorProto.FLOAT, None)',
            'graph = helper.make_graph([node], "pool", [x_info], [y_info])',
            "model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', 22)], ir_version=10)",
            "session = onnxruntime.InferenceSession(model.SerializeToString())",
            f'print(session.run(None, {{"x": x}})[0])  # {_values(made)}',
        ]
    )


CODES = {"tensorflow": tensorflow_code, "keras": keras_code, "onnx": onnx_code}


def _call(framework: str, made: Explanation, padding: str) -> str:
    kind = "max" if _is_max(made) else "mean"
    return written(Called(framework, kind, *_numbers(made), padding), _plane(made).dim())


def _channels_last(made: Explanation) -> list[str]:
    matrix = _plane(made)
    shape = (1, *matrix.shape, 1)
    layout = {1: "N, W, C", 2: "N, H, W, C"}[matrix.dim()]
    return [
        _plain(tensor_line("x", matrix, "tf.constant")),
        f"x = tf.reshape(x, {shape})  # {layout}",
    ]


def _printed(made: Explanation) -> list[str]:
    shape = tuple(made.output.shape[2:]) if _plane(made).dim() == 2 else (made.output.shape[-1],)
    written = str(shape) if len(shape) > 1 else f"({shape[0]},)"
    return [f"print(tf.reshape(y, {written}))  # {_values(made)}"]


def _sides(dims: int, k: int, s: int) -> str:
    if dims == 1:
        return f"sides = same_padding(x.shape[-1], {k}, {s})"
    return (
        "# F.pad wants the last axis first: left, right, top, bottom\n"
        f"sides = same_padding(x.shape[3], {k}, {s})\n"
        f"sides += same_padding(x.shape[2], {k}, {s})"
    )


def _plane(made: Explanation) -> Tensor:
    """Return the input's first plane: (rows, columns), or (columns,) where there is one row."""
    matrix = made.input[0, 0]
    return matrix[0] if matrix.shape[0] == 1 else matrix


def _numbers(made: Explanation) -> tuple[int, int]:
    """Return kernel_size and stride along the last axis, which are those of every axis of `_plane`."""
    axis = made.axes[-1]
    return axis.kernel_size, axis.stride  # type: ignore[attr-defined]


def _is_max(made: Explanation) -> bool:
    return made.reduction.takes_one


def _values(made: Explanation) -> str:
    texts = short_texts(made.output[0, 0])
    return " ".join(texts[:9]) + (" …" if len(texts) > 9 else "")


def _plain(line: str) -> str:
    """Return a line of Python without the names inf and nan, which only torch's program imports."""
    return line.replace("nan", 'float("nan")').replace("inf", 'float("inf")')


def _special(matrix: Tensor) -> list[str]:
    return [] if matrix.isfinite().all() else ["from torch import inf, nan"]
