"""A pooling as TensorFlow, Keras and ONNX call it: their words for it, written and read, never run."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from poolviz.errors import PoolvizError
from poolviz.pooling.code.call import call_in
from poolviz.pooling.code.literal import word
from poolviz.pooling.code.source import name_of, source_of
from poolviz.texts import N_


@dataclass(frozen=True)
class Words:
    """What a framework calls a pooling, by its kind with {n} for its axes, and what it is set by, in order.

    `usual` are the settings that a call may leave out: a stride that is None is the kernel.
    """

    module: str
    names: Mapping[str, str]
    kernel: str
    stride: str
    padding: str
    paddings: tuple[str, ...]
    usual: Mapping[str, Any]


@dataclass(frozen=True)
class Called:
    """A pooling of `kind`, "max" or "mean", as a framework of WORDS is asked for it."""

    framework: str
    kind: str
    kernel_size: int
    stride: int
    padding: str


WORDS = {
    "tensorflow": Words(
        "tf.nn.",
        {"max": "max_pool{n}d", "mean": "avg_pool{n}d"},
        "ksize",
        "strides",
        "padding",
        ("SAME", "VALID"),
        {},
    ),
    "keras": Words(
        "keras.layers.",
        {"max": "MaxPooling{n}D", "mean": "AveragePooling{n}D"},
        "pool_size",
        "strides",
        "padding",
        ("SAME", "VALID"),
        {"pool_size": 2, "strides": None, "padding": "VALID"},
    ),
    "onnx": Words(
        "onnx.",
        {"max": "MaxPool", "mean": "AveragePool"},
        "kernel_shape",
        "strides",
        "auto_pad",
        ("SAME_UPPER", "SAME_LOWER", "VALID"),
        {"strides": 1, "auto_pad": "NOTSET"},
    ),
}
_SILENT = ("name", "data_format", "input", "x", "inputs", "outputs", "dtype")  # what pools no other windows
_MAKE = "make_node"
_TENSORFLOW = re.compile(r"(max|avg)_pool([12]d)?")
_KERAS = re.compile(r"(Max|Average|Avg)Pool(?:ing)?[12]D")


def spelled(framework: str, padding: str) -> str:
    """Return a padding as the framework writes it.

    >>> spelled("keras", "SAME"), spelled("onnx", "SAME_LOWER")
    ('same', 'SAME_LOWER')
    """
    return padding.lower() if framework == "keras" else padding


def written(called: Called, dims: int) -> str:
    """Return the call in one line, of a pooling over `dims` axes.

    >>> written(Called("keras", "max", 3, 2, "SAME"), 2)
    'keras.layers.MaxPooling2D(pool_size=3, strides=2, padding="same")'
    >>> written(Called("onnx", "mean", 2, 1, "VALID"), 1)
    'helper.make_node("AveragePool", ["x"], ["y"], kernel_shape=[2], strides=[1], auto_pad="VALID")'
    """
    words, k, s = WORDS[called.framework], called.kernel_size, called.stride
    name = words.names[called.kind].format(n=dims)
    padding = f'{words.padding}="{spelled(called.framework, called.padding)}"'
    if called.framework == "onnx":
        numbers = f"{words.kernel}={[k] * dims}, {words.stride}={[s] * dims}"
        return f'helper.{_MAKE}("{name}", ["x"], ["y"], {numbers}, {padding})'
    first = "x, " if called.framework == "tensorflow" else ""
    return f"{words.module}{name}({first}{words.kernel}={k}, {words.stride}={s}, {padding})"


def called_in(line: str) -> Called | None:
    """Return the pooling that a line calls; None where it calls none of these frameworks'.

    PoolvizError where the line is no call, or where it says what no `Called` can.

    >>> called_in("tf.nn.max_pool2d(x, 3, [1, 2, 2, 1], 'SAME')")
    Called(framework='tensorflow', kind='max', kernel_size=3, stride=2, padding='SAME')
    >>> called_in("nn.MaxPool2d(3)")
    """
    call = call_in(line)
    name, given = name_of(call.func), {one.arg for one in call.keywords}
    if _KERAS.fullmatch(name):
        kind = "max" if name.startswith("Max") else "mean"
        return _called("keras", kind, _arguments(call, ("pool_size", "strides", "padding")))
    if _TENSORFLOW.fullmatch(name) and ("tf." in source_of(call.func) or "ksize" in given):
        kind = "max" if name.startswith("max") else "mean"
        return _called("tensorflow", kind, _arguments(call, ("x", "ksize", "strides", "padding")))
    node = word(call.args[0]) if name == _MAKE and call.args else name
    for kind, known in WORDS["onnx"].names.items():
        if node == known:
            return _called("onnx", kind, _arguments(call, ()))
    return None


def _arguments(call: ast.Call, order: tuple[str, ...]) -> dict[str, Any]:
    """Return what the call says by name, and by place where it has an `order`; tensors are left out."""
    named = [*zip(order, call.args, strict=False), *((one.arg or "**", one.value) for one in call.keywords)]
    return {name: word(node) for name, node in named if name not in _SILENT}


def _called(framework: str, kind: str, given: Mapping[str, Any]) -> Called:
    words = WORDS[framework]
    keys = (words.kernel, words.stride, words.padding)
    unknown = next((name for name in given if name not in keys), None)
    if unknown is not None:
        raise PoolvizError(N_("`{name}` is nothing that this page sets"), name=unknown)
    kernel, stride, padding = (_said(key, {**words.usual, **given}) for key in keys)
    size = _number(words.kernel, kernel)
    by = size if stride is None else _number(words.stride, stride)
    return Called(framework, kind, size, by, _padding(words, str(padding).upper()))


def _said(key: str, given: Mapping[str, Any]) -> Any:
    if key not in given:
        raise PoolvizError(N_("the line must say `{name}`"), name=key)
    return given[key]


def _padding(words: Words, text: str) -> str:
    if text == "NOTSET":  # without pads
        return "VALID"
    if text not in words.paddings:
        names = ", ".join(words.paddings)
        raise PoolvizError(
            N_("`{name}` must be one of {names}, but got {got}"),
            name=words.padding,
            names=names,
            got=text[:40],
        )
    return text


def _number(name: str, value: Any) -> int:
    several = list(_along(value))
    if len(set(several)) != 1 or type(several[0]) is not int:
        raise PoolvizError(
            N_("`{name}` must be one whole number for all axes here, but got {got}"),
            name=name,
            got=str(value)[:40],
        )
    return several[0]


def _along(value: Any) -> Iterator[Any]:
    """Give a number along each axis; TensorFlow may say a 1 before and after, for images and channels."""
    axes = value if isinstance(value, tuple | list) else (value,)
    yield from axes[1:-1] if len(axes) > 2 and (axes[0], axes[-1]) == (1, 1) else axes
