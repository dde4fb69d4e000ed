"""Sets of questions to take away, read back: every answer in them is right by torch again."""

import html.parser
import io
import json
import re
import sqlite3
import xml.etree.ElementTree as ET
import zipfile

import pytest

from poolviz.answers.learning.sets.anki import anki
from poolviz.answers.learning.sets.as_json import as_json
from poolviz.answers.learning.sets.moodle import moodle
from poolviz.answers.learning.sets.qti import qti
from poolviz.answers.learning.sets.question_set import QuestionSet, options, unasked, written
from poolviz.answers.learning.sets.worksheet import worksheet
from poolviz.answers.learning.stages import asks
from poolviz.errors import PoolvizError
from poolviz.questions import TOPICS, ask

SETS = [QuestionSet(TOPICS, level, len(TOPICS), 7, language) for level in (1, 3) for language in ("en", "zh")]


def test_the_same_seed_is_the_same_set_and_the_variants_ask_the_same_topics_otherwise() -> None:
    one, other = (SETS[0].questions(variant) for variant in ("A", "B"))
    assert [q.text() for q in one] == [q.text() for q in SETS[0].questions("A")]
    assert [q.topic for q in one] == [q.topic for q in other]
    assert sum(a.text() != b.text() or a.answer != b.answer for a, b in zip(one, other, strict=True)) > 30


FEW = {"make_input": 4, "shift_survives": 9, "receptive_field": 8}


@pytest.mark.parametrize("topic", [*FEW, "in_features", "winner"])
def test_no_question_is_in_a_set_twice_and_few_of_b_stand_beside_themselves_in_a(topic: str) -> None:
    one, other = (QuestionSet((topic,), 1, 12, 3).questions(variant) for variant in ("A", "B"))
    assert len(one) == FEW.get(topic, 12)
    for questions in (one, other):
        asked = [(q.text(), q.x if q.x is None else q.x.tolist()) for q in questions]
        assert all(asked.count(question) == 1 for question in asked)
    same = sum(asks(a) == asks(b) for a, b in zip(one, other, strict=True))
    assert same <= (1 if topic in FEW else 0)


def test_a_topic_that_has_no_further_question_leaves_its_place_to_the_others() -> None:
    questions = QuestionSet(("make_input", "winner"), 1, 20, 3).questions()
    assert [q.topic for q in questions].count("make_input") == 4
    assert [q.topic for q in questions].count("winner") == 10


@pytest.mark.parametrize(("topics", "number"), [((), 1), (("none",), 1), (("winner",), 0), (("winner",), 61)])
def test_a_set_that_cannot_be_is_refused(topics: tuple[str, ...], number: int) -> None:
    with pytest.raises(PoolvizError):
        QuestionSet(topics, 1, number, 0).questions()


@pytest.mark.parametrize("asked", SETS)
def test_the_right_choice_is_right_and_no_two_are_alike(asked: QuestionSet) -> None:
    for question in asked.questions():
        offered = options(question, asked.language)
        if not offered:
            assert question in unasked([question]) or question.kind in ("number", "size")
            continue
        assert [one.right for one in offered].count(True) == 1
        assert len({one.text for one in offered}) == len(offered)
        assert all(one.said for one in offered if not one.right)


@pytest.mark.parametrize("asked", SETS)
def test_json_read_back_is_right(asked: QuestionSet) -> None:
    found = json.loads(as_json(asked))["questions"]
    assert len(found) == len(TOPICS)
    for one in found:
        question = ask(one["topic"], one["seed"], one["level"])
        assert question.grade(one["answer"]).right, one["topic"]
        assert one["text"] == question.text(asked.language)


@pytest.mark.parametrize("asked", SETS)
def test_moodle_read_back_is_right(asked: QuestionSet) -> None:
    questions = {(q.topic, q.seed): q for q in asked.questions()}
    left_out = len(unasked(list(questions.values())))
    nodes = ET.fromstring(moodle(asked)).findall("question")
    assert len(nodes) == len(TOPICS) - left_out
    numbered = {int((node.findtext("name/text") or "")[:2]) - 1: node for node in nodes}
    for at, node in numbered.items():
        question = asked.questions()[at]
        right = [one.findtext("text") or "" for one in node.findall("answer") if one.get("fraction") == "100"]
        assert right, question.topic
        if node.get("type") == "multichoice":
            (said,) = right
            bare = (
                re.sub(r"</?code>", "`", said).replace("&lt;", "<").replace("&amp;", "&").replace("&gt;", ">")
            )
            assert bare == written(question, question.answer, asked.language)
        else:
            assert all(question.grade(text).right for text in right), question.topic
            wrong = [one.findtext("text") for one in node.findall("answer") if one.get("fraction") == "0"]
            assert not any(question.grade(text).right for text in wrong)


class _Reader(html.parser.HTMLParser):
    """Reads how many sheets, keys, questions and answers a worksheet has."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: list[str] = []
        self.answers: list[str] = []
        self.inside = False
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        if tag == "section":
            self.sections.append(dict(attrs)["class"] or "")
        if tag == "strong":
            self.inside = True
            self.answers.append("")
        assert tag not in ("script", "img", "link", "iframe")

    def handle_endtag(self, tag: str) -> None:
        if tag == "strong":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.answers[-1] += data


@pytest.mark.parametrize("asked", SETS)
def test_the_worksheet_has_two_sheets_and_their_keys(asked: QuestionSet) -> None:
    page = worksheet(asked)
    reader = _Reader()
    reader.feed(page)
    assert reader.sections == ["sheet", "sheet", "key", "key"]
    questions = [*asked.questions("A"), *asked.questions("B")]
    wanted = [written(one, one.answer, asked.language).replace("`", "") for one in questions]
    assert reader.answers == wanted
    for question, said in zip(questions, reader.answers, strict=True):
        if question.kind not in ("choice", "code") and said not in ("none", "无"):
            assert question.grade(said).right, question.topic
    sheets = page[: page.index('class="key"')]
    assert questions[0].because(asked.language) not in sheets
    assert "http" not in page


@pytest.mark.parametrize("asked", SETS[:2])
def test_the_deck_of_anki_read_back_is_right(
    asked: QuestionSet, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tmp_path = tmp_path_factory.mktemp("anki")
    with zipfile.ZipFile(io.BytesIO(anki(asked))) as package:
        package.extract("collection.anki2", tmp_path)
    database = sqlite3.connect(tmp_path / "collection.anki2")
    try:
        fields = [row[0].split("\x1f") for row in database.execute("select flds from notes order by id")]
        cards = database.execute("select count(*) from cards").fetchone()[0]
    finally:
        database.close()
    assert cards == len(fields) == len(TOPICS)
    wanted = {written(one, one.answer, asked.language).replace("`", "") for one in asked.questions()}
    assert {re.sub(r"</?code>", "", back).replace("&lt;", "<") for _front, back, _why in fields} == wanted


QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"


@pytest.mark.parametrize("asked", SETS)
def test_qti_read_back_is_right(asked: QuestionSet) -> None:
    with zipfile.ZipFile(io.BytesIO(qti(asked))) as package:
        (name,) = [one for one in package.namelist() if one.count("text2qti_assessment") == 2]
        items = list(ET.fromstring(package.read(name)).iter(f"{QTI}item"))
    questions = [one for one in asked.questions() if one not in unasked([one])]
    assert len(items) == len(questions)
    for item, question in zip(items, questions, strict=True):
        right = [
            equal.text or ""
            for condition in item.iter(f"{QTI}respcondition")
            if condition.find(f"{QTI}setvar") is not None
            for equal in condition.iter(f"{QTI}varequal")
        ]
        labels = {
            one.get("ident"): re.sub(r"<[^>]*>", "", one.findtext(f".//{QTI}mattext") or "")
            for one in item.iter(f"{QTI}response_label")
        }
        if any(labels.values()):
            (chosen,) = right
            wanted = written(question, question.answer, asked.language).replace("`", "")
            assert labels[chosen].strip().replace("&lt;", "<") == wanted
        else:
            assert right, question.topic
            assert all(question.grade(text).right for text in right), (question.topic, right)
