// What the modules of the stage hand each other. What Python sends is in ../wire/stage.d.ts.

import type { Head } from "./grids/head.js";
import type { View } from "./grids/view.js";
import type { Plane, Volume } from "./grids/volume.js";
import type { SPEEDS } from "./interaction/play.js";
import type { EditStep } from "./interaction/undo.js";
import type { Lens } from "./notes/lens.js";
import type { Ask, Asking as SentAsking, Axis, Bar as SentBar, Call as SentCall, Frame as SentFrame, Grid as SentGrid, LessonStep, LiveStage, Meaning, Options, PlaceLink, Plot, PooledRule, Rule, Stage as Sent, Taps, Texts } from "../wire/stage.d.ts";

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
  answers?: Answered[];
  tap(i: number, channel: number): number;
  text(i: number, channel?: number): string;
  same(i: number, j: number, channel?: number): boolean;
}

export type PlotGrid = Grid & { plot: Plot };
/** A grid whose outputs follow from their windows. */
export type Ruled = Grid & { rule: PooledRule };

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
  step: LessonStep | undefined;
  terms: Meaning[] | undefined;
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
export interface Written {
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

export interface PlotText {
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

/** What is said to Python: a typed value, the wish to take the stage away or to hide it, an answer to be checked. */
export type Emit = (name: "edit" | "take" | "hide" | "predict" | "step", value: object) => void;

/** A prediction beside a cell that is drawn and no element. */
export interface Answered {
  i: number;
  text: string;
  mark: string;
}

/** What is covered, and what was answered: cells by "grid:flat index", that of a picture channel by channel. */
export interface Hiding {
  on: boolean;
  sent: boolean; // what Python said of it last
  asked: Ask | null;
  covered: Set<string>; // grids
  open: Set<string>;
  guesses: Map<string, string>;
  chosen: Set<string>;
  channel: number; // of a picture
  attended: string; // the answer whose unreadable cell was opened
  typing: boolean; // a click begins a prediction and uncovers nothing
  print: string; // of the numbers that all this is about
}

/** The elements that hide a stage and check an answer. */
export interface Asking {
  hideButton: HTMLButtonElement;
  predictButton: HTMLButtonElement;
  checkButton: HTMLButtonElement;
  verdict: HTMLElement;
}

/** The elements of the bar under the grids. */
export interface Bar {
  bar: HTMLElement;
  playButton: HTMLButtonElement;
  pinButton: HTMLButtonElement;
  position: HTMLElement;
  takeButton: HTMLButtonElement;
}

/** The room there is for the grids: px of height, whether all is large, px of a cell at most where it is said. */
export interface Room {
  height: number;
  large: boolean;
  /** px that a header is higher than in normal letters. */
  heads: number;
  /** Whether the screen is a low one: letters and plots are in proportion, and pictures have no lens. */
  low: boolean;
  cell?: number;
  /** px beyond which the grids are scrolled, so that what stands below them stays on the screen. */
  most?: number;
}

/** A stage that is presented: the dialog it fills, its place in the page, the pointer's spot, the stage with its bar. */
export interface Presented {
  said: HTMLElement;
  dialog: HTMLDialogElement;
  place: HTMLElement;
  spot: HTMLElement;
  whole: HTMLElement;
  stop(): void;
}

/** A stage in the page: its elements, its scene, and where the learner is. */
export interface Stage extends Bar, Asking {
  sent: Sent;
  hiding: Hiding;
  refresh(): void;
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
  tips: HTMLElement;
  hint: HTMLElement;
  night: MediaQueryList;
  presentButton: HTMLButtonElement;
  presented: Presented | null;
  scene: Scene;
  blocks: (Plane | Volume)[];
  views: View[];
  lens: Lens | null;
  input: Edit | null;
  /** The edits that the page can go back behind. */
  edits: EditStep[];
  font: string;
  width?: number;
  /** px of height that the grids had when they were laid out. */
  high?: number;
  ticking?: ReturnType<typeof setTimeout>;
  speaking?: ReturnType<typeof setTimeout>;
  pinning?: ReturnType<typeof setTimeout>;
  heard?: string;
  spokeAt?: number;
  worded?: string;
}

export interface Handle {
  update(data: Sent): void;
  /** Let the cursor go to a cell, as far as there is one, and stay there. */
  move(cursor: Cursor): void;
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

/** Texts by the keys of an address. */
export type Values = Record<string, string>;

/** What a server says: its HTTP status, 0 where it was not reached, and the body. */
export interface Reply {
  status: number;
  body: any;
}

/** Questions on their way; `forget` lets none of them be shown any more. */
export interface Queue<Q> {
  put(question: Q): void;
  forget(): void;
}

/** Answers by their addresses: got when they are wanted, or asked for one after the other while the server has time. */
export interface Ahead {
  get(question: string): Promise<Reply>;
  expect(questions: string[]): Promise<void>;
}

/** The layer's bar in the page: its elements, what it shows, and whom it tells of a change. */
export interface LayerBar {
  root: HTMLElement;
  call: HTMLElement;
  note: HTMLElement;
  bar: SentBar;
  values: Values;
  /** Arguments that are shown a number an axis though all are alike. */
  opened: Set<string>;
  controls: Map<string, Control>;
  /** The calls in it, by the keys that hold them, where it has several; `build` makes another one. */
  calls: Map<string, LayerBar>;
  build?: (call: SentCall) => LayerBar;
  /** The call that the learner was at last, and the one that was added and is not there yet. */
  touched?: string;
  added?: string;
  /** The values of the whole bar when this part of it has these. */
  said(values: Values): Values;
  /** The values that a change leads to. */
  change(values: Values): void;
  /** A line of code that was typed or pasted. */
  read(line: string): void;
}

/** An argument in the bar. */
export interface Control {
  root: HTMLElement;
  shape: string;
  /** Show the texts of the axes; an input that is being typed into is left alone where it says the same. */
  fill(texts: string[], usual: boolean): void;
}

/** The address, which follows what is drawn. */
export interface Steps {
  /** Of the search that stands there by then. */
  write(saying: (search: string) => string): void;
  /** Write at once what waits; or never. */
  settle(): void;
  drop(): void;
}

/** A stage that asks by itself. */
export interface Live {
  bar: LayerBar;
  root: HTMLElement;
  outcome: HTMLElement;
  lines: HTMLElement;
  emit: (name: any, value: object) => void;
  asking: SentAsking;
  sent: LiveStage;
  /** How many changes there were, and how many of them Streamlit knows. */
  turn: number;
  told: number;
  /** The change that is asked about, which may be told more than once, and its line, as long as nobody has answered. */
  since: number;
  line?: string;
  /** What else was shown beside the layer when the stage was last drawn. */
  drawn: string | null;
  ahead: Ahead;
  /** Whether answers hold pictures. */
  large: boolean;
  expecting?: { again(): void; stop(): void };
  queue: Queue<string>;
  steps: Steps;
  draw: (data: Sent) => void;
  example: string;
  pausing?: ReturnType<typeof setTimeout>;
  /** How often in a row no server answered, and when it is asked again. */
  lost: number;
  waiting?: ReturnType<typeof setTimeout>;
  /** The keys of what cannot be read, and what the bar said when the page could last show it. */
  unread: string[];
  readable: Values;
  /** A link that waits until Streamlit knows what is shown. */
  link?: HTMLElement | null;
}
