// What the modules of a plot's pictures hand each other; Python's half is pictures.py.

export interface Pictures {
  figure: string;
  width: number;
  height: number;
  name: string;
  script: string;
  texts: Record<"png" | "svg" | "failed", string>;
}

export interface PlotFile {
  format: "png" | "svg";
  width: number;
  height: number;
  scale: number;
}

export interface Handle {
  update(data: Pictures): void;
  destroy(): void;
}

declare global {
  interface Window {
    Plotly: { toImage(figure: { data: unknown; layout: object }, file: PlotFile): Promise<string> };
  }
}
