// What Streamlit asks of a component: one call at first, and one on every change.

/**
 * @typedef {ParentNode & Node} Root an element or a shadow root
 * @typedef {(name: any, value: object) => void} Say
 */

/**
 * What is shown in a page: it takes new data, and goes away.
 * @template D
 * @typedef {{update: (data: D) => void, destroy: () => void}} Handle
 */

/**
 * What is shown in an element, and the calls that it was made of: the newest is last.
 * @typedef {{data: any, say: Say}} Call
 * @typedef {{handle: Handle<any>, calls: Call[]}} Shown
 */

/** @type {WeakMap<Root, Shown>} */
const mounted = new WeakMap();

/**
 * Show `data` in `parentElement` by `mount`, or give it to what is shown there already.
 *
 * The returned cleanup is called on unmounting. Where one call overtakes another while the script is loaded, the other
 * comes late and its cleanup at once: it was never meant, and what was shown before it stays.
 * @template D
 * @param {(root: Root, data: D, emit: Say) => Handle<D>} mount
 * @param {{parentElement: Root, data: D, setTriggerValue: Say}} given
 */
export function show(mount, { parentElement, data, setTriggerValue }) {
  const known = mounted.get(parentElement);
  known?.handle.update(data);
  const handle = known?.handle || mount(parentElement, data, (name, value) => mounted.get(parentElement)?.calls.at(-1)?.say(name, value));
  /** @type {Shown} */
  const shown = known || { handle, calls: [] };
  const call = { data, say: setTriggerValue };
  shown.calls.push(call);
  mounted.set(parentElement, shown);
  setTimeout(() => shown.calls.splice(0, Math.max(0, shown.calls.indexOf(call)))); // it has stayed: what was before is over
  return () => endCall(parentElement, shown, call);
}

/** @type {(root: Root, shown: Shown, call: Call) => void} */
function endCall(root, shown, call) {
  const place = shown.calls.indexOf(call);
  if (place < 0) return;
  shown.calls.splice(place, 1);
  const last = shown.calls.at(-1);
  if (!last) {
    takeAway(root, shown);
    return;
  }
  if (place === shown.calls.length) shown.handle.update(last.data);
  setTimeout(() => root.isConnected || takeAway(root, shown));
}

/** @type {(root: Root, shown: Shown) => void} */
function takeAway(root, shown) {
  if (mounted.get(root) !== shown) return;
  mounted.delete(root);
  shown.calls.length = 0;
  shown.handle.destroy();
}
