"""What a cursor lights up on a figure: cells, windows, and the lines that are said."""

from dataclasses import dataclass, field

from poolviz.views.export.cursor.windows import Place, Window


@dataclass(frozen=True)
class Mark:
    """A cell of a space with its role; `only` is the id of the one grid that has it, or empty."""

    space: str
    place: Place
    role: str
    only: str = ""


@dataclass(frozen=True)
class Lit:
    """A window in a space, with its role."""

    space: str
    window: Window
    role: str


@dataclass
class Look:
    """All that a cursor lights up, and the lines that are said of it."""

    marks: list[Mark] = field(default_factory=list)
    windows: list[Lit] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
