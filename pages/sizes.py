"""Output size: the formula as a tool, forwards, backwards and through a chain of layers."""

from poolviz.answers.pooling.sizes import answer, bar, fields
from poolviz.ui.pooling.sizes.controls import shape_controls
from poolviz.ui.pooling.sizes.prediction import hide_button, predict_size
from poolviz.ui.pooling.sizes.tools import show_sizes
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.stage.live import lone_bar, said_once

with open_page("sizes", fields()) as page:
    shape_controls()
values = page.values
with page.head():
    hide_button()
found = answer(values)
lone_bar(page, bar(values, found, said_once()))
if not predict_size(found):
    show_sizes(found, values)
