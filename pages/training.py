"""Does pooling help? Small networks trained live, with their spread; and the notes' own training."""

from poolviz.answers.networks.training import fields
from poolviz.ui.networks.training.sections import section_choice, show_section
from poolviz.ui.shared.frame.frame import open_page

page = open_page("training", fields())
with page.head():
    section_choice()
show_section(page.values, page.controls)
