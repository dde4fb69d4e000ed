"""A stage: linked grids, how they are shown, and every sentence that is said of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from poolviz.views.stage.wire.grid import Grid
from poolviz.views.stage.wire.link import Link
from poolviz.views.stage.wire.travel import OPTIONAL


@dataclass(frozen=True)
class Options:
    """How a stage is shown: `height` in CSS pixels kept for the grids; `columns` of them in a row, else all.

    `main` is the id of the grid that is played. `fields` are the maps of a network. `take` shows the button
    that takes the stage away.
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


@dataclass(frozen=True)
class Stage:
    """Grids from left to right, how their spaces are linked, and the texts by their keys."""

    title: str
    texts: Mapping[str, str]
    options: Options
    grids: Sequence[Grid]
    links: Sequence[Link]
