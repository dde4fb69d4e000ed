// The projector after its class: that it is over, and the way to another one.

import { el } from "../../../stage/browser/dom/elements.js";
import { at } from "../net/api.js";
import { heedOpened } from "../net/storage.js";
import { heading, press, says, whisper } from "../parts/pieces.js";
import { openNew } from "./lobby.js";

/** @import { App, Me } from "../types.d.ts" */

/**
 * Say that the class is over; `enter` is called with who teaches the next one, wherever this browser opens it. Gives the way
 * to stop.
 * @type {(app: App, enter: (me: Me) => void) => () => void}
 */
export function endedWall(app, enter) {
  const node = el("div", "pv-class-wall is-over");
  const row = el("div", "pv-class-row");
  const said = whisper();
  const open = press(says(app, "open"), () => openNew(app, said, enter), true);
  row.append(open, el("a", "pv-class-link", says(app, "leave"), { href: at("./").href }));
  node.append(heading(2, says(app, "ended")), row, said);
  app.outer.replaceChildren(node);
  open.focus();
  return heedOpened(enter);
}
