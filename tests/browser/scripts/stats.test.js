import assert from "node:assert/strict";
import { test } from "node:test";
import { boxOf, quantile, ticksOf } from "../../../assets/site/stats.js";

test("quantiles lie between neighbours in proportion", () => {
  assert.equal(quantile([1, 2, 3, 4], 0.5), 2.5);
  assert.equal(quantile([1, 2, 3, 4], 0.25), 1.75);
  assert.equal(quantile([7], 0.9), 7);
  assert.ok(Number.isNaN(quantile([], 0.5)));
});

test("whiskers end at the furthest values within one and a half boxes", () => {
  const box = boxOf([1, 2, 3, 4, 5, 6, 7, 8, 100]);
  assert.deepEqual(box, { count: 9, low: 1, q1: 3, median: 5, q3: 7, high: 8, first: 0, last: 7 });
  assert.equal(boxOf([]), null);
});

test("ticks are round", () => {
  assert.deepEqual(ticksOf(0, 100, 4), [0, 25, 50, 75, 100]);
  assert.deepEqual(ticksOf(0, 7, 4), [0, 2, 4, 6]);
  assert.deepEqual(ticksOf(5, 5, 4), [5]);
});
