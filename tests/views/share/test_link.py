"""A link for others, and its QR code, read again by its squares."""

import base64
import re

import segno

from poolviz.views.share.link import iframe, locked, qr_code, shared_link


def test_a_link_says_what_is_locked_and_hidden() -> None:
    said = {"k": "3", "hide": "1", "embed": "true", **locked(["k", "x"])}
    link = "http://192.168.1.5:8501/windows?k=3&hide=1&embed=true&lock=k%2Cx"
    assert shared_link("http://192.168.1.5:8501/windows", said) == link
    assert shared_link("http://192.168.1.5:8501/", {}) == "http://192.168.1.5:8501/"


def test_html_for_another_page_holds_no_text_as_html() -> None:
    code = iframe('http://host/windows?x="><script>', '"><b>')
    assert "<script>" not in code
    assert "<b>" not in code


def test_a_qr_code_is_a_picture_of_the_link() -> None:
    link = "http://192.168.1.5:8501/windows?k=3"
    kind, _comma, code = qr_code(link).partition(",")
    assert kind == "data:image/svg+xml;base64"
    svg = base64.b64decode(code).decode()
    squares = segno.make_qr(link, error="m", boost_error=False).symbol_size(border=4)
    assert re.search(r'viewBox="0 0 (\d+) (\d+)"', svg).groups() == tuple(map(str, squares))
    assert 'fill="#fff"' in svg


def test_a_link_that_no_qr_code_holds_has_none() -> None:
    assert qr_code("http://host/windows?x=" + "1+" * 1400).startswith("data:")
    assert qr_code("http://host/windows?x=" + "1+" * 2000) == ""
