"""The lessons of poolviz: the same in both languages, every address opens, every correction is made."""

import pytest

from poolviz.answers.lessons.page import answer, first_open, lessons, uploaded
from poolviz.errors import PoolvizError

KEYS = [
    "windows", "stride", "padding", "ceil", "averages", "dilation",
    "indices", "gradients", "networks", "adaptive", "shifts", "frameworks",
]  # fmt: skip
# What the notes get wrong, and the lesson that says how it is.
CORRECTIONS = {
    "padding": ["pads with zeros. It does not: it pads with −∞", "padding=(2, 1)"],
    "ceil": ["only its top left value. No", "torch gives 16"],
    "dilation": ["not a *dilated convolution*", "the stride, if you give none, is still the kernel_size"],
    "networks": ["A pool has no parameters"],
    "stride": ["5 becomes 2"],
    "adaptive": ["*adjusts kernel and stride*. It has neither"],
    "indices": ["At best it is a partial one"],
    "windows": ["does not *extract edges*"],
    "averages": ["Pooling makes no mosaic"],
}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_lesson_can_be_walked_to_its_end(language: str) -> None:
    found = lessons(language)
    assert found.problems == {}
    assert [lesson.key for lesson in found.lessons] == KEYS
    for lesson in found.lessons:
        assert 3 <= len(lesson.steps) <= 6
        for at, step in enumerate(lesson.steps):
            shown = answer(lesson, at)
            assert shown.step is step
            assert shown.question is not None or shown.page


def test_both_languages_show_and_ask_the_same() -> None:
    for one, other in zip(lessons("en").lessons, lessons("zh").lessons, strict=True):
        assert [(step.address, step.question, bool(step.teacher)) for step in one.steps] == [
            (step.address, step.question, bool(step.teacher)) for step in other.steps
        ]
        assert all(a.text != b.text for a, b in zip(one.steps, other.steps, strict=True))


def test_every_lesson_predicts_or_asks() -> None:
    for lesson in lessons("en").lessons:
        assert any(step.question or "hide=true" in step.address for step in lesson.steps), lesson.key


@pytest.mark.parametrize(("key", "sentences"), CORRECTIONS.items())
def test_what_the_notes_get_wrong_is_put_right(key: str, sentences: list[str]) -> None:
    lesson = lessons("en").find(key)
    assert lesson is not None
    text = " ".join(step.text.replace("\\", "") for step in lesson.steps)
    for sentence in sentences:
        assert sentence in text


def test_the_numbers_that_lessons_say_are_torchs() -> None:
    ceil = lessons("en").find("ceil")
    averages = lessons("en").find("averages")
    assert ceil is not None
    assert averages is not None
    import torch
    from torch import nn

    assert nn.MaxPool1d(1, 2, ceil_mode=True)(torch.zeros(1, 1, 32)).shape[-1] == 16
    counted, plain = (answer(averages, at).display for at in (1, 2))
    assert counted is not None
    assert plain is not None
    firsts = [(shown.stage.grids[1].texts or [""])[0] for shown in (counted, plain)]
    assert firsts == ["0.4444", "1"]


def test_an_address_that_no_page_can_use_is_said_with_its_line() -> None:
    front = "---\ntitle: a\nlanguage: en\nsteps:\n- address: /windows\n- address: {}\n---\n"
    text = front + "## a\n\nb\n\n## c\n\nd\n"
    with pytest.raises(PoolvizError, match="line 6: the address says k = x"):
        uploaded(text.format('"/windows?k=x"').encode(), "a")
    for address, said in (
        ("/nowhere", "there is no page nowhere"),
        ("/class", "there is no page class"),
        ("/windows?strid=2", "the address says strid, but the page has no such setting"),
        ("/windows?hide=maybe", "the address says hide = maybe"),
        ("/sizes?k=x", "the address says k = x"),
        ("/training?epochs=x", "the address says epochs = x"),
        ("/windows?x=1+2%3B3", "the page cannot show this: `matrix` must have rows of one length"),
    ):
        with pytest.raises(PoolvizError, match=f"line 6: {said}"):
            uploaded(text.format(f'"{address}"').encode(), "a")
    assert uploaded(text.format('"/windows?p=9"').encode(), "a").steps  # a lesson may show a refusal


def test_texts_of_others_are_shown_as_they_are() -> None:
    text = "---\ntitle: a\nlanguage: en\nsteps: [{address: /windows}]\n---\n## a\n\n:red[x] $y$ www.a.b\n"
    shown = uploaded(text.encode(), "a").steps[0].text
    assert shown == "\\:red\\[x\\] \\$y\\$ www\u2060.a.b"


def test_the_first_lesson_that_is_not_done_is_offered() -> None:
    found = lessons("en")
    assert getattr(first_open(found, ["windows"]), "key", None) == "stride"
    assert getattr(first_open(found, KEYS), "key", None) == "windows"
