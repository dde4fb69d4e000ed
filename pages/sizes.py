"""Output size: the formula as a tool, forwards, backwards and through a chain of layers."""

from poolviz.answers.pooling.sizes import answer, fields
from poolviz.ui.pooling.sizes.controls import shape_controls
from poolviz.ui.pooling.sizes.tools import show_sizes
from poolviz.ui.shared.controls.layer import layer_controls
from poolviz.ui.shared.frame.frame import open_page

with open_page("sizes", fields()) as page:
    shape_controls()
    layer_controls()
values = page.values
page.title()
show_sizes(answer(values), values)
