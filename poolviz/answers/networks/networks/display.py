"""A network at work as what the page shows of it: maps on the stage, numbers in the table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from poolviz.answers.networks.networks.models import (
    Model,
    bare,
    pools_of,
    rows_of,
    stage_of,
    summary_of,
    traced,
)
from poolviz.answers.settings.answer import Display
from poolviz.answers.settings.fields import Field, Values, flag, one_of, whole
from poolviz.answers.settings.numbers import WEIGHT_SEEDS
from poolviz.errors import PoolvizError
from poolviz.networks.trace import Trace
from poolviz.sources.datasets.folder import data_folder
from poolviz.sources.datasets.mnist import MNIST
from poolviz.sources.networks.inputs import DIGIT
from poolviz.sources.pictures.photos import PHOTO_TITLES
from poolviz.texts import N_, _
from poolviz.views.stage.networks.receptive_fields import map_title

LARGEST_SIDE = 512
MOST_CHANNELS = 4096


@dataclass(frozen=True, eq=False)
class NetworkDisplay(Display):
    """A network at work: `run` is its trace, and `bare` that without its pools, if it runs then.

    `late` is the map that was asked for, None for the last pooling. `rows` are the steps as a table,
    `summary` says in two sentences what the pools save.
    """

    run: Trace
    bare: Trace | None
    late: int | None
    rows: list[dict[str, str]]
    summary: str

    @property
    def maps(self) -> Mapping[int, str]:
        """The steps with a map that can be looked at, by number, with their titles."""
        return {n: map_title(self.run, n) for n, step in enumerate(self.run.steps) if step.fields is not None}

    @property
    def pools(self) -> Mapping[int, str]:
        """The steps that pool, by number, with their titles."""
        return {n: map_title(self.run, n) for n, step in enumerate(self.run.steps) if step.kind == "pool"}


def display_fields() -> dict[str, Field]:
    """Return the settings that known networks and one's own share."""
    return {
        "photo": one_of(input_titles()),
        "map": whole(None, 0, 999),
        "ch": whole(0, 0, MOST_CHANNELS),
        "weights": whole(20, 0, WEIGHT_SEEDS),
        "bare": flag(),
    }


def input_titles() -> dict[str, str]:
    """Return the pictures that a network can be given, by key, with their titles, untranslated."""
    digit = {DIGIT: N_("A digit of MNIST")} if MNIST.available(data_folder()) else {}
    return {**PHOTO_TITLES, **digit}


def display(model: Model, values: Values) -> NetworkDisplay:
    """Return what is shown of `model`; PoolvizError where it refuses its input."""
    run, without = traced(model), bare(model)
    asked = values["map"]
    known = asked is not None and asked < len(run.steps) and run.steps[asked].fields is not None
    late = asked if known else None
    return NetworkDisplay(
        stage_of(model, _steps_shown(pools_of(model), late), values["ch"]),
        (_numbers_line(run),),
        run,
        None if isinstance(without, PoolvizError) else without,
        late,
        rows_of(model, bool(values["bare"])),
        summary_of(model),
    )


def _steps_shown(pools: Sequence[int], late: int | None) -> tuple[int, ...]:
    """Return the steps whose maps are drawn: the pools up to the chosen map, and that map."""
    return tuple(pools) if late is None else (*[number for number in pools if number < late][-3:], late)


def _numbers_line(run: Trace) -> str:
    """Return the line that says whether the maps have numbers."""
    if run.input.is_meta:
        return _(
            "Shapes only: the network was built on torch's meta device, without weights and without "
            "downloading any, so its maps have sizes but no numbers."
        )
    return _(
        "Real numbers: torch computed every map of the photograph, with weights at random. "
        "An untrained network finds no features yet; sizes and receptive fields are the same."
    )
