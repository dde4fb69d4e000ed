"""A figure of plotly as PNG and SVG: plotly itself draws them in the browser, as on the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from poolviz.texts import _
from poolviz.views.stage.browser.bundle import bundle, lean

if TYPE_CHECKING:
    import plotly.graph_objects as go

FOLDER = Path(__file__).parent
WIDTH, HEIGHT = 960, 400  # px, of a figure that says no height of its own


@dataclass(frozen=True)
class Pictures:
    """What the browser makes pictures of: a `figure` as JSON of `width` by `height` px, and plotly's script.

    `name` is what the files are called, `script` is relative to the app's root.
    """

    figure: str
    width: int
    height: int
    name: str
    script: str
    texts: Mapping[str, str]


def plotly_pictures(figure: "go.Figure", name: str, script: str) -> Pictures:
    """Return what the browser makes pictures of `figure` from."""
    texts = {
        "png": _("PNG, a picture for slides"),
        "svg": _("SVG, sharp at any size"),
        "failed": _("The browser could not draw it."),
    }
    height = figure.layout.height or HEIGHT
    return Pictures(str(figure.to_json()), WIDTH, height, name, script, texts)


@cache
def plotly_library() -> str:
    """Return plotly's own script, as its package brings it."""
    from plotly.offline import get_plotlyjs

    return str(get_plotlyjs())


@cache
def plot_script() -> str:
    """Return the browser's half: the buttons that make the pictures."""
    return lean(bundle(FOLDER / "plot.js"))


@cache
def plot_style() -> str:
    """Return the style of the buttons."""
    return (FOLDER / "plot.css").read_text(encoding="utf-8")
