// What a stage is sent. Made of the dataclasses beside it by tests/views/stage/wire/write.py.

/** Grids from left to right, how their spaces are linked, and the texts by their keys. */
export interface Stage {
  title: string;
  texts: Texts;
  options: Options;
  grids: Grid[];
  links: Link[];
}

/** How a stage is shown: `height` in CSS pixels kept for the grids; `columns` of them in a row, else all. `main` is the id of the grid that is played. `fields` are the maps of a network. `take` shows the button that takes the stage away. */
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

/** The cells drawn around an input, on each side; `padding` of them are padding, those beyond overhang. `symbol` stands in the padding; it is struck where an average does not count it. `deep` is the padding in depth. */
export interface Frame {
  top: number;
  bottom: number;
  left: number;
  right: number;
  padding: [number, number];
  symbol: string;
  struck: boolean;
  front?: number;
  back?: number;
  deep?: number;
}

/** A maximum: the number of the tap that won each window, -1 where none is inside. Of a picture the numbers are 16 bits each in base64, one a channel. `of` is which absolute value wins. */
export interface MaxRule {
  reads?: string;
  around?: string;
  frame?: Padding;
  kind: "max";
  taps: number[] | string;
  of?: "" | "largest" | "smallest";
}

/** The padding of one layer: cells on either side, of rows and of columns; struck where not counted. */
export interface Padding {
  padding: [number, number];
  struck: boolean;
}

/** An average, by what it divides. */
export interface MeanRule {
  reads?: string;
  around?: string;
  frame?: Padding;
  kind: "mean";
  divisors: Divisors;
}

/** The class of each output on every axis, and what is written for each combination of classes. */
export interface Divisors {
  rows: number[];
  cols: number[];
  table: Table;
  slices?: number[];
}

/** A norm: how its power and root are written; its divisors are the factors of the sums. */
export interface NormRule {
  reads?: string;
  around?: string;
  frame?: Padding;
  kind: "norm";
  divisors: Divisors;
  power: string;
  root: string;
}

/** A convolution along the columns: for each output the weights of the cells inside its window. */
export interface WeightedRule {
  reads?: string;
  around?: string;
  frame?: Padding;
  kind: "weighted";
  weights: string[][];
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

/** A window on one axis: its first tap, the step from tap to tap, how many taps. */
export type Taps = [number, number, number];

/** Written numbers, nested once an axis. */
export type Table = string | Table[];

/** A mark of a cell. */
export type Mark = "" | "lost" | "kept" | "misplaced" | "unread" | "shared" | "differs" | "zeroed";

/** How each output follows from its window. */
export type Rule = MaxRule | MeanRule | NormRule | WeightedRule | EachRule;

/** How the cells of one space lie in another. */
export type Link = WindowLink | PlaceLink;

/** Every sentence of the stage by its key; {names} are filled in by the browser. */
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
