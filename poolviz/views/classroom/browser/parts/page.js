// A page that the teacher shows.

import { el } from "../../../stage/browser/dom/elements.js";
import { answerOf, at, pageOf } from "../net/api.js";
import { press, prose, refusalOf, says } from "./pieces.js";
import { stageIn } from "./stages.js";

/** @import { App } from "../types.d.ts" */

/** The page itself in a frame, with `more` said in its address. @type {(app: App, address: string, title: string, more?: Record<string, string>) => HTMLElement} */
function framed(app, address, title, more = {}) {
  const url = at(address);
  for (const [name, text] of Object.entries({ embed: "true", lang: app.data.lang, ...more })) url.searchParams.set(name, text);
  return el("iframe", "pv-class-frame", null, { src: url.href, title });
}

/**
 * The page itself, for who wants to change something, and the one button that leads back.
 * @type {(app: App, address: string, box: HTMLElement, own: HTMLElement) => void}
 */
function wander(app, address, box, own) {
  const frame = framed(app, address, says(app, "try"));
  const node = /** @type {HTMLElement} */ (box.parentElement);
  const back = press(says(app, "back"), () => node.replaceWith(shownPage(app, address)), true);
  node.replaceChildren(back, frame, own);
  back.focus();
}

/** The stage of an address, the lines below it, and the way to a page of one's own. @type {(app: App, address: string, options?: object) => HTMLElement} */
export function shownPage(app, address, options = {}) {
  const node = el("div", "pv-class-shown");
  const box = el("div", "pv-class-stage");
  const page = pageOf(address);
  const title = app.data.pages.find(([key]) => key === page)?.[1] ?? page;
  const own = el("a", "pv-class-link", says(app, "own_page"), { href: at(address).href, target: "_blank", rel: "noopener" });
  const wall = "wall" in options;
  node.append(box);
  if (!app.data.staged.includes(page)) {
    if (wall) box.replaceWith(framed(app, address, title, { large: "true" }));
    else {
      box.append(prose(says(app, "unstaged", { page: title })));
      node.append(own);
    }
    return node;
  }
  answerOf(app, address).then(async ({ status, body }) => {
    if (status !== 200) {
      const reason = body?.refused?.sentence ?? body?.heavy?.sentence ?? body?.unreadable?.[0]?.rule ?? refusalOf(app, { status, body });
      box.append(prose(says(app, "refused", { reason })));
      if (!wall) node.append(own);
      return;
    }
    const stage = await stageIn(app, box, body, options);
    if (!wall) node.append(press(says(app, "try"), () => wander(app, address, box, own)));
    node.append(...body.lines.map((/** @type {string} */ line) => prose(line)), ...(wall ? [] : [own]));
    stage.fit();
  });
  return node;
}
