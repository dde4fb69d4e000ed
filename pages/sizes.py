"""Output size: the formula as a tool, forwards, backwards and through a chain of layers."""

from poolviz.answers.settings.numbers import layer_fields
from poolviz.ui.pooling.sizes.tools import shape_controls, size_fields, sized
from poolviz.ui.shared.controls.layer import layer_controls
from poolviz.ui.shared.frame.frame import open_page

with open_page("sizes", {**layer_fields(), **size_fields()}) as page:
    shape = shape_controls()
    layer = layer_controls()
page.title()
sized(layer, shape)
