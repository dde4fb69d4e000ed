"""The size of an output: height and width apart, padding, dilation and the default stride."""

import random
from collections.abc import Callable
from typing import Any

from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.layers import setting
from poolviz.pooling.sizes.shapes import output_shape
from poolviz.questions.draws import pair
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "`{layer}` gets an input of height {height} and width {width}. How high and how wide is its output?"
)
RIGHT = N_(
    "Height: ({height} + 2·{ph} − {dh}·({kh} − 1) − 1) / {sh}, rounded down, plus 1. "
    "The width likewise, with its own numbers: {answer}."
)
MISTAKES = {
    "rounded_up": N_("You rounded up. torch rounds down unless ceil_mode=True."),
    "forgot_padding": N_("You left out the padding of {ph} on each side."),
    "padding_once": N_("You added the padding once. It is added on both sides."),
    "ignored_dilation": N_("You left out the dilation: the taps lie {dh} apart."),
    "dilation_from_0": N_("In torch a dilation of 1 means no gap; you counted it as a gap of 1."),
    "forgot_one": N_("You forgot the + 1: the first window counts, too."),
    "default_stride": N_("You moved the window by 1. Without a stride it moves by kernel_size, {kh}."),
    "width_first": N_("You put the width first. torch's sizes name the height first."),
}

Numbers = tuple[int, int, int, int, int]  # length, kernel_size, stride, padding, dilation


def draw(rng: random.Random, level: int) -> Task:
    """Return a layer and the size of its input."""
    apart, k = level > 1, pair(rng, (2, 3, 4, 5), level > 1)
    given: dict[str, Any] = {"kernel_size": k if apart else k[0]}
    if level < 3 or rng.random() < 0.5:
        s = pair(rng, (1, 2, 3), apart)
        given["stride"] = s if apart else s[0]
    if level > 1:
        given["padding"] = rng.randint(0, min(k) // 2)
    if level > 2:
        given["dilation"] = rng.choice((1, 2, 3))
    height, width = pair(rng, range(14 if level > 2 else 6, 33), apart)
    return task(nn.MaxPool2d(**given), height, width, "stride" in given)


def task(layer: nn.Module, height: int, width: int, strided: bool) -> Task:
    """Return what is asked of a layer without ceil_mode, of which the stride is given or not (`strided`)."""
    numbers = [_numbers(layer, dim, length) for dim, length in enumerate((height, width))]
    answer = output_shape(layer, (1, 1, height, width))[-2:]
    (_length, kh, sh, ph, dh) = numbers[0]
    values = {"layer": code(layer), "height": height, "width": width, "kh": kh, "sh": sh, "ph": ph, "dh": dh}
    return Task(answer, _mistakes(numbers, answer, strided), values, layer)


def _mistakes(numbers: list[Numbers], answer: Any, strided: bool) -> dict[str, Any]:
    def each(size: Callable[[Numbers], int]) -> tuple[int, ...]:
        return tuple(size(one) for one in numbers)

    found = {
        "rounded_up": each(lambda n: -(-_room(n) // n[2]) + 1),
        "forgot_one": each(lambda n: _room(n) // n[2]),
    }
    if any(n[3] for n in numbers):
        found["forgot_padding"] = each(lambda n: (_room(n) - 2 * n[3]) // n[2] + 1)
        found["padding_once"] = each(lambda n: (_room(n) - n[3]) // n[2] + 1)
    if any(n[4] > 1 for n in numbers):
        found["ignored_dilation"] = each(lambda n: (n[0] + 2 * n[3] - n[1]) // n[2] + 1)
        found["dilation_from_0"] = each(lambda n: (_room(n) - (n[1] - 1)) // n[2] + 1)
    if not strided:
        found["default_stride"] = each(lambda n: _room(n) + 1)
    if len(set(answer)) > 1:
        found["width_first"] = tuple(reversed(answer))
    return found


def _room(numbers: Numbers) -> int:
    length, kernel_size, _stride, padding, dilation = numbers
    return length + 2 * padding - dilation * (kernel_size - 1) - 1


def _numbers(layer: nn.Module, dim: int, length: int) -> Numbers:
    defaults = {"kernel_size": 1, "stride": 1, "padding": 0, "dilation": 1}
    k, s, p, d = (setting(layer, name, dim, default) for name, default in defaults.items())
    return length, k, s, p, d


TOPIC = Topic("output_size", "size", "sizes", TEXT, RIGHT, MISTAKES, draw)
