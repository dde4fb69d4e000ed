"""Practise: questions drawn by a seed, answered on the stage or in a field, graded by torch."""

from poolviz.answers.learning.practise import answer, fields
from poolviz.ui.learning.practise.controls import buttons, level_picker, record_picture, topic_pickers
from poolviz.ui.learning.practise.question import show_question
from poolviz.ui.learning.practise.take_away import take_away
from poolviz.ui.shared.frame.address import keep
from poolviz.ui.shared.frame.frame import open_page

page = open_page("practise", fields())
keep(page.fields)
with page.head():
    topic_pickers()
    level_picker()
values = page.values
asked = answer(values)
show_question(asked)
buttons(asked, values)
record_picture()
take_away(values)
