"""What a cell of a network's map sees, on a figure; the Python half of what js/fields.js is."""

from collections.abc import Sequence

from poolviz.views.export.cursor.lit import Lit, Look
from poolviz.views.export.cursor.scene import Grid, Scene
from poolviz.views.export.cursor.sentences import spot
from poolviz.views.export.cursor.windows import Place, Window, readers, window
from poolviz.views.stage.wire.travel import Data


def add_fields(scene: Scene, grid: Grid, place: Place, found: Look) -> None:
    """Light what the cell sees of all earlier maps and what of all later ones sees it, and say it."""
    sees = [(link, _seen(scene, link, place)) for link in scene.links if link["from"] == grid.space]
    found.windows += [Lit(link["to"], read, "window") for link, read in sees if read.members]
    seers = [link for link in scene.links if link["to"] == grid.space]
    parts = []
    for link in seers:
        cells = readers(link, place)
        later = scene.inside(link["from"])[0]
        if cells:
            found.windows.append(Lit(link["from"], _box(cells, later), "reader"))
        parts.append(_between(scene, later, *_extent(cells)))
    others = [_between(scene, scene.inside(link["to"])[0], *_extent(read.members)) for link, read in sees[1:]]
    found.lines.append(_line(scene, grid, place, sees[0] if sees else None))
    named = (("field_others", others), ("field_seen", parts))
    lines = [
        scene.texts[key].format(list=scene.texts["title_join"].join(some)) for key, some in named if some
    ]
    found.lines += lines[:1]


def _seen(scene: Scene, link: Data, place: Place) -> Window:
    target = scene.inside(link["to"])[0]
    read = window(link, place, target.size)
    assert read is not None  # every cell of a map has a span, if an empty one
    return read


def _line(scene: Scene, grid: Grid, place: Place, seen: tuple[Data, Window] | None) -> str:
    """Return what the cell sees of the input, with its jump and centre."""
    named = spot(place) | {"title": grid.title}
    if seen is None:
        return scene.texts["field_input" if grid is scene.grids[0] else "field_unknown"].format(**named)
    read = seen[1]
    if not read.members:
        return scene.texts["field_none"].format(**named)
    (_d, top, left), (_e, bottom, right) = read.members[0], read.members[-1]
    high, wide = _extent(read.members)
    said = {"top": top, "left": left, "bottom": bottom, "right": right, "h": high, "w": wide}
    line = scene.texts["field"].format(**named, **said)
    return f"{line}   {_pace(scene, grid, place, high, wide)}".rstrip()


def _pace(scene: Scene, grid: Grid, place: Place, high: int, wide: int) -> str:
    field = grid.data.get("field")
    if field is None:
        return ""
    both = list(zip(field["start"], field["jump"], field["size"], place[1:], strict=True))
    y, x = (_written(start + at * jump + (size - 1) / 2) for start, jump, size, at in both)
    down, across = field["jump"]
    jump = across if down == across or grid.rows == 1 else f"{down} × {across}"
    pace = scene.texts["field_pace"].format(jump=jump, y=y, x=x)
    if [high, wide] == list(field["size"]):
        return pace
    cut = scene.texts["field_cut"].format(h=field["size"][0], w=field["size"][1])
    return scene.texts["join"].join([pace, cut])


def _between(scene: Scene, grid: Grid, high: int, wide: int) -> str:
    return scene.texts["field_between"].format(h=high, w=wide, title=grid.title)


def _extent(cells: Sequence[Place]) -> tuple[int, int]:
    """Return how many rows and columns lie from the first to the last of cells side by side."""
    if not cells:
        return 0, 0
    (_d, top, left), (_e, bottom, right) = cells[0], cells[-1]
    return bottom - top + 1, right - left + 1


def _box(cells: Sequence[Place], grid: Grid) -> Window:
    """Return cells side by side as one window."""
    (_d, top, left), (high, wide) = cells[0], _extent(cells)
    return Window(((0, 1, 1), (top, 1, high), (left, 1, wide)), grid.size)


def _written(number: float) -> str:
    return f"{number:g}".replace("-", "−")
