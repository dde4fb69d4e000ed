"""Compare: layers side by side, inputs they cannot tell apart, shifts, and ReLU before or after."""

from poolviz.answers.findings.compare.page import fields
from poolviz.ui.findings.compare.sections import section_choice, show_section
from poolviz.ui.shared.frame.address import keep
from poolviz.ui.shared.frame.frame import open_page

with open_page("compare", fields()) as page:
    keep(page.fields)
with page.head():
    section_choice()
show_section(page)
