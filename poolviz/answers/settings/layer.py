"""The layer that the settings of a page say."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from torch import nn

from poolviz.answers.settings.fields import Values, power
from poolviz.answers.settings.numbers import (
    ACCEPTED,
    DIVISOR,
    FLAGS,
    LAYER_NAMES,
    NUMBERS,
    SEED,
    Number,
    dims_of,
    parameters,
    samples,
)
from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code
from poolviz.pooling.layouts import RANDOM_SAMPLES, with_samples


@dataclass(frozen=True, eq=False)
class Asked:
    """The layer that the settings say; where its constructor refuses, the nearest, and torch's words."""

    layer: nn.Module
    refused: str | None = None


def layer_of(values: Values, names: Sequence[str] = LAYER_NAMES) -> Asked:
    """Return the layer of torch.nn that the settings say, on a page that shows the layers `names`.

    >>> from poolviz.answers.settings.numbers import layer_fields
    >>> values = {key: field.default for key, field in layer_fields().items()}
    >>> layer_of(values | {"k": 3}).layer.kernel_size
    3
    """
    name = values["layer"]
    taken, dims = parameters(name), dims_of(names)
    given: dict[str, Any] = {"norm_type": norm_of(values["norm"])} if "norm_type" in taken else {}
    for number in shown_numbers(values, taken):
        given |= _argument(number, values, taken, dims)
    given |= {flag: bool(values[key]) for flag, (key, _default) in FLAGS.items() if flag in taken}
    if DIVISOR.name in taken:
        given[DIVISOR.name] = values[DIVISOR.key]
    if RANDOM_SAMPLES in taken:
        given[RANDOM_SAMPLES] = samples(int(values[SEED.key] or 0), dims)
    return _made(getattr(nn, name), given)


def shown_numbers(values: Values, taken: Collection[str]) -> list[Number]:
    """Return the numbers that a layer which takes the arguments `taken` is set by.

    Fractional windows take a size or a ratio: the ratio speaks where no size is given.
    """
    by_size = "output_ratio" in taken and values["to"] is not None
    left_out = "output_ratio" if by_size else ""
    return [number for number in NUMBERS if number.name in taken and number.name != left_out]


def norm_of(text: str | None) -> float:
    """Return the p of a norm as torch takes it; 2 where the text is none.

    >>> norm_of("3"), norm_of("0.5"), norm_of("")
    (3, 0.5, 2)
    """
    try:
        norm = float(power().read(text or "2"))
    except PoolvizError:
        return 2
    return int(norm) if norm.is_integer() else norm


def _argument(number: Number, values: Values, taken: Collection[str], dims: int) -> dict[str, Any]:
    """Return the argument that the settings of one number say; an empty one is filled in as torch would."""
    apart = dims > 1 and bool(values["apart"])
    said = tuple(values[key] for key in number.keys(dims)) if apart else (values[number.key],) * dims
    if number.name == "stride":
        kernels = [values[key] for key in NUMBERS[0].keys(dims)]
        filled = tuple(k if s is None else s for s, k in zip(said, kernels, strict=True))
        return {} if set(said) == {None} else {"stride": _one(filled)}
    if number.name == "output_size" and "output_ratio" in taken:
        filled = tuple(values[number.key] if size is None else size for size in said)
        return {} if None in filled else {"output_size": _one(filled)}
    return {number.name: _one(said)}


def _one(values: tuple[float | None, ...]) -> Any:
    """Return one number for all axes where they agree; torch takes no None alone."""
    return values[0] if len(set(values)) == 1 and values[0] is not None else values


def _made(cls: type[nn.Module], given: dict[str, Any]) -> Asked:
    try:
        return Asked(cls(**given))
    except (TypeError, ValueError, RuntimeError) as error:
        name = next(name for name in ACCEPTED if name in given)
        return Asked(cls(**given | {name: ACCEPTED[name]}), str(error))


def undrawn(layer: nn.Module) -> str:
    """Return the layer's line, a fractional one's without the samples that the page draws.

    >>> undrawn(nn.FractionalMaxPool2d(2, 3, _random_samples=samples(0, 2)))
    'nn.FractionalMaxPool2d(2, output_size=3)'
    """
    return code(with_samples(layer, None) if hasattr(layer, RANDOM_SAMPLES) else layer)
