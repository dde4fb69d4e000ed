// Questions and their answers in order: a late answer never overwrites a newer one. No DOM.

/** @import { Queue, Reply } from "../../types.d.ts" */

const MOST = 3; // questions on their way at once
const AGAIN = 250; // ms until a busy server is asked again
const TIMES = 20;

/**
 * A queue that asks by `ask` and shows answers by `show`, each of them unless a newer one is shown already.
 * Of questions that cannot go yet only the newest waits.
 * @template Q
 * @param {(question: Q) => Promise<Reply>} ask
 * @param {(reply: Reply, question: Q, newest: boolean) => void} show
 * @param {(ms: number) => Promise<void>} [wait]
 * @returns {Queue<Q>}
 */
export function makeQueue(ask, show, wait = (ms) => new Promise((done) => setTimeout(done, ms))) {
  const at = { last: 0, shown: 0, running: 0 };
  /** @type {{number: number, question: Q} | null} */
  let waiting = null;
  const run = async (/** @type {number} */ number, /** @type {Q} */ question) => {
    at.running += 1;
    const reply = await patient(() => ask(question), () => number === at.last, wait);
    at.running -= 1;
    if (number > at.shown && reply.status !== 503) {
      at.shown = number;
      show(reply, question, number === at.last);
    }
    const next = waiting;
    waiting = null;
    if (next) run(next.number, next.question);
  };
  return {
    put(question) {
      at.last += 1;
      if (at.running >= MOST) waiting = { number: at.last, question };
      else run(at.last, question);
    },
    forget() {
      at.last += 1;
      at.shown = at.last;
      waiting = null;
    },
  };
}

/**
 * What is said to a question; it is asked again while the server is busy and it is still the newest.
 * @type {(ask: () => Promise<Reply>, isNewest: () => boolean, wait: (ms: number) => Promise<void>) => Promise<Reply>}
 */
async function patient(ask, isNewest, wait) {
  let reply = await ask();
  for (let time = 1; reply.status === 503 && time < TIMES && isNewest(); time += 1) {
    await wait(AGAIN * Math.min(time, 4));
    if (isNewest()) reply = await ask();
  }
  return reply;
}

/** What a server says at an address, if it has time for what is asked `ahead`; status 0 where it cannot be reached. @type {(url: string, ahead?: boolean) => Promise<Reply>} */
export async function fetched(url, ahead = false) {
  try {
    const found = await fetch(url, { headers: { Accept: "application/json", ...(ahead ? { "X-Ahead": "1" } : {}) } });
    const known = [200, 400, 413, 422, 503].includes(found.status);
    return known ? { status: found.status, body: await found.json() } : { status: 0, body: {} };
  } catch {
    return { status: 0, body: {} };
  }
}
