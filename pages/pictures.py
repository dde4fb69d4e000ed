"""Pictures: a photograph, its max pooling and its average pooling side by side, and what is left of it."""

from functools import partial

from poolviz.answers.pooling.pictures.page import answer, fields
from poolviz.ui.pooling.pictures.panels import picture_panels
from poolviz.ui.pooling.pictures.sources import lesson, picture_controls
from poolviz.ui.shared.controls.prose import prose
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.stage.live import live_stage

page = open_page("pictures", fields())
page.title()
prose(lesson())
picture, sayable = picture_controls(page.values)
live_stage(page, partial(answer, picture=picture), picture_panels, sayable=sayable)
