"""What a learner takes away from a stage or a plot: a dialog with a button for each kind of file."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from poolviz.answers.settings.language import translations
from poolviz.errors import PoolvizError
from poolviz.server.assets import asset_path
from poolviz.texts import _, speak
from poolviz.ui.shared.component import component
from poolviz.ui.shared.frame.viewer import chosen_language, speak_chosen
from poolviz.ui.shared.messages import plain, say_fault, sentence
from poolviz.ui.shared.runtime.runs import part_of_page
from poolviz.ui.shared.stage.file_names import file_name
from poolviz.ui.shared.stage.offers import LABELS, MIMES, File, Offer, plot_offers, stage_offers
from poolviz.views.stage.wire.snapshot import Lit, Taken
from poolviz.views.stage.wire.stage import Stage
from poolviz.views.stage.wire.travel import to_wire

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from poolviz.views.export.apart import Drawing

LOOK = 1.5  # seconds between two looks at what has failed, while the dialog is open
Failures = dict[str, Exception]
UNLIT = Taken(Lit(), None, 0, ())


def take_shown(data: Stage, key: str, event: object) -> None:
    """Open the dialog for the stage `data` as the browser's `event` says that it is shown.

    An event that cannot be of this stage is said in passing.
    """
    from poolviz.views.export.snapshot import read_taken

    try:
        taken = read_taken(event, data)
    except PoolvizError as error:
        say_fault(error)
        return
    take_away_stage(data, key, taken)


def take_away_stage(data: Stage, key: str, taken: Taken = UNLIT) -> None:
    """Open the dialog for the stage `data`; a figure shows what is lit, if wanted."""

    def offers() -> list[Offer]:
        return stage_offers(data, taken, taken.lit if _window_wanted(taken) else None)

    _dialog(offers, file_name(key))


def take_away_plot(figure: "go.Figure", key: str) -> None:
    """Open the dialog for a figure of plotly, which the browser draws as PNG and SVG."""
    name = file_name(key)

    def pictures() -> None:
        from poolviz.views.export.plotly.pictures import plotly_pictures

        made = plotly_pictures(figure, name, asset_path("plotly.js"))
        component("plot")(data=to_wire(made), key="take_pictures")

    _dialog(partial(plot_offers, figure), name, pictures)


def _window_wanted(taken: Taken) -> bool:
    """Ask whether figures show the window that is lit; on a stage where none is lit there is no question."""
    asked = _("Figures show what is highlighted on the stage now")
    return taken.lit is not None and st.toggle(asked, value=True, key="take_lit")


def _dialog(
    offers: Callable[[], Sequence[Offer]], name: str, before: Callable[[], None] | None = None
) -> None:
    failures: Failures = {}

    def opened() -> None:
        speak_chosen()  # a run of the dialog alone has no page that chose the language
        if before is not None:
            before()
        for offer in offers():
            if offer.apart is None:
                _button(offer, name, failures)
            else:
                _long_button(offer, offer.apart(), name, failures)
        part_of_page(partial(_say_failures, failures), LOOK)()

    st.dialog(_("Export"), icon=":material/download:")(opened)()


def _button(offer: Offer, name: str, failures: Failures, file: Callable[[], File] | None = None) -> None:
    st.download_button(
        offer.label,
        file or partial(_made, offer, chosen_language(), failures),
        file_name=f"{name}.{offer.kind}",
        mime=MIMES[offer.kind],
        key=f"take_{offer.kind}",
        on_click="ignore",
        icon=offer.icon,
        width="stretch",
        disabled=offer.lacking,
    )


def _long_button(offer: Offer, request: "Drawing", name: str, failures: Failures) -> None:
    from poolviz.ui.shared.stage.drawing import Long, show_long

    show_long(
        Long(offer.kind, request, offer.label, offer.icon, offer.seconds),
        partial(_button, offer, name, failures),
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
        said = _("{file} could not be made: {reason}")
        st.error(said.format(file=_(LABELS[kind]), reason=reason))
