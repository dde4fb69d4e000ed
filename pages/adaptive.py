"""Adaptive and global: any picture to a fixed size, pyramids, the whole plane, and the layer behind."""

from poolviz.answers.findings.adaptive.page import fields
from poolviz.ui.findings.adaptive.sections import section_picker, show_section
from poolviz.ui.shared.frame.frame import open_page

page = open_page("adaptive", fields())
page.title()
section_picker(page.fields)
show_section(page)
