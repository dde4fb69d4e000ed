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

/** @type {WeakMap<Root, {handle: Handle<any>, turn: number, say: Say}>} */
const mounted = new WeakMap();

/**
 * Show `data` in `parentElement` by `mount`, or give it to what is shown there already.
 * The returned cleanup is called on unmounting, but also late for a call that a newer one has overtaken;
 * so only that of the newest call destroys.
 * @template D
 * @param {(root: Root, data: D, emit: Say) => Handle<D>} mount
 * @param {{parentElement: Root, data: D, setTriggerValue: Say}} given
 */
export function show(mount, { parentElement, data, setTriggerValue }) {
  const known = mounted.get(parentElement);
  known?.handle.update(data);
  const handle = known?.handle || mount(parentElement, data, (name, value) => mounted.get(parentElement)?.say(name, value));
  const turn = (known?.turn ?? 0) + 1;
  mounted.set(parentElement, { handle, turn, say: setTriggerValue });
  return () => {
    if (mounted.get(parentElement)?.turn !== turn) return;
    handle.destroy();
    mounted.delete(parentElement);
  };
}
