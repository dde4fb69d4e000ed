// What a key does while a stage is presented: a clicker sends those of slides.

/** @type {Record<string, string>} */
const EVERYWHERE = { PageDown: "next", PageUp: "previous", Escape: "leave" };
/** @type {Record<string, string>} */
const IN_LESSON = { PageDown: "next_step", PageUp: "previous_step" };
/** @type {Record<string, string>} */
const LETTERS = { f: "leave", b: "blank", ".": "blank", s: "spot" };
/** @type {Record<string, string>} */
const SLIDES = { ArrowRight: "next", ArrowDown: "next", " ": "next", ArrowLeft: "previous", ArrowUp: "previous", Home: "first" };

/**
 * The name of what a key does, or undefined. `place` says what has the focus: a text that is typed into keeps its keys,
 * a cell and a button keep those that they answer to. In a lesson PageUp and PageDown turn its steps; arrows and Space go
 * from window to window everywhere.
 * @type {(key: {key: string, ctrlKey?: boolean, altKey?: boolean, metaKey?: boolean}, place: "text" | "cell" | "button" | "", lesson?: boolean) => string | undefined}
 */
export function meaningOf({ key, ctrlKey, altKey, metaKey }, place, lesson = false) {
  if (ctrlKey || altKey || metaKey || place === "text") return undefined;
  const letter = (lesson && IN_LESSON[key]) || EVERYWHERE[key] || LETTERS[key.toLowerCase()];
  if (letter) return letter;
  if (place === "cell" || (place === "button" && key === " ")) return undefined;
  return SLIDES[key];
}

/** What an element that has the focus does with keys. @type {(target: Element | null) => "text" | "cell" | "button" | ""} */
export function placeOf(target) {
  if (!target) return "";
  if (target.closest("input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=textbox], [role=spinbutton]")) return "text";
  if (target.closest(".pv-cells")) return "cell";
  return target.closest("button, a[href], input, [role=switch]") ? "button" : "";
}
