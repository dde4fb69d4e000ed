"""Placeholder."""

from poolviz.ui.frame import open_page

open_page("sizes", {})
