"""What a cursor lights up on a stage and what is said of it; the Python half of what js/look.js is."""

from collections.abc import Sequence

from poolviz.views.export.cursor.lit import Lit, Look, Mark
from poolviz.views.export.cursor.receptive_fields import add_fields
from poolviz.views.export.cursor.scene import Grid, Scene
from poolviz.views.export.cursor.sentences import formula, reads, spot
from poolviz.views.export.cursor.windows import Place, Window, link_axes, readers, window
from poolviz.views.stage.wire.travel import Data

MOST_READERS = 32  # windows drawn at once around one cell
MOST_TIES = 256


def look(scene: Scene, grid: Grid, place: Place) -> Look:
    """Return what the cell `place` of `grid` lights up."""
    found = Look([Mark(grid.space, place, "lit")])
    if scene.data["options"].get("fields"):
        add_fields(scene, grid, place, found)
        return found
    found.lines += [_each(one, place) for one in scene.inside(grid.space) if one.rule.get("kind") == "each"]
    for link in scene.links:
        if link["from"] == grid.space:
            (_window if "axes" in link else _target)(scene, link, grid, place, found)
        if link["to"] == grid.space:
            (_readers if "axes" in link else _sources)(scene, link, grid, place, found)
        if "axes" in link:
            _dropped(scene, link, grid, place, found)
    if not found.lines:
        text = scene.texts["value"]
        found.lines.append(text.format(**spot(place), value=grid.text(grid.flat(place))))
    return found


def _each(one: Grid, place: Place) -> str:
    """Return what a layer that works cell by cell made of a cell."""
    return f"{one.title}: {one.rule['says'][one.flat(place)]}"


def play(scene: Scene, number: int) -> Look:
    """Return what the `number`-th cell of the grid that is played lights up."""
    return look(scene, scene.main, scene.main.place(number))


def _window(scene: Scene, link: Data, grid: Grid, place: Place, found: Look) -> None:
    plane = scene.inside(link["to"])[0]
    read = window(link, place, plane.size)
    if read is None:
        return
    found.windows.append(Lit(link["to"], read, "window"))
    ruled = [one for one in scene.inside(grid.space) if one.rule and one.rule["kind"] != "none"]
    for one in ruled:
        source = scene.grid(one.rule.get("reads")) or plane
        winner, ties = _winner(one, source, read, place)
        line = formula(scene, one, source, read, place, winner, 1 + len(ties))
        found.lines.append(f"{one.title}: {line}" if len(ruled) > 1 else line)
        only = source.id if one.rule.get("reads") else ""
        if winner is not None:
            found.marks.append(Mark(link["to"], winner, "winner", only))
            found.marks += [Mark(link["to"], tie, "tie", only) for tie in ties[:MOST_TIES]]


def _winner(one: Grid, source: Grid, read: Window, place: Place) -> tuple[Place | None, list[Place]]:
    """Return the cell that a maximum is taken from, and the later cells that equal it."""
    tap = one.tap(one.flat(place)) if one.rule["kind"] == "max" and read.members else -1
    if not 0 <= tap < read.taps:
        return None, []
    counts = [count for _start, _step, count in read.axes]
    at = tap // (counts[1] * counts[2]), tap // counts[2] % counts[1], tap % counts[2]
    winner = tuple(start + step * n for (start, step, _count), n in zip(read.axes, at, strict=True))
    bare = (lambda text: text.replace("−", "")) if one.rule.get("of") else str
    value = bare(source.text(source.flat(winner)))  # type: ignore[arg-type]
    ties = [cell for cell in read.members if cell != winner and bare(source.text(source.flat(cell))) == value]
    return winner, ties  # type: ignore[return-value]


def _target(scene: Scene, link: Data, grid: Grid, place: Place, found: Look) -> None:
    target = scene.inside(link["to"])[0]
    flat = link["places"][grid.flat(place)]
    known = 0 <= flat < target.size[0] * target.size[1] * target.size[2]
    cell = target.place(flat) if known else (0, 0, 0)
    if known:
        found.marks.append(Mark(link["to"], cell, "target"))
    text = scene.texts["returns_to" if known else "returns_nowhere"]
    found.lines.append(text.format(**spot(cell), title=target.title))


def _readers(scene: Scene, link: Data, grid: Grid, place: Place, found: Look) -> None:
    cells = readers(link, place)
    for cell in cells[:MOST_READERS]:
        read = window(link, cell, grid.size)
        if read is not None:
            found.windows.append(Lit(grid.space, read, "reader"))
        found.marks.append(Mark(link["from"], cell, "reader"))
    for one in scene.inside(link["from"]):
        if one.rule.get("kind") == "max" and one.rule.get("reads") in (None, "", grid.id):
            taken = [cell for cell in cells[:MOST_READERS] if _takes(one, link, grid, cell, place)]
            found.marks += [Mark(link["from"], cell, "taker", one.id) for cell in taken]
    found.lines.append(reads(scene, grid, place, len(cells)))


def _takes(one: Grid, link: Data, grid: Grid, cell: Place, place: Place) -> bool:
    read = window(link, cell, grid.size)
    return read is not None and _winner(one, grid, read, cell)[0] == place


def _sources(scene: Scene, link: Data, grid: Grid, place: Place, found: Look) -> None:
    pooled = scene.inside(link["from"])[0]
    flat = grid.flat(place)
    sources = [number for number, target in enumerate(link["places"]) if target == flat]
    found.marks += [Mark(link["from"], pooled.place(number), "reader") for number in sources]
    found.lines.append(reads(scene, grid, place, len(sources), "returned"))


def _dropped(scene: Scene, link: Data, grid: Grid, place: Place, found: Look) -> None:
    """Light the window that torch drops, beside that of the cursor or at the end."""
    axes = link_axes(link)
    if not all(axis["taps"] for axis in axes):
        return
    here = link["from"] == grid.space
    near = [
        axis["taps"][min(at, len(axis["taps"]) - 1) if here else -1]
        for axis, at in zip(axes, place, strict=True)
    ]
    size = scene.inside(link["to"])[0].size
    for dim, axis in enumerate(axes):
        if axis["dropped"]:
            moved: Sequence = [axis["dropped"] if dim == other else near[other] for other in range(3)]
            found.windows.append(Lit(link["to"], Window(tuple(moved), size), "dropped"))
