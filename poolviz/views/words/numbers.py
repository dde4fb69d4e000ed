"""Numbers as a reader sees them."""

import math

from torch import Tensor


def short(value: float) -> str:
    """Return `value` with at most four significant digits, whole numbers whole.

    >>> short(2.0), short(-0.17114), short(1 / 9), short(float("-inf")), short(12345.678)
    ('2', '−0.1711', '0.1111', '−∞', '12346')
    """
    if math.isinf(value):
        return "−∞" if value < 0 else "∞"
    if math.isnan(value):
        return "nan"
    whole = value == round(value) or 1e4 <= abs(value) < 1e7
    text = f"{value:.0f}" if whole and abs(value) < 1e7 else f"{value:.4g}"
    return text.replace("-", "−")


def raised(text: str) -> str:
    """Return a number as it is written above the line.

    >>> raised("2"), raised("−0.5")
    ('²', '⁻⁰·⁵')
    """
    return text.translate(str.maketrans("0123456789.−", "⁰¹²³⁴⁵⁶⁷⁸⁹·⁻"))


def short_texts(plane: Tensor) -> list[str]:
    """Return every number of `plane` as `short` writes it, row-major."""
    return [short(value) for value in plane.flatten().tolist()]


def shades(plane: Tensor) -> list[float | None]:
    """Return where each number lies between the smallest (0) and the largest (1) finite one; None for nan.

    >>> import torch
    >>> shades(torch.tensor([0.0, 5.0, 10.0, float("nan"), float("inf")]))
    [0.0, 0.5, 1.0, None, 1.0]
    """
    numbers = plane.flatten().tolist()
    finite = [number for number in numbers if math.isfinite(number)] or [0.0]
    low, span = min(finite), (max(finite) - min(finite)) or 1.0
    return [None if math.isnan(n) else round(min(max((n - low) / span, 0.0), 1.0), 3) for n in numbers]
