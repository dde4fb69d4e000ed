"""The calls of other frameworks, read and written; what none of them says is refused in its own words."""

import pytest

from poolviz.errors import PoolvizError
from poolviz.findings.frameworks.calls import Called, called_in, spelled, written


@pytest.mark.parametrize(
    ("line", "called"),
    [
        ("tf.nn.max_pool2d(x, 3, 2, 'SAME')", ("tensorflow", "max", 3, 2, "SAME")),
        ("tf.nn.max_pool1d(x, [1, 3, 1], [1, 2, 1], 'SAME')", ("tensorflow", "max", 3, 2, "SAME")),
        ("tf.nn.max_pool(x, [1, 3, 3, 1], [1, 2, 2, 1], 'VALID')", ("tensorflow", "max", 3, 2, "VALID")),
        (
            "avg_pool1d(input=x, ksize=3, strides=2, padding='SAME')",
            ("tensorflow", "mean", 3, 2, "SAME"),
        ),
        ("keras.layers.MaxPooling2D()", ("keras", "max", 2, 2, "VALID")),
        ("keras.layers.MaxPool1D(3, padding='same', name='p')", ("keras", "max", 3, 3, "SAME")),
        ("layers.AveragePooling2D((3, 3), 2, 'valid')", ("keras", "mean", 3, 2, "VALID")),
        ("AvgPool2D(pool_size=3, strides=1)", ("keras", "mean", 3, 1, "VALID")),
        ("helper.make_node('MaxPool', ['x'], ['y'], kernel_shape=[3])", ("onnx", "max", 3, 1, "VALID")),
        ("MaxPool(x, kernel_shape=[3, 3], auto_pad='NOTSET')", ("onnx", "max", 3, 1, "VALID")),
        (
            "make_node('AveragePool', inputs=['x'], kernel_shape=[3], strides=[2], auto_pad='SAME_LOWER')",
            ("onnx", "mean", 3, 2, "SAME_LOWER"),
        ),
        ("op.AveragePool(x, kernel_shape=[2], auto_pad='same_upper')", ("onnx", "mean", 2, 1, "SAME_UPPER")),
    ],
)
def test_a_call_as_people_write_it(line: str, called: tuple[str, str, int, int, str]) -> None:
    assert called_in(line) == Called(*called)


@pytest.mark.parametrize("line", ["nn.MaxPool2d(3)", "max_pool2d(x, 3)", "make_node('Conv', ['x'], ['y'])"])
def test_a_call_of_none_of_them(line: str) -> None:
    assert called_in(line) is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("tf.nn.max_pool2d(x, strides=2, padding='SAME')", "the line must say `ksize`"),
        ("tf.nn.max_pool2d(x, 3, padding='SAME')", "the line must say `strides`"),
        ("tf.nn.max_pool2d(x, 3, 2)", "the line must say `padding`"),
        ("MaxPool(x)", "the line must say `kernel_shape`"),
        ("MaxPool(x, kernel_shape=[3], pads=[1, 1])", "`pads` is nothing that this page sets"),
        ("MaxPool(x, kernel_shape=[3], **2)", "`**` is nothing that this page sets"),
        (
            "tf.nn.max_pool2d(x, (2, 3), 1, 'SAME')",
            "`ksize` must be one whole number for all axes here, but got (2, 3)",
        ),
        (
            "keras.layers.MaxPooling2D(2, 1.5)",
            "`strides` must be one whole number for all axes here, but got 1.5",
        ),
        (
            f"keras.layers.MaxPooling2D('{'k' * 41}')",
            f"`pool_size` must be one whole number for all axes here, but got {'k' * 40}",
        ),
        ("MaxPooling2D(padding='full')", "`padding` must be one of SAME, VALID, but got FULL"),
        (
            f"MaxPool(x, kernel_shape=[3], auto_pad='{'a' * 41}')",
            f"`auto_pad` must be one of SAME_UPPER, SAME_LOWER, VALID, but got {'A' * 40}",
        ),
    ],
)
def test_what_cannot_be_said_here(line: str, said: str) -> None:
    with pytest.raises(PoolvizError) as caught:
        called_in(line)
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("called", "dims", "line"),
    [
        (("tensorflow", "mean", 3, 2, "SAME"), 1, 'tf.nn.avg_pool1d(x, ksize=3, strides=2, padding="SAME")'),
        (
            ("keras", "mean", 3, 2, "VALID"),
            2,
            'keras.layers.AveragePooling2D(pool_size=3, strides=2, padding="valid")',
        ),
        (
            ("onnx", "max", 3, 2, "SAME_LOWER"),
            2,
            'helper.make_node("MaxPool", ["x"], ["y"], '
            'kernel_shape=[3, 3], strides=[2, 2], auto_pad="SAME_LOWER")',
        ),
    ],
)
def test_a_call_is_written_and_read_again(
    called: tuple[str, str, int, int, str], dims: int, line: str
) -> None:
    assert written(Called(*called), dims) == line
    assert called_in(line) == Called(*called)


def test_keras_alone_writes_small_letters() -> None:
    spellings = [spelled(name, "VALID") for name in ("tensorflow", "keras", "onnx")]
    assert spellings == ["VALID", "valid", "VALID"]
