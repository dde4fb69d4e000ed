"""A stage: linked grids, how they are shown, and every sentence that is said of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from poolviz.views.stage.wire.ask import Ask
from poolviz.views.stage.wire.grid import Grid
from poolviz.views.stage.wire.link import Link
from poolviz.views.stage.wire.texts import Texts
from poolviz.views.stage.wire.travel import OPTIONAL


@dataclass(frozen=True)
class Options:
    """How a stage is shown: `height` in CSS pixels kept for the grids; `columns` of them in a row, else all.

    `main` is the id of the grid that is played. `fields` are the maps of a network. `take` shows the button
    that takes the stage away. `hide` covers everything but what is given, `hideable` offers that.
    """

    editable: bool = False
    autoplay: bool = False
    toolbar: bool = True
    large: bool = False
    height: int = 320
    columns: int = field(default=0, metadata=OPTIONAL)
    main: str = field(default="", metadata=OPTIONAL)
    fields: bool = field(default=False, metadata=OPTIONAL)
    take: bool = field(default=False, metadata=OPTIONAL)
    hide: bool = field(default=False, metadata=OPTIONAL)
    hideable: bool = field(default=False, metadata=OPTIONAL)


@dataclass(frozen=True)
class LessonStep:
    """The step of a lesson that a stage belongs to, counted from 0: its title and its text, without marks."""

    title: str
    text: str
    at: int
    steps: int


@dataclass(frozen=True)
class Meaning:
    """A word of the field, how it is found in a text (a regular expression, in any case), what it means."""

    word: str
    pattern: str
    says: str


@dataclass(frozen=True)
class Stage:
    """Grids from left to right, how their spaces are linked, what it says, and what is asked.

    `step` is said above the stage while it is presented, and a clicker goes on to those beside it.
    `terms` are explained where they first appear, the longest first.
    """

    title: str
    texts: Texts
    options: Options
    grids: Sequence[Grid]
    links: Sequence[Link]
    ask: Ask | None = field(default=None, metadata=OPTIONAL)
    step: LessonStep | None = field(default=None, metadata=OPTIONAL)
    terms: Sequence[Meaning] = field(default=(), metadata=OPTIONAL)
