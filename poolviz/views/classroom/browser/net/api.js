// The server's routes, from wherever the page lies.

import { fill } from "../../../stage/browser/dom/base.js";

/** @import { App, Given, Me, Reason, Reply, Step } from "../types.d.ts" */

const PATIENCE = 20_000; // ms for a reply; a connection that died says nothing

/** @type {(path: string) => URL} */
export const at = (path) => new URL(path, document.baseURI);

/** @type {(method: string, url: URL, secret?: string, sent?: object) => Promise<Reply>} */
export async function call(method, url, secret = "", sent) {
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json" };
  if (secret) headers.Authorization = `Bearer ${secret}`;
  try {
    const reply = await fetch(url, { method, headers, body: sent && JSON.stringify(sent), cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    const text = await reply.text();
    return { status: reply.status, body: text.startsWith("{") ? JSON.parse(text) : text };
  } catch {
    return { status: 0, body: {} };
  }
}

/** The address of a route of classes. @type {(app: App, path: string) => URL} */
export function classUrl({ data }, path) {
  const url = at(`api/class${path}`);
  url.searchParams.set("lang", data.lang);
  return url;
}

/** Do something in a class. @type {(app: App, me: Me, method: string, what: string, sent?: object) => Promise<Reply>} */
export const act = (app, { code, secret }, method, what, sent) => call(method, classUrl(app, `/${code}${what}`), secret, sent);

/** Put a page or a question before the class. @type {(app: App, me: Me, step: Step) => Promise<Reply>} */
export const put = (app, me, step) => act(app, me, "POST", "/show", step);

/** @type {Map<string, Promise<Given | null>>} */
const given = new Map();

/** @type {(app: App, asked: {topic: string, seed: number, level: number}) => URL} */
const questionUrl = ({ data }, { topic, seed, level }) => at(`api/question/${encodeURIComponent(topic)}/${seed}/${level}?lang=${data.lang}`);

/** A question as it is told to those who answer; asked again where the server is busy. @type {(app: App, asked: {topic: string, seed: number, level: number}) => Promise<Given | null>} */
export function questionOf(app, asked) {
  const url = questionUrl(app, asked);
  const path = url.href;
  const known = given.get(path) ?? patient(url);
  given.set(path, known);
  known.then((found) => found || given.delete(path));
  return known;
}

/** @type {(url: URL) => Promise<any>} */
async function patient(url) {
  for (const wait of [400, 1200, 3000, 0]) {
    const { status, body } = await call("GET", url);
    if (status === 200) return body;
    if (status !== 503 && status !== 0) return null;
    await new Promise((done) => setTimeout(done, wait * (0.5 + Math.random())));
  }
  return null;
}

/** Why the answer is right; null while that is not told. @type {(app: App, me: Me) => Promise<Reason | null>} */
export async function reasonOf(app, me) {
  const { status, body } = await act(app, me, "GET", "/reason");
  return status === 200 ? body : null;
}

/** What a page shows for its address: stage data, or why there is none. @type {(app: App, address: string) => Promise<Reply>} */
export function answerOf({ data }, address) {
  const [page, query = ""] = address.split("?");
  const url = at(`api/answer/${data.build}/${page.replace(/^\/|\/$/g, "") || "home"}`);
  url.search = query;
  url.searchParams.set("lang", data.lang);
  return call("GET", url);
}

/** Why a step of a plan could not be put before the class, "" where it can. @type {(app: App, step: Step) => Promise<string>} */
export async function unfit(app, step) {
  if ("topic" in step) {
    const { status, body } = await call("GET", questionUrl(app, step));
    return status === 404 ? body.error : "";
  }
  const page = pageOf(step.address);
  if (page !== "home" && !app.data.pages.some(([key]) => key === page)) return fill(app.data.texts.no_page, { page });
  if (!app.data.staged.includes(page)) return "";
  const { status, body } = await answerOf(app, step.address);
  return status === 400 ? body.unreadable.map((/** @type {{key: string | null, rule: string}} */ { key, rule }) => (key ? `${key}: ${rule}` : rule)).join("; ") : "";
}

/** The page of an address. @type {(address: string) => string} */
export const pageOf = (address) => address.split("?")[0].replace(/^\/|\/$/g, "") || "home";

/** An address of the app out of what somebody pasted. @type {(pasted: string) => string} */
export function addressIn(pasted) {
  const text = pasted.trim();
  if (!/^https?:/i.test(text)) return text.replace(/^\/+/, "");
  if (!URL.canParse(text)) return text; // what it lacks is said where it is read
  const { pathname, search } = new URL(text);
  return pathname.split("/").at(-1) + search;
}
