"""Every text has its whole translation, and the code marks its texts so that they are found."""

import ast
import gettext
import io
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

from tests.texts.collect_texts import (
    LOCALE,
    ROOT,
    Text,
    collected,
    compiled,
    drafted,
    languages,
    marked,
    merged,
    source_files,
    stored,
    text_of,
    written,
)

STAGE = ROOT / "poolviz" / "views" / "stage"
REDUCTIONS = ROOT / "poolviz" / "pooling" / "reductions.py"
# Texts with letters that read alike in every language.
SAME = {"= kernel_size", "ReLU", "VALID", "d = {depth}"}
# What streamlit shows of its first argument, and what of it no language changes.
SAYING = {"button", "caption", "error", "header", "info", "markdown", "metric", "number_input", "popover"}
SAYING |= {"segmented_control", "selectbox", "subheader", "success", "text_area", "text_input", "title"}
SAYING |= {"toast", "toggle", "warning", "write"}
# Names of torch and of other frameworks, and what stands between names.
UNCHANGED = {"output_size", "Language · 语言", "stride", "kernel_size", "include_batch_in_index"}
UNCHANGED |= {"**output_size**", ": None", "count_include_pad", "inplace"}


def problems(catalog: Catalog, texts: Iterable[Text]) -> Iterator[str]:
    """Return what is wrong with the translations of `texts`."""
    texts = set(texts)
    messages = {message.id: message for message in catalog if message.id}
    yield from (f"not in the catalog: {text!r}" for text in sorted(texts - set(messages), key=str))
    yield from (f"no longer in the code: {text!r}" for text in sorted(set(messages) - texts, key=str))
    for text in sorted(texts & set(messages), key=str):
        yield from (f"{wrong}: {text!r}" for wrong in _wrong(messages[text]))


def _wrong(message: Message) -> Iterator[str]:
    if message.fuzzy:
        yield "fuzzy"
    if isinstance(message.id, tuple):
        # A language has as many forms as it needs, each of what the text for many says.
        forms = message.string or ("",)
        yield from dict.fromkeys(wrong for form in forms for wrong in _wrong(Message(message.id[1], form)))
        return
    source, said = message.id, str(message.string or "")
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
    """Return the calls of _(), N_() and ngettext() in `source` that no collector can follow."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    found = []
    for call in calls:
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        if name == "ngettext":
            followed = len(call.args) == 3 and not call.keywords and text_of(call) is not None
        else:
            followed = name not in ("_", "N_") or _followed(call, named=name == "_")
        if not followed:
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
    return _fields("texts.py", "Texts")


def bar_keys() -> set[str]:
    """Return the keys of the texts of the layer's bar."""
    return set(_fields("bar.py", "BarTexts"))


def _fields(file: str, name: str) -> tuple[str, ...]:
    tree = ast.parse((STAGE / "wire" / file).read_text(encoding="utf-8"))
    (texts,) = (node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name)
    return tuple(node.target.id for node in texts.body if isinstance(node, ast.AnnAssign))


def test_every_text_of_the_bar_is_asked_for() -> None:
    js = _js()
    assert [key for key in bar_keys() if not re.search(rf"\btexts\.{key}\b", js)] == []


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


def sent_words() -> set[str]:
    """Return what a stage says beside its texts: a rule names what is said of it, by key or beginning."""
    files = [path for path in STAGE.rglob("*.py") if path.name != "texts.py"]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (*files, REDUCTIONS)]
    words = (node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {word for word in words if isinstance(word, str)}


def _js() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(STAGE.rglob("*.js")))


@pytest.mark.parametrize("code", languages())
def test_every_text_is_translated(code: str) -> None:
    assert list(problems(stored(code), collected())) == []


@pytest.mark.parametrize("code", languages())
def test_the_catalog_is_as_the_collector_writes_it(code: str) -> None:
    there = (LOCALE / code / "poolviz.po").read_bytes()
    assert there == written(drafted(merged(stored(code)))), "run `make texts`"


@pytest.mark.parametrize("code", languages())
def test_the_app_reads_what_the_catalog_says(code: str) -> None:
    """A tool of another version writes another header, so texts are compared and not bytes."""
    with (LOCALE / code / "poolviz.mo").open("rb") as file:
        read = gettext.GNUTranslations(file)
    for message in stored(code):
        if isinstance(message.id, tuple):
            assert read.ngettext(*message.id, 2) == message.string[-1], "run `make texts`"
        elif message.id:
            assert read.gettext(message.id) == message.string, "run `make texts`"


@pytest.mark.parametrize("path", source_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_texts_are_marked_as_literals(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert badly_marked(source) == []
    assert unmarked(source) == []
    assert hidden(source) == []


def test_every_text_of_the_stage_is_asked_for() -> None:
    js, sent = _js(), sent_words()
    left = [key for key in stage_keys() if not _reached(key, js)]
    assert [key for key in left if key not in sent and key.rpartition("_")[0] not in sent] == []


def test_the_stage_has_every_text_that_the_browser_asks_for() -> None:
    keys, begun = asked(_js())
    assert sorted(keys - set(stage_keys()) - bar_keys()) == []
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


def again(catalog: Catalog) -> Catalog:
    """The catalog as it is read back from its file."""
    return read_po(io.BytesIO(written(catalog)), locale="zh")


OLD = {"How the windows lie, step by step": "窗口如何排列，逐步说明", "Stride": "步幅"}
NEW = ["How the windows lie step by step", "Padding", "Stride"]


def old_catalog() -> Catalog:
    made = Catalog(locale="zh")
    for text, said in OLD.items():
        made.add(text, said)
    return made


def test_a_changed_comma_leaves_the_translation_as_a_draft_and_nothing_that_is_shown() -> None:
    now = again(drafted(merged(old_catalog(), NEW)))
    draft, other, kept = (now.get(text) for text in NEW)
    assert (draft.string, draft.fuzzy) == ("窗口如何排列，逐步说明", True)
    assert (other.string, kept.string) == ("", "步幅")
    assert "fuzzy: 'How the windows lie step by step'" in list(problems(now, NEW))
    read = gettext.GNUTranslations(io.BytesIO(compiled(now)))
    assert [read.gettext(text) for text in NEW] == [NEW[0], NEW[1], "步幅"]


def test_collecting_again_keeps_the_draft_until_every_text_is_translated() -> None:
    once = drafted(merged(old_catalog(), NEW))
    twice = drafted(merged(again(once), NEW))
    assert written(once) == written(twice)
    assert list(twice.obsolete) == ["How the windows lie, step by step"]
    done = merged(again(twice), NEW)
    for text in NEW[:2]:
        done.get(text).string = "译"
    assert not merged(again(done), NEW).obsolete
    assert list(problems(again(merged(again(done), NEW)), NEW)) == []


def test_a_text_that_is_like_no_other_has_no_draft() -> None:
    now = drafted(merged(old_catalog(), ["Entirely different words", "Stride"]))
    assert not now.get("Entirely different words").string


def test_a_plural_is_collected_translated_and_read_as_one_text() -> None:
    (call,) = [
        one
        for one in ast.walk(ast.parse('ngettext("{n} cell", "{n} cells", n)'))
        if isinstance(one, ast.Call)
    ]
    assert text_of(call) == ("{n} cell", "{n} cells")
    assert badly_marked('ngettext("{n} cell", many, n); ngettext("a", "b")') == [
        "ngettext('{n} cell', many, n)",
        "ngettext('a', 'b')",
    ]
    texts: list[Text] = [("{n} cell", "{n} cells")]
    now = merged(Catalog(locale="zh"), texts)
    assert list(problems(now, texts)) == ["not translated: ('{n} cell', '{n} cells')"]
    now.get("{n} cell").string = ["{n} 个格子"]
    read = gettext.GNUTranslations(io.BytesIO(compiled(again(now))))
    assert [read.ngettext("{n} cell", "{n} cells", n).format(n=n) for n in (1, 3)] == ["1 个格子", "3 个格子"]
    assert list(problems(again(now), texts)) == []
