"""What the browser and the pages both know is the same in both."""

from poolviz.answers.asking import search
from poolviz.questions.parsing import LONGEST
from poolviz.ui.shared.stage.panels import DRAWN
from tests.views.stage.browser.test_constants import VIEWS, constant


def test_an_answer_is_as_long_in_a_class_as_on_practise() -> None:
    assert constant("classroom/browser/parts/answering.js", "ANSWER_FIELD")["maxlength"] == LONGEST + 1


def test_the_browser_looks_for_the_panels_where_the_page_draws_them() -> None:
    around = (VIEWS / "stage/browser/layer/asking/around.js").read_text("utf-8")
    assert f'const PANELS = ".st-key-{DRAWN}";' in around


def test_a_pasted_text_is_cut_where_python_would_cut_it() -> None:
    slash = (VIEWS / "page/slash.js").read_text("utf-8")
    assert f"const longest = {search.LONGEST};" in slash
