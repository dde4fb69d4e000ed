"""Networks: pooling where it lives, what each cell sees, and what each number would be without the pools."""

from poolviz.answers.networks.networks.page import fields
from poolviz.ui.networks.networks.sections import section_choice, show_section
from poolviz.ui.shared.frame.frame import open_page

page = open_page("networks", fields())
values = page.values
with page.head():
    section_choice()
show_section(values, page.controls)
