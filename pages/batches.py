"""Batches: a data set batch by batch through a layer, as tutorials run it, and its event files."""

from poolviz.answers.pooling.batches.page import fields
from poolviz.answers.settings.layer import layer_of
from poolviz.ui.pooling.batches.batch import batch_stage, data_picker, lesson, offer_missing
from poolviz.ui.pooling.batches.panels import batch_panels
from poolviz.ui.shared.controls.prose import prose
from poolviz.ui.shared.frame.frame import open_page

page = open_page("batches", fields())
with page.head():
    pictures, missing = data_picker()
offer_missing(missing)
prose(lesson())
shown = batch_stage(page, pictures)
batch_panels(shown, layer_of(page.values).layer)
