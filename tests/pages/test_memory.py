"""What a page falls back to is its own: the last layer that worked, the last text that could be read."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.paged import page_at, run, said, stage


def arrived(app: AppTest, page: str, **link: str) -> AppTest:
    """The same session after it has followed a link to another page."""
    app.switch_page(f"pages/{page}.py")
    for key in list(app.query_params):
        del app.query_params[key]
    for key, text in link.items():
        app.query_params[key] = text
    return run(app)


def test_a_layer_that_is_refused_at_once_leaves_no_output_of_another_pages_layer() -> None:
    app = page_at("pages/windows.py")(layer="AvgPool2d", k="3")
    assert "AvgPool2d" not in said(app := arrived(app, "pictures", k="9", p="8"))
    assert "8 ≤ ⌊9 / 2⌋ = 4 is false" in said(app)
    assert len(stage(app)["grids"]) == 1


def test_a_text_that_cannot_be_read_at_once_leaves_what_the_page_begins_with() -> None:
    app = page_at("pages/windows.py")(x="7 7;7 7")
    start = stage(page_at("pages/unpooling.py")())["grids"][0]["texts"]
    app = arrived(app, "unpooling", x="a b")
    assert stage(app)["grids"][0]["texts"] == start
    assert "but row 1, column 1 is 'a'. The page's first example is shown." in said(app)
    back = arrived(app, "windows", x="a b")
    assert stage(back)["grids"][0]["texts"] == ["7"] * 4
    assert "The last matrix that could be read is shown." in said(back)


@pytest.mark.parametrize("page", ["windows", "volumes"])
def test_what_cannot_be_read_is_said_beside_the_text_too(page: str) -> None:
    app = page_at(f"pages/{page}.py")(x="1 2 q")
    beside = [one.value.replace("\\", "") for one in app.caption]
    assert len([said for said in beside if "but row 1, column 3 is 'q'" in said]) == 1
