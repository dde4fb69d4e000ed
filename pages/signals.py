"""Signals: one axis of samples, windows that sweep over it, and the pooled line below."""

from functools import partial

from poolviz.answers.pooling.signals import answer, fields
from poolviz.ui.pooling.signals.drawing import drawing_controls
from poolviz.ui.pooling.signals.panels import signal_panels
from poolviz.ui.pooling.signals.sources import edit_sample, lesson, signal_controls
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.stage.live import live_stage

page = open_page("signals", fields())
with page.head():
    drawing_controls()
lesson(page.values)
signal, sayable = signal_controls(page.values)
live_stage(
    page,
    partial(answer, signal=signal),
    partial(signal_panels, kind=page.values["as"]),
    on_edit=lambda _shown, edit: edit_sample(edit),
    sayable=sayable,
)
