// Which lessons are done, kept in this browser alone: what it has kept and what the page says become one.

const PLACE = "poolviz-lessons";
const KEY = /^[a-z0-9-]{1,60}$/;
const MOST = 200;

/** The keys that a text names, each once. @type {(text: unknown) => string[]} */
export const keysIn = (text) => [...new Set(String(text ?? "").split(".").filter((key) => KEY.test(key)))].slice(0, MOST);

/** @type {() => string[]} */
function keptHere() {
  try {
    return keysIn(localStorage.getItem(PLACE));
  } catch {
    return []; // a browser that keeps nothing
  }
}

/** @type {(keys: string[]) => void} */
function keepHere(keys) {
  try {
    localStorage.setItem(PLACE, keys.join("."));
  } catch {
    // it is still in the address
  }
}

/**
 * The component of Streamlit: `done` is what the page says, `forget` is true where all is to be forgotten.
 * @type {(given: {data: {done: string, forget: boolean}, setTriggerValue: (name: string, value: string) => void}) => () => void}
 */
export default function component({ data, setTriggerValue }) {
  const said = keysIn(data.done);
  const all = data.forget ? said : [...new Set([...said, ...keptHere()])];
  keepHere(all);
  if (all.length > said.length) setTriggerValue("kept", all.join("."));
  return () => {};
}
