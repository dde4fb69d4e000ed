"""The kinds of file of a stage or a plot: how each is made, and what is to be said of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from poolviz.texts import N_, _
from poolviz.ui.shared.frame.viewer import chosen_language
from poolviz.ui.shared.stage.file_names import page_title
from poolviz.views.stage.wire.snapshot import Lit, Taken
from poolviz.views.stage.wire.stage import Stage

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from poolviz.views.export.apart import Drawing

LABELS = {
    "png": N_("PNG, a picture for slides"),
    "svg": N_("SVG, sharp at any size"),
    "pdf": N_("PDF, for print and LaTeX"),
    "gif": N_("GIF, one window after another"),
    "html": N_("HTML, this stage itself: opens anywhere, without a network"),
    "csv": N_("CSV, the numbers for a spreadsheet"),
    "npz": N_("NPZ, the numbers as arrays of numpy"),
}
MIMES = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "gif": "image/gif",
    "html": "text/html",
    "csv": "text/csv",
    "npz": "application/octet-stream",
}
ICONS = {"gif": "animation", "html": "language", "csv": "table", "npz": "data_array"}
File = bytes | str


@dataclass(frozen=True)
class Offer:
    """One file: its kind, how it is made, what is to be said of it; `lacking` if it cannot be had.

    `apart` is what is to be drawn in a process of its own where it takes so many `seconds`.
    """

    kind: str
    make: Callable[[], File]
    said: str = ""
    lacking: bool = False
    apart: "Callable[[], Drawing] | None" = None
    seconds: int = 0

    @property
    def label(self) -> str:
        """What stands on its button."""
        label = _(LABELS[self.kind])
        return f"{label} ({self.said})" if self.said else label

    @property
    def icon(self) -> str:
        """The sign on its button."""
        return f":material/{ICONS.get(self.kind, 'image')}:"


def stage_offers(data: Stage, taken: Taken, lit: Lit | None) -> list[Offer]:
    """Return the files of a stage, figures with what is `lit`; none is made before it is asked for."""
    from poolviz.views.export.numbers import MOST_ROWS, as_npz, as_table, tensors
    from poolviz.views.export.page import html_page

    found = tensors(data)
    many = sum(one.numel() for one in found.values()) > MOST_ROWS
    why = _("too many numbers, take NPZ") if many else "" if found else _("only shapes are known here")
    return [
        *(_figure(data, kind, taken, lit or taken.plain) for kind in ("png", "svg", "pdf", "gif")),
        Offer("html", partial(html_page, data, page_title(), chosen_language())),
        Offer("csv", partial(as_table, data), why, lacking=bool(why)),
        Offer("npz", partial(as_npz, data), "" if found else why, lacking=not found),
    ]


def _figure(data: Stage, kind: str, taken: Taken, lit: Lit) -> Offer:
    """Return what draws a file here, or in a process of its own where others would wait too long."""
    from poolviz.views.export.apart import drawing, is_long, seconds
    from poolviz.views.export.figure import drawing_note, stage_file
    from poolviz.views.export.sweep import sweep, sweep_note

    if kind == "gif":
        lacking = not taken.outputs
        note, make = (
            _("there are no windows here") if lacking else sweep_note(taken),
            partial(sweep, data, taken),
        )
    else:
        note, make = drawing_note(data, kind), partial(stage_file, data, kind, lit)
        lacking = bool(note)
    if lacking or not is_long(data, kind, taken):
        return Offer(kind, make, note, lacking)
    apart = partial(drawing, data, kind, taken, lit)
    return Offer(kind, make, note, apart=apart, seconds=seconds(data, kind, taken))


def plot_offers(figure: "go.Figure") -> list[Offer]:
    """Return the files of a figure of plotly that are made here: its numbers."""
    from poolviz.views.export.plotly.columns import plotly_npz, plotly_table

    return [Offer("csv", partial(plotly_table, figure)), Offer("npz", partial(plotly_npz, figure))]
