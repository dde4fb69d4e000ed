"""All lessons walked to their end in Chromium, with every prediction and question answered on the way.

Each is walked by keyboard alone and by touch, in English and in Chinese. A run takes half of these walks, the
other half on the next day: POOLVIZ_WALKS=0 or 1 chooses one, POOLVIZ_WALKS=all walks every one.
"""

import datetime
import os
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from poolviz.answers.learning.stages import asked_on
from poolviz.answers.lessons.page import Shown, answer, lessons
from poolviz.questions import Question
from poolviz.questions.kinds import KINDS
from poolviz.sources.lessons.lesson import Lesson
from tests.browser.conftest import OpenPage, settled

pytestmark = pytest.mark.browser

NEXT = {"en": ("Next step", "Finish"), "zh": ("下一步", "完成")}
CHECK = {"en": "Check", "zh": "检查"}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
STOPS = 90  # of Tab, at most, to anything on the page
ACTIVE = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}"""


class Keys:
    """A learner with a keyboard alone."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, wanted: Locator, back: bool = False) -> None:
        """Press Tab until the focus is on or within what is wanted."""
        expect(wanted).to_be_visible()
        for _stop in range(STOPS):
            if wanted.evaluate(f"(wanted) => wanted.contains(({ACTIVE})())"):
                return
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"Tab does not reach {wanted}")

    def press(self, button: Locator) -> None:
        self.reach(button)
        self.page.keyboard.press("Enter")

    def fill(self, field: Locator, text: str) -> None:
        self.reach(field, back=True)
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def choose(self, options: Locator, number: int) -> None:
        self.reach(options.first.locator("xpath=ancestor::*[@role='radiogroup']"), back=True)
        for _step in range(number + 1):  # from the last, which is reached from behind, on to the first
            self.page.keyboard.press("ArrowDown")

    def type_cells(self, grid: Locator, texts: list[str]) -> None:
        self.reach(grid, back=True)
        self.page.keyboard.press("Control+Home")
        for text in texts:
            self.page.keyboard.type(text)
            self.page.keyboard.press("Enter")

    def choose_cells(self, grid: Locator, cells: list[int], cols: int) -> None:
        self.reach(grid, back=True)
        for cell in cells:
            self.page.keyboard.press("Control+Home")
            for key, times in (("ArrowDown", cell // cols), ("ArrowRight", cell % cols)):
                for _step in range(times):
                    self.page.keyboard.press(key)
            self.page.keyboard.press("Space")
        self.page.keyboard.press("Enter")


class Touch:
    """A learner with a finger."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, button: Locator) -> None:
        button.tap()

    def fill(self, field: Locator, text: str) -> None:
        field.tap()
        field.fill(text)
        field.press("Enter")

    def choose(self, options: Locator, number: int) -> None:
        options.nth(number).tap()

    def type_cells(self, grid: Locator, texts: list[str]) -> None:
        predict = self.page.locator(".pv-button-predict")
        if predict.is_visible():
            predict.tap()
        grid.locator(".pv-cell").first.tap()
        for text in texts:
            self.page.locator(".pv-input").fill(text)
            self.page.locator(".pv-input").press("Enter")

    def choose_cells(self, grid: Locator, cells: list[int], cols: int) -> None:  # noqa: ARG002
        for cell in cells:
            grid.locator(".pv-cell").nth(cell).tap()
        self.page.locator(".pv-check").tap()


LESSONS = [lesson.key for lesson in lessons("en").lessons]
WALKS = [(key, way, language) for key in LESSONS for way in (Keys, Touch) for language in ("en", "zh")]
TODAY = str(datetime.datetime.now(datetime.UTC).toordinal() % 2)
TURN = os.environ.get("POOLVIZ_WALKS", TODAY)


def in_turn(key: str, way: type[Keys] | type[Touch], language: str, turn: str) -> bool:
    """Whether a walk is of this turn: in either, each lesson is walked in both ways and both languages."""
    half = (LESSONS.index(key) + (way is Touch) + (language == "zh")) % 2
    return turn in (str(half), "all")


def test_two_turns_walk_every_lesson_in_every_way_and_language() -> None:
    halves = [[walk for walk in WALKS if in_turn(*walk, turn)] for turn in "01"]
    assert sorted(map(str, halves[0] + halves[1])) == sorted(map(str, WALKS))
    assert len(halves[0]) == len(halves[1])
    assert [walk for walk in WALKS if in_turn(*walk, "all")] == WALKS
    for half in halves:
        for key in LESSONS:
            walked = [(way, language) for one, way, language in half if one == key]
            assert {way for way, _language in walked} == {Keys, Touch}
            assert {language for _way, language in walked} == {"en", "zh"}


@pytest.mark.parametrize(("key", "way", "language"), WALKS, ids=lambda one: getattr(one, "__name__", one))
def test_a_lesson_is_walked_to_its_end(
    open_app: OpenPage, key: str, way: type[Keys] | type[Touch], language: str
) -> None:
    if not in_turn(key, way, language, TURN):
        pytest.skip("its turn is the other day's; POOLVIZ_WALKS=all walks every lesson")
    lesson = lessons(language).find(key)
    assert lesson is not None
    page = open_app(f"/learn?lesson={key}&lang={language}", **(PHONE if way is Touch else {}))
    learner = way(page)
    for at in range(len(lesson.steps)):
        walk_step(page, learner, lesson, at, language)
    expect(page).to_have_url(re.compile(f"done={key}"))
    expect(page.get_by_test_id("stMain")).to_contain_text(f"✓ {LESSONS.index(key) + 1}.")


def walk_step(page: Page, learner: Keys | Touch, lesson: Lesson, at: int, language: str) -> None:
    """Do what the step asks for, and go on."""
    steps = len(lesson.steps)
    expect(page.locator(".pv-trail").first).to_contain_text(re.compile(rf"{at + 1}\D+{steps}"))
    settled(page)
    shown = answer(lesson, at)
    if shown.question is not None:
        answer_question(page, learner, shown.question, language)
    elif shown.hides:
        predict(page, learner, shown)
    learner.press(page.get_by_role("button", name=re.compile(NEXT[language][at + 1 == steps])))


def predict(page: Page, learner: Keys | Touch, shown: Shown) -> None:
    assert shown.display is not None
    output = next(grid for grid in shown.display.stage.grids if grid.id == "output")
    assert output.texts is not None
    grid = page.locator("[data-grid=output] .pv-cells")
    expect(grid.locator(".pv-cell").first).to_have_text("?")
    learner.type_cells(grid, [text.replace("−", "-") for text in output.texts])
    expect(page.locator(".pv-verdict").first).to_contain_text("✓")


def answer_question(page: Page, learner: Keys | Touch, question: Question, language: str) -> None:
    asked = asked_on(question)
    if asked is not None:
        answer_on_stage(page, learner, question, asked[1])
        expect(page.locator(".pv-verdict").first).to_contain_text("✓")
        return
    if question.kind == "choice":
        learner.choose(page.locator("[role=radiogroup] label"), question.answer)
        learner.press(page.get_by_role("button", name=CHECK[language]))
    else:
        learner.fill(
            page.get_by_test_id("stMain").get_by_role("textbox"), KINDS[question.kind].write(question.answer)
        )
    expect(page.get_by_test_id("stAlert").first).to_contain_text("✓")


def answer_on_stage(page: Page, learner: Keys | Touch, question: Question, grid: str) -> None:
    there = page.locator(f"[data-grid={grid}] .pv-cells")
    if question.kind == "matrix":
        learner.type_cells(there, [f"{float(value):.4g}" for row in question.answer for value in row])
        return
    cols = int(there.locator(".pv-row").first.locator(".pv-cell").count())
    cells = sorted(row * cols + col for row, col in ((0, *cell)[-2:] for cell in question.answer))
    learner.choose_cells(there, cells, cols)
