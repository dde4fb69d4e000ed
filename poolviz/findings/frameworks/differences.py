"""Where TensorFlow, Keras and ONNX pool otherwise than torch: a table, with the torch lines for each."""

from dataclasses import dataclass

from poolviz.texts import N_

_TF_NN = "https://www.tensorflow.org/api_docs/python/tf/nn"
_KERAS = "https://keras.io/api/layers/pooling_layers"
_ONNX = "https://onnx.ai/onnx/operators"


@dataclass(frozen=True)
class Difference:
    """One rule: what torch does, what the other does (both untranslated), torch lines, and the `source`.

    `code` makes y, what the other framework gives, of x (N, C, H, W).
    """

    subject: str
    torch: str
    other: str
    code: str
    source: str


TENSORFLOW = (
    Difference(
        N_("Layout"),
        N_("(N, C, H, W): a channel is a plane of its own"),
        N_("(N, H, W, C) unless data_format says another"),
        "x = x_nhwc.permute(0, 3, 1, 2)\ny = nn.MaxPool2d(2)(x)\ny_nhwc = y.permute(0, 2, 3, 1)",
        f"{_TF_NN}/max_pool2d",
    ),
    Difference(
        'padding="SAME"',
        N_("has no such layer: padding is the same on both sides"),
        N_("ceil(L / s) outputs; the odd cell of padding comes after"),
        "(top, bottom), (left, right) = (same_padding(n, 3, 2) for n in x.shape[2:])\n"
        'padded = F.pad(x, (left, right, top, bottom), value=float("-inf"))\n'
        "y = F.max_pool2d(padded, 3, 2)",
        f"{_TF_NN}#notes_on_padding_2",
    ),
    Difference(
        'padding="VALID"',
        N_("padding=0, and ceil_mode=False: the same"),
        N_("no padding, rounded down"),
        "y = F.max_pool2d(x, 3, 2)",
        f"{_TF_NN}#notes_on_padding_2",
    ),
    Difference(
        N_("The border of an average"),
        N_("counts padding as zeros unless count_include_pad=False"),
        N_("never counts padding"),
        "y = F.avg_pool2d(x, 3, 2, padding=1, count_include_pad=False)",
        f"{_TF_NN}#notes_on_padding_2",
    ),
    Difference(
        N_("Default stride"),
        "stride=None: kernel_size",
        N_("none: strides must be given"),
        "y = F.max_pool2d(x, 3, stride=2)",
        f"{_TF_NN}/max_pool2d",
    ),
    Difference(
        N_("Index of a maximum"),
        N_("y·W + x, in the plane of its own (n, c)"),
        N_("(y·W + x)·C + c; with include_batch_in_index ((b·H + y)·W + x)·C + c"),
        "y, indices = F.max_pool2d(x, 2, return_indices=True)\nargmax = to_tensorflow(indices, x.shape[2:])",
        f"{_TF_NN}/max_pool_with_argmax",
    ),
)

KERAS = (
    Difference(
        N_("Layout"),
        N_("(N, C, H, W): a channel is a plane of its own"),
        N_("channels last unless data_format or keras.config says otherwise"),
        "x = x_nhwc.permute(0, 3, 1, 2)\ny = nn.MaxPool2d(2)(x)\ny_nhwc = y.permute(0, 2, 3, 1)",
        f"{_KERAS}/max_pooling2d/",
    ),
    Difference(
        N_("Default stride"),
        "stride=None: kernel_size",
        N_("strides=None: pool_size, the same"),
        "y = F.max_pool2d(x, 2)",
        f"{_KERAS}/max_pooling2d/",
    ),
    Difference(
        'padding="same"',
        N_("has no such layer: padding is the same on both sides"),
        N_("ceil(L / s) outputs; the odd cell of padding comes after"),
        "(top, bottom), (left, right) = (same_padding(n, 3, 2) for n in x.shape[2:])\n"
        'padded = F.pad(x, (left, right, top, bottom), value=float("-inf"))\n'
        "y = F.max_pool2d(padded, 3, 2)",
        f"{_KERAS}/max_pooling2d/",
    ),
    Difference(
        N_("Global pooling"),
        N_("AdaptiveAvgPool2d(1) keeps H = W = 1"),
        N_("GlobalAveragePooling2D gives (N, C) unless keepdims=True"),
        "y = F.adaptive_avg_pool2d(x, 1).flatten(1)",
        f"{_KERAS}/global_average_pooling2d/",
    ),
)

ONNX = (
    Difference(
        N_("Default stride"),
        "stride=None: kernel_size",
        N_("strides is 1 along every axis"),
        "y = F.max_pool2d(x, 3, stride=1)",
        f"{_ONNX}/onnx__MaxPool.html",
    ),
    Difference(
        N_("The border of an average"),
        "count_include_pad=True",
        "count_include_pad=0",
        "y = F.avg_pool2d(x, 3, 2, padding=1, count_include_pad=False)",
        f"{_ONNX}/onnx__AveragePool.html",
    ),
    Difference(
        "pads",
        N_("padding: one number per axis, at most half of the kernel"),
        N_("one number for each side: first all beginnings, then all ends"),
        '# pads=[0, 0, 1, 1]\npadded = F.pad(x, (0, 1, 0, 1), value=float("-inf"))\n'
        "y = F.max_pool2d(padded, 3, 2)",
        f"{_ONNX}/onnx__MaxPool.html",
    ),
    Difference(
        "auto_pad",
        N_("has none"),
        N_(
            "NOTSET, VALID, SAME_UPPER (TensorFlow's SAME) or SAME_LOWER (the odd cell before); deprecated. "
            "The formula has no max(…, 0): with a stride larger than the kernel onnxruntime begins later, "
            "or refuses."
        ),
        "(top, bottom), (left, right) = (same_padding(n, 3, 2) for n in x.shape[2:])\n"
        'padded = F.pad(x, (left, right, top, bottom), value=float("-inf"))\n'
        "y = F.max_pool2d(padded, 3, 2)",
        f"{_ONNX}/onnx__MaxPool.html",
    ),
    Difference(
        "ceil_mode",
        N_("drops a window that would start in the right padding; what hangs over is never counted"),
        N_(
            "drops it too, according to the documents of opset 22. With count_include_pad=1, "
            "runtimes differ in whether the overhang counts (pytorch issue 183528)."
        ),
        "y = F.max_pool2d(x, 3, 2, ceil_mode=True)",
        f"{_ONNX}/onnx__AveragePool.html",
    ),
    Difference(
        N_("Index of a maximum"),
        N_("y·W + x, in the plane of its own (n, c)"),
        N_("(n·C + c)·H·W + y·W + x, in the whole tensor; storage_order=1 counts down the columns"),
        "y, indices = F.max_pool2d(x, 2, return_indices=True)\nindices = to_onnx(indices, x.shape[2:])",
        f"{_ONNX}/onnx__MaxPool.html",
    ),
    Difference(
        "LpPool",
        N_(
            "takes x as it is: an odd power can sum below zero and gives nan; no padding; ceil_mode scales up"
        ),
        N_("takes |x|; p is 2 by default; has pads and dilations; what hangs over adds nothing"),
        "y = F.lp_pool2d(x.abs(), 3, 2, stride=1)  # p = 3, a window of 2",
        f"{_ONNX}/onnx__LpPool.html",
    ),
    Difference(
        N_("Global pooling"),
        "AdaptiveMaxPool2d(1), AdaptiveAvgPool2d(1)",
        "GlobalMaxPool, GlobalAveragePool",
        "y = F.adaptive_max_pool2d(x, 1)",
        f"{_ONNX}/onnx__GlobalMaxPool.html",
    ),
)

DIFFERENCES = {"tensorflow": TENSORFLOW, "keras": KERAS, "onnx": ONNX}
