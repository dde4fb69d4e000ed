"""The index of each maximum as torch, TensorFlow and ONNX count it, as rows and as a sentence."""

from poolviz.findings.frameworks.indices import to_onnx_indices, to_tensorflow_indices
from poolviz.pooling.explanation import Explanation
from poolviz.texts import _
from poolviz.views.words.numbers import short


def index_rows(
    made: Explanation, channels: int, image: int, channel: int, include_batch: bool
) -> list[dict[str, str | int]]:
    """Return a row for each output of a max: its value, its cell, and the three indices.

    The plane is taken for channel `channel` of `channels`, of image number `image`.
    """
    torchs, tensorflows, onnxs = _three(made, channels, image, channel, include_batch)
    width = made.input.shape[-1]
    rows: list[dict[str, str | int]] = []
    outputs = made.output[0, 0].flatten().tolist()
    for value, flat, tensorflow, onnx in zip(outputs, torchs, tensorflows, onnxs, strict=True):
        y, x = divmod(flat, width)
        row: dict[str, str | int] = {_("maximum"): short(value), "y": y, "x": x}
        rows.append(row | {"torch": flat, "TensorFlow": tensorflow, "ONNX": onnx})
    return rows


def index_sentence(made: Explanation, channels: int, image: int, channel: int, include_batch: bool) -> str:
    """Return the three indices of the first maximum with all their numbers, as Markdown."""
    torchs, tensorflows, onnxs = _three(made, channels, image, channel, include_batch)
    height, width = made.input.shape[-2:]
    y, x = divmod(torchs[0], width)
    row = f"{y}·{width} + {x}"
    row_of_all = f"({image}·{height} + {y})·{width} + {x}" if include_batch else row
    lines = [
        _("The first maximum lies at y = {y}, x = {x}; H = {height}, W = {width}.").format(
            y=y, x=x, height=height, width=width
        ),
        f"torch: {row} = **{torchs[0]}**",
        f"TensorFlow: ({row_of_all})·{channels} + {channel} = **{tensorflows[0]}**",
        f"ONNX: ({image}·{channels} + {channel})·{height}·{width} + {row} = **{onnxs[0]}**",
    ]
    return "  \n".join(lines)


def _three(
    made: Explanation, channels: int, image: int, channel: int, include_batch: bool
) -> tuple[list[int], list[int], list[int]]:
    """Return the flat indices of the outputs' maxima, row-major: torch's, TensorFlow's, ONNX's."""
    assert made.indices is not None, "a max has indices"
    plane = made.input.shape[2:]
    spread = made.indices.expand(image + 1, channels, *made.indices.shape[2:])
    tensorflow = to_tensorflow_indices(spread, plane, include_batch)[image, ..., channel]
    onnx = to_onnx_indices(spread, plane)[image, channel]
    return (made.indices.flatten().tolist(), tensorflow.flatten().tolist(), onnx.flatten().tolist())
