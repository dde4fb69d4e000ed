"""A picture of CIFAR-10 by its set, its class and its number in there."""

from poolviz.answers.pooling.pictures.picture import Picture
from poolviz.answers.settings.fields import Fields, Values, one_of, whole
from poolviz.errors import PoolvizError
from poolviz.sources.datasets.cifar import classes, count, data_folder, picture
from poolviz.texts import N_, _
from poolviz.views.words.programs.pictures import cifar_opening

PARTS = {"train": N_("Training set"), "test": N_("Test set")}
ANY = "any"
LARGEST = 49_999


def cifar_fields() -> Fields:
    """Return what the link says of a picture of CIFAR-10: its set, its class or any, its number in there."""
    return {
        "set": one_of(tuple(PARTS)),
        "cls": one_of((ANY, *classes()), "cat"),
        "no": whole(0, 0, LARGEST),
    }


def cifar_link(number: int) -> dict[str, str]:
    """Return the settings of a link to picture `number` of the whole test set.

    >>> cifar_link(130)
    {'src': 'cifar', 'set': 'test', 'cls': 'any', 'no': '130'}
    """
    return {"src": "cifar", "set": "test", "cls": ANY, "no": str(number)}


def missing(values: Values) -> PoolvizError | None:
    """Return why the data folder has no pictures of the set and class; None where it has some."""
    try:
        count(data_folder(), values["set"] == "train", _label(values))
    except PoolvizError as error:
        return error
    return None


def cifar_picture(values: Values) -> Picture:
    """Return the picture that the settings say; PoolvizError where it is not in the data folder."""
    label, number, train = _label(values), int(values["no"]), values["set"] == "train"
    pixels, found = picture(data_folder(), train, label, number)
    named = _("Its class: {name}").format(name=_(classes()[found]))
    return Picture(pixels, cifar_opening(label, number, train), (named,) if label is None else ())


def _label(values: Values) -> int | None:
    return None if values["cls"] == ANY else classes().index(values["cls"])
