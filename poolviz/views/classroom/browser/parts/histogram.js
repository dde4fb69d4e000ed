// How a class answered: by answer and by mistake, each round of a question beside the one before.

import { el } from "../../../stage/browser/dom/elements.js";
import { numbered } from "./answer.js";
import { block, heading, prose, says } from "./pieces.js";

/** @import { App, Given, Reason, Round } from "../types.d.ts" */

/** What an answer is called: of a choice its text. @type {(app: App, given: Given, answer: string) => string} */
const named = (app, { kind, choices }, answer) => (kind === "choice" ? numbered(choices[Number(answer)], Number(answer)) : answer) || says(app, "empty");

/**
 * The bars of every round; what is right is said only where `told`.
 * @type {(app: App, rounds: Round[], given: Given, reason: Reason | null, told: boolean) => HTMLElement}
 */
export function histogram(app, rounds, given, reason, told) {
  const node = el("div", "pv-class-rounds");
  node.style.setProperty("--rounds", String(Math.min(rounds.length, 3)));
  node.append(...rounds.slice(-3).map((round) => {
    const part = block("round", heading(3, says(app, "round", { n: round.round })), byAnswer(app, round, given, told));
    if (told && Object.keys(round.mistakes).length) part.append(byMistake(app, round, reason));
    return part;
  }));
  return node;
}

/** @type {(app: App, round: Round, given: Given, told: boolean) => HTMLElement} */
function byAnswer(app, { answers, others }, given, told) {
  const all = answers.reduce((sum, { count }) => sum + count, others);
  const rows = answers.map(({ answer, count, right }) => bar(app, named(app, given, answer), count, all, told && right));
  if (others) rows.push(bar(app, says(app, "others"), others, all, false));
  return rows.length ? table(says(app, "by_answer"), rows) : el("p", "pv-class-quiet", says(app, "no_answers"));
}

/** @type {(app: App, round: Round, reason: Reason | null) => HTMLElement} */
function byMistake(app, { mistakes, right }, reason) {
  const all = Object.values(mistakes).reduce((sum, count) => sum + count, right);
  const rows = Object.entries(mistakes).map(([name, count]) => bar(app, reason?.mistakes[name] ?? (name || says(app, "unknown")), count, all, false));
  return table(says(app, "by_mistake"), rows);
}

/** @type {(caption: string, rows: HTMLElement[]) => HTMLElement} */
function table(caption, rows) {
  const node = el("table", "pv-class-table");
  const body = el("tbody");
  body.append(...rows);
  node.append(el("caption", null, caption), body);
  return node;
}

/** @type {(app: App, name: string, count: number, all: number, right: boolean) => HTMLElement} */
function bar(app, name, count, all, right) {
  const row = el("tr", right ? "is-right" : null);
  const head = el("th", null, null, { scope: "row" });
  head.append(prose(name, "span"));
  if (right) head.append(el("span", "pv-class-right", ` ✓ ${says(app, "right")}`));
  const cell = el("td");
  const drawn = el("span", "pv-class-bar", null, { "aria-hidden": "true" });
  drawn.style.setProperty("--share", String(all ? count / all : 0));
  cell.append(drawn, says(app, "share", { n: count, percent: all ? Math.round((100 * count) / all) : 0 }));
  row.append(head, cell);
  return row;
}
