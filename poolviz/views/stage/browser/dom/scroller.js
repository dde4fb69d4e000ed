// What scrolls a page, where that is not the window.

/** The element around a node, beyond shadow roots too, that scrolls up and down. @type {(node: Node) => Element | null} */
export function scrollerOf(node) {
  const up = node.parentNode instanceof ShadowRoot ? node.parentNode.host : node.parentElement;
  if (!up) return null;
  return /auto|scroll/.test(getComputedStyle(up).overflowY) && up.scrollHeight >= up.clientHeight && up !== document.body ? up : scrollerOf(up);
}
