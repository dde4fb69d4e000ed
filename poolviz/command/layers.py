"""`poolviz explain` and `poolviz figure`: a layer on a matrix from a file."""

import argparse
import sys
from pathlib import Path

from torch import Tensor, nn

from poolviz.command.plain_text import as_json, as_text
from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import parse
from poolviz.pooling.explanation import Explanation, explain
from poolviz.pooling.layers import family_of
from poolviz.sources import shortened
from poolviz.sources.matrices.text import parse_matrix
from poolviz.sources.volumes.text import parse_volume
from poolviz.texts import N_
from poolviz.views.figures.explanation.figure import figure, sweep

WIDEST = 512  # rows and columns of a matrix
PICTURES = ("svg", "pdf", "png", "gif")
EXAMPLE = "1 2 0 3 1; 0 1 2 3 1; 1 2 1 0 0; 5 2 3 1 1; 2 1 0 1 1"
EXAMPLES = {1: "1 5 2 4 3 0 1", 2: EXAMPLE, 3: "1 2 0; 0 1 2; 5 2 1;; 3 0 1; 2 4 0; 1 1 2"}


def explain_layer(options: argparse.Namespace) -> None:
    """Print the explanation of a layer as text or as JSON."""
    made = explained(options.layer, options.input)
    print(as_json(made) if options.json else as_text(made))


def figure_of_layer(options: argparse.Namespace) -> None:
    """Write a picture of a layer at work; a .gif shows every window in turn."""
    target = Path(options.output)
    kind = target.suffix.lower().removeprefix(".")
    if kind not in PICTURES:
        raise PoolvizError(
            N_("`output` must be a file of one of {kinds}, but got {got}"),
            kinds=", ".join(PICTURES),
            got=shortened(target.name),
        )
    made = explained(options.layer, options.input)
    if kind == "gif":
        sweep(made, target, options.language)
    else:
        at = None if options.at is None else whole_numbers("at", options.at)
        figure(made, at, options.language).savefig(target, format=kind)


def explained(line: str, source: str | None) -> Explanation:
    """Return the explanation of the layer that `line` makes, on what the file `source` holds."""
    layer = parse(line)
    return explain(layer, _input(layer, source))


def whole_numbers(name: str, text: str) -> tuple[int, ...]:
    """Return the whole numbers between the commas of `text`; PoolvizError that names them `name`.

    >>> whole_numbers("input", "1,3, 224,224")
    (1, 3, 224, 224)
    """
    parts = text.strip("() ").removesuffix(",").split(",")
    if all(part.strip().isdecimal() for part in parts):
        return tuple(map(int, parts))
    raise PoolvizError(
        N_("`{name}` must be whole numbers with commas between them, but got {got}"),
        name=name,
        got=repr(shortened(text)),
    )


def _input(layer: nn.Module, source: str | None) -> Tensor:
    """Return (C, *plane): a volume or a matrix is one channel, of a signal every row is one."""
    _family, dims = family_of(layer)
    text = EXAMPLES[dims] if source is None else _read(source)
    if dims == 3:
        return parse_volume(text)[None]
    matrix = parse_matrix(text, WIDEST)
    return matrix if dims == 1 else matrix[None]


def _read(source: str) -> str:
    if source == "-":
        return sys.stdin.read()
    try:
        return Path(source).read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise PoolvizError(N_("`input` must be a text file, but {got} is none"), got=source) from None
