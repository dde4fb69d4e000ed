"""Layers: the catalogue of torch.nn's pooling layers, the order of their arguments, what repr() hides."""

from poolviz.answers.findings.layers.page import answer, fields
from poolviz.ui.findings.layers.catalogue import family_picker, view_pickers
from poolviz.ui.findings.layers.views import show
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.frame.viewer import chosen_device

page = open_page("layers", fields())
with page.head():
    view_pickers()
family_picker()
show(answer(page.values, chosen_device()))
