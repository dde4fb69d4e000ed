"""Class: a teacher shows and asks, students answer on their own screens."""

from poolviz.ui.learning.classroom import fields, show_class
from poolviz.ui.shared.frame.frame import open_page

page = open_page("class", fields())
page.title()
show_class(page.values["code"])
