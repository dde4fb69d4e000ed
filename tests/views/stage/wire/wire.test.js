import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { names, sent } from "../browser/stages.js";

const file = new URL("../../../../poolviz/views/stage/wire/stage.schema.json", import.meta.url);
const check = new Ajv.default({ strictTypes: false }).compile(JSON.parse(readFileSync(file, "utf-8")));

/** What is wrong with data, as the first error says it. @type {(data: unknown) => string | undefined} */
const wrong = (data) => (check(data) ? undefined : `${check.errors?.[0].instancePath} ${check.errors?.[0].message}`);

test("what Python sends is what the schema says", () => {
  for (const name of names) assert.equal(wrong(sent(name)), undefined, name);
});

test("a key that nobody knows, one that is missing and a value of another type are found", () => {
  const data = sent("max");
  assert.match(wrong({ ...data, extra: 1 }) ?? "", /must NOT have additional properties/);
  assert.match(wrong({ ...data, grids: undefined, links: "none" }) ?? "", /required property 'grids'|must be array/);
  assert.match(wrong({ ...data, title: 3 }) ?? "", /\/title must be string/);
  assert.match(wrong({ ...data, texts: { ...data.texts, first: null } }) ?? "", /\/texts\/first must be string/);
});
