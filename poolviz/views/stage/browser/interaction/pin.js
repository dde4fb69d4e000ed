// The pinned cell in the address, after its #: a link shows it again. Streamlit never reads that part.

/** @import { Cursor, Stage } from "../types.d.ts" */

const SAYS_PIN = /^#pin=(\w{1,40})\.(\d{1,4})\.(\d{1,4})\.(\d{1,4})$/;
const RESTED = 300; // ms: browsers allow an address few changes a second

/** What the address says of a pinned cell. @type {(cursor: Cursor) => string} */
export const hashOf = ({ grid, d, r, c }) => `#pin=${grid}.${d}.${r}.${c}`;

/** The pinned cell that an address says, or null. @type {(hash: string) => Cursor | null} */
export function pinIn(hash) {
  const found = SAYS_PIN.exec(hash);
  if (!found) return null;
  const [d, r, c] = found.slice(2).map(Number);
  return { grid: found[1], d, r, c };
}

/** Let the address say soon which cell is pinned, of a stage that is a page's own. @type {(stage: Stage) => void} */
export function sayPin(stage) {
  clearTimeout(stage.pinning);
  const { take, toolbar } = stage.scene.options;
  if (take && toolbar && wanted(stage) !== location.hash) stage.pinning = setTimeout(() => writeHash(wanted(stage)), RESTED);
}

/** What the address should say after its #; what is no pin there stays. @type {(stage: Stage) => string} */
function wanted({ pinned, cursor }) {
  if (pinned && cursor) return hashOf(cursor);
  return location.hash.startsWith("#pin=") ? "" : location.hash;
}

/** @type {(hash: string) => void} */
function writeHash(hash) {
  if (hash !== location.hash) history.replaceState(history.state, "", location.pathname + location.search + hash);
}

/** Keep Back and Forward from Streamlit's idea of a #, which would leave the page as it is. @type {() => () => void} */
export function listenForPin() {
  const back = () => pinIn(location.hash) && writeHash("");
  // Before the listener of Streamlit.
  addEventListener("popstate", back, true);
  return () => removeEventListener("popstate", back, true);
}
