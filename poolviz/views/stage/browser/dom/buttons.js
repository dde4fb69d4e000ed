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
  present: "M3 4h18v12H3zm2 2v8h14V6zM11 17h2v2h4v2H7v-2h4z",
  spot: "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM11 1h2v4h-2zM11 19h2v4h-2zM1 11h4v2H1zM19 11h4v2h-4z",
  blank: "M3 4h18v14H3zM8 20h8v2H8z",
  leave: "M9 3v6H3V7h4V3zM15 3h2v4h4v2h-6zM3 15h6v6H7v-4H3zM15 15h6v2h-4v4h-2z",
  hide: "M12 5C6.5 5 2.6 9.6 1.5 12c1.1 2.4 5 7 10.5 7s9.4-4.6 10.5-7C21.400 9.600 17.500 5 12 5zm0 11.500A4.500 4.500 0 1 1 12 7.500a4.500 4.500 0 0 1 0 9zm0-2a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
  reveal: "M3.400 2 2 3.400l3.700 3.700C3.600 8.600 2.100 10.700 1.500 12c1.100 2.400 5 7 10.500 7 1.900 0 3.600-.5 5.100-1.300L20.600 21.200 22 19.800zM12 16.500A4.500 4.500 0 0 1 7.900 10.200l1.600 1.600a2.500 2.500 0 0 0 2.700 2.700l1.600 1.600c-.6.2-1.200.4-1.800.4zm0-11.500c-1.200 0-2.300.2-3.300.6l2.100 2.100a4.500 4.500 0 0 1 5.500 5.500l2.700 2.700c1.700-1.300 2.900-3 3.500-3.900C21.400 9.600 17.500 5 12 5z",
  predict: "M4 16.700V20h3.300L17.600 9.700l-3.300-3.300zM20.200 7.100c.4-.4.4-1 0-1.400l-1.900-1.900a1 1 0 0 0-1.400 0l-1.500 1.500 3.300 3.300z",
  code: "M9 7 4 12l5 5 1.4-1.4L6.8 12l3.6-3.6zm6 0-1.4 1.4 3.6 3.6-3.6 3.6L15 17l5-5z",
  add: "M11 4h2v7h7v2h-7v7h-2v-7H4v-2h7z",
  remove: "M6.4 5 12 10.600 17.600 5 19 6.400 13.400 12 19 17.600 17.600 19 12 13.400 6.400 19 5 17.600 10.600 12 5 6.400z",
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

/**
 * A button that is named by the text of a key, where it has one.
 * @type {(name: keyof typeof ICONS, key: string, onclick: () => void) => HTMLButtonElement}
 */
export function button(name, key, onclick) {
  const node = el("button", `pv-button pv-button-${name}`, null, { type: "button", ...(key && { "data-label": key }) });
  node.append(icon(name));
  node.addEventListener("click", onclick);
  return node;
}

/** @type {(node: HTMLElement, name: keyof typeof ICONS, label?: string) => void} */
export function relabel(node, name, label = "") {
  if (node.title === label && node.dataset.icon === name) return;
  node.dataset.icon = name;
  node.replaceChildren(icon(name));
  node.setAttribute("aria-label", label);
  node.title = label;
}
