// Dragging a number sideways.

const PIXELS = 14; // a step

/**
 * Let a drag over `root` change the number in `input`, from what `begin` gives by so many steps.
 * @type {(root: HTMLElement, input: HTMLInputElement, begin: () => string, move: (from: string, steps: number) => void) => void}
 */
export function dragged(root, input, begin, move) {
  /** @type {{x: number, from: string, steps: number} | null} */
  let at = null;
  root.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && event.target === input) at = { x: event.clientX, from: begin(), steps: 0 };
  });
  root.addEventListener("pointermove", (event) => {
    const steps = at ? Math.trunc((event.clientX - at.x) / PIXELS) : 0;
    if (!at || !event.buttons || steps === at.steps) return;
    if (!root.hasPointerCapture(event.pointerId)) root.setPointerCapture(event.pointerId);
    root.classList.add("is-dragged");
    at.steps = steps;
    move(at.from, steps);
  });
  // A number that is selected would be carried away as text.
  root.addEventListener("dragstart", (event) => event.preventDefault());
  const end = () => {
    root.classList.remove("is-dragged");
    at = null;
  };
  root.addEventListener("pointerup", end);
  root.addEventListener("pointercancel", end);
}
