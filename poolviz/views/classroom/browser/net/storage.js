// What a browser keeps of its classes: secrets, for a day, and what was answered. Every tab of it is the same person.

/** @import { Me } from "../types.d.ts" */

const PREFIX = "poolviz.class.";
const LAST = `${PREFIX}last`;
const DAY = 24 * 3600 * 1000;

/** @typedef {{teacher?: string, student?: string, at: number, answers?: Record<number, string>}} Kept */

/** @type {(code: string) => Kept} */
export function keptOf(code) {
  try {
    const found = JSON.parse(localStorage.getItem(PREFIX + code) ?? "null");
    return found && Date.now() - found.at < DAY ? found : { at: Date.now() };
  } catch {
    return { at: Date.now() };
  }
}

/** Keep more of a class. @type {(code: string, more: Partial<Kept>) => void} */
export function keep(code, more) {
  try {
    localStorage.setItem(PREFIX + code, JSON.stringify({ ...keptOf(code), ...more }));
    localStorage.setItem(LAST, code);
  } catch {
    // A browser that keeps nothing is a student of this tab alone.
  }
}

/** Hear that another tab has answered the round `number()` otherwise, until the returned function is called. @type {(code: string, number: () => number, changed: () => void) => () => void} */
export function heed(code, number, changed) {
  const answerIn = (/** @type {string | null} */ kept) => JSON.parse(kept ?? "{}").answers?.[number()];
  const onStorage = (/** @type {StorageEvent} */ { key, oldValue, newValue }) => {
    if (key === PREFIX + code && newValue && answerIn(oldValue) !== answerIn(newValue)) changed();
  };
  addEventListener("storage", onStorage);
  return () => removeEventListener("storage", onStorage);
}

/** Hear that another tab teaches a class, until the returned function is called. @type {(taught: (me: Me) => void) => () => void} */
export function heedOpened(taught) {
  const onStorage = (/** @type {StorageEvent} */ { key, newValue }) => {
    const me = key === LAST && newValue ? meIn(newValue) : null;
    if (me?.role === "teacher") taught(me);
  };
  addEventListener("storage", onStorage);
  return () => removeEventListener("storage", onStorage);
}

/** @type {(code: string) => void} */
export function forget(code) {
  try {
    localStorage.removeItem(PREFIX + code);
    if (localStorage.getItem(LAST) === code) localStorage.removeItem(LAST);
  } catch {
    // Nothing was kept.
  }
}

/** The class that this browser was in last, "" without one. @type {() => string} */
export function lastCode() {
  try {
    const code = localStorage.getItem(LAST) ?? "";
    return code && (keptOf(code).teacher || keptOf(code).student) ? code : "";
  } catch {
    return "";
  }
}

/** Who this browser is in the class, its teacher first; null if nobody. @type {(code: string) => Me | null} */
export function meIn(code) {
  const { teacher, student } = keptOf(code);
  if (teacher) return { code, role: "teacher", secret: teacher };
  return student ? { code, role: "student", secret: student } : null;
}

/** A code as it is kept: its letters alone, large. @type {(typed: string) => string} */
export const codeOf = (typed) => typed.toUpperCase().replace(/[^A-Z]/g, "").slice(0, 12);

/** A code as it is read: in two parts. @type {(code: string) => string} */
export const codeRead = (code) => (code.length > 4 ? `${code.slice(0, 3)}-${code.slice(3)}` : code);
