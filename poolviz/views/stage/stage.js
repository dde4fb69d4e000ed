// The stage: linked grids of numbers or pictures, a formula under them, and a player.
// It looks up what Python computed and says it; it does no pooling. Data and events: mount(), at the end.

const SPEEDS = { slow: 1700, normal: 900, fast: 350 };
const NO_FRAME = { top: 0, left: 0, bottom: 0, right: 0, padding: [0, 0], symbol: "", struck: false };
const GAP = 36; // px between grids
const HEAD = 46; // px of a grid's header
const LENS = 8; // taps a side that the lens shows
const MOST_BOXES = 32; // overlays of one kind drawn at once
const MOST_MEMBERS = 20; // numbers in a formula before its middle is left out
const ICONS = {
  first: "M5 5h2.5v14H5zM20 5v14L9 12z",
  previous: "M17 5v14L6 12z",
  play: "M7 4v16l13-8z",
  pause: "M6 5h4v14H6zM14 5h4v14h-4z",
  next: "M4 5v14l11-7zM16.5 5H19v14h-2.5z",
  pin: "M8 3h8v2l-1 1v5l3 3v2h-5v5l-1 1-1-1v-5H6v-2l3-3V6L8 5z",
  copy: "M8 3h11v13h-3v-2h1V5h-7v1H8zM5 8h9v13H5zm2 2v9h5v-9z",
  done: "M9.5 18.5 3.5 12.5l2-2 4 4 9-9 2 2z",
};
const RINGS = new Set(["winner", "tie", "taker", "pinned"]); // drawn over the cells of a matrix, so that cells need no new layout
const SYMBOLS = { lost: "✕", kept: "✓", misplaced: "⇢", unread: "∅", shared: "◆" };

// ---------- small pure helpers

const clamp = (x, low, high) => Math.max(low, Math.min(high, x));
const fill = (text, values) =>
  String(text ?? "").replace(/\{(\w+)\}/g, (all, key) => (key in values ? String(values[key]) : all));
const place = (r, c, more) => ({ row: r, col: c, row1: r + 1, col1: c + 1, ...more });
const range = (n) => Array.from({ length: n }, (_, i) => i);
const last = ([start, step, count]) => start + step * (count - 1);
const taps = ([start, step, count]) => range(count).map((i) => start + i * step);
const touches = ([start, step, count], x) =>
  count > 0 && x >= start && x <= start + step * (count - 1) && (x - start) % (step || 1) === 0;
const bytes = (text) => {
  const raw = atob(text);
  const array = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) array[i] = raw.charCodeAt(i);
  return array;
};
const words = (text) => new Uint16Array(bytes(text).buffer);

/** A grid with ways to ask it: text(i, channel), same(i, j, channel), tap(i, channel). i is a flat index. */
function readGrid(grid) {
  const picture = grid.picture;
  const channels = picture ? picture.channels : 1;
  const read = { ...grid, channels, frame: grid.frame || NO_FRAME, rule: grid.rule || null };
  const chosen = grid.rule && grid.rule.taps;
  const table = typeof chosen === "string" ? words(chosen) : chosen;
  read.tap = (i, ch) => {
    const tap = table ? table[i * channels + ch] : -1;
    return tap === undefined || tap === 65535 ? -1 : tap;
  };
  return Object.assign(read, picture ? readPicture(picture, channels) : readMatrix(grid));
}

const readMatrix = ({ texts }) => ({ text: (i) => texts[i], same: (i, j) => texts[i] === texts[j] });

function readPicture(picture, channels) {
  const pixels = bytes(picture.pixels);
  const scale = picture.numbers ? picture.numbers.scale : 1;
  const numbers = picture.numbers ? words(picture.numbers.data) : pixels;
  const digits = scale < 1 ? Math.ceil(-Math.log10(scale) - 1e-9) : 0;
  const text = (i, ch) => String(Number((numbers[i * channels + ch] * scale).toFixed(digits)));
  return { pixels, text, same: (i, j, ch) => numbers[i * channels + ch] === numbers[j * channels + ch] };
}

/** The window of cell (r, c): its taps on both axes and which of them lie inside the plane. */
function windowOf(link, r, c, plane) {
  const rows = link.axes[0].taps[r];
  const cols = link.axes[1].taps[c];
  if (!rows || !cols) return null;
  const inside = (axis, length) => taps(axis).filter((x) => x >= 0 && x < length);
  const within = [inside(rows, plane.rows), inside(cols, plane.cols)];
  const size = within[0].length * within[1].length;
  const member = (i) => [within[0][Math.floor(i / within[1].length)], within[1][i % within[1].length]];
  return { rows, cols, within, size, member, k: rows[2] * cols[2] };
}

const boxOf = ({ rows, cols }) => ({ top: rows[0], left: cols[0], bottom: last(rows) + 1, right: last(cols) + 1 });

/** Where the winning tap of an output cell lies, or null. */
function winnerOf(grid, win, i, channel) {
  const tap = grid.rule && grid.rule.kind === "max" ? grid.tap(i, channel) : -1;
  if (tap < 0) return null;
  const [rs, rd] = win.rows;
  const [cs, cd, width] = win.cols;
  return [rs + Math.floor(tap / width) * rd, cs + (tap % width) * cd];
}

/** How many taps lie in the padding, and how many beyond it. */
function outside(win, plane) {
  const { padding } = plane.frame;
  const limits = plane.frame === NO_FRAME ? [Infinity, Infinity] : padding;
  const near = (axis, length, pad) => taps(axis).filter((x) => x >= -pad && x < length + pad).length;
  const reached = near(win.rows, plane.rows, limits[0]) * near(win.cols, plane.cols, limits[1]);
  return { padding: reached - win.size, beyond: win.k - reached };
}

/** Every cell of `from` whose window reads cell (r, c) of `to`. */
function readersOf(link, r, c) {
  const axis = (taps, x) => taps.flatMap((tap, i) => (touches(tap, x) ? [i] : []));
  const rows = axis(link.axes[0].taps, r);
  const cols = axis(link.axes[1].taps, c);
  return rows.flatMap((row) => cols.map((col) => [row, col]));
}

// ---------- what a cursor shows: cells and boxes with a role, and lines of text. No DOM.

/** Everything that cursor {grid, r, c} lights up. */
function look(scene, cursor, channel) {
  const at = scene.grid(cursor.grid);
  const shown = { cells: [], boxes: [], windows: [], lines: [], lens: null };
  const step = { scene, at, r: cursor.r, c: cursor.c, i: cursor.r * at.cols + cursor.c, channel, shown };
  shown.cells.push({ space: at.space, r: cursor.r, c: cursor.c, role: "lit" });
  for (const link of scene.links) {
    if (link.from === at.space) link.axes ? lookDown(step, link) : lookAtPlace(step, link);
    if (link.to === at.space) link.axes ? lookUp(step, link) : lookBack(step, link);
    if (link.axes) showDropped(step, link);
  }
  if (!shown.lens && at.picture) shown.lens = around(step);
  if (!shown.lines.length) {
    const value = at.text(step.i, channel);
    shown.lines.push({ before: fill(scene.texts.value, place(step.r, step.c, { value })) });
  }
  return shown;
}

/** From an output cell down to its window. */
function lookDown(step, link) {
  const { scene, at, r, c, shown } = step;
  const plane = scene.first(link.to);
  const win = plane && windowOf(link, r, c, plane);
  if (!win) return;
  shown.windows.push({ space: link.to, win });
  shown.boxes.push({ space: link.to, ...boxOf(win), role: "window" });
  const ruled = scene.in(at.space).filter((grid) => grid.rule && grid.rule.kind !== "none");
  const marked = ruled.map((grid) => ({ grid, ...members(step, grid, plane, win) }));
  for (const one of marked) {
    shown.lines.push(formula(scene, one, plane, win, ruled.length > 1, step));
    if (!one.winner) continue;
    const badge = one.ties.length ? scene.texts.first_mark : "";
    shown.cells.push({ space: link.to, r: one.winner[0], c: one.winner[1], role: "winner", badge });
    for (const [row, col] of one.ties) shown.cells.push({ space: link.to, r: row, c: col, role: "tie" });
  }
  const won = marked.find((one) => one.winner);
  shown.lens = { plane, rows: taps(win.rows), cols: taps(win.cols), winner: won ? won.winner : null, r, c, out: at };
}

/** The winner of a window and its equals, for one grid that has a rule. */
function members(step, grid, plane, win) {
  const winner = winnerOf(grid, win, step.i, step.channel);
  if (!winner) return { winner, ties: [] };
  const first = winner[0] * plane.cols + winner[1];
  const ties = [];
  for (let i = 0; i < win.size; i++) {
    const [r, c] = win.member(i);
    const flat = r * plane.cols + c;
    if (flat !== first && plane.same(flat, first, step.channel)) ties.push([r, c]);
  }
  return { winner, ties };
}

/** One line: max(1, 2, 0) = 2 or (1 + 2) / 9 = 0.33, and what is to be noted about it. */
function formula(scene, { grid, winner, ties }, plane, win, named, step) {
  const max = grid.rule.kind === "max";
  const text = (i) => {
    const [r, c] = win.member(i);
    const value = plane.text(r * plane.cols + c, step.channel);
    return { value: !max && /^[-−]/.test(value) ? `(${value})` : value, won: winner && winner[0] === r && winner[1] === c };
  };
  const shown = win.size <= MOST_MEMBERS ? range(win.size) : [...range(10), -1, ...range(8).map((i) => win.size - 8 + i)];
  const list = shown.map((i) => (i < 0 ? { value: "…" } : text(i)));
  const result = grid.text(step.i, step.channel);
  const notes = [];
  if (!win.size) notes.push(scene.texts.no_member);
  if (winner) notes.push(fill(ties.length ? scene.texts.at_first : scene.texts.at, place(...winner, { n: ties.length + 1 })));
  notes.push(...outsideNotes(scene, max, plane, win));
  return {
    label: named ? grid.title : "", before: max ? "max(" : "(", list, glue: max ? ", " : " + ",
    after: (max ? ")" : `) / ${divisor(grid, step)}`) + ` = ${result}`, note: notes.join(scene.texts.join),
  };
}

function divisor({ rule }, { r, c }) {
  const { rows, cols, table } = rule.divisors || { rows: [], cols: [], table: [] };
  return (table[rows[r]] || [])[cols[c]] ?? "?";
}

function outsideNotes(scene, max, plane, win) {
  const { padding, beyond } = outside(win, plane);
  const kind = max ? "max" : plane.frame.struck ? "struck" : "zero";
  const notes = [];
  if (padding) notes.push(fill(scene.texts[`padding_${kind}`], { n: padding, k: win.k }));
  if (beyond) notes.push(fill(scene.texts[max ? "overhang_max" : "overhang"], { n: beyond, k: win.k }));
  return notes;
}

/** From an input cell up to all windows that read it. */
function lookUp(step, link) {
  const { scene, at, r, c, shown } = step;
  const readers = readersOf(link, r, c);
  const plane = scene.first(link.to);
  const ruled = scene.in(link.from).filter((grid) => grid.rule && grid.rule.kind === "max");
  readers.forEach(([row, col], nth) => {
    shown.cells.push({ space: link.from, r: row, c: col, role: "reader" });
    if (nth < MOST_BOXES) {
      const win = windowOf(link, row, col, plane);
      const role = readers.length > 9 ? "reader-many" : `reader-${nth % 4}`;
      shown.boxes.push({ space: at.space, ...boxOf(win), role, inset: 2 + (nth % 4) * 3 });
    }
  });
  const taken = ruled.map((grid) => takers(step, link, grid, readers, plane));
  taken.forEach((cells, n) => {
    const only = (grid) => grid.id === ruled[n].id || (!grid.rule && n === 0);
    for (const [row, col] of cells.slice(0, MOST_BOXES)) shown.cells.push({ space: link.from, r: row, c: col, role: "taker", only });
  });
  shown.lines.push({ before: readsText(scene, step, readers.length, taken[0]) });
}

function takers(step, link, grid, readers, plane) {
  return readers.filter(([row, col]) => {
    const winner = winnerOf(grid, windowOf(link, row, col, plane), row * grid.cols + col, step.channel);
    return winner && winner[0] === step.r && winner[1] === step.c;
  });
}

const some = (n, one) => (n === 0 ? "none" : n === 1 ? one : "many");

function readsText({ texts }, { at, r, c, i, channel }, n, taken) {
  const value = at.text(i, channel);
  const reads = fill(texts[`reads_${some(n, "one")}`], place(r, c, { value, n }));
  if (!n || !taken) return reads;
  const won = taken.length;
  const key = n === 1 ? (won ? "only" : "not") : won === n ? "all" : won ? "many" : "none";
  return reads + texts.join + fill(texts[`wins_${key}`], { n: won });
}

/** From a pooled cell to the place that its value returns to. */
function lookAtPlace({ scene, i, shown }, link) {
  const target = scene.first(link.to);
  const flat = link.places[i];
  const known = flat >= 0 && flat < target.rows * target.cols;
  const [r, c] = [Math.floor(flat / target.cols), flat % target.cols];
  if (known) shown.cells.push({ space: link.to, r, c, role: "target" });
  const text = known ? scene.texts.returns_to : scene.texts.returns_nowhere;
  shown.lines.push({ before: fill(text, place(r, c, { title: target.title })) });
}

/** From an unpooled cell back to the values that return to it. */
function lookBack({ scene, at, r, c, i, channel, shown }, link) {
  const from = scene.first(link.from);
  const sources = link.places.flatMap((flat, n) => (flat === i ? [n] : []));
  for (const n of sources) shown.cells.push({ space: link.from, r: Math.floor(n / from.cols), c: n % from.cols, role: "reader" });
  const values = place(r, c, { value: at.text(i, channel), n: sources.length });
  shown.lines.push({ before: fill(scene.texts[`returned_${some(sources.length, "one")}`], values) });
}

/** The window that torch drops, dashed, beside the windows of the cursor or at the end. */
function showDropped({ at, r, c, shown }, link) {
  const [rows, cols] = link.axes;
  const here = link.from === at.space;
  const beside = (axis, n) => axis.taps[here ? n : axis.taps.length - 1] || axis.taps[axis.taps.length - 1];
  const add = (rows, cols) => rows && cols && shown.boxes.push({ space: link.to, ...boxOf({ rows, cols }), role: "dropped" });
  if (rows.dropped) add(rows.dropped, beside(cols, c));
  if (cols.dropped) add(beside(rows, r), cols.dropped);
}

/** What the lens shows where the cursor is on no window: the pixel and its neighbours. */
function around({ at, r, c }) {
  const near = (x, length) => range(7).map((i) => x - 3 + i).filter((y) => y >= 0 && y < length);
  return { plane: at, rows: near(r, at.rows), cols: near(c, at.cols), winner: null, pixel: [r, c], r, c, out: at };
}

const spoken = ({ label, before, list = [], glue = "", after = "", note }) =>
  (label ? `${label}: ` : "") + before + list.map((one) => one.value).join(glue) + after + (note ? `. ${note}` : "");

/** The signs that occur on this stage, in the legend's order: [look, text key]. */
function signs(scene) {
  const found = [];
  const links = scene.links.filter((link) => link.axes);
  const has = (test) => links.some((link) => link.axes.some(test));
  const frames = scene.grids.map((grid) => grid.frame);
  if (links.length) found.push(["window", "legend_window"]);
  if (has((axis) => axis.taps.some(([, step, count]) => step > 1 && count > 1))) found.push(["gap", "legend_gap"]);
  const max = scene.grids.some((grid) => grid.rule && grid.rule.kind === "max");
  if (max) found.push(["winner", "legend_winner"]);
  if (max && hasTies(scene, links)) found.push(["tie", "legend_tie"]);
  if (max) found.push(["taker", "legend_taker"]);
  if (scene.links.some((link) => link.places)) found.push(["target", "legend_target"]);
  const padded = frames.find((frame) => frame.padding[0] || frame.padding[1]);
  if (padded) found.push(["padding", `legend_padding_${padded.struck ? "struck" : padded.symbol === "0" ? "zero" : "max"}`]);
  const over = ({ top, left, bottom, right, padding: [h, w] }) => Math.max(top, bottom) > h || Math.max(left, right) > w;
  if (frames.some(over)) found.push(["overhang", "legend_overhang"]);
  if (links.some((link) => link.axes[0].dropped)) found.push(["dropped", "legend_dropped_rows"]);
  if (links.some((link) => link.axes[1].dropped)) found.push(["dropped", "legend_dropped_cols"]);
  const marks = new Set(scene.grids.flatMap((grid) => grid.marks || []).filter(Boolean));
  return [...found, ...[...marks].map((name) => [`mark-${name}`, `mark_${name}`])];
}

function hasTies(scene, links) {
  return links.some((link) => {
    const plane = scene.first(link.to);
    const grid = scene.in(link.from).find((one) => one.rule && one.rule.kind === "max");
    if (!plane || !grid || plane.picture) return Boolean(grid);
    return range(grid.rows * grid.cols).some((i) => {
      const [r, c] = [Math.floor(i / grid.cols), i % grid.cols];
      const win = windowOf(link, r, c, plane);
      return win && members({ i, channel: 0 }, grid, plane, win).ties.length > 0;
    });
  });
}

/** The grids and links of `data`, easy to ask. */
function readScene(data) {
  const grids = data.grids.map(readGrid);
  const known = (link) => grids.some((g) => g.space === link.from) && grids.some((g) => g.space === link.to);
  const links = (data.links || []).filter(known);
  const spaces = new Map();
  for (const grid of grids) spaces.set(grid.space, [...(spaces.get(grid.space) || []), grid]);
  const inside = (space) => spaces.get(space) || [];
  const main = grids.find((grid) => links.some((link) => link.from === grid.space)) || grids[0];
  return {
    grids, links, main, texts: data.texts || {}, options: data.options || {}, title: data.title,
    grid: (id) => grids.find((grid) => grid.id === id), in: inside, first: (space) => inside(space)[0],
    pictures: grids.some((grid) => grid.picture),
  };
}

/** The largest cell size at which the boxes fit: side by side, else wrapped, which a phone does sooner; [size, wrapped]. */
function fit(boxes, width, height, most, least) {
  const beside = sideBySide(boxes, width, height, most, width < 620 ? Math.max(least, 34) : least);
  if (beside) return [beside, false];
  const widest = Math.max(...boxes.map((box) => box.cols));
  return [clamp(Math.floor(width / widest), least, Math.min(most, 44)), true];
}

function sideBySide(boxes, width, height, most, least) {
  const wide = (box, u) => Math.max(box.cols * u, box.head);
  const row = (u) => boxes.reduce((sum, box) => sum + wide(box, u) + GAP, -GAP);
  const tall = (u) => Math.max(...boxes.map((box) => box.rows * u)) + HEAD;
  const sizes = range(Math.max(1, Math.floor(most - least) + 1)).map((i) => most - i);
  return sizes.find((u) => row(u) <= width && tall(u) <= height) || (row(least) <= width ? least : 0);
}

// ---------- elements

function el(tag, className, text, attributes = {}) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined && text !== null) node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true" })) svg.setAttribute(key, value);
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

function button(name, label, onclick) {
  const node = el("button", `pv-button pv-button-${name}`, null, { type: "button", "aria-label": label, title: label });
  node.append(icon(name));
  node.addEventListener("click", onclick);
  return node;
}

function relabel(node, name, label) {
  node.replaceChildren(icon(name));
  node.setAttribute("aria-label", label);
  node.title = label;
}

const edge = (x, low, high, size) => (clamp(x, -low, high) + low) * size;

/** What matrix and picture share: a header, a plane of cells with its frame, boxes drawn over it. */
class View {
  constructor(grid, scene, copy) {
    this.figure = el("figure", "pv-figure", null, { "data-grid": grid.id });
    this.title = el("span", "pv-title");
    this.caption = el("span", "pv-caption");
    const head = el("figcaption", "pv-head");
    const under = el("span", "pv-under");
    under.append(this.caption);
    this.copy = grid.copy ? button("copy", "", () => copy(this)) : null;
    if (this.copy) under.append(this.copy);
    head.append(this.title, under);
    this.plane = el("div", "pv-plane");
    this.over = el("div", "pv-over", null, { "aria-hidden": "true" });
    this.pool = [];
    this.used = 0;
    const scroll = el("div", "pv-scroll");
    scroll.append(this.plane);
    this.figure.append(head, scroll);
  }

  describe(grid, scene) {
    this.grid = grid;
    this.title.textContent = grid.title;
    this.title.title = grid.title;
    this.caption.textContent = grid.caption;
    if (this.copy) relabel(this.copy, "copy", fill(scene.texts.copy, { title: grid.title }));
  }

  resize(ux, uy) {
    const { cols, rows, frame } = this.grid;
    [this.ux, this.uy] = [ux, uy];
    this.figure.style.setProperty("--ux", `${ux}px`);
    this.figure.style.setProperty("--uy", `${uy}px`);
    this.plane.style.width = `${(cols + frame.left + frame.right) * ux}px`;
    this.plane.style.height = `${(rows + frame.top + frame.bottom) * uy}px`;
  }

  /** Draw a box around cells; what lies outside frame and plane is cut. */
  box({ top, left, bottom, right, role, inset = 0, badge = "" }) {
    const { frame, rows, cols } = this.grid;
    const x = edge(left, frame.left, cols + frame.right, this.ux);
    const y = edge(top, frame.top, rows + frame.bottom, this.uy);
    const w = edge(right, frame.left, cols + frame.right, this.ux) - x;
    const h = edge(bottom, frame.top, rows + frame.bottom, this.uy) - y;
    if (w <= 0 || h <= 0) return;
    const node = this.pool[this.used] || this.over.appendChild((this.pool[this.used] = el("div")));
    this.used += 1;
    const gap = Math.min(inset, this.ux / 3);
    node.className = `pv-box is-${role}`;
    node.dataset.badge = badge;
    node.style.cssText = `left:${x + gap}px;top:${y + gap}px;width:${w - 2 * gap}px;height:${h - 2 * gap}px`;
  }

  clear() {
    for (let i = 0; i < this.used; i++) this.pool[i].className = "pv-box";
    this.used = 0;
  }
}

/** A grid of numbers: real elements, so that each can be focused and read aloud. */
class MatrixView extends View {
  constructor(grid, scene, copy) {
    super(grid, scene, copy);
    this.touched = [];
    this.shades = [];
    this.figure.classList.add("pv-matrix");
    this.body = el("div", "pv-cells", null, { role: "grid" });
    this.cells = range(grid.rows).flatMap((r) => this.buildRow(grid, r));
    this.frame = new Map();
    this.plane.append(this.buildFrame(grid), this.body, this.over);
    this.body.style.left = `calc(var(--ux) * ${grid.frame?.left || 0})`;
    this.body.style.top = `calc(var(--uy) * ${grid.frame?.top || 0})`;
  }

  buildRow(grid, r) {
    const row = el("div", "pv-row", null, { role: "row", "aria-rowindex": r + 1 });
    const cells = range(grid.cols).map((c) => {
      const cell = el("div", "pv-cell", null, { role: "gridcell", tabindex: -1, "aria-colindex": c + 1, "data-i": r * grid.cols + c });
      cell.append("");
      return cell;
    });
    row.append(...cells);
    this.body.append(row);
    return cells;
  }

  buildFrame({ rows, cols, frame }) {
    const layer = el("div", "pv-frame", null, { "aria-hidden": "true" });
    const [ph, pw] = frame.padding;
    for (let r = -frame.top; r < rows + frame.bottom; r++) {
      for (let c = -frame.left; c < cols + frame.right; c++) {
        if (r >= 0 && r < rows && c >= 0 && c < cols) continue;
        const pad = r >= -ph && r < rows + ph && c >= -pw && c < cols + pw;
        const kind = pad ? `is-padding${frame.struck ? " is-struck" : ""}` : "is-overhang";
        const cell = el("div", `pv-cell ${kind}`, pad ? frame.symbol : "");
        cell.style.left = `calc(var(--ux) * ${c + frame.left})`;
        cell.style.top = `calc(var(--uy) * ${r + frame.top})`;
        layer.append(cell);
        this.frame.set(`${r},${c}`, cell);
      }
    }
    return layer;
  }

  fill(grid, scene) {
    this.describe(grid, scene);
    const { texts } = scene;
    this.body.setAttribute("aria-label", fill(texts.grid, grid));
    this.longest = Math.max(1, ...grid.texts.map((text) => text.length));
    this.cells.forEach((cell, i) => {
      const mark = (grid.marks && grid.marks[i]) || "";
      const shade = String((grid.shades && grid.shades[i]) || 0);
      const value = grid.texts[i];
      const label = fill(texts.cell, place(Math.floor(i / grid.cols), i % grid.cols, { value }));
      if (cell.firstChild.data !== value) cell.firstChild.data = value;
      if ((cell.dataset.mark || "") !== mark) this.sign(cell, mark);
      if (this.shades[i] !== shade) cell.style.setProperty("--shade", (this.shades[i] = shade));
      if (cell.classList.contains("is-pending")) cell.classList.remove("is-pending");
      cell.ariaLabel = mark ? `${label}${texts.join}${texts[`mark_${mark}`] || mark}` : label;
    });
  }

  sign(cell, mark) {
    cell.dataset.mark = mark;
    cell.querySelector(".pv-sign")?.remove();
    if (mark) cell.append(el("span", "pv-sign", SYMBOLS[mark] || "•", { "aria-hidden": "true" }));
  }

  resize(ux, uy, large) {
    super.resize(ux, uy);
    const size = clamp(Math.min(ux * 0.42, (ux - 5) / (this.longest * 0.6)), 9, large ? 26 : 19);
    this.figure.style.setProperty("--size", `${size}px`);
    this.figure.classList.toggle("is-small", ux < 30);
  }

  cell(r, c) {
    const { rows, cols } = this.grid;
    return r >= 0 && c >= 0 && r < rows && c < cols ? this.cells[r * cols + c] : this.frame.get(`${r},${c}`);
  }

  mark({ r, c, role, badge }) {
    const cell = this.cell(r, c);
    if (!cell) return;
    cell.classList.add(`is-${role}`);
    this.touched.push(cell, role);
    if (RINGS.has(role)) this.box({ top: r, left: c, bottom: r + 1, right: c + 1, role, badge });
  }

  /** Taps of a window, and the gaps that dilation leaves between them. */
  window({ rows, cols }) {
    for (const r of taps(rows)) for (const c of taps(cols)) this.mark({ r, c, role: "tap" });
    if (rows[1] <= 1 && cols[1] <= 1) return;
    for (let r = rows[0]; r <= last(rows); r++) {
      for (let c = cols[0]; c <= last(cols); c++) {
        if (!touches(rows, r) || !touches(cols, c)) this.mark({ r, c, role: "gap" });
      }
    }
  }

  clear() {
    super.clear();
    for (let i = 0; i < this.touched.length; i += 2) this.touched[i].classList.remove(`is-${this.touched[i + 1]}`);
    this.touched = [];
  }

  /** Make the cell the one that Tab reaches, and focus it where asked. */
  reach(r, c, focus) {
    if (this.active) this.active.tabIndex = -1;
    this.active = this.cell(r, c);
    this.active.tabIndex = 0;
    if (focus) this.active.focus();
  }

  at(event) {
    const cell = event.target.closest && event.target.closest(".pv-cell[data-i]");
    if (!cell) return null;
    return { grid: this.grid.id, r: Math.floor(cell.dataset.i / this.grid.cols), c: cell.dataset.i % this.grid.cols };
  }
}

/** A picture: one canvas, drawn once; what the cursor shows lies over it. */
class PictureView extends View {
  constructor(grid, scene, copy) {
    super(grid, scene, copy);
    this.figure.classList.add("pv-picture");
    this.canvas = el("canvas", "pv-canvas", null, { "aria-hidden": "true" });
    this.body = el("div", "pv-cells pv-touch", null, { role: "application", tabindex: 0 });
    this.plane.append(this.canvas, this.over, this.body);
  }

  fill(grid, scene) {
    const { frame, rows, cols, picture } = grid;
    this.describe(grid, scene);
    this.body.setAttribute("aria-label", `${fill(scene.texts.grid, grid)}. ${scene.texts.keys_picture}`);
    const framed = frame.top + frame.left + frame.bottom + frame.right > 0;
    this.plane.classList.toggle("is-framed", framed);
    [this.canvas.width, this.canvas.height] = [cols, rows];
    const image = new ImageData(cols, rows);
    for (let i = 0; i < rows * cols; i++) {
      for (let ch = 0; ch < 3; ch++) image.data[i * 4 + ch] = grid.pixels[i * picture.channels + Math.min(ch, picture.channels - 1)];
      image.data[i * 4 + 3] = 255;
    }
    this.canvas.getContext("2d").putImageData(image, 0, 0);
  }

  resize(ux, uy) {
    super.resize(ux, uy);
    const { cols, rows, frame } = this.grid;
    for (const node of [this.canvas, this.body]) {
      node.style.cssText = `left:${frame.left * ux}px;top:${frame.top * uy}px;width:${cols * ux}px;height:${rows * uy}px`;
    }
  }

  /** One cell as a box; never too small to be seen. */
  mark({ r, c, role, badge }) {
    const [px, py] = [Math.max(0, 10 / this.ux - 1) / 2, Math.max(0, 10 / this.uy - 1) / 2];
    const { rows, cols } = this.grid;
    if (r < 0 || c < 0 || r >= rows || c >= cols || this.used > 3 * MOST_BOXES) return;
    this.box({ top: r - py, left: c - px, bottom: r + 1 + py, right: c + 1 + px, role, badge });
  }

  /** With dilation each tap gets its own box. */
  window({ rows, cols }) {
    if ((rows[1] <= 1 && cols[1] <= 1) || rows[2] * cols[2] > MOST_BOXES) return;
    for (const r of taps(rows)) for (const c of taps(cols)) this.mark({ r, c, role: "tap" });
  }

  reach(_r, _c, focus) {
    if (focus) this.body.focus();
  }

  at(event) {
    const area = this.body.getBoundingClientRect();
    const { rows, cols, id } = this.grid;
    const find = (x, size, n) => clamp(Math.floor((x / size) * n), 0, n - 1);
    return { grid: id, r: find(event.clientY - area.top, area.height, rows), c: find(event.clientX - area.left, area.width, cols) };
  }
}

/** The numbers of a window of pictures, enlarged: up to 8 × 8 taps of one channel, and each result. */
class Lens {
  constructor(scene, choose) {
    this.root = el("section", "pv-lens", null, { "aria-label": scene.texts.strip });
    this.title = el("div", "pv-lens-title");
    this.chips = el("div", "pv-chips", null, { role: "group", "aria-label": scene.texts.channel });
    this.table = el("div", "pv-lens-table", null, { "aria-hidden": "true" });
    this.results = el("div", "pv-results");
    this.cells = range(LENS * LENS).map(() => this.table.appendChild(el("span", "pv-lens-cell")));
    this.channels = scene.grids.find((grid) => grid.picture).channels;
    this.buttons = range(this.channels === 3 ? 3 : 0).map((ch) => {
      const chip = el("button", `pv-chip pv-chip-${ch}`, scene.texts[`channel_${ch}`], { type: "button" });
      chip.addEventListener("click", () => choose(ch));
      return this.chips.appendChild(chip);
    });
    this.size = el("div", "pv-lens-size");
    this.root.append(this.title, this.size, this.chips, this.table, this.results);
  }

  show(view, scene, channel) {
    this.buttons.forEach((chip, ch) => chip.setAttribute("aria-pressed", String(ch === channel)));
    if (!view) return;
    this.title.textContent = fill(scene.texts[view.pixel ? "lens_pixel" : "lens_window"], place(view.r, view.c));
    this.size.textContent = view.pixel ? "" : fill(scene.texts.lens_size, { h: view.rows.length, w: view.cols.length });
    const short = (list) => (list.length <= LENS ? list : [...list.slice(0, 4), null, ...list.slice(-3)]);
    const [rows, cols] = [short(view.rows), short(view.cols)];
    this.table.style.setProperty("--n", cols.length);
    this.table.classList.toggle("is-roomy", Math.max(rows.length, cols.length) <= 5);
    this.cells.forEach((cell, n) => {
      const [r, c] = [Math.floor(n / cols.length), n % cols.length];
      this.showCell(cell, view, r < rows.length ? rows[r] : undefined, cols[c], channel);
    });
    this.showResults(view, scene, channel);
  }

  showCell(cell, { plane, winner, pixel }, r, c, channel) {
    cell.hidden = r === undefined;
    cell.className = "pv-lens-cell";
    cell.style.cssText = "";
    if (r === undefined) return;
    const inside = r !== null && c !== null && r >= 0 && c >= 0 && r < plane.rows && c < plane.cols;
    if (!inside) {
      cell.classList.add(r === null || c === null ? "is-left-out" : "is-padding");
      cell.textContent = r === null || c === null ? "…" : plane.frame.symbol;
      return;
    }
    const i = r * plane.cols + c;
    const [red, green, blue] = range(3).map((ch) => plane.pixels[i * plane.channels + Math.min(ch, plane.channels - 1)]);
    const light = [red, green, blue].map((v) => ((v / 255 + 0.055) / 1.055) ** 2.4);
    cell.textContent = plane.text(i, channel);
    cell.style.background = `rgb(${red} ${green} ${blue})`;
    cell.style.color = 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2] > 0.18 ? "#000" : "#fff";
    if (winner && winner[0] === r && winner[1] === c) cell.classList.add("is-winner");
    if (pixel && pixel[0] === r && pixel[1] === c) cell.classList.add("is-lit");
  }

  /** A line a grid: its value at the cursor in every channel. */
  showResults({ out, r, c }, scene, channel) {
    const grids = scene.in(out.space);
    while (this.results.childElementCount > grids.length) this.results.lastChild.remove();
    grids.forEach((grid, n) => {
      const line = this.results.children[n] || this.results.appendChild(el("div", "pv-result"));
      const wanted = grid.channels + 1;
      while (line.childElementCount > wanted) line.lastChild.remove();
      while (line.childElementCount < wanted) line.append(el("span"));
      line.firstChild.textContent = grid.title;
      for (let ch = 0; ch < grid.channels; ch++) {
        const value = line.children[ch + 1];
        value.textContent = grid.text(r * grid.cols + c, ch);
        value.className = grid.channels === 3 ? `pv-value pv-value-${ch}${ch === channel ? " is-chosen" : ""}` : "pv-value";
      }
    });
  }
}

// ---------- the stage: cursor, pin, keys, editing, playing

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

class Stage {
  constructor(root, data, emit) {
    Object.assign(this, { emit, cursor: null, pinned: false, playing: false, speed: "normal", channel: 0, over: false, played: -1 });
    this.calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.night = matchMedia("(prefers-color-scheme: dark)");
    this.root = el("section", "pv-stage");
    this.hintId = `pv-hint-${Math.random().toString(36).slice(2)}`;
    this.scene = readScene(data);
    this.build();
    root.append(this.root);
    this.watch = new ResizeObserver(() => this.layout());
    this.watch.observe(this.root);
    this.onNight = () => this.theme();
    this.night.addEventListener("change", this.onNight);
    this.listen();
    this.update(data);
    if (this.scene.options.autoplay && !this.calm) this.play(true);
  }

  build() {
    const { texts } = this.scene;
    this.grids = el("div", "pv-grids");
    this.strip = el("div", "pv-strip", null, { tabindex: 0, role: "group", "aria-label": texts.strip });
    this.bar = this.buildBar(texts);
    const under = el("div", "pv-below");
    under.append(this.strip, this.bar);
    this.live = el("div", "pv-live", "", { role: "status", "aria-live": "polite" });
    this.legend = el("ul", "pv-legend", null, { "aria-label": texts.legend });
    this.hint = el("p", "pv-keys", "", { id: this.hintId });
    this.root.append(this.grids, under, this.legend, this.hint, this.live);
  }

  buildBar(texts) {
    const bar = el("div", "pv-bar", null, { role: "toolbar" });
    this.playButton = button("play", texts.play, () => this.play(!this.playing));
    this.position = el("span", "pv-position");
    this.pinButton = button("pin", texts.pin, () => this.pin(!this.pinned));
    this.select = el("select", "pv-speed", null, { "aria-label": texts.speed, title: texts.speed });
    for (const name of Object.keys(SPEEDS)) this.select.append(el("option", null, texts[name], { value: name }));
    this.select.value = this.speed;
    this.select.addEventListener("change", () => (this.speed = this.select.value));
    const step = (by) => () => (this.play(false), this.step(by));
    bar.append(
      button("first", texts.first, step(-Infinity)), button("previous", texts.previous, step(-1)), this.playButton,
      button("next", texts.next, step(1)), this.position, this.select, this.pinButton,
    );
    return bar;
  }

  /** Take new data; cursor, pin, channel and play go on where they still make sense. */
  update(data) {
    const scene = readScene(data);
    const kept = this.views && sameShape(this.scene, scene);
    const active = this.root.getRootNode().activeElement;
    const focused = !kept && active && this.grids.contains(active) && this.cursor;
    this.scene = scene;
    this.root.setAttribute("aria-label", scene.title || "");
    this.root.classList.toggle("is-large", Boolean(scene.options.large));
    this.root.classList.toggle("is-bare", !scene.options.toolbar);
    this.bar.hidden = !scene.options.toolbar && !scene.options.autoplay;
    this.bar.setAttribute("aria-label", scene.title || "");
    const rules = scene.in(scene.main?.space).filter((grid) => grid.rule && grid.rule.kind !== "none").length;
    this.strip.style.setProperty("--lines", clamp(2 * rules, 2, 4));
    this.theme();
    if (!kept) this.rebuild();
    const width = kept ? this.width : undefined; // a known width spares the browser a layout now
    for (const view of this.views) view.fill(scene.grid(view.grid.id), scene);
    this.cursor = this.valid(this.cursor);
    this.showLegend();
    this.layout(true, width);
    for (const view of this.views) this.reachIn(view);
    if (focused) this.viewOf(this.cursor.grid).reach(this.cursor.r, this.cursor.c, true);
    this.showPlaying();
  }

  rebuild() {
    this.stopEdit();
    const { scene } = this;
    const copy = (view) => this.copy(view);
    this.views = scene.grids.map((grid) => {
      const view = new (grid.picture ? PictureView : MatrixView)(grid, scene, copy);
      view.grid = grid;
      view.body.setAttribute("aria-describedby", this.hintId);
      view.active = null;
      return view;
    });
    this.lens = scene.pictures ? new Lens(scene, (channel) => this.choose(channel)) : null;
    this.grids.replaceChildren(...this.views.map((view) => view.figure), ...(this.lens ? [this.lens.root] : []));
    this.channel = this.lens ? Math.min(this.channel, this.lens.channels - 1) : 0;
  }

  /** The cursor, moved into the grids there are now; at first the first cell of the main grid. */
  valid(cursor) {
    const grid = (cursor && this.scene.grid(cursor.grid)) || this.scene.main;
    if (!grid || !grid.rows || !grid.cols) return null;
    const { r = 0, c = 0 } = cursor && cursor.grid === grid.id ? cursor : {};
    return { grid: grid.id, r: clamp(r, 0, grid.rows - 1), c: clamp(c, 0, grid.cols - 1) };
  }

  viewOf(id) {
    return this.views.find((view) => view.grid.id === id);
  }

  reachIn(view) {
    const at = this.cursor && this.cursor.grid === view.grid.id ? this.cursor : { r: 0, c: 0 };
    const { active, grid } = view;
    if (active && view.cells.includes(active) && at !== this.cursor) return;
    if (grid.rows && grid.cols) view.reach(at.r, at.c, false);
  }

  // ----- showing

  theme() {
    const parse = (color) => (color.match(/[\d.]+/g) || []).map(Number);
    const { backgroundColor, fontFamily } = getComputedStyle(this.root);
    const [r, g, b, a = 1] = parse(backgroundColor);
    this.font = fontFamily;
    const dark = a > 0 && r !== undefined ? 0.299 * r + 0.587 * g + 0.114 * b < 128 : this.night.matches;
    this.root.dataset.theme = dark ? "dark" : "light";
  }

  /** Choose the sizes of the cells from the width there is. */
  layout(force, known) {
    const width = known || this.root.clientWidth;
    if (!this.views || !width || (!force && width === this.width)) return;
    this.width = width;
    const { options, pictures } = this.scene;
    const height = options.height || 360;
    this.grids.style.minHeight = `${height}px`;
    this.root.classList.toggle("is-narrow", width < 620);
    pictures ? this.layoutPictures(width, height) : this.layoutMatrices(width, height, options.large);
    this.paint();
  }

  layoutMatrices(width, height, large) {
    const boxes = this.views.map(({ grid, longest }) => ({
      cols: grid.cols + grid.frame.left + grid.frame.right, rows: grid.rows + grid.frame.top + grid.frame.bottom,
      head: clamp(textWidth(grid.title, `600 15px ${this.font}`) + 4, 72, 190), longest,
    }));
    const most = large ? 72 : 52;
    const least = clamp(Math.max(...boxes.map((box) => box.longest)) * 5.4 + 6, 22, 40);
    const [size, wrapped] = fit(boxes, width, height, most, Math.floor(least));
    this.root.classList.toggle("is-wrapped", wrapped);
    this.views.forEach((view, n) => {
      view.figure.style.minWidth = `${Math.min(boxes[n].head, width)}px`;
      view.resize(size, size, large);
    });
  }

  layoutPictures(width, height) {
    const beside = width >= 900;
    const room = beside ? width - 288 - GAP : width;
    const { rows, cols } = this.scene.grids.find((grid) => grid.picture);
    const parts = this.views.map(({ grid: { frame, cols, rows } }) => [1 + (frame.left + frame.right) / cols, 1 + (frame.top + frame.bottom) / rows]);
    const tallest = Math.max(...parts.map(([, y]) => y));
    const across = (n) => Math.max(...range(Math.ceil(parts.length / n)).map((i) => parts.slice(i * n, i * n + n).reduce((sum, [x]) => sum + x, 0)));
    const size = (n) => Math.min((room - GAP * (n - 1)) / across(n), (((height - HEAD) / tallest) * cols) / rows);
    const n = range(parts.length).map((i) => parts.length - i).find((n) => size(n) >= 130) || 1;
    const [w, h] = [Math.floor(size(n)), Math.floor((size(n) * rows) / cols)];
    this.root.classList.toggle("is-wrapped", !beside || n < parts.length);
    for (const view of this.views) view.resize(w / view.grid.cols, h / view.grid.rows, false);
  }

  /** Show what the cursor says. This runs on every step and must stay cheap. */
  paint() {
    for (const view of this.views) view.clear();
    if (!this.cursor) return;
    const shown = look(this.scene, this.cursor, this.channel);
    for (const view of this.views) {
      const mine = (one) => one.space === view.grid.space && (!one.only || one.only(view.grid));
      for (const { win } of shown.windows.filter(mine)) view.window(win);
      for (const box of shown.boxes.filter(mine)) view.box(box);
      for (const cell of shown.cells.filter(mine)) view.mark(cell);
      if (view.grid.id === this.cursor.grid) view.mark({ ...this.cursor, role: this.pinned ? "pinned" : "cursor" });
    }
    this.strip.replaceChildren(...shown.lines.map(lineElement));
    if (this.lens) this.lens.show(shown.lens, this.scene, this.channel);
    this.say(shown.lines.map(spoken).join(". "));
    this.showPosition();
  }

  showPosition() {
    const { main, texts } = this.scene;
    const { grid, r, c } = this.cursor;
    const here = this.scene.grid(grid).space === main.space;
    this.position.textContent = fill(texts.position, { i: here ? r * main.cols + c + 1 : "–", n: main.rows * main.cols });
  }

  showLegend() {
    const { scene } = this;
    const item = ([role, key]) => {
      const node = el("li");
      const mark = role.startsWith("mark-") ? role.slice(5) : "";
      const sign = el("span", `pv-sample is-${role}`, mark ? SYMBOLS[mark] || "•" : "", { "aria-hidden": "true" });
      if (role === "padding") sign.textContent = key.endsWith("max") ? "−∞" : "0";
      if (key.endsWith("struck")) sign.classList.add("is-struck");
      node.append(sign, el("span", "", scene.texts[key] || mark));
      return node;
    };
    this.legend.replaceChildren(...signs(scene).map(item));
    this.hint.textContent = scene.texts[scene.pictures ? "keys_picture" : scene.options.editable ? "keys_edit" : "keys"];
  }

  /** Speak, but not faster than one can listen. The first look at a stage is not spoken. */
  say(text, at_once) {
    if (this.heard === undefined && !at_once) return (this.heard = text);
    if (text === this.heard && !at_once) return undefined;
    this.heard = text;
    clearTimeout(this.speaking);
    const wait = at_once ? 0 : this.playing ? Math.max(0, 1500 - (Date.now() - (this.spokeAt || 0))) : 250;
    this.speaking = setTimeout(() => {
      this.spokeAt = Date.now();
      this.live.textContent = text;
    }, wait);
    return text;
  }

  choose(channel) {
    this.channel = channel;
    this.paint();
  }

  // ----- cursor and pin

  move(cursor, focus) {
    const { grid, r, c } = this.cursor || {};
    const moved = grid !== cursor.grid || r !== cursor.r || c !== cursor.c;
    this.cursor = cursor;
    if (moved) this.paint();
    if (focus) this.viewOf(cursor.grid).reach(cursor.r, cursor.c, true);
  }

  pin(on) {
    this.pinned = on && Boolean(this.cursor);
    if (this.pinned && this.playing) this.play(false);
    this.showPin();
    this.paint();
  }

  showPin() {
    const { texts } = this.scene;
    this.root.classList.toggle("is-pinned", this.pinned);
    relabel(this.pinButton, "pin", this.pinned ? texts.unpin : texts.pin);
    this.pinButton.setAttribute("aria-pressed", String(this.pinned));
  }

  listen() {
    const on = (name, run) => this.grids.addEventListener(name, run);
    const point = (event) => {
      const at = this.at(event);
      if (at && !this.pinned && !this.input) this.move(at);
    };
    on("pointerover", point);
    on("pointermove", (event) => event.target.classList?.contains("pv-touch") && point(event));
    on("pointerenter", (event) => (this.over = event.pointerType !== "touch"));
    on("pointerleave", () => (this.over = false));
    on("click", (event) => this.click(event));
    on("dblclick", (event) => this.edit(this.at(event)));
    on("focusin", (event) => this.focused(event));
    this.root.addEventListener("keydown", (event) => this.key(event));
  }

  /** The cell that an event is about, or null. */
  at(event) {
    const figure = event.target.closest && event.target.closest(".pv-figure");
    const view = figure && event.target.closest(".pv-cells") && this.viewOf(figure.dataset.grid);
    return view ? view.at(event) : null;
  }

  click(event) {
    const at = this.at(event);
    if (!at || this.input) return;
    const { grid, r, c } = this.cursor;
    const again = this.pinned && grid === at.grid && r === at.r && c === at.c;
    this.move(at);
    this.viewOf(at.grid).reach(at.r, at.c, true);
    this.pin(!again);
  }

  /** Focus that came by the keyboard moves the cursor; focus by pointer is a click, handled there. */
  focused(event) {
    if (this.input || !event.target.matches(":focus-visible")) return;
    const figure = event.target.closest(".pv-figure");
    if (event.target.dataset.i !== undefined) this.move(this.at(event));
    else if (event.target.classList.contains("pv-touch") && this.cursor.grid !== figure.dataset.grid) {
      this.move(this.valid({ ...this.cursor, grid: figure.dataset.grid }));
    }
  }

  // ----- keys

  key(event) {
    if (event.key === "Escape" && !this.input) return this.pinned && this.pin(false);
    const cell = event.target.closest(".pv-cells");
    if (!cell || this.input || event.altKey || event.metaKey) return undefined;
    const grid = this.scene.grid(event.target.closest(".pv-figure").dataset.grid);
    const here = event.target.dataset.i === undefined ? this.valid({ ...this.cursor, grid: grid.id }) : this.at(event);
    const next = walk(event, grid, here);
    if (next) this.move({ grid: grid.id, ...next }, true);
    else if (event.key === " ") this.play(!this.playing);
    else if (event.key === "Enter") this.edit(here) || (this.move(here), this.pin(!this.pinned));
    else if (event.ctrlKey || !/^[-−+.\d]$/.test(event.key) || !this.edit(here, event.key)) return undefined;
    return event.preventDefault();
  }

  // ----- editing a cell

  /** Open a field over the cell; true if the cell can be edited. */
  edit(at, typed) {
    const grid = at && this.scene.grid(at.grid);
    if (!grid || !grid.editable || !this.scene.options.editable || grid.picture) return false;
    this.stopEdit();
    if (this.playing) this.play(false);
    this.move(at);
    const cell = this.viewOf(at.grid).cell(at.r, at.c);
    const input = el("input", "pv-input", null, { maxlength: 24, autocomplete: "off", spellcheck: "false", inputmode: "text", enterkeyhint: "done" });
    input.setAttribute("aria-label", fill(this.scene.texts.edit, place(at.r, at.c)));
    input.title = this.scene.texts.edit_hint;
    input.value = typed ?? cell.firstChild.data;
    this.input = { input, cell, at, before: cell.firstChild.data };
    input.addEventListener("keydown", (event) => this.editKey(event));
    input.addEventListener("blur", () => this.stopEdit(input.value));
    cell.classList.add("is-editing");
    cell.append(input);
    input.focus();
    if (typed === undefined) input.select();
    return true;
  }

  editKey(event) {
    event.stopPropagation();
    if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
    event.preventDefault();
    const { input, at } = this.input;
    this.stopEdit(event.key === "Enter" ? input.value : undefined);
    this.viewOf(at.grid).reach(at.r, at.c, true);
  }

  /** Close the field; a changed text is shown as pending and sent. */
  stopEdit(text) {
    if (!this.input) return;
    const { input, cell, at, before } = this.input;
    this.input = null;
    input.remove();
    cell.classList.remove("is-editing");
    const value = (text ?? "").trim();
    if (!value || value === before) return;
    cell.firstChild.data = value;
    cell.classList.add("is-pending");
    this.say(fill(this.scene.texts.sent, place(at.r, at.c, { text: value })), true);
    this.emit("edit", { grid: at.grid, row: at.r, col: at.c, text: value });
  }

  // ----- playing

  play(on) {
    this.playing = on;
    clearTimeout(this.ticking);
    if (on) {
      if (this.pinned) this.pin(false);
      const { main } = this.scene;
      const end = this.cursor && this.cursor.grid === main.id && this.index() === main.rows * main.cols - 1;
      if (end) this.step(-Infinity);
      this.tick();
    }
    this.showPlaying();
  }

  showPlaying() {
    const { texts } = this.scene;
    relabel(this.playButton, this.playing ? "pause" : "play", this.playing ? texts.pause : texts.play);
    this.showPin();
  }

  tick() {
    this.ticking = setTimeout(() => {
      if (!this.over && !document.hidden && !this.step(1)) {
        if (!this.scene.options.autoplay) return this.play(false);
        this.step(-Infinity);
      }
      return this.tick();
    }, SPEEDS[this.speed]);
  }

  index() {
    const grid = this.cursor && this.scene.grid(this.cursor.grid);
    return grid && grid.space === this.scene.main.space ? this.cursor.r * grid.cols + this.cursor.c : this.played;
  }

  /** Go on by so many cells of the main grid; false at its end. */
  step(by) {
    const { main } = this.scene;
    const n = main.rows * main.cols;
    const next = by === -Infinity ? 0 : this.index() + by;
    if (next >= n || !n) return false;
    const i = clamp(next, 0, n - 1);
    this.played = i;
    this.move({ grid: main.id, r: Math.floor(i / main.cols), c: i % main.cols });
    this.reachIn(this.viewOf(main.id));
    return true;
  }

  // ----- copying

  async copy(view) {
    const { texts } = this.scene;
    const done = await write(view.grid.copy, this.root);
    this.say(fill(done ? texts.copied : texts.copy_failed, { title: view.grid.title }), true);
    if (!done) return;
    relabel(view.copy, "done", view.copy.title);
    setTimeout(() => relabel(view.copy, "copy", view.copy.title), 1500);
  }

  destroy() {
    clearTimeout(this.ticking);
    clearTimeout(this.speaking);
    this.watch.disconnect();
    this.night.removeEventListener("change", this.onNight);
    this.input = null;
    this.root.remove();
  }
}

/** Where a key leads from cell {r, c}, or null. */
function walk({ key, shiftKey, ctrlKey }, { rows, cols, picture }, { r, c }) {
  if (key === "Home") return { r: ctrlKey ? 0 : r, c: 0 };
  if (key === "End") return { r: ctrlKey ? rows - 1 : r, c: cols - 1 };
  if (!ARROWS[key] || ctrlKey) return null;
  const by = picture && shiftKey ? 8 : 1;
  return { r: clamp(r + ARROWS[key][0] * by, 0, rows - 1), c: clamp(c + ARROWS[key][1] * by, 0, cols - 1) };
}

function lineElement({ label, before, list = [], glue, after = "", note }) {
  const line = el("p", "pv-line");
  if (label) line.append(el("span", "pv-label", label));
  const text = line.appendChild(el("span", list.length ? "pv-formula pv-list" : "pv-formula", before));
  list.forEach((one, i) => {
    text.append(i ? glue : "", one.won ? el("b", "", one.value) : one.value);
  });
  text.append(after);
  if (note) line.append(" ", el("span", "pv-note", note));
  return line;
}

const shape = (grid) =>
  JSON.stringify([grid.id, grid.space, grid.rows, grid.cols, grid.frame, Boolean(grid.copy), grid.picture && grid.picture.channels]);
const sameShape = (one, other) => one.grids.map(shape).join() === other.grids.map(shape).join();

function textWidth(text, font) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = font;
  return Math.ceil(context.measureText(text).width);
}

/** Put text on the clipboard, also on pages without https; true if it worked. */
async function write(text, root) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = root.appendChild(el("textarea", "pv-live", null, { readonly: "" }));
    area.value = text;
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

/**
 * Show a stage inside `root` (an element or a shadow root).
 * `emit("edit", {grid, row, col, text})` is called when somebody has typed a value into a cell.
 */
export function mount(root, data, emit) {
  const stage = new Stage(root, data, emit);
  return { update: (next) => stage.update(next), destroy: () => stage.destroy() };
}

const mounted = new WeakMap(); // parentElement → { handle, turn }

/**
 * The component of Streamlit: called at first and again on every change of data or theme, with one parentElement.
 * The returned cleanup is called on unmounting, but also late for a call that a newer one has overtaken;
 * so only that of the newest call destroys.
 */
export default function component({ parentElement, data, setTriggerValue }) {
  const emit = (name, value) => setTriggerValue(name, value);
  const entry = mounted.get(parentElement) || { turn: 0, emit };
  entry.emit = emit;
  entry.turn += 1;
  if (entry.handle) entry.handle.update(data);
  else entry.handle = mount(parentElement, data, (name, value) => entry.emit(name, value));
  mounted.set(parentElement, entry);
  const { turn } = entry;
  return () => {
    if (entry.turn !== turn) return;
    entry.handle.destroy();
    mounted.delete(parentElement);
  };
}
