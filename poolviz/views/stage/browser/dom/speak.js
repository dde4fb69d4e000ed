// What is read aloud.

/** @import { Stage } from "../types.d.ts" */

/**
 * Speak, but not faster than one can listen. The first look at a stage is not spoken.
 * @type {(stage: Stage, text: string, atOnce?: boolean) => void}
 */
export function say(stage, text, atOnce) {
  if (stage.heard === undefined && !atOnce) {
    stage.heard = text;
    return;
  }
  if (text === stage.heard && !atOnce) return;
  stage.heard = text;
  clearTimeout(stage.speaking);
  const wait = atOnce ? 0 : stage.playing ? Math.max(0, 1500 - (Date.now() - (stage.spokeAt || 0))) : 250;
  stage.speaking = setTimeout(() => {
    stage.spokeAt = Date.now();
    stage.live.textContent = text;
  }, wait);
}
