"""Does pooling help? What a training is asked for, and what is known before one has run."""

from dataclasses import dataclass

import torch

from poolviz.answers.networks import notes
from poolviz.answers.settings.fields import Fields, Values, flag, one_of, whole
from poolviz.networks.training.messages import Request
from poolviz.networks.training.networks import KINDS, stages, unweighted
from poolviz.pooling.devices import CPU
from poolviz.sources.datasets.examples import DATA_SETS
from poolviz.sources.datasets.folder import data_folder
from poolviz.texts import N_, _
from poolviz.views.figures.training import CURVES
from poolviz.views.words.programs.training import training_script
from poolviz.views.words.training import KIND_NAMES, Row, result_rows, stage_rows

RATES = ("0.005", "0.01", "0.02", "0.05", "0.1")
MOST_SEEDS, MOST_EPOCHS = 8, 30
GUESSES = {**KIND_NAMES, "same": N_("none is clearly better")}
SECTIONS = {"compare": N_("Four small networks"), "notes": N_("As the notes do it")}
PANELS = {
    "says": N_("What it shows"),
    "code": N_("Code"),
    "networks": N_("The networks"),
    "epochs": N_("All epochs"),
}


@dataclass(frozen=True)
class Comparison:
    """What is known before a run: its `request`, and the `plan` and the numbers of `pictures` as sentences.

    `missing` tells that this server has not the data; `rows` are the table before the first result, and
    `curve` is which of CURVES is shown.
    """

    request: Request
    plan: str
    pictures: str
    rows: list[Row]
    curve: str
    missing: bool

    @property
    def ready(self) -> bool:
        """Whether the run can begin."""
        return bool(self.request.kinds) and not self.missing


def fields() -> Fields:
    """Return the settings of the page: its section, what is trained and how, and what is shown."""
    return {
        "show": one_of(SECTIONS),
        **notes.fields(),
        "data": one_of({key: one.title for key, one in DATA_SETS.items()}),
        **{kind: flag(True) for kind in KINDS},
        "seeds": whole(3, 1, MOST_SEEDS),
        "epochs": whole(20, 1, MOST_EPOCHS),
        "rate": one_of(RATES, "0.02"),
        "curve": one_of(CURVES),
        "panel": one_of(PANELS),
    }


def answer(values: Values, device: torch.device = CPU) -> Comparison:
    """Return what the settings ask for, to be computed on `device`, and what is known of it before."""
    asked = request(values, device)
    rows = result_rows(asked.kinds, None, [])
    published = DATA_SETS[asked.data].published
    missing = published is not None and not published.available(data_folder())
    return Comparison(asked, _plan(asked), _pictures(asked), rows, values["curve"], missing)


def request(values: Values, device: torch.device = CPU) -> Request:
    """Return the training that the settings ask for."""
    kinds = tuple(kind for kind in KINDS if values[kind])
    seeds, epochs, rate = values["seeds"], values["epochs"], float(values["rate"])
    return Request(values["data"], kinds, seeds, epochs, rate, str(device))


def chance(asked: Request) -> float:
    """Return the accuracy that guessing gives on the data of the request."""
    return 1 / DATA_SETS[asked.data].sizes.classes


def program(asked: Request, kind: str) -> str:
    """Return the program that trains one `kind` of network as the request asks, with seed 0."""
    return training_script(asked.data, DATA_SETS[asked.data].sizes, kind, asked.epochs, asked.rate)


def layer_rows(asked: Request, kind: str) -> list[Row]:
    """Return one row a layer of one `kind` of network for the data of the request."""
    sizes = DATA_SETS[asked.data].sizes
    return stage_rows(stages(unweighted(kind, sizes.shape, sizes.classes), sizes.shape))


def _pictures(asked: Request) -> str:
    sizes = DATA_SETS[asked.data].sizes
    return _("{train} for training, {test} for testing").format(
        train=f"{sizes.classes * sizes.train:,}", test=f"{sizes.classes * sizes.test:,}"
    )


def _plan(asked: Request) -> str:
    if not asked.kinds:
        return _("Choose at least one network.")
    return _(
        "{networks} networks × {seeds} seeds × {epochs} epochs = {total} epochs, in the background."
    ).format(networks=len(asked.kinds), seeds=asked.seeds, epochs=asked.epochs, total=asked.total)
