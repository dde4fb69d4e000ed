"""Whatever an address says of any field of any page, there is an answer: what is shown, or why it is not."""

import json
import os
import warnings

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from poolviz.answers.pages import ANSWERED
from poolviz.pooling.devices import CPU
from poolviz.server.answer.route import answered
from tests.answers.addresses import addresses

# POOLVIZ_SEEDS=1000 is what `make soak` takes.
TEXTS = 2 * int(os.environ.get("POOLVIZ_SEEDS", "20"))
TOKENS = (
    *"()[]{},;=:.*/|&$%-+~'\"\\#<>_`\n\t\0\u202e\ud800（２，；−∞",
    *(
        "1",
        "2",
        "-1",
        "1e400",
        "nan",
        "inf",
        "9" * 30,
        "1,5",
        "1.234,5",
        "1,000",
        "[[1, 2]",
        "tensor(",
        "\\\\",
    ),
    *(
        "nn.MaxPool2d(2)",
        "nn.Conv2d(1, 2, 3)",
        "F.relu(x)",
        "x = ",
        "for i in ",
        "class A(nn.Module):\n",
        "    ",
    ),
    *("\\begin{bmatrix}", "\\end{bmatrix}", "http://a.b", "<script>", "**", "lambda: ", "return ", "self."),
)
TEXT = some.lists(some.sampled_from(TOKENS), max_size=25).map("".join) | some.text(max_size=60)


@pytest.mark.parametrize("name", sorted(ANSWERED))
def test_any_address_is_answered(name: str) -> None:
    page = ANSWERED[name]
    keys = some.sampled_from(sorted(page.fields()))

    @settings(max_examples=TEXTS, deadline=None, suppress_health_check=list(HealthCheck))
    @given(link=addresses(page.fields()), more=some.dictionaries(keys, TEXT, max_size=3))
    def search(link: dict[str, str], more: dict[str, str]) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            said = answered(page, link | more, CPU)
        assert said.status in (200, 400, 413, 422)
        assert isinstance(json.loads(said.body), dict)

    search()


@pytest.mark.parametrize("name", sorted(ANSWERED))
def test_any_text_is_a_value_of_a_field_or_none(name: str) -> None:
    fields = ANSWERED[name].fields()

    @settings(max_examples=TEXTS, deadline=None)
    @given(text=TEXT)
    def search(text: str) -> None:
        for field in fields.values():
            try:
                field.read(text)
            except ValueError as error:
                str(error).encode(errors="strict")

    search()
