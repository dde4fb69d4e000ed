// What happens in a class: pushed by the server, and asked for where nothing comes through.

import { call, classUrl } from "./api.js";

/** @import { App, Me, News } from "../types.d.ts" */

const SILENT = 5000; // ms after which a proxy seems to hold events back
const EVERY = 3000; // ms between two questions then
const ANEW = 15000; // ms before events are tried again

/** @typedef {ReturnType<typeof setTimeout>} Timer */

class Feed {
  /**
   * @param {URL} url
   * @param {string} secret
   * @param {(news: News) => void} tell
   */
  constructor(url, secret, tell) {
    this.url = url;
    this.secret = secret;
    this.tell = tell;
    this.over = false;
    this.heard = false;
    /** @type {EventSource | null} */
    this.source = null;
    /** @type {Timer | undefined} */
    this.asking = undefined;
    /** @type {Timer | undefined} */
    this.silence = undefined;
  }

  listen() {
    this.source?.close();
    const url = new URL(this.url);
    url.searchParams.set("secret", this.secret);
    const source = new EventSource(url);
    this.source = source;
    this.silence = setTimeout(() => this.poll(), SILENT);
    source.addEventListener("open", () => this.heard && this.quiet());
    source.addEventListener("state", ({ data }) => {
      this.heard = true;
      this.quiet();
      this.say({ kind: "state", state: JSON.parse(data) });
    });
    source.addEventListener("ended", () => this.say({ kind: "ended" }));
    source.addEventListener("error", () => this.lose());
  }

  /** Ask no more: events come through. */
  quiet() {
    clearTimeout(this.asking);
    clearTimeout(this.silence);
  }

  /** Ask while nothing comes, and try for events anew where the browser has given up. */
  lose() {
    clearTimeout(this.silence);
    if (this.over) return;
    this.poll();
    if (this.source?.readyState === EventSource.CLOSED) this.silence = setTimeout(() => this.listen(), ANEW);
  }

  wake() {
    if (this.source?.readyState === EventSource.OPEN) this.ask();
    else this.listen();
  }

  async poll() {
    clearTimeout(this.asking);
    await this.ask();
    clearTimeout(this.asking);
    if (!this.over && !(this.heard && this.source?.readyState === EventSource.OPEN)) this.asking = setTimeout(() => this.poll(), EVERY);
  }

  async ask() {
    const { status, body } = await call("GET", this.url, this.secret);
    const kind = status === 404 ? "ended" : status === 401 || status === 403 ? "wrong" : "away";
    this.say(status === 200 ? { kind: "state", state: body } : { kind });
  }

  /** @type {(news: News) => void} */
  say(news) {
    if (!this.over) this.tell(news);
  }

  stop() {
    this.over = true;
    this.source?.close();
    this.quiet();
  }
}

/** Hear of a class until the returned function is called. @type {(app: App, me: Me, tell: (news: News) => void) => () => void} */
export function hear(app, me, tell) {
  const feed = new Feed(classUrl(app, `/${me.code}/events`), me.secret, tell);
  const woke = () => document.hidden || feed.wake();
  document.addEventListener("visibilitychange", woke);
  addEventListener("online", woke);
  feed.listen();
  return () => {
    document.removeEventListener("visibilitychange", woke);
    removeEventListener("online", woke);
    feed.stop();
  };
}
