// A plot as a picture: plotly itself draws it, as it is on the page. Its script is loaded when it is asked for.

import { show } from "../../stage/browser/dom/component.js";
import { el } from "../../stage/browser/dom/elements.js";

/** @import { Handle, PlotFile, Pictures } from "./types.d.ts" */

const SHARPNESS = 2; // dots of a PNG a px

/** Show a button for each kind of picture inside `root`. @type {(root: ParentNode & Node, data: Pictures) => Handle} */
export function mount(root, data) {
  const stage = { data, root: el("div", "pp"), said: el("p", "pp-said", "", { role: "status" }) };
  const buttons = /** @type {PlotFile["format"][]} */ (["png", "svg"]).map((format) => {
    const button = el("button", "pp-button", data.texts[format], { type: "button" });
    button.addEventListener("click", () => save(stage, format));
    return button;
  });
  stage.root.append(...buttons, stage.said);
  root.append(stage.root);
  return {
    update: (next) => {
      stage.data = next;
    },
    destroy: () => stage.root.remove(),
  };
}

/** @type {(stage: {data: Pictures, root: HTMLElement, said: HTMLElement}, format: PlotFile["format"]) => Promise<void>} */
async function save({ data, root, said }, format) {
  said.textContent = "";
  try {
    const { width, height, name } = data;
    const url = await drawn(data, { format, width, height, scale: format === "png" ? SHARPNESS : 1 }, getComputedStyle(root).backgroundColor);
    el("a", null, null, { href: url, download: `${name}.${format}` }).click();
  } catch {
    said.textContent = data.texts.failed;
  }
}

/** The figure on the ground that the page has, as a data URL. @type {(data: Pictures, file: PlotFile, ground: string) => Promise<string>} */
async function drawn({ figure, script }, file, ground) {
  await import(String(new URL(script, document.baseURI)));
  const { data, layout } = JSON.parse(figure);
  return window.Plotly.toImage({ data, layout: { ...layout, paper_bgcolor: ground } }, file);
}

/**
 * The component of Streamlit: called at first and again on every change, with one parentElement.
 * @type {(given: {parentElement: ParentNode & Node, data: Pictures, setTriggerValue: (name: string, value: object) => void}) => () => void}
 */
export default function component(given) {
  return show(mount, given);
}
