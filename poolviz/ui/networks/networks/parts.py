"""What is shown of a traced network: the stage of receptive fields, the table, the way to each pooling."""

from collections.abc import Sequence
from contextlib import suppress

import streamlit as st

from poolviz.answers.settings.layer_values import layer_link
from poolviz.errors import PoolvizError
from poolviz.networks.recorder import Step
from poolviz.networks.trace import Trace
from poolviz.pooling.layers import family_of
from poolviz.sources.matrices.text import LIMIT, write_matrix
from poolviz.sources.signals.signals import LIMIT as LONGEST
from poolviz.sources.signals.signals import write_signal
from poolviz.texts import _
from poolviz.ui.networks.networks.models import kept_rows, kept_stage, on_meta, summary
from poolviz.ui.shared.frame.address import link
from poolviz.ui.shared.frame.pages import PAGES
from poolviz.ui.shared.frame.viewer import shared_fields
from poolviz.ui.shared.messages import plain
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.stage.networks.receptive_fields import default_steps, map_title
from poolviz.views.words.networks import number_titles

ROW = 35
MOST_ROWS = 14


def map_choice(run: Trace) -> int | None:
    """Draw the choice of the late map whose cells are looked at; None is the last pooling."""
    known = [number for number, step in enumerate(run.steps) if step.fields is not None]
    if st.session_state["map"] not in known:
        st.session_state["map"] = None
    return st.selectbox(
        _("Late map"),
        known,
        index=None,
        format_func=lambda number: map_title(run, number),
        key="map",
        placeholder=_("the last pooling"),
        help=_("Point at a cell of it on the stage: what it sees of the input is drawn there."),
    )


def steps_shown(run: Trace, late: int | None) -> tuple[int, ...]:
    """Return the steps whose maps are drawn: the pools up to the chosen map, and that map."""
    found = default_steps(run)
    # A global pooling has one cell, which sees everything; it is shown where it is asked for.
    pools = tuple(n for n in found if max(run.steps[n].shape_out[2:], default=1) > 1) or found
    return pools if late is None else (*[number for number in pools if number < late][-3:], late)


def fields_shown(run: Trace, photo: str, channel: int, late: int | None) -> None:
    """Show the stage of the network's maps."""
    drawn = kept_stage(run, steps_shown(run, late), photo, channel, st.session_state["lang"])
    # What is kept serves all sessions, and a stage's options are each session's own.
    show_stage(drawn | {"options": dict(drawn["options"])}, key="networks_stage")
    if on_meta(run.input):
        st.caption(
            _(
                "Shapes alone: the network was built on torch's meta device, without weights and without "
                "downloading any, so its maps have sizes and no numbers."
            )
        )
    else:
        st.caption(
            _(
                "Real numbers: torch computed every map of the photograph, with weights at random. "
                "An untrained network finds no features yet; sizes and receptive fields are the same."
            )
        )


def table(run: Trace, bare: Trace, key: str) -> None:
    """Show every step as a row, with the numbers that would be without the pools where that is chosen."""
    st.markdown(summary(run, bare))
    beside = st.toggle(_("Each row without the pools, too"), key="bare")
    rows = kept_rows(run, bare if beside else None, st.session_state["lang"])
    chosen = st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        height=ROW * (min(len(rows), MOST_ROWS) + 1) + 3,
        key=f"steps_{key}",
        column_config={title: st.column_config.TextColumn(alignment="right") for title in number_titles()},
        on_select="rerun",
        selection_mode="single-row",
    )
    _ways(run, chosen["selection"]["rows"])


def _ways(run: Trace, rows: Sequence[int]) -> None:
    """Draw links that open a pooling layer of the network, with the input it has there, on other pages."""
    pools = [number for number, step in enumerate(run.steps) if step.kind == "pool"]
    number = next((row for row in rows if row in pools), pools[0] if pools else None)
    if number is None:
        st.caption(_("This network has no pooling layer."))
        return
    found = pool_links(run, number)
    name = map_title(run, number)
    st.caption(
        _("Choose the row of a pooling layer to open it elsewhere. Now: {name}.").format(name=plain(name))
    )
    with st.container(horizontal=True):
        for page, settings in found.items():
            entry = PAGES[page]
            label = _("{name} in {page}").format(name=name, page=_(entry.title))
            along = link(shared_fields()) | settings
            st.page_link(entry.path, label=label, icon=entry.icon, query_params=along)


def pool_links(run: Trace, number: int) -> dict[str, dict[str, str]]:
    """Return the pages that can show the pooling layer of a step, each with the settings of a link to it."""
    step = run.steps[number]
    if step.layer is None:
        return {}
    shapes = dict(zip("nchw", map(str, step.shape_in), strict=False))
    plane = {2: {"sizes": shapes, "windows": _numbers(step)}, 1: {"signals": _numbers(step)}}
    found = {}
    for page, settings in plane.get(family_of(step.layer)[1], {}).items():
        with suppress(PoolvizError):  # a page that does not have the layer
            found[page] = layer_link(step.layer, PAGES[page].layers) | settings
    return found


def _numbers(step: Step) -> dict[str, str]:
    """Return the numbers that the layer reads, where they were computed and are few enough."""
    x = None if step.explanation is None else step.explanation.input
    if x is None or on_meta(x) or x.dim() not in (3, 4):
        return {}
    values = (x[0, 0] * 100).round() / 100
    if values.dim() == 1:
        return {"src": "numbers", "x": write_signal(values)} if len(values) <= LONGEST else {}
    return {"x": write_matrix(values, rows="\n")} if max(values.shape) <= LIMIT else {}
