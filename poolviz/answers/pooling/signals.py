"""Signals: one axis of samples, windows that sweep over it, and the pooled line below."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from poolviz.answers.pooling.windows import PANELS as WINDOWS_PANELS
from poolviz.answers.settings.answer import Answer
from poolviz.answers.settings.example import Example, current
from poolviz.answers.settings.fields import Fields, Values, flag, one_number, one_of, whole, words
from poolviz.answers.settings.layer import layer_of
from poolviz.answers.settings.messages import sentence
from poolviz.answers.settings.numbers import LINE_LAYERS, MOST_SEEDS, layer_fields
from poolviz.answers.settings.run import run
from poolviz.errors import PoolvizError
from poolviz.pooling.devices import CPU
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.layers import setting, torch_class
from poolviz.pooling.unpooling import Unpooling, unpool
from poolviz.sources.pictures.photos import PHOTO_TITLES, SIZES
from poolviz.sources.signals.recording import Recording, cut
from poolviz.sources.signals.signals import LENGTHS, LIMIT, MADE, made, parse_signal, photo_row
from poolviz.texts import N_, _
from poolviz.views.stage.signals import signal_stage, signals_stage
from poolviz.views.words.programs.signals import (
    Opening,
    made_opening,
    numbers_opening,
    row_opening,
    upload_opening,
)
from poolviz.views.words.reasons import reason_lines

SOURCES = {
    "example": N_("Example"),
    "photo": N_("Photo row"),
    "numbers": N_("Numbers"),
    "upload": N_("WAV or CSV"),
}
KINDS = {"bars": N_("Bars"), "line": N_("Line")}
PANELS = {**WINDOWS_PANELS, "worth": N_("How often each sample is read")}
START = "1 2 0 3 1 0 2 2 5 1 1 0"
EXAMPLES = tuple(
    Example(one.key, one.title, one.lesson, {"src": "example", "sig": one.key}, one.asks) for one in MADE
)
HEIGHT = 344  # px kept for the plots
BESIDE = {
    "MaxPool1d": nn.AvgPool1d,
    "AvgPool1d": nn.MaxPool1d,
    "LPPool1d": nn.MaxPool1d,
    "AdaptiveMaxPool1d": nn.AdaptiveAvgPool1d,
    "AdaptiveAvgPool1d": nn.AdaptiveMaxPool1d,
}


@dataclass(frozen=True, eq=False)
class Signal:
    """The signal of the page: `x`, float32 (n,), and the `opening` of a program that makes it."""

    x: Tensor
    opening: Opening


@dataclass(frozen=True, eq=False)
class Signals(Answer):
    """What the page shows of `signal`: what layers with the same windows make of it, the chosen one first.

    There are no `explanations` where torch refuses the chosen layer; `back` unpools the max among them.
    """

    signal: Signal
    explanations: tuple[Explanation, ...] = ()
    back: Unpooling | None = None


def signal_fields() -> Fields:
    """Return what the address says of the signal; an upload it cannot carry."""
    return {
        "src": one_of(SOURCES),
        "sig": one_of({one.key: one.title for one in MADE}, "sine"),
        "n": one_number(LENGTHS, 32),
        "seed": whole(0, 0, MOST_SEEDS),
        "photo": one_of(PHOTO_TITLES),
        "size": one_number(SIZES, 64),
        "row": whole(24, 0, max(SIZES) - 1),
        "x": words(START),
    }


def fields() -> Fields:
    """Return the settings of the page: the layer, the signal, how it is drawn and what beside it."""
    drawn = {"as": one_of(KINDS), "both": flag(True), "back": flag()}
    return {**layer_fields(LINE_LAYERS), **signal_fields(), **drawn, "panel": one_of(PANELS)}


def example(values: Values) -> Example | None:
    """Return the example whose signal the settings say; None for a signal from elsewhere."""
    return current(EXAMPLES, values, fields())


def answer(values: Values, device: torch.device = CPU, signal: Signal | None = None) -> Signals:
    """Return what the page shows of `signal`, by default of the one that the settings say.

    PoolvizError where they say none.
    """
    shown = signal or signal_of(values)
    kind, options = values["as"], {"editable": True, "height": HEIGHT}
    found = run(layer_of(values, LINE_LAYERS).layer, shown.x[None, None], device=device)
    if found.explanation is None:
        return Signals(signal_stage(shown.x, kind, **options), (), found, shown)
    remarks = [found.line]
    beside = _beside(found.explanation, device, remarks) if values["both"] else ()
    explanations = (found.explanation, *beside)
    back = _back(explanations, remarks) if values["back"] else None
    drawn = signals_stage(explanations, back, kind, **options)
    lines = (" · ".join(remarks), *reason_lines(found.explanation))
    return Signals(drawn, lines, found, shown, explanations, back)


def signal_of(values: Values) -> Signal:
    """Return the signal that the settings say, the start for an upload; PoolvizError where they say none.

    >>> from poolviz.answers.settings.fields import read
    >>> signal_of(read(fields(), {"src": "numbers", "x": "3 1 2"})[0]).x
    tensor([3., 1., 2.])
    """
    makers: dict[str, Callable[[Values], Signal]] = {"photo": _row, "numbers": _typed, "example": _made}
    return makers[values["src"]](values) if values["src"] in makers else start()


def start() -> Signal:
    """Return the signal that the page begins with."""
    return _made({key: field.default for key, field in signal_fields().items()})


def part(recording: Recording, track: int, first: int, every: int) -> Signal:
    """Return at most 512 samples of a `track` of a recording: each `every`-th from the `first` on."""
    x = cut(recording.tracks[track], first, every, LIMIT)
    return Signal(x, upload_opening(recording.layout, track, first, every, LIMIT))


def same_windows(layer: nn.Module) -> nn.Module | None:
    """Return the other kind of 1-d layer with the windows of `layer`: an average for a max, a max for others.

    None for a max with dilation, which torch's average does not have.

    >>> same_windows(nn.AvgPool1d(3, stride=2, padding=1))
    MaxPool1d(kernel_size=(3,), stride=(2,), padding=(1,), dilation=1, ceil_mode=False)
    """
    other = BESIDE[torch_class(layer).__name__]
    taken = inspect.signature(other).parameters
    if setting(layer, "dilation", 0, 1) != 1 and "dilation" not in taken:
        return None
    same = {name: getattr(layer, name) for name in taken if hasattr(layer, name)}
    return other(**{name: value for name, value in same.items() if name != "return_indices"})


def _made(values: Values) -> Signal:
    key, n, seed = values["sig"], values["n"], values["seed"] or 0
    return Signal(made(key, n, seed), made_opening(key, n, seed))


def _row(values: Values) -> Signal:
    key, size = values["photo"], values["size"]
    row = min(values["row"] or 0, size - 1)
    return Signal(photo_row(key, size, row), row_opening(key, size, row))


def _typed(values: Values) -> Signal:
    x = parse_signal(values["x"])
    return Signal(x, numbers_opening(x))


def _beside(chosen: Explanation, device: torch.device, remarks: list[str]) -> tuple[Explanation, ...]:
    """Return what the other kind of layer makes of the same windows; where there is none, remark why."""
    layer = same_windows(chosen.layer)
    if layer is None:
        remarks.append(_("Average pooling has no dilation, so only the maximum is shown."))
        return ()
    try:
        return (run(layer, chosen.input, device=device).accepted,)
    except PoolvizError as error:
        remarks.append(sentence(error))
        return ()


def _back(explanations: tuple[Explanation, ...], remarks: list[str]) -> Unpooling | None:
    """Return the way back of the max among `explanations`; where there is none, remark why."""
    found = [one for one in explanations if isinstance(one.layer, nn.MaxPool1d)]
    if not found:
        remarks.append(_("No way back: MaxUnpool1d needs the indices of a MaxPool1d."))
        return None
    try:
        return unpool(found[0], found[0].input.shape[2:])
    except PoolvizError as error:
        remarks.append(sentence(error))
        return None
