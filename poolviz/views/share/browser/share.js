// A link to take along: to copy, as a QR code, as HTML for another page.

import { putText } from "../../stage/browser/dom/clipboard.js";
import { call } from "../../classroom/browser/net/api.js";
import { codeRead, lastCode, meIn } from "../../classroom/browser/net/storage.js";
import { fill } from "../../stage/browser/dom/base.js";
import { show } from "../../stage/browser/dom/component.js";
import { el } from "../../stage/browser/dom/elements.js";

/** @import { Emit, Handle, Shared } from "./types.d.ts" */

const PINNED = /^#pin=\w{1,40}(\.\d{1,4}){3}$/; // the cell that is pinned on the stage

/** Show a link inside `root`. @type {(root: ParentNode & Node, data: Shared, emit: Emit) => Handle} */
export function mountShare(root, data, emit) {
  const outer = el("section", "pv-share");
  let told = "";
  root.append(outer);
  const draw = (/** @type {Shared} */ next) => {
    const { link, iframe, texts, pin } = next;
    const here = PINNED.test(location.hash) ? location.hash : "";
    if (here !== pin && here !== told) setTimeout(() => emit("pin", { hash: here })); // not before this is shown
    told = here; // Streamlit never reads that part of an address: it is told once
    outer.replaceChildren(...toClass(next), copied(outer, texts.link, link, texts), code(outer, next), copied(outer, texts.iframe, iframe, texts));
  };
  draw(data);
  return { update: draw, destroy: () => outer.remove() };
}

/** The button that puts the page before the class, for the teacher of one. @type {(data: Shared) => HTMLElement[]} */
function toClass({ address, texts }) {
  const me = lastCode() && meIn(lastCode());
  if (!me || me.role !== "teacher") return [];
  const block = el("div", "pv-share-block");
  const name = { code: codeRead(me.code) };
  const put = el("button", "pv-share-button", fill(texts.to_class, name), { type: "button" });
  const said = el("span", "pv-share-said", "", { role: "status" });
  put.addEventListener("click", async () => {
    const { status, body } = await call("POST", new URL(`api/class/${me.code}/show`, document.baseURI), me.secret, { address });
    said.textContent = status === 200 ? fill(texts.in_class, name) : body.error ?? texts.failed;
  });
  block.append(put, said);
  return [block];
}

/**
 * A text under its name, all of it seen, and the button that copies it.
 * @type {(outer: HTMLElement, name: string, text: string, texts: Shared["texts"]) => HTMLElement}
 */
function copied(outer, name, text, texts) {
  const block = el("div", "pv-share-block");
  const row = el("div", "pv-share-row");
  const copy = el("button", "pv-share-button", texts.copy, { type: "button", "aria-label": `${texts.copy}: ${name}` });
  const said = el("span", "pv-share-said", "", { role: "status" });
  copy.addEventListener("click", async () => {
    said.textContent = (await putText(text, outer)) ? texts.copied : texts.failed;
    setTimeout(() => said.replaceChildren(), 2500);
  });
  row.append(el("code", "pv-share-text", text, { tabindex: 0 }), copy);
  block.append(el("div", "pv-share-name", name), row, said);
  return block;
}

/** The QR code, and as large as the window in a dialog. @type {(outer: HTMLElement, data: Shared) => HTMLElement} */
function code(outer, { link, qr, texts }) {
  const block = el("div", "pv-share-qr", qr ? null : texts.no_qr);
  if (!qr) return block;
  const dialog = el("dialog", "pv-share-dialog", null, { "aria-label": texts.qr });
  const close = el("button", "pv-share-button", texts.smaller, { type: "button" });
  const large = el("button", "pv-share-button", texts.larger, { type: "button" });
  large.addEventListener("click", () => dialog.showModal());
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation()); // closes this one alone
  dialog.append(picture(qr, texts.qr), el("p", "pv-share-address", link), close);
  block.append(picture(qr, texts.qr), large, dialog);
  return block;
}

/** @type {(src: string, alt: string) => HTMLImageElement} */
const picture = (src, alt) => el("img", "pv-share-picture", null, { src, alt });

/**
 * The component of Streamlit.
 * @type {(given: {parentElement: ParentNode & Node, data: Shared, setTriggerValue: Emit}) => () => void}
 */
export default function component(given) {
  return show(mountShare, given);
}
