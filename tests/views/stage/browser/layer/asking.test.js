// How a stage asks: addresses, the order of answers, the steps of Back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { answerAt, beside, lacking, saidIn, saying } from "#views/stage/browser/layer/asking/address.js";
import { makeQueue } from "#views/stage/browser/layer/asking/queue.js";
import { makeSteps } from "#views/stage/browser/layer/asking/steps.js";

const ORDER = ["lang", "large", "layer", "k", "s", "x"];
const DEFAULTS = /** @type {[string, string][]} */ ([["layer", "MaxPool2d"], ["k", "2"], ["s", ""]]);

test("an address says what is no default, in the order of the fields, quoted as Python does", () => {
  assert.equal(saying("?x=1+2&lang=zh", [["k", "3"], ["s", ""]], DEFAULTS, ORDER), "?lang=zh&k=3&x=1+2");
  assert.equal(saying("?k=3", [["k", "2"]], DEFAULTS, ORDER), "");
  assert.equal(saying("?x=a%0Ab~%28*%29", [], DEFAULTS, ORDER), "?x=a%0Ab~%28%2A%29");
  assert.equal(saying("?embed=true&k=4", [["k", "3"]], DEFAULTS, ORDER), "?embed=true&k=3");
});

test("what an address says of the layer, and what else", () => {
  assert.deepEqual(saidIn("?k=5&x=1", DEFAULTS), [["layer", "MaxPool2d"], ["k", "5"], ["s", ""]]);
  assert.equal(beside("?x=1&k=5&lang=zh", DEFAULTS), "lang=zh&x=1");
});

test("the answer is found from the page, wherever it is served", () => {
  const at = (/** @type {string} */ page) => answerAt("api/answer/b/windows", page, "?k=3", [["lang", "zh"]]);
  assert.equal(at("http://host/windows"), "http://host/api/answer/b/windows?k=3&lang=zh");
  assert.equal(at("https://hub/user/ann/proxy/8501/"), "https://hub/user/ann/proxy/8501/api/answer/b/windows?k=3&lang=zh");
  assert.equal(answerAt("api/a", "http://h/", "?lang=en", [["lang", "zh"]]), "http://h/api/a?lang=en");
});

/** A server whose answers come when the test says so. */
function server() {
  /** @type {Map<string, (reply: any) => void>} */
  const open = new Map();
  const ask = (/** @type {string} */ question) => new Promise((/** @type {(reply: any) => void} */ done) => open.set(question, done));
  const answer = async (/** @type {string} */ question, status = 200) => {
    open.get(question)?.({ status, body: question });
    await new Promise((done) => setTimeout(done));
  };
  return { ask, answer, open };
}

test("a late answer never overwrites a newer one, and answers in order are all shown", async () => {
  const { ask, answer } = server();
  /** @type {[string, boolean][]} */
  const shown = [];
  const queue = makeQueue(ask, (reply, _question, newest) => shown.push([reply.body, newest]));
  for (const question of ["a", "b", "c"]) queue.put(question);
  await answer("b");
  await answer("a");
  await answer("c");
  assert.deepEqual(shown, [["b", false], ["c", true]]);
});

test("of questions that cannot go yet only the newest waits", async () => {
  const { ask, answer, open } = server();
  /** @type {string[]} */
  const shown = [];
  const queue = makeQueue(ask, (reply) => shown.push(reply.body));
  for (const question of ["a", "b", "c", "d", "e"]) queue.put(question);
  assert.deepEqual([...open.keys()], ["a", "b", "c"]);
  await answer("a");
  assert.deepEqual([...open.keys()], ["a", "b", "c", "e"]);
  await answer("e");
  await answer("c");
  assert.deepEqual(shown, ["a", "e"]);
});

test("a busy server is asked again, unless a newer question came", async () => {
  const statuses = [503, 503, 200];
  let asked = 0;
  /** @type {number[]} */
  const shown = [];
  const queue = makeQueue(async () => ({ status: statuses[asked++], body: {} }), (reply) => shown.push(reply.status), async () => {});
  queue.put("a");
  await new Promise((done) => setTimeout(done, 5));
  assert.deepEqual([asked, shown], [3, [200]]);
});

test("what is forgotten is not shown any more", async () => {
  const { ask, answer } = server();
  /** @type {string[]} */
  const shown = [];
  const queue = makeQueue(ask, (reply) => shown.push(reply.body));
  queue.put("a");
  queue.forget();
  await answer("a");
  assert.deepEqual(shown, []);
});

test("one step of Back for each pause", () => {
  /** @type {string[]} */
  const done = [];
  /** @type {(() => void)[]} */
  const later = [];
  const place = { search: "", pathname: "/windows" };
  let time = 0;
  const note = (/** @type {string} */ how) => (/** @type {any} */ _state, /** @type {string} */ _title, /** @type {any} */ url) => {
    place.search = String(url).replace("/windows", "");
    done.push(`${how} ${place.search}`);
  };
  const steps = makeSteps(place, { pushState: note("push"), replaceState: note("replace") }, () => time, (act) => void later.push(act));
  /** @type {(at: number, search: string, drawn?: boolean) => void} */
  const write = (at, search, drawn = true) => {
    time = at;
    steps.write(() => search);
    if (drawn) for (const act of later.splice(0)) act();
  };
  for (const [at, search] of /** @type {[number, string][]} */ ([[0, "?k=1"], [100, "?k=12"], [400, "?k=12"], [950, "?k=3"]])) write(at, search);
  assert.deepEqual(done.splice(0), ["push ?k=1", "replace ?k=12", "push ?k=3"]);
  write(2000, "?k=4", false);
  write(2010, "?k=5"); // before the first could be written: still a step of its own
  assert.deepEqual(done.splice(0), ["push ?k=5"]);
  write(3000, "?k=6", false);
  assert.deepEqual(done, []); // what is drawn does not wait for it
  steps.settle();
  assert.deepEqual(done.splice(0), ["push ?k=6"]);
  write(4000, "?k=7", false);
  steps.drop();
  for (const act of later.splice(0)) act();
  assert.deepEqual(done, []);
});

test("what another has written into the address meanwhile stays there", () => {
  /** @type {string[]} */
  const done = [];
  /** @type {(() => void)[]} */
  const later = [];
  const place = { search: "?k=2", pathname: "/windows" };
  const note = (/** @type {any} */ _state, /** @type {string} */ _title, /** @type {any} */ url) => void done.push(url);
  const steps = makeSteps(place, { pushState: note, replaceState: note }, () => 0, (act) => void later.push(act));
  steps.write((search) => saying(search, [["k", "5"]], [["k", "2"]], ["k", "large"]));
  place.search = "?k=2&large=true"; // Streamlit's
  for (const act of later) act();
  assert.deepEqual(done, ["/windows?k=5&large=true"]);
});

test("what is said of a line is left out wherever it stands", () => {
  assert.equal(lacking("?line=nn.MaxPool2d(2)&k=3&s=2", "line"), "?k=3&s=2");
  assert.equal(lacking("?k=3&line=nn.MaxPool2d(2)", "line"), "?k=3");
  assert.equal(lacking("?line=nn.MaxPool2d(2)", "line"), "");
});
