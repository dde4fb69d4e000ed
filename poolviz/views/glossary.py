"""The terms of the field, each in a sentence; which of them a text holds, and what each means."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from gettext import NullTranslations

from poolviz.texts import N_, _, spoken
from poolviz.views.stage.wire.stage import Meaning

# What each term means, and the lesson that explains it.
TERMS: Mapping[str, tuple[str, str]] = {
    N_("window"): (N_("The cells of the input from which one output is made."), "windows"),
    N_("tap"): (N_("A place that a window reads, inside the input or in the padding."), "dilation"),
    N_("kernel_size"): (N_("How many cells a window reads in each direction."), "windows"),
    N_("stride"): (
        N_("How far the window moves from one output to the next; kernel_size unless given."),
        "stride",
    ),
    N_("padding"): (N_("Cells added around the input: −∞ for a max, 0 for an average."), "padding"),
    N_("dilation"): (N_("The distance between the cells that a window reads; 1 means no gap."), "dilation"),
    N_("ceil_mode"): (N_("Rounds the output size up, so that a window may hang over the edge."), "ceil"),
    N_("overhang"): (
        N_("The part of a window that lies beyond the input and its padding, with ceil_mode."),
        "ceil",
    ),
    N_("dropped window"): (
        N_("A window that rounding up would add and torch leaves out: it would start in the right padding."),
        "ceil",
    ),
    N_("divisor"): (N_("What the sum of a window is divided by to make an average."), "averages"),
    N_("count_include_pad"): (N_("Whether an average counts the zeros of the padding."), "averages"),
    N_("divisor_override"): (
        N_("The number by which every average divides, in place of its own divisor."),
        "averages",
    ),
    N_("index"): (
        N_("Where a maximum was: counted from 0, row by row, in its plane without the padding."),
        "indices",
    ),
    N_("plane"): (N_("One channel of one image: rows and columns. Each is pooled by itself."), "networks"),
    N_("channel"): (N_("One of the planes that make up an image or a feature map."), "networks"),
    N_("batch"): (N_("Several images that go through a network at once."), "networks"),
    N_("feature map"): (N_("A plane that a layer of a network puts out."), "networks"),
    N_("tie"): (
        N_("Several cells of a window with the same largest value; torch takes the first."),
        "windows",
    ),
    N_("unpooling"): (
        N_("Puts pooled values back where they were, and 0 everywhere else."),
        "indices",
    ),
    N_("gradient"): (
        N_("How much the result would change with a value; what training sends back through a layer."),
        "gradients",
    ),
    N_("receptive field"): (
        N_("The part of the input on which one cell of a later map depends."),
        "networks",
    ),
    N_("jump"): (
        N_("How far apart in the input two neighbouring cells of a later map lie."),
        "networks",
    ),
    N_("flatten"): (N_("Makes one long row of all maps, for the Linear layer that follows."), "networks"),
    N_("in_features"): (N_("How many numbers a Linear layer takes."), "networks"),
    N_("adaptive pooling"): (
        N_("Pooling that is told the size of its output and lays its windows accordingly."),
        "adaptive",
    ),
    N_("global pooling"): (N_("One number for each whole plane: its average or its maximum."), "adaptive"),
    N_("norm (LPPool)"): (
        N_("The p-th root of the sum of p-th powers; p = 1 sums, p = ∞ takes the largest."),
        "averages",
    ),
    N_("fractional pooling"): (
        N_("Max pooling with windows at random places, for output sizes that do not divide the input's."),
        "adaptive",
    ),
    N_("aliasing"): (
        N_("What is sampled too coarsely looks like something else after a small shift."),
        "shifts",
    ),
    N_("invariance"): (N_("That an output stays the same when the input moves."), "shifts"),
    N_("SAME padding"): (
        N_("TensorFlow's padding: as many outputs as the input divided by the stride, rounded up."),
        "frameworks",
    ),
    N_("VALID padding"): (N_("TensorFlow's name for no padding at all."), "frameworks"),
}

PLURALS = {"index": "ind(?:ex|ices)", "batch": "batch(?:es)?", "flatten": "flatten(?:s|ed)?"}


def terms_in(texts: Iterable[str]) -> list[Meaning]:
    """Return the terms that stand in any of `texts`, in the current language, the longest first.

    >>> [term.word for term in terms_in(["Two windows of a feature map, no maps of features"])]
    ['feature map', 'window']
    """
    said = "\n".join(texts)
    return [term for term, pattern in _known(spoken()) if pattern.search(said)]


@lru_cache(maxsize=8)
def _known(_language: NullTranslations) -> list[tuple[Meaning, re.Pattern[str]]]:
    """Return all terms in the current language, the longest first, each with how it is found."""
    terms = [Meaning(_(term), pattern_of(_(term)), _(meaning)) for term, (meaning, _lesson) in TERMS.items()]
    in_order = sorted(terms, key=lambda term: -len(term.word))
    return [(term, re.compile(term.pattern, re.IGNORECASE)) for term in in_order]


def spelled_out(text: str, known: Collection[str] = ()) -> str:
    """Return a text with what the terms in it mean behind it, but for those that are `known`.

    >>> spelled_out("Its padding is VALID padding.", known=["padding"])
    "Its padding is VALID padding. · VALID padding: TensorFlow's name for no padding at all."
    """
    new = [term for term in terms_in([text]) if term.word not in known]
    said = (_("{word}: {says}").format(word=term.word, says=term.says) for term in new)
    return " · ".join([text, *said])


def pattern_of(title: str) -> str:
    """Return how a term is found in a text, for Python and for the browser: whole words, plural or not.

    >>> pattern_of("dilation"), pattern_of("膨胀（dilation）")
    ('\\\\b(?:dilation)s?\\\\b', '膨胀')
    """
    name = re.split(r"[（(]", title)[0].strip()
    if not name.isascii():
        return re.escape(name)
    return rf"\b(?:{PLURALS.get(name, re.escape(name).replace(chr(92) + ' ', ' '))})s?\b"


def meanings(text: str, said: set[str]) -> str | None:
    """Return what the terms of `text` mean, a paragraph each, None without any; those in `said` were before.

    >>> meanings("the overhang", set())
    '**overhang**: The part of a window that lies beyond the input and its padding, with ceil\\\\_mode.'
    """
    new = [term for term in terms_in([text]) if term.word not in said]
    said.update(term.word for term in new)
    lines = (f"**{_escaped(term.word)}**: {_escaped(term.says)}" for term in new)
    return "\n\n".join(lines) or None


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#$])", r"\\\1", text)
