"""Lessons as files: what is read, and what is refused with its line; hostile ones among them."""

import re

import pytest

from poolviz.errors import PoolvizError
from poolviz.sources.lessons.lesson import Asked, Lesson
from poolviz.sources.lessons.reading import read_lesson
from poolviz.sources.lessons.shelf import shelf
from poolviz.sources.lessons.writing import lesson_text

FRONT = """---
title: Padding
language: en
steps:
- address: /windows?p=1
  teacher: Wait.
- question: {topic: winner, seed: 2}
---
"""
BODY = "## One\n\nLook *here*.\n\n## Two\n\n- a\n- b `k`\n"


def read(text: str) -> Lesson:
    return read_lesson(text.encode(), "mine", lambda one: one.replace("<", "\\<"))


def test_a_lesson_is_its_steps_in_order() -> None:
    lesson = read(FRONT + BODY)
    assert (lesson.key, lesson.title, lesson.language) == ("mine", "Padding", "en")
    one, two = lesson.steps
    assert (one.title, one.text, one.address, one.teacher, one.line) == (
        "One",
        "Look *here*.",
        "/windows?p=1",
        "Wait.",
        5,
    )
    assert (two.text, two.question, two.line) == ("- a\n- b `k`", Asked("winner", 2, 1), 7)


def test_windows_line_ends_and_a_byte_order_mark_are_read() -> None:
    assert read_lesson(b"\xef\xbb\xbf" + (FRONT + BODY).replace("\n", "\r\n").encode(), "a", str).steps


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# no front matter", "line 1"),
        ("---\ntitle: x\n", "line 1"),
        ("---\ntitle: [\n---\n## a\n", "line 3: the front matter cannot be read"),
        ("---\ntitle: a\x01\nlanguage: en\n---\n## a\n", "line 2: the front matter has a control character"),
        ("---\ntitle: a\nlanguage: !x en\n---\n## a\n", "line 3: the front matter cannot be read"),
        ("---\n" + "[" * 3000 + "\n---\n## a\n", "line 2: the front matter cannot be read"),
        ("---\n- a\n---\n## a\n", "line 2"),
        ("---\n---\n## a\n", "line 2"),
        ("---\ntitle: &a x\nlanguage: *a\nsteps: [{}]\n---\n## a\n", "aliases"),
        (FRONT.replace("title: Padding\n", "") + BODY, "line 2: `title` is missing"),
        (FRONT.replace("language: en\n", "") + BODY, "line 2: `language` is missing"),
        ("---\ntitle: a\nlanguage: en\n---\n" + BODY, "line 2: `steps` is missing"),
        (FRONT.replace("steps", "author: me\nsteps") + BODY, "line 4: the front matter has .* but no author"),
        (FRONT.replace("steps", "title: b\nsteps") + BODY, "line 4: `title` is there twice"),
        (FRONT.replace("  teacher: Wait.", "  address: /") + BODY, "line 6: `address` is there twice"),
        (FRONT.replace("language: en", "language: fr") + BODY, "line 3: `language` must be en or zh"),
        (FRONT.replace("language: en", "language: [en]") + BODY, "line 3: `language` must be en or zh"),
        (FRONT.replace("title: Padding", "title: 3") + BODY, "line 2: `title` must be one line"),
        (FRONT.replace("title: Padding", 'title: "  "') + BODY, "line 2: `title` must be one line"),
        (FRONT.replace("title: Padding", 'title: "a\\nb"') + BODY, "line 2: `title` must be one line"),
        (FRONT.replace("title: Padding", 'title: "\\ud800"') + BODY, "line 2: `title` must be one line"),
        (FRONT.replace("title: Padding", "<<: {title: 3}") + BODY, "line 2: `title` must be one line"),
        ("---\ntitle: a\nlanguage: en\nsteps: {a: 1}\n---\n" + BODY, "line 4: `steps` must be a list"),
        (FRONT.replace("- address", "- link") + BODY, "line 5: a step may have"),
        (FRONT.replace("/windows?p=1", "https://a.b/") + BODY, "line 5: `address` must be a path"),
        (FRONT.replace("/windows?p=1", "//a.b/") + BODY, "line 5: `address` must be a path"),
        (FRONT.replace("/windows?p=1", "/windows?p=1 2") + BODY, "line 5: `address` must be a path"),
        (FRONT.replace("Wait.", "false") + BODY, "line 6: `teacher` must be a text"),
        (FRONT.replace("winner", "winter") + BODY, "line 7: there is no topic winter"),
        (FRONT.replace("winner", "[winner]") + BODY, "line 7: there is no topic"),
        (FRONT.replace("{topic: winner, seed: 2}", "winner") + BODY, "line 7: `question` may have topic"),
        (FRONT.replace("seed: 2", "seed: -1") + BODY, "line 7: `question` must have"),
        (FRONT.replace("seed: 2", "level: 4") + BODY, "line 7: `question` must have"),
        (FRONT + "words\n" + BODY, "line 9: a step begins with a heading"),
        (FRONT + "## One\n", "line 7: each step needs one heading ##; steps: 2, headings: 1"),
        (FRONT + BODY + "## Three\n", "line 17: each step needs one heading ##; steps: 2, headings: 3"),
        (FRONT + BODY.replace("## Two", "##"), "line 13: a heading ## must have a text"),
        (FRONT + BODY + "\n<script>alert(1)</script>\n", "line 18: a lesson has paragraphs"),
        (FRONT + BODY.replace("*here*", "<b>here</b>"), "line 11: a text has words"),
        (FRONT + BODY.replace("*here*", "[here](https://a.b)"), "line 11: a text has words"),
        (FRONT + BODY.replace("*here*", "![here](x.png)"), "line 11: a text has words"),
        (FRONT + BODY + "\n[a]: https://a.b\n", "line 18: a lesson has no links"),
        (FRONT + BODY + "\n# Three\n", "line 18: .* but got a heading of another level"),
        (FRONT + BODY + "\n> said\n", "line 18: .* but got a quotation"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, said: str) -> None:
    with pytest.raises(PoolvizError, match=re.sub(r"\?|(?<!\.)\*", r"\\\g<0>", said)):
        read(text)


def test_bytes_that_are_no_text_and_too_many_are_refused() -> None:
    with pytest.raises(PoolvizError, match="line 2: this is not text in UTF-8"):
        read_lesson(b"---\n\xff", "a", str)
    with pytest.raises(PoolvizError, match="at most 200000 bytes"):
        read_lesson(b"a" * 200_001, "a", str)


def test_a_date_is_a_text_and_an_own_link_with_a_matrix_is_no_longer_than_it_may_be() -> None:
    assert read(FRONT.replace("Padding", "2026-02-30") + BODY).title == "2026-02-30"
    long = "/windows?x=" + "1%20" * 5000
    text = lesson_text("Mine", "en", [("Windows", long)] * 12, "Look.")
    assert {step.address for step in read(text).steps} == {long}
    assert len(read(text).steps) == 9  # of twelve, what a file may hold


def test_two_files_of_one_name_are_two_lessons(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("lessons")
    for name in ("第一课.md", "第二课.md", "01-windows.en.md"):
        (folder / name).write_text(FRONT + BODY, encoding="utf-8")
    monkeypatch.setenv("POOLVIZ_LESSONS", str(folder))
    keys = [lesson.key for lesson in shelf("en", str).lessons]
    assert keys[0] == "windows"
    assert keys[-3:] == ["windows-2", "lesson", "lesson-2"]


def test_a_folder_of_ones_own_stands_behind_ours(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("lessons")
    (folder / "01-mine.md").write_text(FRONT + BODY, encoding="utf-8")
    (folder / "bad.md").write_text("nothing", encoding="utf-8")
    monkeypatch.setenv("POOLVIZ_LESSONS", str(folder))
    found = shelf("en", str)
    assert found.lessons[-1].key == "mine"
    assert len(found.lessons) > 12
    assert list(found.problems) == ["bad.md"]
    assert "mine" not in [lesson.key for lesson in shelf("zh", str).lessons]
