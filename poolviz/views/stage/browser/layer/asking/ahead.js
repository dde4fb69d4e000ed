// Answers kept, and asked for ahead: what the learner is likely to set next is drawn without a wait. No DOM.

/** @import { Ahead, Reply } from "../../types.d.ts" */

const MOST_KEPT = 32; // answers kept
const FINAL = [200, 413, 422]; // what an address says for ever

/**
 * Answers by their questions, got by `ask`, which is told whether somebody waits for the answer.
 * @param {(question: string, ahead: boolean) => Promise<Reply>} ask
 * @returns {Ahead}
 */
export function makeAhead(ask) {
  /** @type {Map<string, Promise<Reply>>} */
  const known = new Map();
  let turn = 0;
  const kept = async (/** @type {string} */ question, ahead = false) => {
    const asked = known.get(question) || ask(question, ahead);
    known.delete(question);
    known.set(question, asked); // the newest is last
    if (known.size > MOST_KEPT) known.delete(/** @type {string} */ (known.keys().next().value));
    const reply = await asked;
    if (!FINAL.includes(reply.status)) known.delete(question);
    return reply;
  };
  return {
    async get(question) {
      turn += 1; // what is wanted now goes before what may be wanted
      const early = known.has(question);
      const reply = await kept(question);
      return early && !FINAL.includes(reply.status) ? kept(question) : reply;
    },
    async expect(questions) {
      const mine = (turn += 1);
      for (const question of questions.filter((one) => !known.has(one))) {
        if (mine !== turn) return;
        const { status } = await kept(question, true);
        if (!FINAL.includes(status)) return; // the server has no time for it
      }
    },
  };
}
