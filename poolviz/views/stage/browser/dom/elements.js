// Elements.

import { textOf } from "./base.js";

/** @type {Record<string, string>} */
const SYMBOLS = { lost: "✕", kept: "✓", misplaced: "⇢", unread: "∅", shared: "◆", differs: "≠", zeroed: "✕" };
/** @type {Record<string, string>} */
const ANSWER_SYMBOLS = { covered: "", guess: "✎", chosen: "●", right: "✓", wrong: "✕", unclear: "!" };

/** The sign of a mark on a cell: one that Python sets, or that of an answer. @type {(mark: string) => string} */
export const symbolOf = (mark) => SYMBOLS[mark] ?? ANSWER_SYMBOLS[mark] ?? "•";

/**
 * An element with a class, a text and attributes.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string | null} [className]
 * @param {string | null} [text]
 * @param {Record<string, unknown>} [attributes]
 */
export function el(tag, className, text, attributes = {}) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined && text !== null) node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  return node;
}

/** The element that an event is about. @type {(event: Event) => HTMLElement | null} */
export const targetOf = ({ target }) => (target instanceof HTMLElement ? target : null);

/**
 * Give every element in `root` that has a `data-label` or a `data-word` the text of that key, as name or as content.
 * @type {(root: Element, texts: object) => void}
 */
export function reword(root, texts) {
  for (const node of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-label], [data-word]"))) {
    const { label, word } = node.dataset;
    if (word) node.textContent = textOf(texts, word);
    if (!label) continue;
    node.setAttribute("aria-label", textOf(texts, label));
    if (node.matches("button, select")) node.title = textOf(texts, label);
  }
}

/** What has the focus around a node: in its shadow root or in the page. @type {(node: Node) => Element | null} */
export const activeIn = (node) => /** @type {ShadowRoot | Document} */ (node.getRootNode()).activeElement;

/** The first child of a cell, which holds its value as text. @type {(cell: HTMLElement) => Text} */
export const valueOf = (cell) => /** @type {Text} */ (cell.firstChild);

/** Make `nodes` the children of `parent`; those that are there already stay untouched. @type {(parent: Element, nodes: Element[]) => void} */
export function arrange(parent, nodes) {
  for (const child of [...parent.children]) if (!nodes.includes(child)) child.remove();
  nodes.forEach((node, i) => {
    if (parent.children[i] !== node) parent.insertBefore(node, parent.children[i] || null);
  });
}
