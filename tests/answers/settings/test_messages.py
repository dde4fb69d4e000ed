"""Text from outside is shown by Markdown as it is, and makes no link."""

import re

import pytest

from poolviz.answers.settings.messages import plain

UNSEEN = "\u2060"
# What GitHub's Markdown makes links of, in the text that is left when escapes are read.
LINKS = re.compile(r"https?://|www\.|[-.\w+]+@[-\w]+(\.[-\w]+)+", re.IGNORECASE)
OUTSIDE = (
    "<http://evil.example>",
    "http://evil.example/a?b=c",
    "HTTPS://evil.example",
    "xhttp://evil.example",
    "www.evil.example",
    "(WWW.evil.example)",
    "www.www.evil.example",
    "a@evil.example",
    "a.b+c@evil.example mailto:a@evil.example",
    "[a](http://evil.example)",
    "![a](http://evil.example/a.png)",
    "<a href='http://evil.example'>",
    "`<http://evil.example>`",
    "`a` http://evil.example `b`",
)


def shown(text: str) -> str:
    """What Markdown reads: a backslash before a sign goes."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


@pytest.mark.parametrize("text", OUTSIDE)
def test_an_address_from_outside_is_no_link(text: str) -> None:
    assert LINKS.search(text)
    assert not LINKS.search(plain(text))
    assert not LINKS.search(shown(plain(text)))
    assert shown(plain(text)).replace(UNSEEN, "") == text


@pytest.mark.parametrize("sign", "\\`*_{}[]()<>#+!|~$:&")
def test_no_sign_means_anything_to_markdown(sign: str) -> None:
    assert plain(f"a {sign} b") == f"a \\{sign} b"


@pytest.mark.parametrize("text", ["a\n===", "a\n---", "- a", "a\n1. b", "  2) c", "3."])
def test_no_line_begins_a_heading_or_a_list(text: str) -> None:
    assert not re.search(r"^\s*([-=]+\s*$|-\s|\d+[.)](\s|$))", plain(text), re.MULTILINE)
    assert plain(text).replace(UNSEEN, "").replace("\\", "") == text


def test_numbers_and_parameters_stay_as_they_are() -> None:
    assert plain("`kernel_size` is -3 at 1.5") == "`kernel_size` is -3 at 1.5"


def test_half_a_character_becomes_one_that_can_be_sent() -> None:
    assert plain("\ud800") == "?"
