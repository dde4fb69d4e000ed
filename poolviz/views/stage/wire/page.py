"""What a page shows: its stage, the layer's bar above it, the lines below it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from poolviz.views.stage.wire.bar import Bar, Setting
from poolviz.views.stage.wire.stage import Stage
from poolviz.views.stage.wire.travel import OPTIONAL


@dataclass(frozen=True)
class Asking:
    """How the browser asks for itself: the route's path from the app's root, and what every address must say.

    `order` are the keys of an address in their order. `told` counts what Streamlit was told of the bar. Where
    `path` is empty no address can say what is shown, and Streamlit is asked. A stage is `taller` than its
    answer says by that factor; `alone` it is shown with its bar and nothing else, in a frame.
    """

    path: str
    always: Sequence[Setting]
    order: Sequence[str]
    told: int
    taller: float
    alone: bool = field(default=False, metadata=OPTIONAL)


@dataclass(frozen=True)
class LiveStage(Stage):
    """A stage in a page, with its bar and the lines below it; `example` is the one that is on the page.

    `outcome` is said above it in one line: **strong** what counts, `code` in back-ticks.
    """

    lines: Sequence[str] = field(default=(), metadata=OPTIONAL)
    bar: Bar | None = field(default=None, metadata=OPTIONAL)
    asking: Asking | None = field(default=None, metadata=OPTIONAL)
    example: str = field(default="", metadata=OPTIONAL)
    outcome: str = field(default="", metadata=OPTIONAL)
