import assert from "node:assert/strict";
import { test } from "node:test";
import { axisPlan, axisTicks, moved, zoomed } from "../../../assets/site/boxes.js";

test("an axis bends only where it may, and where positive values span over two decades", () => {
  assert.equal(axisPlan(1, 1000, true).isLog, true);
  assert.equal(axisPlan(1, 1000, false).isLog, false);
  assert.equal(axisPlan(20, 1000, true).isLog, false);
  assert.equal(axisPlan(-5, 1000, true).isLog, false);
  assert.equal(axisPlan(-5, 1000, true).low, -5);
  assert.equal(axisPlan(7, 7, false).high, 8);
});

test("nought is on the axis unless all values are far from it", () => {
  assert.equal(axisPlan(5, 1000, false).low, 0);
  assert.equal(axisPlan(10000, 10900, false).low, 10000);
});

test("ticks of a bent axis are powers of ten, with threes where there is room", () => {
  const axis = axisPlan(1, 10000, true);
  assert.deepEqual(axisTicks(axis, 0, 4, 5), [1, 10, 100, 1000, 10000]);
  assert.deepEqual(axisTicks(axis, 0, 2, 5), [1, 3, 10, 30, 100]);
  assert.deepEqual(axisTicks(axis, Math.log10(100), Math.log10(200), 4), [100, 125, 150, 175, 200]);
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
