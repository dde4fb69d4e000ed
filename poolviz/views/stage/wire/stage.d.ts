// What a stage is sent, and what it says. Made of dataclasses by tests/views/stage/wire/write.py.

/** Grids from left to right, how their spaces are linked, what it says, and what is asked. `step` is said above the stage while it is presented, and a clicker goes on to those beside it. `terms` are explained where they first appear, the longest first. */
export interface Stage {
  title: string;
  texts: Texts;
  options: Options;
  grids: Grid[];
  links: Link[];
  ask?: Ask;
  step?: LessonStep;
  terms?: Meaning[];
}

/** The sentences of a stage by key; {names} are filled in by the browser. Rows and columns are counted from 0, as torch does: {row}, {col}. A translation may use {row1}, {col1}, which are counted from 1. The same holds for {depth}. */
export interface Texts {
  first: string;
  previous: string;
  play: string;
  pause: string;
  next: string;
  position: string;
  speed: string;
  slow: string;
  normal: string;
  fast: string;
  pin: string;
  unpin: string;
  copy: string;
  copied: string;
  copy_failed: string;
  edit: string;
  edit_hint: string;
  sent: string;
  keys: string;
  keys_edit: string;
  keys_picture: string;
  grid: string;
  cell: string;
  strip: string;
  legend: string;
  take: string;
  present: string;
  present_previous: string;
  present_next: string;
  present_spot: string;
  present_blank: string;
  present_leave: string;
  join: string;
  title_join: string;
  sentence_join: string;
  label_join: string;
  value: string;
  at: string;
  at_first: string;
  no_member: string;
  padding_max: string;
  padding_zero: string;
  padding_struck: string;
  overhang: string;
  overhang_max: string;
  overhang_norm: string;
  norm_nan: string;
  reads_none: string;
  reads_one: string;
  reads_many: string;
  wins_only: string;
  wins_not: string;
  wins_none: string;
  wins_all: string;
  wins_many: string;
  returns_to: string;
  returns_nowhere: string;
  returned_none: string;
  returned_one: string;
  returned_many: string;
  first_mark: string;
  lens_window: string;
  lens_pixel: string;
  lens_size: string;
  channel: string;
  channel_0: string;
  channel_1: string;
  channel_2: string;
  legend_window: string;
  legend_gap: string;
  legend_winner: string;
  legend_largest: string;
  legend_smallest: string;
  legend_tie: string;
  legend_taker: string;
  legend_target: string;
  legend_empty: string;
  legend_padding_max: string;
  legend_padding_zero: string;
  legend_padding_struck: string;
  legend_padding_mixed: string;
  legend_padding_mixed_struck: string;
  legend_overhang: string;
  legend_dropped_rows: string;
  legend_dropped_cols: string;
  mark_lost: string;
  mark_kept: string;
  mark_misplaced: string;
  mark_unread: string;
  mark_shared: string;
  mark_differs: string;
  mark_zeroed: string;
  hide: string;
  reveal: string;
  predict: string;
  check: string;
  covered: string;
  keys_hidden: string;
  keys_covered: string;
  keys_values: string;
  keys_cells: string;
  guess: string;
  mark_covered: string;
  mark_guess: string;
  mark_chosen: string;
  mark_right: string;
  mark_wrong: string;
  mark_unclear: string;
  slice?: string;
  grid_slice?: string;
  legend_dropped_depth?: string;
  field?: string;
  field_pace?: string;
  field_cut?: string;
  field_none?: string;
  field_unknown?: string;
  field_input?: string;
  field_others?: string;
  field_between?: string;
  field_seen?: string;
  legend_readers?: string;
}

/** How a stage is shown: `height` in CSS pixels kept for the grids; `columns` of them in a row, else all. `main` is the id of the grid that is played. `fields` are the maps of a network. `take` shows the button that takes the stage away. `hide` covers everything but what is given, `hideable` offers that. */
export interface Options {
  editable: boolean;
  autoplay: boolean;
  toolbar: boolean;
  large: boolean;
  height: number;
  columns?: number;
  main?: string;
  fields?: boolean;
  take?: boolean;
  hide?: boolean;
  hideable?: boolean;
}

/** A grid of cells, `depth` slices deep; grids of one `space` share the cursor. Cells have `texts` and `shades` from 0 to 1, or a picture has pixels; `copy` is what the clipboard gets. A `note` stands where a layer is refused. After so many columns `split` draws a line. `numbers` is the tensor that is shown. */
export interface Grid {
  id: string;
  space: string;
  title: string;
  rows: number;
  cols: number;
  caption: string;
  depth?: number;
  texts?: string[];
  shades?: (number | null)[];
  copy?: string;
  marks?: Mark[];
  frame?: Frame;
  rule?: Rule;
  picture?: Picture;
  plot?: Plot;
  field?: FieldFormula;
  note?: string;
  editable?: boolean;
  split?: number;
}

/** The cells drawn around an input, on each side; `padding` of them are padding, those beyond overhang. `symbol` stands in the padding; it is struck where an average does not count it, and `means` is the key of what the legend says of it. `deep` is the padding in depth. */
export interface Frame {
  top: number;
  bottom: number;
  left: number;
  right: number;
  padding: [number, number];
  symbol: string;
  struck: boolean;
  means: string;
  front?: number;
  back?: number;
  deep?: number;
}

/** How an output is written: its values as `term`, of {value} and {weight}, negative ones in `brackets`. Around and between them is `writing`, or `scaled` where the output has an entry in `divisors`. `taps` is the number of the tap that is taken in each window, -1 where none is inside; of a picture they are 8 or 16 bits each in base64, one a channel; `absolute` values are equal but for their sign. `weights` are of the cells inside each window along the columns. `empty` is what a window without cells gives where a picture cannot hold it. `reads` is the id of the grid whose numbers are pooled, where several share the space; `around` what is done to the pooled value, such as ReLU; `frame` the layer's own padding, where layers of a stage differ. */
export interface PooledRule {
  kind: "pooled";
  writing: Writing;
  said: Said;
  term?: string;
  scaled?: Writing;
  brackets?: boolean;
  taps?: number[] | string;
  absolute?: boolean;
  divisors?: Divisors;
  weights?: string[][];
  empty?: string;
  reads?: string;
  around?: string;
  frame?: Padding;
}

/** What stands before the values, between them and after them; {entry} is the output's entry. */
export interface Writing {
  before: string;
  between: string;
  after: string;
}

/** The keys of what is said: of taps in the padding, and where they are not counted; of taps beyond it. Of the value that is taken, in the legend; of how often a value is taken, by the beginning of the keys; of a result that is not a number. Nothing is said where there is no key. */
export interface Said {
  padding: string;
  struck: string;
  beyond: string;
  taken: string;
  wins: string;
  undefined: string;
}

/** The class of each output on every axis, and what is written for each combination of classes. */
export interface Divisors {
  rows: number[];
  cols: number[];
  table: Table;
  slices?: number[];
}

/** The padding of one layer: cells on either side, of rows and of columns; struck where not counted. */
export interface Padding {
  padding: [number, number];
  struck: boolean;
}

/** A layer that works cell by cell: what is said of each. */
export interface EachRule {
  kind: "each";
  says: string[];
}

/** Pixels in base64, row-major, channels last; `numbers` where the pixels are not the numbers themselves. A blank one is known by its size alone. */
export interface Picture {
  channels: 1 | 3;
  pixels: string;
  numbers: FixedPoint | null;
  blank?: boolean;
}

/** Numbers beside pixels: whole numbers of 16 bits in base64, and what one of them is worth. */
export interface FixedPoint {
  data: string;
  scale: number;
}

/** A row drawn along an axis of positions, which all plots of a stage share. Heights are from 0 to 1, None where not finite; `levels` are the numbers written beside it. A pooled value has the span of its window and the slot in which it is drawn. `behind` is the id of a plot drawn faintly. */
export interface Plot {
  kind: "bars" | "line";
  from: number;
  to: number;
  heights: (number | null)[];
  zero: number;
  levels: [string, number][];
  spans: [number, number][] | null;
  slots: [number, number][] | null;
  weight: number;
  behind: string;
}

/** The receptive field of a map by the formula: of rows and of columns. */
export interface FieldFormula {
  size: [number, number];
  jump: [number, number];
  start: [number, number];
}

/** From each cell of a space to its window in another: a part an axis, depth first where there is one. */
export interface WindowLink {
  from: string;
  to: string;
  axes: Axis[];
}

/** The windows on one axis, one an output, and the one that torch drops. */
export interface Axis {
  taps: Taps[];
  dropped: Taps | null;
}

/** From each cell of a space to one cell of another, by its flat index. */
export interface PlaceLink {
  from: string;
  to: string;
  places: number[];
}

/** Cells of `grid` to fill with values, or to choose. `given` is what was answered last, a text a cell, "x" where one was chosen; of the `cells` alone where some are named, by their flat index, that of a picture channel by channel. `marks` says of each whether it is right, `said` what is to be said of it as a whole, which is `right` or not. */
export interface Ask {
  kind: "values" | "cells";
  grid: string;
  given?: string[];
  marks?: ("" | "right" | "wrong" | "unclear")[];
  said?: string;
  right?: boolean;
  cells?: number[];
}

/** The step of a lesson that a stage belongs to, counted from 0: its title and its text, without marks. */
export interface LessonStep {
  title: string;
  text: string;
  at: number;
  steps: number;
}

/** A word of the field, how it is found in a text (a regular expression, in any case), what it means. */
export interface Meaning {
  word: string;
  pattern: string;
  says: string;
}

/** A stage in a page, with its bar and the lines below it; `example` is the one that is on the page. `outcome` is said above it in one line: **strong** what counts, `code` in back-ticks. */
export interface LiveStage {
  title: string;
  texts: Texts;
  options: Options;
  grids: Grid[];
  links: Link[];
  ask?: Ask;
  step?: LessonStep;
  terms?: Meaning[];
  lines?: string[];
  bar?: Bar;
  asking?: Asking;
  example?: string;
  outcome?: string;
}

/** What is set above a stage: one call, or several `calls`, each with controls of its own. `adds` is the key of a call that can be added. What is no part of a call is an argument of the bar itself. */
export interface Bar {
  prefix: string;
  name: Argument | null;
  arguments: Argument[];
  values: Setting[];
  defaults: Setting[];
  line: string;
  texts: BarTexts;
  apart?: string;
  groups?: string[][];
  each?: boolean;
  said?: string;
  refused?: Refused;
  module?: Argument;
  of?: string;
  grids?: string[];
  calls?: Call[];
  adds?: string;
}

/** One argument of the call: its `keys` in the address, an axis each, with a label each. `main` is the key that speaks for all axes. `usual` is torch's default; an argument that has none waits while it is empty. `empty` is how an empty one is shown, `follows` the argument whose value it then takes. `pattern` is what a text looks like that is finished. A `beside` one stands after the call. */
export interface Argument {
  name: string;
  kind: "number" | "flag" | "text" | "choice";
  keys: string[];
  labels: string[];
  main: string;
  help: string;
  usual: string | null;
  empty?: string;
  follows?: string;
  lowest?: number;
  highest?: number;
  step?: number;
  choices?: Choice[];
  pattern?: string;
  beside?: boolean;
}

/** One of several values: its `text` in the address, its `title` where that is another. `sets` are settings that go along with it. */
export interface Choice {
  text: string;
  title?: string;
  sets?: Setting[];
}

/** The sentences of a bar; {names} are filled in by the browser. */
export interface BarTexts {
  bar: string;
  copy: string;
  copied: string;
  code: string;
  code_hint: string;
  unread: string;
  less: string;
  more: string;
  apart: string;
  together: string;
  several: string;
  refused: string;
  add: string;
  remove: string;
  all: string;
}

/** Why there is no output: a sentence, torch's own words, the rules that are broken, what repairs it. */
export interface Refused {
  sentence: string;
  torch_message: string | null;
  rules: BrokenRule[];
  fixes: Fix[];
}

/** A rule that torch holds layers to and that is broken, with its numbers put in, and `said` in signs. */
export interface BrokenRule {
  parameter: string;
  axis: string;
  formula: string;
  numbers: string;
  why: string;
  said: string;
}

/** A layer near by that torch accepts: as a line of code, and the page's address with it. */
export interface Fix {
  code: string;
  address: string;
}

/** A call as controls: what stands before its name, the choice of the name, the arguments in order. Without a name to choose the prefix is all that is shown of it. `values` are the texts of all keys in the order of the address, `defaults` those that it leaves out. `apart` is the key that says that axes differ, `groups` the keys that then do, that for all axes first; `each` that every axis has its own key, always. `line` is the call as people write it, `said` a remark. `module` is a choice of what stands before the name, in place of the prefix. One of several calls is `of` the key that holds it in the address as a line of code, of which its own keys are parts; `grids` are the outputs that it makes. */
export interface Call {
  prefix: string;
  name: Argument | null;
  arguments: Argument[];
  values: Setting[];
  defaults: Setting[];
  line: string;
  texts: BarTexts;
  apart?: string;
  groups?: string[][];
  each?: boolean;
  said?: string;
  refused?: Refused;
  module?: Argument;
  of?: string;
  grids?: string[];
}

/** How the browser asks for itself: the route's path from the app's root, and what every address must say. `order` are the keys of an address in their order. `told` counts what Streamlit was told of the bar. Where `path` is empty no address can say what is shown, and Streamlit is asked. A stage is `taller` than its answer says by that factor; `alone` it is shown with its bar and nothing else, in a frame. */
export interface Asking {
  path: string;
  always: Setting[];
  order: string[];
  told: number;
  taller: number;
  alone?: boolean;
}

/** What is lit at no cell, at the cursor (None where there is none), and as the stage is played. Of its `outputs`, none where nothing leads to another grid, as many are played as a file has frames. */
export interface Taken {
  plain: Lit;
  lit: Lit | null;
  outputs: number;
  played: Played[];
}

/** What is lit and said at one cell, and the signs that this needs; at no cell, those of the stage. */
export interface Lit {
  cells: LitCell[];
  boxes: LitBox[];
  windows: LitWindow[];
  lines: SaidLine[];
  signs: Sign[];
}

/** A cell with its role, on the grids with the ids `on`. */
export interface LitCell {
  on: string[];
  d: number;
  r: number;
  c: number;
  role: "lit" | "winner" | "first" | "tie" | "taker" | "reader" | "target";
}

/** An outline around cells, on the grids with the ids `on`, in the slices of `depth`. */
export interface LitBox {
  on: string[];
  depth: Taps;
  top: number;
  left: number;
  bottom: number;
  right: number;
  role: "window" | "dropped" | "readers" | "reader-0" | "reader-1" | "reader-2" | "reader-3" | "reader-many";
}

/** The taps of a window, on the grids with the ids `on`. */
export interface LitWindow {
  on: string[];
  depth: Taps;
  rows: Taps;
  cols: Taps;
}

/** A line of the strip: whose it is, what is said, what is to be noted about it. */
export interface SaidLine {
  label: string;
  said: string;
  note: string;
}

/** A sign of the legend: how it looks, and the key of the text that says what it means. */
export interface Sign {
  look: string;
  key: string;
}

/** What is lit while the output with a number is played. */
export interface Played {
  output: number;
  lit: Lit;
}

/** A window on one axis: its first tap, the step from tap to tap, how many taps. */
export type Taps = [number, number, number];

/** Written numbers, nested once an axis. */
export type Table = string | Table[];

/** A mark of a cell. */
export type Mark = "" | "lost" | "kept" | "misplaced" | "unread" | "shared" | "differs" | "zeroed";

/** How each output follows from its window. */
export type Rule = PooledRule | EachRule;

/** A key of the address, and its text. */
export type Setting = [string, string];

/** How the cells of one space lie in another. */
export type Link = WindowLink | PlaceLink;
