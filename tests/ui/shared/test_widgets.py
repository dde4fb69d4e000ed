"""A setting is declared once: its widget is drawn from its field, and no page writes a limit again."""

import ast
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from streamlit.testing.v1 import AppTest

from poolviz import answers

ROOT = Path(__file__).parents[3]
TABLE = "poolviz/ui/shared/widgets.py"  # where fields are drawn
VIEWER = {"lang", "large", "cpu", "menu", "hide", "lock"}
DRAWN = {
    *("number_input", "slider", "select_slider", "selectbox", "segmented_control", "pills", "radio"),
    *("multiselect", "toggle", "checkbox", "text_input", "text_area"),
}
# What `setting` and the like take from the field, and a page does not say.
LIMITS = {"min_value", "max_value", "options", "max_chars", "value", "index", "default", "step"}
FROM_FIELD = {"setting", "segments", "compact", "named", "widget"}


def keys_of_fields():
    """Every key that is a field of some page or of the viewer."""
    names = (one.name for one in walk_packages(answers.__path__, "poolviz.answers."))
    modules = [found for found in map(import_module, names) if hasattr(found, "fields")]
    return set().union(*(one.fields() for one in modules if callable(one.fields))) | VIEWER


def named(tree):
    """What the names of a module stand for where a text is given to them: also as a parameter's default."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            both = isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
            pairs = zip(target.elts, value.elts, strict=True) if both else [(target, value)]
            found |= {one.id: said for one, said in pairs if isinstance(one, ast.Name)}
        elif isinstance(node, ast.FunctionDef):
            args, given = node.args.args, node.args.defaults
            found |= {arg.arg: said for arg, said in zip(args[len(args) - len(given) :], given, strict=True)}
            kwonly = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
            found |= {arg.arg: said for arg, said in kwonly if said is not None}
    return found


def text_of(node, known):
    """The text that an argument is: a literal, what a name stands for, an f-string's start; or None."""
    match node:
        case ast.JoinedStr(values=[first, *_rest]):
            return text_of(first, known)
        case ast.FormattedValue(value=value):
            return text_of(value, known)
        case ast.Name(id=name) if name in known:
            return text_of(known[name], {key: one for key, one in known.items() if key != name})
        case ast.Constant(value=str(text)):
            return text
    return None


def written_again(source, fields):
    """The lines of a module that draw a field by hand, or say a limit beside it."""
    tree = ast.parse(source)
    known = named(tree)
    for node in (one for one in ast.walk(tree) if isinstance(one, ast.Call)):
        given = {keyword.arg: keyword.value for keyword in node.keywords}
        if isinstance(node.func, ast.Attribute) and node.func.attr in DRAWN:
            key = text_of(given["key"], known) if "key" in given else None
            if key is None or key in fields:
                yield node.lineno
        elif isinstance(node.func, ast.Name) and node.func.id in FROM_FIELD and LIMITS & given.keys():
            yield node.lineno


def test_no_page_writes_again_what_a_field_says():
    fields = keys_of_fields()
    files = [path for room in ("poolviz/ui", "pages") for path in sorted((ROOT / room).rglob("*.py"))]
    assert len(files) > 80
    names = {path.relative_to(ROOT).as_posix(): path for path in files}
    again = {
        name: list(written_again(path.read_text("utf-8"), fields))
        for name, path in names.items()
        if name != TABLE
    }
    assert {name: lines for name, lines in again.items() if lines} == {}


@pytest.mark.parametrize(
    "line",
    [
        'st.number_input("stride", 1, 8, key="hop")',
        'left.number_input("Seeds", max_value=5, key="seeds")',
        'st.toggle("compare", key="both")',
        'st.selectbox("Layer", names, key=key)',
        'KEY = "size"\nst.selectbox("Side", SIZES, key=KEY)',
        'setting("hop", "stride", max_value=8)',
        'st.slider("Step", 0, 9)',
    ],
)
def test_a_limit_written_again_is_seen(line):
    assert list(written_again(line, keys_of_fields()))


@pytest.mark.parametrize(
    "line", ['setting("hop", "stride", highest=4)', 'st.toggle("Answers", key="share_hide")', "st.columns(2)"]
)
def test_what_repeats_no_field_is_left_alone(line):
    assert not list(written_again(line, keys_of_fields()))


def test_the_keys_of_the_viewer_are_those_of_its_fields():
    def page():
        import streamlit as st

        from poolviz.ui.shared.frame.viewer import shared_fields

        st.text(" ".join(sorted(shared_fields())))

    assert set(AppTest.from_function(page).run().text[0].value.split()) == VIEWER


def drawn():
    from poolviz.answers.settings.fields import decimal, flag, one_number, one_of, whole, words
    from poolviz.ui.shared.widgets import widget

    widget(whole(3, 1, 9), "seeds", "Seeds")
    widget(whole(None, 0, 9), "side", "Side", highest=4)
    widget(whole(2, 0, 99), "step", "Step", "slider", highest=5)
    widget(whole(None, 0, 9), "map", "Map", "list", offered={2: "pool1", 4: "pool2"})
    widget(decimal(0.5, 0.0, 1.0), "rate", "p")
    widget(one_of({"max": "Maximum", "mean": "Average", "norm": "Norm"}, "mean"), "kind", "Kind")
    widget(one_of({"a": "A", "b": "B", "c": "C"}), "row", "Row", "row", offered=("b", "c", "zz"))
    widget(one_number((32, 64), 64), "size", "Size", say=lambda side: f"{side} px")
    widget(one_of(("0.1", "0.2"), "0.2"), "learning", "Rate", "slider")
    widget(flag(True), "ceil", "ceil_mode")
    widget(flag(), "max", "Max", "check")
    widget(words("1 2", 100), "line", "Line")
    widget(words("3 4"), "text", "Text", "area")


@pytest.fixture(scope="module")
def at():
    found = AppTest.from_function(drawn).run()
    assert not found.exception
    return found


def test_a_number_has_the_limits_of_its_field(at):
    seeds, side, rate = at.number_input(key="seeds"), at.number_input(key="side"), at.number_input(key="rate")
    assert (seeds.min, seeds.max, seeds.step, seeds.value) == (1, 9, 1, 3)
    assert (side.min, side.max, side.value) == (0, 4, None)
    assert (rate.min, rate.max, rate.value) == (0.0, 1.0, 0.5)
    assert (at.slider(key="step").min, at.slider(key="step").max, at.slider(key="step").value) == (0, 5, 2)


def test_a_choice_offers_the_titles_of_its_field_or_some_of_them(at):
    assert at.selectbox(key="kind").options == ["Maximum", "Average", "Norm"]
    assert at.selectbox(key="kind").value == "mean"
    assert list(at.button_group(key="row").options) == ["B", "C"]
    assert (at.selectbox(key="size").options, at.selectbox(key="size").value) == (["32 px", "64 px"], 64)
    assert (at.selectbox(key="map").options, at.selectbox(key="map").value) == (["pool1", "pool2"], None)
    assert at.select_slider(key="learning").value == "0.2"


def test_a_switch_is_as_its_field_begins(at):
    assert (at.toggle(key="ceil").value, at.checkbox(key="max").value) == (True, False)


def test_a_text_is_as_long_as_its_field_allows_and_no_shorter_than_a_page_needs(at):
    line, text = at.text_input(key="line"), at.text_area(key="text")
    assert (line.value, line.proto.max_chars, text.value, text.proto.max_chars) == ("1 2", 100, "3 4", 0)
