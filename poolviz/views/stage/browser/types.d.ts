// What the modules of the stage hand each other. What Python sends is in ../wire/stage.d.ts.

import type { Head } from "./grids/head.js";
import type { View } from "./grids/view.js";
import type { Plane, Volume } from "./grids/volume.js";
import type { SPEEDS } from "./interaction/play.js";
import type { Lens } from "./notes/lens.js";
import type { Axis, Frame as SentFrame, Grid as SentGrid, Options, PlaceLink, Plot, Rule, Stage as Sent, Taps, Texts } from "../wire/stage.d.ts";

export type { Texts };

/** A cell of a plane, or of a volume at depth `d`. */
export interface Place {
  d?: number;
  r: number;
  c: number;
}

export type Cell = Required<Place>;
export type Cursor = Cell & { grid: string };
export type Size = { depth?: number; rows: number; cols: number };
export type Frame = Required<SentFrame>;

/** A grid that was read: each question about a cell takes its flat index and a channel. */
export interface Grid extends Omit<SentGrid, "frame" | "rule" | "texts"> {
  depth: number;
  volume: boolean;
  frame: Frame;
  rule: Rule | null;
  texts: string[]; // a picture has none
  channels: number;
  pixels?: Uint8Array;
  tap(i: number, channel: number): number;
  text(i: number, channel?: number): string;
  same(i: number, j: number, channel?: number): boolean;
}

export type PlotGrid = Grid & { plot: Plot };
/** A grid whose outputs follow from their windows by a rule of this kind. */
export type Ruled<K extends Rule["kind"] = PoolingKind> = Grid & { rule: Extract<Rule, { kind: K }> };
export type PoolingKind = "max" | "mean" | "norm" | "weighted";
export type PoolingRule = Extract<Rule, { kind: PoolingKind }>;

export interface WindowLink {
  from: string;
  to: string;
  depth: Axis;
  axes: [Axis, Axis];
  places?: undefined;
}

export type Link = WindowLink | (PlaceLink & { axes?: undefined });

export interface Scene {
  grids: Grid[];
  links: Link[];
  windows: WindowLink[];
  places: PlaceLink[];
  main: Grid;
  texts: Texts;
  options: Options;
  title: string;
  pictures: boolean;
  plots: boolean;
  /** The grid of an id that is known to be there. */
  grid(id: string): Grid;
  find(id: string | undefined): Grid | undefined;
  in(space: string): Grid[];
  first(space: string): Grid;
}

/** The window of one output: its taps on each axis, those of them that lie inside, how many members and taps it has. */
export interface Window {
  depth: Taps;
  rows: Taps;
  cols: Taps;
  within: [number[], number[], number[]];
  size: number;
  k: number;
  member(i: number): Cell;
}

/** A window of one axis that reads a position: its number, and which of its taps it is. */
export interface AxisReader {
  i: number;
  window: Taps;
  tap: number;
}

/** The windows that read a cell: each product of one an axis. */
export interface Readers {
  depth: AxisReader[];
  rows: AxisReader[];
  cols: AxisReader[];
  size: number;
}

/** Where the cursor is: its grid and cell, the flat index, the channel, and what it lights so far. */
export interface Step extends Cell {
  scene: Scene;
  at: Grid;
  i: number;
  channel: number;
  shown: Shown;
}

export interface Edges {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export interface Box extends Edges {
  space: string;
  depth?: Taps;
  role: string;
  inset?: number;
  badge?: string;
  whole?: boolean;
}

export interface Mark extends Place {
  space: string;
  role: string;
  badge?: string;
  only?: (grid: Grid) => boolean;
}

/** A number of a formula; `won` where it is the one that was taken. */
export interface Term {
  value: string;
  won?: boolean;
}

/** A line of the strip. */
export interface Line {
  before: string;
  label?: string;
  sign?: string;
  list?: Term[];
  glue?: string;
  after?: string;
  note?: string;
}

/** What the lens enlarges: the taps of a window, or a pixel and its neighbours. */
export interface LensView {
  plane: Grid;
  rows: number[];
  cols: number[];
  winner: Cell | null;
  pixel?: { r: number; c: number };
  r: number;
  c: number;
  out: Grid;
}

export interface Shown {
  cells: Mark[];
  boxes: Box[];
  windows: { space: string; win: Window }[];
  lines: Line[];
  lens: LensView | null;
}

/** Who wins a window of one grid, its first equals, how many cells have that value. */
export interface Members {
  winner: Cell | null;
  ties: Cell[];
  equal: number;
}

/** A grid with a rule at the cursor: the grid whose numbers it reads, and who wins there. */
export interface Marked extends Members {
  grid: Ruled;
  read: Grid;
}

/** How the rule of a cell is written: before, between and after the values, and the i-th of them. */
export interface Writing {
  before: string;
  glue: string;
  after: string;
  value(text: string, i: number): string;
}

/** A sample of a plot, in px. */
export interface Sample {
  left: number;
  right: number;
  x: number;
  y: number;
  zero: number;
  text: string;
  special: boolean;
}

/** The elements of a plot: its curve, the groups of its numbers. */
export type PlotParts = Record<"svg" | "values" | "ticks" | "levels", SVGElement> & Record<Curve, SVGPathElement>;
export type Curve = "grid" | "zero" | "bars" | "faint" | "thin" | "line" | "dots" | "taps";

export interface Written {
  text: string;
  x: number;
  y: number;
}

/** Copies the numbers of the grid that a header shows. */
export type Copy = (head: Head) => void;

/** A value that is being typed into a cell. */
export interface Edit {
  input: HTMLInputElement;
  cell: HTMLElement;
  at: Cursor;
  before: string;
}

/** What is said to Python: a value typed into a cell, the wish to take the stage away. */
export type Emit = (name: "edit" | "take", value: object) => void;

/** The elements of the bar under the grids. */
export interface Bar {
  bar: HTMLElement;
  playButton: HTMLButtonElement;
  pinButton: HTMLButtonElement;
  position: HTMLElement;
  takeButton: HTMLButtonElement;
}

/** A stage in the page: its elements, its scene, and where the learner is. */
export interface Stage extends Bar {
  emit: Emit;
  cursor: Cursor | null;
  pinned: boolean;
  playing: boolean;
  speed: keyof typeof SPEEDS;
  channel: number;
  over: boolean;
  played: number;
  root: HTMLElement;
  grids: HTMLElement;
  strip: HTMLElement;
  live: HTMLElement;
  legend: HTMLElement;
  hint: HTMLElement;
  night: MediaQueryList;
  scene: Scene;
  blocks: (Plane | Volume)[];
  views: View[];
  lens: Lens | null;
  input: Edit | null;
  font: string;
  width?: number;
  ticking?: ReturnType<typeof setTimeout>;
  speaking?: ReturnType<typeof setTimeout>;
  heard?: string;
  spokeAt?: number;
}

export interface Handle {
  update(data: Sent): void;
  destroy(): void;
}

export type Pair = [number, number];
export type Framed = Size & { frame: Frame };

/** What a matrix takes: its cells with its frame, px of its header. */
export type MatrixBox = Size & { head: number; longest: number };

/** What a volume takes: px of its header, [columns, rows] of each slice. */
export interface VolumeBox {
  head: number;
  slices: Pair[];
}
