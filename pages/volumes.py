"""Volumes: three axes, shown slice by slice, with every window as a box that reaches through slices."""

from poolviz.answers.pooling.volumes import answer, fields
from poolviz.ui.pooling.volumes.examples import example_picker, lesson
from poolviz.ui.pooling.volumes.panels import volume_panels
from poolviz.ui.pooling.volumes.volume import edit_voxel, volume_controls
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.stage.live import PARTS, live_stage

page = open_page("volumes", fields())
with page.head():
    example_picker(page.values)
    volume = volume_controls()
lesson(page.values)
live_stage(
    page,
    answer,
    volume_panels,
    given={"x": volume},
    on_edit=lambda _shown, edit: edit_voxel(edit),
    inside=PARTS | {"at"},
)
