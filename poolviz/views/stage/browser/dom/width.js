// What is mounted before it has a width: a page hides what has no place yet.

/**
 * Hide `node` until `root`, in which it is mounted, has a width, and call `show` then: it would else be seen before its
 * cells have a size. Gives what ends the waiting.
 * @type {(root: ParentNode & Node, node: HTMLElement, show: () => void) => () => void}
 */
export function whenWide(root, node, show) {
  const place = root instanceof ShadowRoot ? root.host : root;
  if (!(place instanceof Element) || place.clientWidth) return () => {};
  node.hidden = true;
  const watch = new ResizeObserver(() => {
    if (!place.clientWidth) return;
    watch.disconnect();
    node.hidden = false;
    show();
  });
  watch.observe(place);
  return () => watch.disconnect();
}
