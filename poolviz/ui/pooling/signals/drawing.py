"""How a signal is drawn, and what is drawn beside it."""

from poolviz.texts import _
from poolviz.ui.shared.controls.setting import segments, setting


def drawing_controls() -> None:
    """Draw how the signal is drawn, and what is drawn beside it."""
    segments("as", _("Drawn as"))
    setting("both", _("compare"), help=_("Max and average of the same windows, one below the other."))
    setting(
        "back",
        _("and back"),
        help=_("MaxUnpool1d puts every maximum back where it was. All other samples become 0."),
    )
