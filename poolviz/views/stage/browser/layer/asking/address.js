// Addresses: texts by key, in the order in which Python writes them. No DOM.

/** @import { Setting } from "../../../wire/stage.d.ts" */

/** A text as Python's urlencode writes it. @type {(text: string) => string} */
const quoted = (text) =>
  encodeURIComponent(text)
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, "+");

/**
 * The search of an address that says `values` in place of what it said of those keys; defaults are left out.
 * Keys that are not in `order` are not the page's, and stay first.
 * @type {(search: string, values: Setting[], defaults: Setting[], order: string[]) => string}
 */
export function saying(search, values, defaults, order) {
  const usual = new Map(defaults);
  const known = new Map(new URLSearchParams(search));
  for (const [key, text] of values) {
    if (text === usual.get(key)) known.delete(key);
    else known.set(key, text);
  }
  const place = (/** @type {string} */ key) => order.indexOf(key);
  const pairs = [...known].sort(([one], [other]) => place(one) - place(other));
  const written = pairs.map(([key, text]) => `${quoted(key)}=${quoted(text)}`).join("&");
  return written && `?${written}`;
}

/** The search without what it says of `key`; all else stays in its order. @type {(search: string, key: string) => string} */
export const lacking = (search, key) => saying(search, [[key, ""]], [[key, ""]], []);

/** What an address says of the keys of `values`, the default where it says nothing. @type {(search: string, defaults: Setting[]) => Setting[]} */
export function saidIn(search, defaults) {
  const known = new URLSearchParams(search);
  return defaults.map(([key, text]) => [key, known.get(key) ?? text]);
}

/** The search without what it says of some keys: what else is shown. @type {(search: string, settings: Setting[]) => string} */
export function beside(search, settings) {
  const known = new URLSearchParams(search);
  for (const [key] of settings) known.delete(key);
  known.sort();
  return known.toString();
}

/**
 * Where the answer to a search is, found from the page; `always` is said where the search does not say it.
 * @type {(path: string, page: string, search: string, always: Setting[]) => string}
 */
export function answerAt(path, page, search, always) {
  const url = new URL(path, page);
  const known = new URLSearchParams(search);
  const missing = always.filter(([key]) => !known.has(key)).map(([key, text]) => `${quoted(key)}=${quoted(text)}`);
  url.search = [search.replace(/^\?/, ""), ...missing].filter(Boolean).join("&");
  return url.href;
}
