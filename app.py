"""Home: what pooling is in one moving example, and the way to every page."""

from poolviz.ui.frame import open_page

open_page("home", {})
