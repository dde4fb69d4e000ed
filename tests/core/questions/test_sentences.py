"""What a question and its verdicts say, word by word, in English unless told otherwise."""

import pytest

from poolviz.questions import ask

ROUNDED = "You rounded up. torch rounds down unless ceil_mode=True."
RIGHT = (
    "Height: (24 + 2·0 − 1·(4 − 1) − 1) / 3, rounded down, plus 1. "
    "The width likewise, with its own numbers: 7 × 7."
)


def test_a_question_its_answer_and_its_mistakes_in_both_languages() -> None:
    q = ask("output_size", seed=1, level=1)
    english = "`nn.MaxPool2d(4, stride=3)` gets an input of height 24 and width 24."
    chinese = "`nn.MaxPool2d(4, stride=3)` 的输入高 24、宽 24。"
    assert q.text() == q.text("en") == f"{english} How high and how wide is its output?"
    assert q.text("zh") == f"{chinese}它的输出高、宽各是多少？"
    assert q.because() == q.because("en") == RIGHT
    assert (
        q.because("zh")
        == "高：(24 + 2·0 − 1·(4 − 1) − 1) / 3，向下取整，再加 1。宽同理，代入宽的各数：7 × 7。"
    )
    forgot = "You forgot the + 1: the first window counts, too."
    assert q.betrayed() == q.betrayed("en") == {"rounded_up": ROUNDED, "forgot_one": forgot}
    assert q.betrayed("zh") == {
        "rounded_up": "你向上取整了。除非 ceil_mode=True，torch 都向下取整。",
        "forgot_one": "你忘了加 1：第一个窗口也要算上。",
    }


@pytest.mark.parametrize(
    ("given", "right", "mistake", "betrays", "why"),
    [
        ("7 7", True, None, "", RIGHT),
        ((8, 8), False, "rounded_up", ROUNDED, f"{ROUNDED} {RIGHT}"),
        (
            "5 x 7",
            False,
            None,
            "Not quite. Try again, or show the answer.",
            f"Not quite. The answer is 7 × 7. {RIGHT}",
        ),
    ],
)
def test_a_verdict_says_why(given: object, right: bool, mistake: str | None, betrays: str, why: str) -> None:
    verdict = ask("output_size", seed=1, level=1).grade(given)
    assert (verdict.right, verdict.mistake) == (right, mistake)
    assert verdict.betrays() == verdict.betrays("en") == betrays
    assert verdict.why() == verdict.why("en") == why


def test_a_verdict_speaks_chinese() -> None:
    rounded, unknown = ask("output_size", seed=1).grade("8 8"), ask("output_size", seed=1).grade("5 7")
    right = "高：(24 + 2·0 − 1·(4 − 1) − 1) / 3，向下取整，再加 1。宽同理，代入宽的各数：7 × 7。"
    assert rounded.betrays("zh") == "你向上取整了。除非 ceil_mode=True，torch 都向下取整。"
    assert rounded.why("zh") == f"{rounded.betrays('zh')}{right}"
    assert unknown.why("zh") == f"不对。答案是 7 × 7。{right}"
    assert unknown.betrays("zh") == "不对。再试一次，或者显示答案。"


@pytest.mark.parametrize(
    ("topic", "level", "language", "asks", "because"),
    [
        ("relu_order", 3, "en", "The input shown goes", "The outputs that differ: none."),
        ("relu_order", 3, "zh", "图中输入经过", "不同的输出：无。"),
        (
            "too_small",
            3,
            "en",
            "accepts for `nn.MaxPool2d(5, stride=2)`, `nn.MaxPool2d(3)`?",
            'refuses 8 ("Output size is too small") and accepts 9.',
        ),
        (
            "too_small",
            3,
            "zh",
            "`nn.MaxPool2d(5, stride=2)`、`nn.MaxPool2d(3)`，",
            "torch 拒绝 8（“Output size is too small”），接受 9。",
        ),
        (
            "parameters",
            3,
            "zh",
            "8 × 8 × 8 的特征图先经过 `nn.MaxPool2d(3, stride=2)`，",
            "72 · 100 + 100 = 7,300 个。",
        ),
        ("refusal", 1, "zh", "输入是 5 × 8 时，", "填充超过了窗口的一半。"),
        ("adaptive_windows", 1, "en", "`nn.AdaptiveMaxPool1d(3)` gets 8", "the last not included: 0, 1, 2."),
    ],
)
def test_the_parts_of_a_sentence_are_in_its_language(
    topic: str, level: int, language: str, asks: str, because: str
) -> None:
    q = ask(topic, 1, level)
    assert asks in q.text(language)
    assert q.because(language).endswith(because)


def test_what_is_offered_and_what_of_it_is_right() -> None:
    q = ask("argument_order", seed=1, level=1)
    assert q.choices == q.offered("en") == ("dilation", "return_indices", "ceil_mode")
    assert q.offered("zh") == ("膨胀（dilation）", "return_indices", "ceil_mode（向上取整）")
    assert q.because().endswith("it sets ceil_mode.")
    assert q.because("zh").endswith("它设置的是 ceil_mode（向上取整）。")
    assert q.grade(2).right
    assert q.grade(1).mistake == "other_order"
