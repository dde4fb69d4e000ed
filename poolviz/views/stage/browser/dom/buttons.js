// Buttons with an icon.

import { el } from "./elements.js";

const ICONS = {
  first: "M5 5h2.5v14H5zM20 5v14L9 12z",
  previous: "M17 5v14L6 12z",
  play: "M7 4v16l13-8z",
  pause: "M6 5h4v14H6zM14 5h4v14h-4z",
  next: "M4 5v14l11-7zM16.5 5H19v14h-2.5z",
  pin: "M8 3h8v2l-1 1v5l3 3v2h-5v5l-1 1-1-1v-5H6v-2l3-3V6L8 5z",
  copy: "M8 3h11v13h-3v-2h1V5h-7v1H8zM5 8h9v13H5zm2 2v9h5v-9z",
  take: "M11 3h2v8.6l3.3-3.3 1.4 1.4L12 15.4 6.3 9.7l1.4-1.4 3.3 3.3zM4.5 18.5h15v2.2h-15z",
  done: "M9.5 18.5 3.5 12.5l2-2 4 4 9-9 2 2z",
};

/** @type {(name: keyof typeof ICONS) => SVGElement} */
function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true" })) svg.setAttribute(key, value);
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** @type {(name: keyof typeof ICONS, label: string | undefined, onclick: () => void) => HTMLButtonElement} */
export function button(name, label, onclick) {
  const node = el("button", `pv-button pv-button-${name}`, null, { type: "button", "aria-label": label, title: label });
  node.append(icon(name));
  node.addEventListener("click", onclick);
  return node;
}

/** @type {(node: HTMLElement, name: keyof typeof ICONS, label?: string) => void} */
export function relabel(node, name, label = "") {
  node.replaceChildren(icon(name));
  node.setAttribute("aria-label", label);
  node.title = label;
}
