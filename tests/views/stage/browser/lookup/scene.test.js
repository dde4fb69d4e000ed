import assert from "node:assert/strict";
import { test } from "node:test";
import { range } from "#views/stage/browser/dom/base.js";
import { readScene, sameShape, shape } from "#views/stage/browser/lookup/scene.js";
import { names, scene, sent } from "../stages.js";

test("every stage is read: its grids by their ids, its links with an axis of depth", () => {
  assert.ok(names.length >= 15);
  for (const name of names) {
    const { grids, links } = sent(name);
    const read = scene(name);
    assert.deepEqual(read.grids.map(({ id }) => id), grids.map(({ id }) => id), name);
    assert.equal(read.windows.length + read.places.length, links.length, name);
    for (const { depth, axes } of read.windows) assert.ok(depth.taps.length >= 1 && axes.length === 2, name);
  }
});

test("a grid without a frame has one of no width, and a plane is one slice", () => {
  const output = scene("max").grid("output");
  assert.deepEqual([output.frame.top, output.frame.padding, output.depth, output.volume], [0, [0, 0], 1, false]);
  assert.deepEqual([scene("volume").grid("output").depth, scene("volume").grid("output").volume], [3, true]);
});

test("what is played is the grid that the options name, else the first with windows", () => {
  assert.equal(scene("max").main.id, "output");
  assert.equal(scene("shift").main.id, "output");
  assert.equal(scene("fields of shapes").main.id, "step_4");
});

test("a link to a space that is not there is left out", () => {
  const data = sent("unpooling");
  const read = readScene({ ...data, grids: data.grids.filter(({ id }) => id !== "unpooled") });
  assert.deepEqual([read.windows.length, read.places.length], [1, 0]);
});

test("the numbers of a picture are its pixels, or fixed point beside them", () => {
  const pictures = scene("pictures");
  const [input, max, mean] = pictures.grids;
  assert.deepEqual(range(3).map((channel) => input.text(0, channel)), ["0", "192", "133"]);
  assert.equal(mean.text(0, 0), "6.12");
  assert.ok(max.same(0, 0, 1) && !input.same(0, 1, 0));
});

test("the maximum of a window without members is −∞ and not black", () => {
  const data = sent("pictures");
  const apart = data.links.map((link) => ("axes" in link ? { ...link, axes: [{ ...link.axes[0], taps: link.axes[0].taps.map(() => [-9, 1, 3]) }, link.axes[1]] } : link));
  const read = readScene(/** @type {typeof data} */ ({ ...data, links: apart }));
  assert.equal(read.grid("max").text(0, 0), "−∞");
  assert.notEqual(read.grid("mean").text(0, 0), "−∞");
});

test("elements are kept where shapes are the same and made anew where they are not", () => {
  const data = sent("max");
  const [input, ...others] = data.grids;
  const other = { ...data, grids: [{ ...input, texts: input.texts?.map(() => "7"), title: "other" }, ...others] };
  assert.ok(sameShape(scene("max"), readScene(other)));
  assert.ok(!sameShape(scene("max"), scene("dilation")));
  assert.notEqual(shape(scene("max").grid("input")), shape(scene("mean").grid("input")), "their frames say another thing");
});
