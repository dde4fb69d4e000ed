// What a stage is sent.

/** A window on one axis: its first tap, the step from tap to tap, how many taps. */
export type Taps = [number, number, number];

/** A table of written numbers, nested once an axis. */
export type Table = string | Table[];

export interface Stage {
  title: string;
  texts: Record<string, string>;
  options: Options;
  grids: Grid[];
  links: Link[];
}

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

export interface Grid {
  id: string;
  space: string;
  title: string;
  rows: number;
  cols: number;
  caption?: string;
  depth?: number;
  texts?: string[];
  shades?: (number | null)[] | null;
  copy?: string;
  marks?: string[];
  frame?: Frame | null;
  rule?: Rule | null;
  picture?: Picture | null;
  plot?: Plot;
  field?: Field;
  note?: string;
  editable?: boolean;
  split?: number;
}

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

export interface Padding {
  padding: [number, number];
  struck: boolean;
}

export interface MaxRule {
  kind: "max";
  taps: number[] | string;
  of?: "largest" | "smallest";
  reads?: string;
  around?: string;
  frame?: Padding;
}

export interface MeanRule {
  kind: "mean";
  divisors: Divisors;
  reads?: string;
  around?: string;
  frame?: Padding;
}

export interface NormRule {
  kind: "norm";
  divisors: Divisors;
  power: string;
  root: string;
  reads?: string;
  around?: string;
  frame?: Padding;
}

export interface WeightedRule {
  kind: "weighted";
  weights: string[][];
  reads: string;
}

export interface EachRule {
  kind: "each";
  says: string[];
}

export type Rule = MaxRule | MeanRule | NormRule | WeightedRule | EachRule;

export interface Divisors {
  rows: number[];
  cols: number[];
  table: Table;
  slices?: number[];
}

export interface Picture {
  channels: number;
  pixels: string;
  numbers: PictureNumbers | null;
  blank?: boolean;
}

export interface PictureNumbers {
  data: string;
  scale: number;
}

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

export interface Field {
  size: number[];
  jump: number[];
  start: number[];
}

export interface Axis {
  taps: Taps[];
  dropped: Taps | null;
}

export interface WindowLink {
  from: string;
  to: string;
  axes: Axis[];
}

export interface PlaceLink {
  from: string;
  to: string;
  places: number[];
}

export type Link = WindowLink | PlaceLink;
