"""What is said of a cell: max(1, 2, 0) = 2, (1 + 2) / 9 = 0.33, and what is to be noted about it."""

from poolviz.views.export.cursor.scene import Grid, Scene
from poolviz.views.export.cursor.windows import Place, Window
from poolviz.views.stage.wire.travel import Data

MOST_MEMBERS = 20  # numbers in a formula before its middle is left out
FIRST, LAST = 10, 8
OVERHANGS = {"max": "overhang_max", "mean": "overhang", "norm": "overhang_norm"}


def spot(place: Place) -> dict[str, int]:
    """Return what a text may say of a cell, counted from 0 and from 1."""
    depth, row, col = place
    from_0 = {"depth": depth, "row": row, "col": col}
    return from_0 | {f"{name}1": at + 1 for name, at in from_0.items()}


def formula(
    scene: Scene, one: Grid, source: Grid, read: Window, place: Place, winner: Place | None, equal: int
) -> str:
    """Return how the cell `place` of `one` follows from the window `read` of `source`."""
    before, glue, after = _writing(one.rule, _entry(one.rule, place))
    result = one.text(one.flat(place))
    if not read.members and one.kind == "picture" and one.rule["kind"] == "max":
        result = "−∞"  # which no pixel can be
    shown = glue.join(_terms(one.rule, source, read, place))
    around = one.rule.get("around")
    inner = f"{before}{shown}{after}"
    said = f"{f'{around}({inner})' if around else inner} = {result}"
    notes = _notes(scene, one, source, read, winner, equal, result)
    if source.channels > 1:
        said = f"{scene.texts[f'channel_{source.channel}']}: {said}"
    return f"{said}   {scene.texts['join'].join(notes)}".rstrip()


def reads(scene: Scene, grid: Grid, place: Place, n: int, verb: str = "reads") -> str:
    """Return how many windows read a cell, or with "returned" how many values return to it."""
    some = {0: "none", 1: "one"}.get(n, "many")
    return scene.texts[f"{verb}_{some}"].format(**spot(place), value=grid.text(grid.flat(place)), n=n)


def _terms(rule: Data, source: Grid, read: Window, place: Place) -> list[str]:
    cells = list(enumerate(read.members))
    left_out = len(cells) > MOST_MEMBERS
    shown = cells[:FIRST] + cells[-LAST:] if left_out else cells
    terms = [_term(rule, source.text(source.flat(cell)), place, number) for number, cell in shown]
    return [*terms[:FIRST], "…", *terms[FIRST:]] if left_out else terms


def _term(rule: Data, text: str, place: Place, number: int) -> str:
    if rule["kind"] == "max":
        return f"|{text}|" if rule.get("of") else text
    if rule["kind"] == "weighted":
        return f"{_bracketed(text)}·{_bracketed(rule['weights'][place[2]][number])}"
    return _bracketed(text) + rule.get("power", "")


def _bracketed(text: str) -> str:
    return f"({text})" if text.startswith(("−", "-")) else text


def _writing(rule: Data, entry: str) -> tuple[str, str, str]:
    """Return what stands before the terms, between them and after them."""
    if rule["kind"] == "max":
        return ("min(" if rule.get("of") == "smallest" else "max("), ", ", ")"
    if rule["kind"] == "mean":
        return "(", " + ", f") / {entry}"
    if rule["kind"] == "weighted":
        return "", " + ", ""
    root = rule["root"]
    scaled = f") · {entry}" if entry else ""
    if root:
        return ("((" if entry else "("), " + ", f"{scaled}){root}"
    return ("(" if entry else ""), " + ", scaled


def _entry(rule: Data, place: Place) -> str:
    """Return the divisor of a cell, or the factor of its sum."""
    found = rule.get("divisors")
    if not found:
        return ""
    table = found["table"]
    for name, at in zip(("slices", "rows", "cols"), place, strict=True):
        if name in found:
            table = table[found[name][at]]
    return str(table)


def _notes(
    scene: Scene, one: Grid, source: Grid, read: Window, winner: Place | None, equal: int, result: str
) -> list[str]:
    framed = one.rule.get("frame") or source.around
    # Where a grid has no frame, all that lies outside counts as padding, as in the browser.
    margins = (framed.get("deep", 0), *framed["padding"]) if source.data.get("frame") else (10**6,) * 3
    reached = read.reached(margins)
    padding, beyond = reached - len(read.members), read.taps - reached
    kind, texts = one.rule["kind"], scene.texts
    notes = [] if read.members else [texts["no_member"]]
    if winner is not None:
        notes.append(texts["at_first" if equal > 1 else "at"].format(**spot(winner), n=equal))
    if padding:
        name = "max" if kind == "max" else "struck" if framed["struck"] else "zero"
        notes.append(texts[f"padding_{name}"].format(n=padding, k=read.taps))
    if beyond and kind in OVERHANGS:
        notes.append(texts[OVERHANGS[kind]].format(n=beyond, k=read.taps))
    if kind == "norm" and result == "nan":
        notes.append(texts["norm_nan"])
    return notes
