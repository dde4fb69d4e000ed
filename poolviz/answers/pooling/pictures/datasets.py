"""A picture of CIFAR-10 or MNIST by its set, its class and its number in there."""

from poolviz.answers.pooling.pictures.picture import Picture
from poolviz.answers.settings.fields import Fields, Values, one_of, whole
from poolviz.errors import PoolvizError
from poolviz.sources.datasets.cifar import CIFAR10
from poolviz.sources.datasets.dataset import Published
from poolviz.sources.datasets.folder import data_folder
from poolviz.sources.datasets.mnist import MNIST
from poolviz.texts import N_, _
from poolviz.views.words.programs.pictures import published_opening

PUBLISHED = {"cifar": CIFAR10, "mnist": MNIST}
CLASS = {"cifar": "cls", "mnist": "digit"}  # the setting that says the class
PARTS = {"train": N_("Training set"), "test": N_("Test set")}
ANY = "any"
LARGEST = 59_999


def published_fields() -> Fields:
    """Return what the link says of such a picture: its set, its class or any, its number in there."""
    return {
        "set": one_of(PARTS),
        "cls": one_of(_classes(CIFAR10), "cat"),
        "digit": one_of(_classes(MNIST), ANY),
        "no": whole(0, 0, LARGEST),
    }


def _classes(published: Published) -> dict[str, str]:
    return {name: name for name in published.classes} | {ANY: N_("any class")}


def published_link(key: str, number: int) -> dict[str, str]:
    """Return the settings of a link to picture `number` of the whole test set of `key` in PUBLISHED.

    >>> published_link("cifar", 130)
    {'src': 'cifar', 'set': 'test', 'cls': 'any', 'no': '130'}
    """
    return {"src": key, "set": "test", CLASS[key]: ANY, "no": str(number)}


def missing(values: Values) -> PoolvizError | None:
    """Return why the data folder has no pictures of the set and class; None where it has some."""
    try:
        PUBLISHED[values["src"]].count(data_folder(), values["set"] == "train", _label(values))
    except PoolvizError as error:
        return error
    return None


def published_picture(values: Values) -> Picture:
    """Return the picture that the settings say; PoolvizError where it is not in the data folder."""
    key, label = values["src"], _label(values)
    number, train = int(values["no"]), values["set"] == "train"
    published = PUBLISHED[key]
    pixels, found = published.picture(data_folder(), train, label, number)
    named = _("Its class: {name}").format(name=_(published.classes[found]))
    opening = published_opening(published, label, number, train)
    return Picture(pixels, opening, (named,) if label is None else ())


def _label(values: Values) -> int | None:
    key = values["src"]
    name = values[CLASS[key]]
    return None if name == ANY else PUBLISHED[key].classes.index(name)
