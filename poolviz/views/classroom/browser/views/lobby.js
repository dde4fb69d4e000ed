// Before a class: open one, or join one by its code.

import { el } from "../../../stage/browser/dom/elements.js";
import { call, classUrl } from "../net/api.js";
import { codeOf, codeRead, heedOpened, keep, keptOf, lastCode, meIn } from "../net/storage.js";
import { alone, block, field, heading, press, prose, refusalOf, says, submit, whisper } from "../parts/pieces.js";

/** @import { App, Me } from "../types.d.ts" */

const CODE_LETTERS = 7; // of a code
const NAME_FIELD = { name: "name", autocomplete: "off", maxlength: 40 };

/**
 * Ask who comes; `enter` is called with who it is. A `code` comes from a link. Gives the way to stop.
 * @type {(app: App, code: string, said: string, enter: (me: Me) => void) => () => void}
 */
export function lobby(app, code, said, enter) {
  const node = el("div", "pv-class-lobby");
  const note = whisper();
  note.textContent = said;
  const again = el("div", "pv-class-again");
  const offer = () => again.replaceChildren(...(code ? [] : backIn(app, enter)));
  offer();
  node.append(joinBlock(app, code, again, enter), ...(code ? [] : [openBlock(app, enter)]));
  app.outer.replaceChildren(note, node);
  return heedOpened(offer);
}

/** The way back into the class that this browser was in last. @type {(app: App, enter: (me: Me) => void) => HTMLElement[]} */
function backIn(app, enter) {
  const last = lastCode();
  return last ? [press(says(app, "back_in", { code: codeRead(last) }), () => enter(/** @type {Me} */ (meIn(last))))] : [];
}

/** @type {(app: App, code: string, again: HTMLElement, enter: (me: Me) => void) => HTMLElement} */
function joinBlock(app, code, again, enter) {
  const form = el("form", "pv-class-form");
  const typed = el("input", "pv-class-input pv-class-code-input", null, { name: "code", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", required: "", maxlength: 20 });
  const name = el("input", "pv-class-input", null, NAME_FIELD);
  const said = whisper();
  typed.value = codeRead(code);
  form.append(field(says(app, "code"), typed), field(says(app, "name"), name), submit(says(app, "join_button")), said);
  const send = alone(async () => {
    if (codeOf(typed.value).length !== CODE_LETTERS) {
      said.textContent = says(app, "code_rule", { n: CODE_LETTERS });
      return typed.focus();
    }
    said.textContent = "…";
    const found = await join(app, codeOf(typed.value), name.value.trim());
    if (typeof found === "string") said.textContent = found;
    else enter(found);
    return undefined;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  return block("join", heading(2, says(app, "join")), again, form);
}

/** Join as the student that this browser is already, or as a new one; a text says why not. @type {(app: App, code: string, name: string) => Promise<Me | string>} */
async function join(app, code, name) {
  const { student = "" } = keptOf(code);
  const reply = await call("POST", classUrl(app, `/${code}/join`), student, name ? { name } : {});
  if (reply.status !== 200 && reply.status !== 201) return refusalOf(app, reply);
  keep(code, { student: reply.body.student });
  return { code, role: "student", secret: reply.body.student };
}

/** @type {(app: App, enter: (me: Me) => void) => HTMLElement} */
function openBlock(app, enter) {
  const said = whisper();
  return block("open", heading(2, says(app, "open")), prose(says(app, "open_hint")), press(says(app, "open"), () => openNew(app, said, enter)), said);
}

/** Open a class and enter it as its teacher, or say why there is none. @type {(app: App, said: HTMLElement, enter: (me: Me) => void) => Promise<void>} */
export async function openNew(app, said, enter) {
  const reply = await call("POST", classUrl(app, ""), "", {});
  if (reply.status !== 201) {
    said.textContent = refusalOf(app, reply);
    return;
  }
  const { code, teacher } = reply.body;
  keep(code, { teacher, at: Date.now() });
  enter({ code, role: "teacher", secret: teacher });
}
