"""Every text has its whole translation, and the code marks its texts so that they are found."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages import Catalog, Message

from tests.texts.collect_texts import (
    LOCALE,
    ROOT,
    collected,
    languages,
    marked,
    merged,
    source_files,
    stored,
    written,
)

STAGE = ROOT / "poolviz" / "views" / "stage"
# Texts with letters that read alike in every language.
SAME = {"= kernel_size", "ReLU", "VALID", "d = {depth}"}
# What streamlit shows of its first argument, and what of it no language changes.
SAYING = {"button", "caption", "error", "header", "info", "markdown", "metric", "number_input", "popover"}
SAYING |= {"segmented_control", "selectbox", "subheader", "success", "text_area", "text_input", "title"}
SAYING |= {"toast", "toggle", "warning", "write"}
# Names of torch and of other frameworks, and what stands between names.
UNCHANGED = {"output_size", "Language · 语言", "stride", "kernel_size", "include_batch_in_index"}
UNCHANGED |= {"**output_size**", ": None", "count_include_pad", "inplace"}


def problems(catalog: Catalog, texts: Iterable[str]) -> Iterator[str]:
    """Return what is wrong with the translations of `texts`."""
    texts = set(texts)
    messages = {message.id: message for message in catalog if message.id}
    yield from (f"not in the catalog: {text!r}" for text in sorted(texts - set(messages)))
    yield from (f"no longer in the code: {text!r}" for text in sorted(set(messages) - texts))
    for text in sorted(texts & set(messages)):
        yield from (f"{wrong}: {text!r}" for wrong in _wrong(messages[text]))


def _wrong(message: Message) -> Iterator[str]:
    source, said = str(message.id), str(message.string or "")
    if message.fuzzy:
        yield "fuzzy"
    if not said.strip():
        yield "not translated"
        return
    if said == source and source not in SAME and re.search(r"[^\W\d_]", re.sub(r"\{.*?\}", "", source)):
        yield "the same as in English"
    if _filled(said) != _filled(source):
        yield "other placeholders"
    if sorted(set(_ticked(said))) != sorted(set(_ticked(source))):
        yield "other words in back-ticks"
    if said.count("**") != source.count("**") or said.count("$") != source.count("$"):
        yield "other Markdown"


def _ticked(text: str) -> list[str]:
    return re.findall(r"`[^`]*`?", text)


def _filled(text: str) -> set[tuple[str, str, str]]:
    """Return the placeholders of a text; {row1} and {col1} of the stage stand for {row} and {col}."""
    try:
        parts = [part for part in Formatter().parse(text) if part[1] is not None]
    except ValueError:
        return {(text, "", "")}
    alike = {"row1": "row", "col1": "col"}
    return {(alike.get(name or "", name or ""), spec or "", how or "") for _text, name, spec, how in parts}


JOINS = ("; ", ". ", ": ", ", ", " or ")


def badly_marked(source: str) -> list[str]:
    """Return the calls of _() and N_() in `source` that no collector can follow."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    found = []
    for call in calls:
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if name in ("_", "N_") and not _followed(call, named=name == "_"):
            found.append(ast.unparse(call))
    return found


def _followed(call: ast.Call, named: bool) -> bool:
    if len(call.args) != 1 or call.keywords:
        return False
    text = call.args[0]
    if isinstance(text, ast.Constant):
        # Only what stands between two sentences ends in a space.
        return isinstance(text.value, str) and (text.value in JOINS or text.value == text.value.strip(" "))
    return named and isinstance(text, ast.Name | ast.Attribute | ast.Subscript)


def hidden(source: str) -> list[str]:
    """Return the functions of `source` that call _() and bind a variable of that name, which hides it."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            names = [part for part in _own_nodes(node) if isinstance(part, ast.Name) and part.id == "_"]
            if len({type(name.ctx) for name in names}) > 1:
                found.append(node.name)
    return found


def _own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Walk through a function, but not into the functions and comprehensions inside it."""
    inner = ast.FunctionDef | ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, inner):
            yield from _own_nodes(child)


def unmarked(source: str) -> list[str]:
    """Return the texts in `source` that are shown, or raised as an error, without _() or N_()."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in SAYING | {"PoolvizError"} and _has_words(node.args[0]):
            found.append(ast.unparse(node.args[0]))
    return found


def _has_words(text: ast.expr) -> bool:
    parts = text.values if isinstance(text, ast.JoinedStr) else [text]
    values = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    bare = [re.sub(r"&\w+;|`[^`]*`", "", value) for value in values if value not in UNCHANGED]
    return any(re.search(r"[^\W\d_]{2,}", value) for value in bare)


@cache
def stage_keys() -> tuple[str, ...]:
    """Return the keys of the stage's texts; read, not imported, which would wait for torch."""
    tree = ast.parse((STAGE / "texts.py").read_text(encoding="utf-8"))
    dicts = [node for node in ast.walk(tree) if isinstance(node, ast.Dict)]
    return tuple(key.value for found in dicts for key in found.keys if isinstance(key, ast.Constant))


@cache
def asked(js: str) -> tuple[set[str], set[str]]:
    """Return what the browser's half asks of the stage's texts: keys, and beginnings of keys it composes."""
    families = {key.partition("_")[0] for key in stage_keys() if "_" in key}
    keys = set(re.findall(r"\btexts\.(\w+)\b(?!\()", js))
    keys |= set(re.findall(rf'"((?:{"|".join(families)})_\w+)"', js))
    begun = set()
    for start, inside in re.findall(r"`([a-z_]+_)\$\{(.+?)\}`", js):
        if start.partition("_")[0] not in families:
            continue
        begun.add(start)
        defined = [line for name in re.findall(r"\w+", inside) for line in _definitions(name, js)]
        for line in [inside, *defined]:
            keys |= {start + word for word in re.findall(r'(?:\? |: |\(|, )"([a-z]+)"', line)}
    return keys, begun


def _definitions(name: str, js: str) -> list[str]:
    return re.findall(rf"\bconst {name} = (.*? \? .*);", js)


def _reached(key: str, js: str) -> bool:
    """Return whether the browser's half asks for a key, whole or put together."""
    keys, begun = asked(js)
    ends = [key[len(start) :] for start in begun if key.startswith(start)]
    words = set(re.findall(r'"(\w+)"', js)) | set(re.findall(r"\b(\w+):", js))
    return key in keys | words or any(end in words or end.isdigit() for end in ends)


def _js() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(STAGE.rglob("*.js")))


@pytest.mark.parametrize("code", languages())
def test_every_text_is_translated(code: str) -> None:
    assert list(problems(stored(code), collected())) == []


@pytest.mark.parametrize("code", languages())
def test_the_catalog_is_as_the_collector_writes_it(code: str) -> None:
    there = (LOCALE / code / "poolviz.po").read_bytes()
    assert there == written(merged(stored(code))), "run `make texts`"


@pytest.mark.parametrize("path", source_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_texts_are_marked_as_literals(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert badly_marked(source) == []
    assert unmarked(source) == []
    assert hidden(source) == []


def test_every_text_of_the_stage_is_asked_for() -> None:
    js = _js()
    assert [key for key in stage_keys() if not _reached(key, js)] == []


def test_the_stage_has_every_text_that_the_browser_asks_for() -> None:
    keys, begun = asked(_js())
    assert sorted(keys - set(stage_keys())) == []
    assert [start for start in begun if not any(key.startswith(start) for key in stage_keys())] == []


def test_the_collector_sees_texts_inside_f_strings(tmp_path: Path) -> None:
    (tmp_path / "page.py").write_text("st.markdown(f\"**{_('Here')}**\")", encoding="utf-8")
    assert [ast.unparse(call) for call in marked(tmp_path / "page.py")] == ["_('Here')"]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("", "not translated"),
        ("`size` at {row}, **{n:d}**", "the same as in English"),
        ("`size` 在 {row}，**{n}**", "other placeholders"),
        ("`size` 在 {row，**{n:d}**", "other placeholders"),
        ("大小在 {row}，**{n:d}**", "other words in back-ticks"),
        ("`size` 在 {row}，{n:d}", "other Markdown"),
        ("`size` 在 {row1}，**{n:d}**", None),
    ],
)
def test_a_wrong_translation_is_found(said: str, wrong: str | None) -> None:
    source = "`size` at {row}, **{n:d}**"
    catalog = Catalog(locale="zh")
    catalog.add(source, said)
    assert list(problems(catalog, [source])) == ([f"{wrong}: {source!r}"] if wrong else [])


def test_missing_left_over_and_fuzzy_texts_are_found() -> None:
    catalog = Catalog(locale="zh")
    catalog.add("Window", "窗口", flags=["fuzzy"])
    catalog.add("Old", "旧")
    found = list(problems(catalog, ["Window", "New"]))
    assert found == ["not in the catalog: 'New'", "no longer in the code: 'Old'", "fuzzy: 'Window'"]


@pytest.mark.parametrize("call", ["_(f'a {b}')", "_('a' + b)", "_('a {}'.format(b))", "N_(name)", "_()"])
def test_a_text_that_cannot_be_collected_is_found(call: str) -> None:
    assert badly_marked(call) == [call]
    assert badly_marked("_('a'); N_('b'); _(preset.title); _(TITLES[key]); _(text)") == []


def test_a_text_that_nobody_marked_is_found() -> None:
    assert unmarked("st.caption('Hello'); x.button(f'Take {n}'); raise PoolvizError('too large')") != []
    assert (
        unmarked("st.caption(_('Hello')); x.button(f'{n} × {m}'); raise PoolvizError(N_('too large'))") == []
    )


def test_a_variable_that_hides_the_translator_is_found() -> None:
    assert hidden("def f():\n    text = _('Layer')\n    for _ in x: print(text)") == ["f"]
    assert hidden("def f():\n    return [_('Layer') for text, _n in x] + [i for i, _ in y]") == []


def test_a_key_that_the_stage_lacks_is_found() -> None:
    keys, _begun = asked('fill(texts.gone, {}); scene.texts[`padding_${up ? "high" : "low"}`]; "legend_none"')
    assert keys - set(stage_keys()) == {"gone", "padding_high", "padding_low", "legend_none"}
    assert not _reached("legend_gone", "texts.gone")
