// What the modules of a class hand each other, and what the server says.

import type { Handle as StageHandle } from "../../stage/browser/types.d.ts";
import type { Meaning, Stage as Sent } from "../../stage/wire/stage.d.ts";

export type { Sent, StageHandle };

/** What the page begins with, by classroom.py. */
export interface Data {
  lang: string;
  build: string;
  code: string;
  /** Where others reach the server, "" where nobody does. */
  address: string;
  said: string;
  stage: { script: string; style: string };
  texts: Record<string, string>;
  /** What the terms mean that questions have, the longest first. */
  terms: Meaning[];
  staged: string[];
  pages: [string, string][];
  subjects: [string, [string, string][]][];
}

/** Who this browser is in a class. */
export interface Me {
  code: string;
  role: "teacher" | "student";
  secret: string;
}

export interface Asked {
  topic: string;
  seed: number;
  level: number;
}

export type Step = Asked | { address: string };

/** One round of a question, by answer and by mistake. */
export interface Round {
  round: number;
  answers: { answer: string; count: number; right: boolean; mistake: string | null }[];
  others: number;
  right: number;
  mistakes: Record<string, number>;
}

export interface State {
  number: number;
  show?: { address: string };
  question?: Asked & { round: number };
  open: boolean;
  revealed: boolean;
  students: number;
  answers: number;
  histogram?: Round[];
  /** Told the teacher alone while a question stands: whether the projector shows how the class answers. */
  wall?: boolean;
  /** Told the teacher alone where there is a plan, and how many of its steps have been before the class. */
  plan?: Step[];
  step?: number;
}

/** A question as it is told to those who answer. */
export interface Given {
  title: string;
  kind: "number" | "size" | "cells" | "matrix" | "choice" | "code";
  text: string;
  choices: string[];
  stage?: Sent;
}

/** The answer, why it is right, and what the mistakes are. */
export interface Reason {
  because: string;
  mistakes: Record<string, string>;
  stage?: Sent;
  at?: { grid: string; r: number; c: number };
}

export interface Reply {
  /** An HTTP status, 0 where the server was not reached. */
  status: number;
  body: any;
}

/** What is heard of a class. */
export type News = { kind: "state"; state: State } | { kind: "ended" | "wrong" | "away" };

/** The page of a class: its element, what it began with, and how what is shown now is stopped. */
export interface App {
  outer: HTMLElement;
  data: Data;
  stop: () => void;
}

/** Somebody's view of a class: it takes each new state. */
export interface View {
  show(state: State): void;
  stop(): void;
}
