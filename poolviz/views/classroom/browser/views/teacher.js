// The teacher's view: who is here, what comes next, and how the class answers.

import { el } from "../../../stage/browser/dom/elements.js";
import { act } from "../net/api.js";
import { codeRead, forget } from "../net/storage.js";
import { asking } from "../parts/asking.js";
import { invitation, joinAddress, teacherLink } from "../parts/invitation.js";
import { acted, nowBlock } from "../parts/now.js";
import { block, heading, press, prose, says, whisper } from "../parts/pieces.js";
import { planBlock } from "../parts/plan.js";
import { putText } from "../../../stage/browser/dom/clipboard.js";

/** @import { App, Me, Step, View } from "../types.d.ts" */

/** @type {(app: App, me: Me, leave: (said: string) => void) => View} */
export function teacherView(app, me, leave) {
  const said = whisper();
  const count = el("strong", "pv-class-count", says(app, "here", { n: 0 }), { role: "status" });
  let stands = false; // a question is before the class, which sees no page before its answer is shown
  const put = async (/** @type {Step} */ step) => {
    await acted(app, me, said, "/show", step);
    if (said.textContent) return;
    if (!("address" in step)) stands = true; // the class hears of it a moment later
    else if (stands) said.textContent = says(app, "question_stands");
  };
  const plan = planBlock(app, me, put, (sent) => acted(app, me, said, "/plan", sent));
  const now = nowBlock(app, me, said, plan.row);
  const top = block("head", heading(2, says(app, "teacher_title", { code: codeRead(me.code) })), count, invitation(app, me), doings(app, me, said, leave));
  const columns = el("div", "pv-class-columns");
  const left = el("div", "pv-class-column");
  const right = el("div", "pv-class-column pv-class-held");
  left.append(asking(app, put, plan.add), plan.node);
  right.append(said, now.node);
  columns.append(right, left);
  app.outer.replaceChildren(top, columns);
  return {
    show(state) {
      stands = Boolean(state.question) && !state.revealed;
      count.textContent = says(app, "here", { n: state.students });
      now.show(state);
      plan.show(state);
    },
    stop() {},
  };
}

/** @type {(app: App, me: Me, said: HTMLElement, leave: (said: string) => void) => HTMLElement} */
function doings(app, me, said, leave) {
  const row = el("div", "pv-class-row");
  const projector = press(says(app, "projector"), () => window.open(new URL(`join?code=${me.code}&view=projector&lang=${app.data.lang}`, document.baseURI), "_blank"), true);
  const link = press(says(app, "own_link"), async () => {
    if (!joinAddress(app)) said.replaceChildren(...prose(app.data.said).childNodes);
    else said.textContent = says(app, (await putText(teacherLink(app, me), app.outer)) ? "copied" : "copy_failed");
  });
  link.title = says(app, "own_hint");
  row.append(projector, link, press(says(app, "csv"), () => download(app, me, said)), ending(app, me, leave));
  return row;
}

/** @type {(app: App, me: Me, said: HTMLElement) => Promise<void>} */
async function download(app, me, said) {
  const { status, body } = await act(app, me, "GET", "/results.csv");
  if (status !== 200) {
    said.textContent = says(app, "unreached");
    return;
  }
  const link = el("a", null, null, { download: `class-${me.code}.csv` });
  link.href = URL.createObjectURL(new Blob([`\uFEFF${body.replace(/^\uFEFF/, "")}`], { type: "text/csv" }));
  link.click();
  URL.revokeObjectURL(link.href);
}

/** The button that ends the class, and asks once more. @type {(app: App, me: Me, leave: (said: string) => void) => HTMLElement} */
function ending(app, me, leave) {
  const node = el("span", "pv-class-row");
  const first = press(says(app, "end"), () => {
    const no = press(says(app, "no"), () => node.replaceChildren(first));
    const yes = press(says(app, "end_yes"), async () => {
      const { status } = await act(app, me, "DELETE", "");
      if (status !== 204 && status !== 404) return;
      forget(me.code);
      leave(says(app, "ended"));
    });
    node.replaceChildren(el("span", null, says(app, "end_sure")), yes, no);
    no.focus();
  });
  node.append(first);
  return node;
}
