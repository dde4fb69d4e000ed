"""What a learner takes away from a stage or a plot: a dialog with a button for each kind of file."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from poolviz.answers.settings.language import translations
from poolviz.answers.settings.layer import layer_of
from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code
from poolviz.texts import N_, _, speak
from poolviz.ui.shared.frame.address import SENT
from poolviz.ui.shared.frame.memory import memory
from poolviz.ui.shared.frame.pages import PAGES, shown_layers
from poolviz.ui.shared.frame.viewer import speak_chosen
from poolviz.ui.shared.messages import plain, sentence
from poolviz.views.stage.wire.stage import Stage

if TYPE_CHECKING:
    import plotly.graph_objects as go

LABELS = {
    "png": N_("PNG, a picture for slides"),
    "svg": N_("SVG, a drawing sharp at any size"),
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
LOOK = 1.5  # seconds between two looks at what has failed, while the dialog is open
File = bytes | str
Failures = dict[str, Exception]


@dataclass(frozen=True)
class Offer:
    """One file: its kind, how it is made, what is to be said of it; `lacking` if it cannot be had."""

    kind: str
    make: Callable[[], File]
    said: str = ""
    lacking: bool = False


def take_away_stage(data: Stage, key: str, cursor: object) -> None:
    """Open the dialog for the stage `data`; a figure shows the window that `cursor` is on, if wanted."""

    def offers() -> list[Offer]:
        return stage_offers(data, cursor if _window_wanted(data, cursor) else None)

    _dialog(offers, file_name(key))


def take_away_plot(figure: "go.Figure", key: str) -> None:
    """Open the dialog for a figure of plotly."""
    _dialog(partial(plot_offers, figure), file_name(key))


def stage_offers(data: Stage, cursor: object) -> list[Offer]:
    """Return the files of a stage; none is made before it is asked for."""
    from poolviz.views.export.cursor.scene import Scene, channel_of
    from poolviz.views.export.figure import stage_file
    from poolviz.views.export.numbers import MOST_ROWS, as_npz, as_table, tensors
    from poolviz.views.export.page import html_page
    from poolviz.views.export.sweep import sweep, sweep_note

    found = tensors(data)
    many = sum(one.numel() for one in found.values()) > MOST_ROWS
    why = _("too many numbers, take NPZ") if many else "" if found else _("only shapes are known here")
    frames = sweep_note(data)
    return [
        *(Offer(kind, partial(stage_file, data, kind, cursor)) for kind in ("png", "svg", "pdf")),
        Offer("gif", partial(sweep, data, channel_of(cursor)), frames)
        if Scene(data).played()
        else Offer("gif", partial(sweep, data), _("there are no windows here"), lacking=True),
        Offer("html", partial(html_page, data, page_title(), st.session_state["lang"])),
        Offer("csv", partial(as_table, data), why, lacking=bool(why)),
        Offer("npz", partial(as_npz, data), "" if found else why, lacking=not found),
    ]


def plot_offers(figure: "go.Figure") -> list[Offer]:
    """Return the files of a figure of plotly."""
    from poolviz.views.export.plotly.figures import plotly_file, plotly_npz, plotly_table

    return [
        *(Offer(kind, partial(plotly_file, figure, kind)) for kind in ("png", "svg", "pdf")),
        Offer("csv", partial(plotly_table, figure)),
        Offer("npz", partial(plotly_npz, figure)),
    ]


def file_name(key: str) -> str:
    """Return the name of a file without its ending: the page, the layer if the page has one, and the part.

    >>> slug("nn.MaxPool2d(3, ceil_mode=True)")
    'MaxPool2d-3-ceil_mode-True'
    """
    page, layer = _shown()
    part = key.removesuffix("_stage").replace("_", "-")
    named = "" if part in ("stage", page) else part
    return "-".join(filter(None, ("poolviz", page, slug(layer), named)))


def page_title() -> str:
    """Return what stands above a stage that is taken away: the page's name, and the layer if it has one."""
    page, layer = _shown()
    return " · ".join(filter(None, ([_(PAGES[page].title)] if page in PAGES else []) + [layer]))


def _shown() -> tuple[str, str]:
    """Return the key of the page, and the layer in code, empty on a page that has none."""
    page, _sent, fields = st.session_state.get(SENT, ("page", [], {}))
    kept = memory().layer
    if kept is None or "layer" not in fields:
        return page, ""
    return page, code(layer_of(kept, shown_layers()).layer)


def slug(text: str) -> str:
    """Return a text as a part of a file's name, at most 60 letters of it."""
    return re.sub(r"[^A-Za-z0-9_.]+", "-", text.removeprefix("nn.")).strip("-.")[:60]


def _window_wanted(data: Stage, cursor: object) -> bool:
    """Ask whether figures show the window that is lit; on a stage where none is lit there is no question."""
    from poolviz.views.export.cursor.scene import Scene

    lit = Scene(data).cursor(cursor) is not None
    return lit and st.toggle(_("Figures show what is lit on the stage now"), value=True, key="take_lit")


def _dialog(offers: Callable[[], Sequence[Offer]], name: str) -> None:
    failures: Failures = {}

    def opened() -> None:
        speak_chosen()  # a run of the dialog alone has no page that chose the language
        for offer in offers():
            _button(offer, name, failures)
        st.fragment(partial(_say_failures, failures), run_every=LOOK)()

    st.dialog(_("Take away"), icon=":material/download:")(opened)()


def _button(offer: Offer, name: str, failures: Failures) -> None:
    label = _(LABELS[offer.kind])
    st.download_button(
        f"{label} ({offer.said})" if offer.said else label,
        partial(_made, offer, st.session_state["lang"], failures),
        file_name=f"{name}.{offer.kind}",
        mime=MIMES[offer.kind],
        key=f"take_{offer.kind}",
        on_click="ignore",
        icon=f":material/{ICONS.get(offer.kind, 'image')}:",
        width="stretch",
        disabled=offer.lacking,
    )


def _made(offer: Offer, language: str, failures: Failures) -> File:
    """Make a file, in the language of the page: Streamlit asks for it in a thread of its own.

    What goes wrong is raised, for Streamlit to end the download, and kept in `failures` for the dialog.
    """
    speak(translations(language))
    failures.pop(offer.kind, None)
    try:
        return offer.make()
    except Exception as error:
        failures[offer.kind] = error
        raise


def _say_failures(failures: Failures) -> None:
    speak_chosen()  # it runs by itself, in a thread of its own
    for kind, error in list(failures.items()):
        reason = sentence(error) if isinstance(error, PoolvizError) else plain(repr(error))
        said = _("{file}: it could not be made. {reason}")
        st.error(said.format(file=_(LABELS[kind]), reason=reason))
