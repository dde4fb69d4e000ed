// What the gallery is sent, and what it keeps.

/** Pictures of one size: red, green and blue of each in base64. */
export interface GalleryGrid {
  id: string;
  title: string;
  shape: string;
  each: string;
  rows: number;
  cols: number;
  pixels: string;
}

export interface Sent {
  grids: GalleryGrid[];
  first: number;
  names: string[];
  columns: number;
  places: number;
  texts: { grid: string; picture: string; change: string; hint: string };
  options: { height: number; to_scale: boolean; large?: boolean };
}

/** Says that somebody opened a picture. */
export type Emit = (name: "pick", value: object) => void;

/** One grid in the page. */
export interface GalleryView {
  grid: GalleryGrid;
  figure: HTMLElement;
  title: HTMLElement;
  shape: HTMLElement;
  plane: HTMLElement;
  canvas: HTMLCanvasElement;
  cells: HTMLElement;
  buttons: HTMLButtonElement[];
  tiles: HTMLCanvasElement[] | null;
}

/** A gallery in the page: its elements, its data, which picture is marked. */
export interface Gallery {
  emit: Emit;
  data: Sent;
  at: number;
  pointed: boolean;
  views: GalleryView[];
  root: HTMLElement;
  grids: HTMLElement;
  line: HTMLElement;
  live: HTMLElement;
  width?: number;
  speaking?: ReturnType<typeof setTimeout>;
}
