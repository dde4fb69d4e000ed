"""What torch says when it refuses, as people paste it, and what is to be done about it."""

import re

from rapidfuzz import fuzz

from poolviz.answers.asking.entry import Entry
from poolviz.texts import N_, _

ENOUGH = 82  # of 100 that a pasted text must agree with a message
AXES = ("", "one", "two", "three", "four", "five")
SHORTEST = 14  # characters of a text that can be a message
# Torch's words without their numbers; what to do; page and settings.
_MESSAGES: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    (
        "pad should be at most half of effective kernel size, but got pad, kernel_size and dilation",
        N_("The padding is more than half of the window. Take less padding or a larger kernel_size."),
        "windows",
        {"k": "3", "p": "2"},
    ),
    (
        "pad should be smaller than or equal to half of kernel size, but got padW padH kW kH",
        N_("The padding is more than half of kernel_size, and dilation does not help. Take less padding."),
        "windows",
        {"k": "3", "p": "2"},
    ),
    (
        "max_pool1d() padding should be at most half of kernel size, but got padding and kernel_size",
        N_("The padding is more than half of the window. Take less padding or a larger kernel_size."),
        "signals",
        {"k": "3", "p": "2"},
    ),
    (
        "Given input size. Calculated output size. Output size is too small",
        N_("The window is larger than the input with its padding. Pool less often, or take a larger input."),
        "sizes",
        {"tool": "chain"},
    ),
    (
        "max_pool1d() Invalid computed output size",
        N_("The window is longer than the signal with its padding. Take a smaller kernel_size."),
        "signals",
        {},
    ),
    (
        "stride should not be zero",
        N_("stride and kernel_size are at least 1. Leave stride out to make it as large as kernel_size."),
        "learn",
        {"lesson": "stride"},
    ),
    (
        "stride must be greater than zero, but got",
        N_("stride and kernel_size are at least 1. Leave stride out to make it as large as kernel_size."),
        "learn",
        {"lesson": "stride"},
    ),
    (
        "kernel size should be greater than zero, but got",
        N_("stride and kernel_size are at least 1. Leave stride out to make it as large as kernel_size."),
        "windows",
        {},
    ),
    (
        "dilation should be greater than zero, but got dilationH dilationW",
        N_("dilation counts from 1, which means no gap."),
        "learn",
        {"lesson": "dilation"},
    ),
    (
        "pad must be non-negative, but got pad",
        N_("padding is 0 or more. To leave rows out, slice the input instead."),
        "learn",
        {"lesson": "padding"},
    ),
    (
        "Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but got",
        N_(
            "A 2-d pool takes (N, C, H, W) or (C, H, W), and no axis but the batch may be empty. "
            "unsqueeze() adds an axis."
        ),
        "layers",
        {},
    ),
    (
        "non-empty 3D or 4D (batch mode) tensor expected for input",
        N_(
            "A 2-d pool takes (N, C, H, W) or (C, H, W), and no axis but the batch may be empty. "
            "unsqueeze() adds an axis."
        ),
        "layers",
        {},
    ),
    (
        "Dimension out of range (expected to be in range of, but got)",
        N_("The input has too few axes. A 2-d pool takes (N, C, H, W) or (C, H, W)."),
        "layers",
        {},
    ),
    (
        "non-empty 4D or 5D (batch mode) tensor expected for input",
        N_("A 3-d pool takes (N, C, D, H, W) or (C, D, H, W). unsqueeze() adds an axis."),
        "layers",
        {"dim": "3"},
    ),
    (
        "Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for input, but got",
        N_("A 1-d pool takes (N, C, L) or (C, L). unsqueeze() adds an axis."),
        "layers",
        {"dim": "1"},
    ),
    (
        "Expected 4D or 5D (batch mode) tensor with optional 0 dim batch size for input, but got",
        N_("A 3-d pool takes (N, C, D, H, W) or (C, D, H, W). unsqueeze() adds an axis."),
        "layers",
        {"dim": "3"},
    ),
    (
        "kernel_size must either be a single int, or a tuple of two ints",
        N_("A 2-d pool takes one number for both sides or two, height first."),
        "layers",
        {},
    ),
    (
        "divisor must be not zero",
        N_("divisor_override may be any number but 0. Leave it out to divide by what the window counts."),
        "learn",
        {"lesson": "averages"},
    ),
    (
        "Found an invalid max index (output volumes are of size)",
        N_(
            "The indices are of a larger plane than MaxUnpool makes by itself. Pass output_size, the "
            "size of the pooled input."
        ),
        "unpooling",
        {},
    ),
    (
        "invalid output_size (dim must be between and)",
        N_(
            "MaxUnpool accepts an output_size that the pooling layer would pool to the size "
            "of its input: less than one stride away from the default."
        ),
        "practise",
        {"topic": "unpool_size"},
    ),
    (
        "elements in indices should be type int64 but got Float",
        N_("MaxUnpool takes the indices that MaxPool returned, as they are: return_indices=True."),
        "unpooling",
        {},
    ),
    (
        "Expected shape of indices to be same as that of the input tensor but got indices tensor with shape",
        N_("MaxUnpool takes the indices that came with the output it puts back; both have the same shape."),
        "unpooling",
        {},
    ),
    (
        "_MaxPoolNd.__init__() missing 1 required positional argument: 'kernel_size'",
        N_("Every pool but the adaptive ones needs a kernel_size, such as nn.MaxPool2d(2)."),
        "layers",
        {},
    ),
    (
        '"max_pool2d" not implemented for Bool Half Long',
        N_("This number type cannot be pooled on this device. x.float() gives one that can."),
        "layers",
        {},
    ),
    (
        "elements of output_size must be greater than or equal to 0 but received",
        N_("An adaptive layer takes the size of its output, 0 or more for each side."),
        "learn",
        {"lesson": "adaptive"},
    ),
    (
        "FractionalMaxPool2d requires specifying either an output size, or a pooling ratio",
        N_("A fractional layer takes output_size or output_ratio, but not both."),
        "windows",
        {"layer": "FractionalMaxPool2d"},
    ),
    (
        "only one of output_size and output_ratio may be specified",
        N_("A fractional layer takes output_size or output_ratio, but not both."),
        "windows",
        {"layer": "FractionalMaxPool2d"},
    ),
    (
        "adaptive_max_pool2d(): internal error: output_size.size() must be",
        N_("A 2-d pool takes one number for both sides or two, height first."),
        "learn",
        {"lesson": "adaptive"},
    ),
    (
        "argument 'kernel_size' (position) must be tuple of ints, not",
        N_("kernel_size takes whole numbers: one, or a tuple of them. k // 2 stays whole, k / 2 does not."),
        "windows",
        {},
    ),
    (
        "fractional_max_pool2d() pool height too large relative to input height",
        N_("output_size and kernel_size together do not fit into the input. Take a smaller output."),
        "windows",
        {"layer": "FractionalMaxPool2d"},
    ),
    (
        "mat1 and mat2 shapes cannot be multiplied",
        N_(
            "in_features of the Linear is not what the pools before it leave. The second number of mat1 "
            "is what it must be."
        ),
        "networks",
        {"show": "own"},
    ),
    (
        "'tuple' object has no attribute 'shape'",
        N_("With return_indices=True a pool returns two tensors: y, indices = pool(x)."),
        "learn",
        {"lesson": "indices"},
    ),
)


def messages_like(text: str) -> list[Entry]:
    """Return what to do about the message of torch that `text` is, whatever its numbers; none where it "
    "is none."""
    asked = _bare(text)
    if len(asked) < SHORTEST:
        return []
    scored = [(_likeness(asked, _bare(words)), n) for n, (words, *_rest) in enumerate(_MESSAGES)]
    best = max(scored)
    if best[0] < ENOUGH:
        return []
    words, said, page, settings = _MESSAGES[best[1]]
    return [Entry("message", words, _(said), page, settings)]


def _likeness(asked: str, words: str) -> float:
    """Return how far the words of a message are in the text, in their order, whatever stands around "
    "them."""
    if len(asked) < len(words) / 2:
        return 0.0
    return max(fuzz.token_set_ratio(words, asked), fuzz.partial_ratio(words, asked))


def _bare(text: str) -> str:
    """Return a message in small letters, without numbers and the signs around them.

    How many axes it speaks of stays: that tells the advice for a signal from that for a volume.
    """
    said = re.sub(r"\b([1-5])d\b", lambda found: f"{AXES[int(found[1])]}_d", text.lower())
    return " ".join(re.sub(r"[^a-z_' ]+", " ", said).split())
