// How students come in: the address, the code, and both as a QR code.

import { el } from "../../../stage/browser/dom/elements.js";
import { at } from "../net/api.js";
import { codeRead } from "../net/storage.js";
import { press, prose, says } from "./pieces.js";

/** @import { App, Me } from "../types.d.ts" */

const HERE = /^(localhost|.*\.localhost|127\..*|\[::1\]|0\.0\.0\.0)$/;

/**
 * The address under which others reach the page of classes: the one that was called, else the network's; "" where nobody does.
 * @type {(app: App) => string}
 */
export function joinAddress({ data }) {
  const here = at("join");
  if (!HERE.test(here.hostname)) return `${here.origin}${here.pathname}`;
  return data.address && `${data.address}/join`;
}

/** @type {(app: App, me: Me) => string} */
export const joinLink = (app, { code }) => `${joinAddress(app)}?code=${code}`;

/** The teacher's own link; its secret stands behind #, which no server is sent. @type {(app: App, me: Me) => string} */
export const teacherLink = (app, me) => `${joinLink(app, me)}#teacher=${me.secret}`;

/** Address, code and QR code; a press makes it as large as the window. Where nobody reaches the server it says what is missing. @type {(app: App, me: Me) => HTMLElement} */
export function invitation(app, me) {
  const node = el("div", "pv-class-invitation");
  if (!joinAddress(app)) {
    const missing = prose(app.data.said);
    missing.classList.add("pv-class-missing");
    node.append(el("strong", "pv-class-code", codeRead(me.code)), missing);
    return node;
  }
  const dialog = el("dialog", "pv-class-dialog", null, { "aria-label": says(app, "qr", { code: codeRead(me.code) }) });
  const words = () => [el("span", null, says(app, "join_at")), el("code", "pv-class-address", joinAddress(app).replace(/^https?:\/\//, "")), el("span", null, says(app, "with_code")), el("strong", "pv-class-code", codeRead(me.code))];
  const text = el("p", "pv-class-words");
  const large = el("p", "pv-class-words");
  text.append(...words());
  large.append(...words());
  const picture = qrOf(app, me);
  const open = el("button", "pv-class-qr", null, { type: "button", "aria-label": says(app, "qr_large"), title: says(app, "qr_large") });
  open.append(picture);
  open.addEventListener("click", () => dialog.showModal());
  dialog.append(qrOf(app, me), large, press("✕", () => dialog.close()));
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  node.append(open, text, dialog);
  if (app.data.said && HERE.test(location.hostname)) node.append(prose(app.data.said));
  return node;
}

/** @type {(app: App, me: Me) => HTMLImageElement} */
function qrOf(app, me) {
  const picture = el("img", null, null, { alt: says(app, "qr", { code: codeRead(me.code) }), width: 120, height: 120 });
  const url = at("api/qr");
  url.searchParams.set("link", joinLink(app, me));
  fetch(url).then((reply) => reply.text()).then((src) => {
    if (src.startsWith("data:")) picture.src = src;
  }, () => {});
  return picture;
}
