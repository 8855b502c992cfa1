import assert from "node:assert/strict";
import { test } from "node:test";
import { axisPlan, axisTicks, moved, zoomed } from "../../../assets/site/boxes.js";
import { nameLines } from "../../../assets/site/charts.js";

test("an axis is logarithmic from where it is told to begin; what is below stands there", () => {
  const axis = axisPlan(0, 1000, 1);
  assert.equal(axis.isLog, true);
  assert.equal(axis.into(0), 0);
  assert.equal(axis.into(1000), 3);
  assert.equal(axisPlan(1, 1000, 0).isLog, false);
  assert.equal(axisPlan(-5, 1000, 0).low, -5);
  assert.equal(axisPlan(7, 7, 0).high, 8);
});

test("nought is on a straight axis unless all values are far from it", () => {
  assert.equal(axisPlan(5, 1000, 0).low, 0);
  assert.equal(axisPlan(10000, 10900, 0).low, 10000);
});

test("ticks of a logarithmic axis are powers of ten, with threes where there is room, or usual times", () => {
  const axis = axisPlan(1, 10000, 1);
  assert.deepEqual(axisTicks(axis, 0, 4, 5), [1, 10, 100, 1000, 10000]);
  assert.deepEqual(axisTicks(axis, 0, 2, 5), [1, 3, 10, 30, 100]);
  assert.deepEqual(axisTicks(axis, 0, 1.6, 2), [1, 3, 10, 30]);
  assert.deepEqual(axisTicks(axis, Math.log10(100), Math.log10(200), 4), [100, 125, 150, 175, 200]);
  assert.deepEqual(axisTicks(axis, 0, Math.log10(750), 5, "days"), [1, 7, 30, 180, 730]);
});

test("names are whole, in lines", () => {
  assert.deepEqual(nameLines("At Risk", 12), ["At Risk"]);
  assert.deepEqual(nameLines("Potential Loyalists", 12), ["Potential", "Loyalists"]);
  assert.deepEqual(nameLines("Donaudampfschifffahrt", 8), ["Donaudam", "pfschiff", "fahrt"]);
  for (const name of ["忠実な顧客の皆様", "לקוחות שקנו פעמיים", "a b c d e f g"])
    assert.equal(nameLines(name, 4).join("").replaceAll(" ", ""), name.replaceAll(" ", ""));
});

test("zooming keeps the place under the pointer, and never leaves the whole", () => {
  const whole = { low: 0, high: 100 };
  assert.deepEqual(zoomed(whole, [0, 100], 2, 50), [25, 75]);
  assert.deepEqual(zoomed(whole, [0, 100], 2, 0), [0, 50]);
  assert.deepEqual(zoomed(whole, [25, 75], 0.1, 30), [0, 100]);
  const [from, to] = zoomed(whole, [0, 100], 1e9, 50);
  assert.ok(to - from > 0.4 && from < 50 && to > 50);
  assert.deepEqual(moved(whole, [90], 50), [50, 100]);
  assert.deepEqual(moved(whole, [-10], 50), [0, 50]);
});
